// FLAC in Ogg (RFC 9639 section 10.1): one frame a packet, checked like those of a plain FLAC file.
import { crc16 } from './crc.ts'
import { createFlacDecoder } from './flac-decoder.ts'
import { parseFlacFrameHeader, parseFlacInfo } from './flac-header.ts'
import { startsWith } from './id3.ts'
import type { OggCodec, OggPacketDecoder } from './ogg-codec.ts'

/** The mark, two version bytes and the count of header packets stand before what a plain file begins with. */
const STREAM_OFFSET = 9
/** First byte of a frame; metadata never begin with it. */
const FRAME_MARK = 0xff

/** Reads the first packet; `null` when it is none of FLAC.
 * @throws VerbatimError mediaCorrupted when the stream information is missing or impossible */
export function oggFlac(packet: Uint8Array): OggCodec | null {
  if (!startsWith(packet, '\x7fFLAC')) return null
  const info = parseFlacInfo(packet.slice(STREAM_OFFSET))
  const createDecoder = async (): Promise<OggPacketDecoder> => {
    const decode = await createFlacDecoder({ ...info, framesStart: 0 })
    return async (frame) => {
      if (frame[0] !== FRAME_MARK) return null
      const header = parseFlacFrameHeader(frame, 0, { ...info, framesStart: 0 })
      if (!header || crc16(frame) !== 0) return { kind: 'damage', lostSamples: header?.blockSamples ?? 0 }
      const channels = await decode(frame, header)
      if (channels === 'broken') return 'broken'
      return channels ? { kind: 'samples', channels } : { kind: 'damage', lostSamples: header.blockSamples }
    }
  }
  return {
    codec: 'flac',
    sampleRateHz: info.sampleRateHz,
    channelCount: info.channelCount,
    skipSamples: 0,
    trimsStart: false,
    createDecoder,
  }
}
