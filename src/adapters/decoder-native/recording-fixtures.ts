// Recordings for tests, made byte by byte: WAVE with any header, FLAC of plain or constant blocks, MP3 frames of
// silence. Never imported by product code.
import { crc8, crc16 } from './crc.ts'
import type { MediaFile } from './media-file.ts'

/** A media file that is only in memory. */
export function memoryFile(bytes: Uint8Array): MediaFile {
  return {
    sizeBytes: bytes.length,
    readAt(position, target) {
      const part = bytes.subarray(position, position + target.length)
      target.set(part)
      return part.length
    },
    close: () => undefined,
  }
}

/** A sine from time 0 on, in [-0.5, 0.5]. */
export function sine(frequencyHz: number, rateHz: number, sampleCount: number): Float32Array {
  const step = (2 * Math.PI * frequencyHz) / rateHz
  return Float32Array.from({ length: sampleCount }, (_, index) => 0.5 * Math.sin(step * index))
}

/** The same sound, `gain` times as loud. */
export function amplified(samples: Float32Array, gain: number): Float32Array {
  return samples.map((value) => value * gain)
}

/** Interleaves channels as 16-bit little-endian PCM. */
export function pcm16(...channels: Float32Array[]): Buffer {
  const bytes = Buffer.alloc(channels.length * channels[0]!.length * 2)
  for (const [channel, samples] of channels.entries()) {
    for (const [index, value] of samples.entries()) {
      bytes.writeInt16LE(Math.round(value * 32_767), (index * channels.length + channel) * 2)
    }
  }
  return bytes
}

/** What to put into a WAVE header. Everything but `data` has a default: 16-bit mono at 8 kHz. */
export interface WavSpec {
  data: Uint8Array
  formatTag?: number
  channelCount?: number
  rateHz?: number
  bits?: number
  /** Sub-format GUID tag: makes the header extensible. */
  subFormat?: number
  mark?: 'RIFF' | 'RIFX' | 'RF64'
  /** Written instead of the true size of `data`. */
  claimedBytes?: number
  /** For compressed samples: block align and what follows the extension's length, which is added. */
  blocks?: { blockBytes: number; extension: Uint8Array }
  /** Chunks between `fmt ` and `data`, as they are. */
  extra?: Uint8Array
}

/** A WAVE file. */
export function wavFile(spec: WavSpec): Buffer {
  const { data, mark = 'RIFF', claimedBytes = data.length, extra = Buffer.alloc(0) } = spec
  const bigEndian = mark === 'RIFX'
  const format = chunk('fmt ', formatBody(spec, bigEndian), { bigEndian })
  const body = chunk('data', Buffer.from(data), { bigEndian, claimedBytes })
  return Buffer.concat([
    chunk(mark, Buffer.from('WAVE'), { bigEndian, claimedBytes: 0 }),
    format,
    extra,
    body,
  ])
}

