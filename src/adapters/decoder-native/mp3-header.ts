// The four header bytes of an MPEG layer III frame (ISO/IEC 11172-3, 13818-3 and the 2.5 extension).

/** Header bytes of every frame. */
export const MP3_HEADER_BYTES = 4
/** No layer III frame is longer (320 kb/s at 32 kHz, 160 kb/s at 8 kHz). */
export const MAX_MP3_FRAME_BYTES = 1441

const LAYER_III = 1
const VERSION_1 = 3
const VERSION_2 = 2
const RESERVED = 1
const MONO = 3
const RATES_HZ = [44_100, 48_000, 32_000]
const KILOBITS_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KILOBITS_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** What a frame says about itself. */
export interface Mp3Header {
  sampleRateHz: number
  channelCount: number
  /** Length of the whole frame, header included. */
  frameBytes: number
  samplesPerFrame: number
}

/** Reads the header at `offset`, or `null` when there is none. Free-format frames (bit rate 0) are not taken,
 * since their length is not in the header. */
export function parseMp3Header(bytes: Uint8Array, offset: number): Mp3Header | null {
  if (offset + MP3_HEADER_BYTES > bytes.length) return null
  const second = bytes[offset + 1]!
  if (bytes[offset] !== 0xff || (second & 0xe0) !== 0xe0) return null
  const version = (second >> 3) & 3
  const third = bytes[offset + 2]!
  const bitRateIndex = third >> 4
  const fullRateHz = RATES_HZ[(third >> 2) & 3]
  if (version === RESERVED || ((second >> 1) & 3) !== LAYER_III || fullRateHz === undefined) return null
  const kilobits = (version === VERSION_1 ? KILOBITS_V1 : KILOBITS_V2)[bitRateIndex]
  if (!kilobits) return null
  const sampleRateHz = fullRateHz / (version === VERSION_1 ? 1 : version === VERSION_2 ? 2 : 4)
  const samplesPerFrame = version === VERSION_1 ? 1152 : 576
  const padding = (third >> 1) & 1
  return {
    sampleRateHz,
    channelCount: bytes[offset + 3]! >> 6 === MONO ? 1 : 2,
    frameBytes: Math.floor(((samplesPerFrame / 8) * kilobits * 1000) / sampleRateHz) + padding,
    samplesPerFrame,
  }
}

/** True when two frames can belong to one stream: same version, rate and channel count. */
export function sameMp3Stream(a: Mp3Header, b: Mp3Header): boolean {
  return (
    a.sampleRateHz === b.sampleRateHz &&
    a.channelCount === b.channelCount &&
    a.samplesPerFrame === b.samplesPerFrame
  )
}