/** One RIFF chunk, padded to an even length. */
export function chunk(
  id: string,
  body: Uint8Array,
  { bigEndian = false, claimedBytes = body.length }: { bigEndian?: boolean; claimedBytes?: number } = {},
): Buffer {
  const head = Buffer.alloc(8)
  head.write(id, 'latin1')
  if (bigEndian) head.writeUInt32BE(claimedBytes, 4)
  else head.writeUInt32LE(claimedBytes, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

function formatBody(spec: WavSpec, bigEndian: boolean): Uint8Array {
  const { channelCount = 1, rateHz = 8000, bits = 16, subFormat, blocks } = spec
  const tag = subFormat === undefined ? (spec.formatTag ?? 1) : 0xfffe
  const extensionBytes = blocks ? 2 + blocks.extension.length : subFormat === undefined ? 0 : 24
  const body = new Uint8Array(16 + extensionBytes)
  const view = new DataView(body.buffer)
  const blockAlign = blocks?.blockBytes ?? (channelCount * bits) >> 3
  view.setUint16(0, tag, !bigEndian)
  view.setUint16(2, channelCount, !bigEndian)
  view.setUint32(4, rateHz, !bigEndian)
  view.setUint32(8, rateHz * blockAlign, !bigEndian)
  view.setUint16(12, blockAlign, !bigEndian)
  view.setUint16(14, bits, !bigEndian)
  if (blocks) {
    view.setUint16(16, blocks.extension.length, !bigEndian)
    body.set(blocks.extension, 18)
  }
  if (subFormat !== undefined) view.setUint16(24, subFormat, !bigEndian)
  return body
}

/** What to put into a FLAC file of 16-bit samples. */
export interface FlacSpec {
  rateHz: number
  /** Integer samples, one array per channel, all equally long. */
  channels: number[][]
  blockSamples: number
  /** Written as the stream's length; the true one by default, 0 for unknown. */
  totalSamples?: number
}

/** A FLAC file of verbatim subframes, or constant ones where a block holds one value; one piece per frame, the
 * first piece being the stream head. Joined they are the file. */
export function flacPieces({ rateHz, channels, blockSamples, totalSamples }: FlacSpec): Buffer[] {
  const length = channels[0]!.length
  const pieces: Buffer[] = [
    flacHead({ rateHz, channelCount: channels.length, blockSamples, totalSamples: totalSamples ?? length }),
  ]
  for (let first = 0; first < length; first += blockSamples) {
    const blocks = channels.map((samples) => samples.slice(first, first + blockSamples))
    pieces.push(flacFrame(first / blockSamples, blocks))
  }
  return pieces
}

/** Mark and stream information of a 16-bit FLAC file, as its only metadata. */
export function flacHead(spec: {
  rateHz: number
  channelCount: number
  blockSamples: number
  totalSamples: number
}) {
  const head = Buffer.alloc(42)
  head.write('fLaC')
  head.set([0x80, 0, 0, 34], 4)
  head.writeUInt16BE(spec.blockSamples, 8)
  head.writeUInt16BE(spec.blockSamples, 10)
  const packed =
    (BigInt(spec.rateHz) << 44n) |
    (BigInt(spec.channelCount - 1) << 41n) |
    (15n << 36n) |
    BigInt(spec.totalSamples)
  head.writeBigUInt64BE(packed, 18)
  return head
}

/** One frame of 16-bit blocks with its number in one UTF-8-like code of up to three bytes. */
export function flacFrame(frameNumber: number, blocks: number[][]): Buffer {
  const count = blocks[0]!.length - 1
  const header = [0xff, 0xf8, 0x70, ((blocks.length - 1) << 4) | 0x08]
  header.push(...codedNumber(frameNumber), count >> 8, count & 0xff)
  header.push(crc8(Uint8Array.from(header)))
  const frame = Buffer.concat([Buffer.from(header), ...blocks.map(subframe)])
  const sum = crc16(frame)
  return Buffer.concat([frame, Buffer.from([sum >> 8, sum & 0xff])])
}

function subframe(samples: number[]): Buffer {
  const isConstant = samples.every((sample) => sample === samples[0])
  const written = isConstant ? samples.slice(0, 1) : samples
  const bytes = Buffer.alloc(1 + written.length * 2)
  bytes[0] = isConstant ? 0x00 : 0x02
  for (const [index, sample] of written.entries()) bytes.writeInt16BE(sample, 1 + index * 2)
  return bytes
}

function codedNumber(value: number): number[] {
  if (value < 0x80) return [value]
  if (value < 0x800) return [0xc0 | (value >> 6), 0x80 | (value & 0x3f)]
  return [0xe0 | (value >> 12), 0x80 | ((value >> 6) & 0x3f), 0x80 | (value & 0x3f)]
}

/** Bytes of {@link mp3Frame}: MPEG-2.5 layer III at 8 kHz and 32 kb/s, 576 samples. */
export const MP3_FRAME_BYTES = 288

/** A whole MP3 frame of silence at 8 kHz. */
export function mp3Frame({ mono = false } = {}): Buffer {
  const frame = Buffer.alloc(MP3_FRAME_BYTES)
  frame.set([0xff, 0xe3, 0x48, mono ? 0xc0 : 0x00])
  return frame
}
