// Opus in Ogg (RFC 7845) by libopus compiled to wasm, one packet at a time: at most 120 ms come from any call.
import { OpusDecoder } from 'opus-decoder'
import { fault } from '../../domain/errors.ts'
import type { AudioChunk } from './audio-stream.ts'
import { startsWith } from './id3.ts'
import type { OggCodec, OggPacketDecoder } from './ogg-codec.ts'
import { OPUS_RATE_HZ, opusPacketSamples } from './opus-packet.ts'

const HEAD_BYTES = 19
/** The upper half of the version byte changes only when old decoders can't cope. */
const MAX_VERSION = 15

/** Reads the identification header (RFC 7845 section 5.1); `null` when `packet` is none.
 * @throws VerbatimError mediaTypeUnsupported for other versions and for channel mappings beyond mono and stereo,
 *   mediaCorrupted for a header that is cut off */
export function oggOpus(packet: Uint8Array): OggCodec | null {
  if (!startsWith(packet, 'OpusHead')) return null
  if (packet.length < HEAD_BYTES) throw fault('mediaCorrupted', 'The Opus stream has a cut-off header')
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length)
  const mapping = packet[18]!
  if (packet[8]! > MAX_VERSION || mapping !== 0) {
    const what = mapping === 0 ? `of version ${packet[8]}` : `with channel mapping ${mapping}`
    throw fault('mediaTypeUnsupported', `Got Ogg Opus audio ${what}, which this server cannot decode`)
  }
  const channelCount = packet[9]!
  const gain = 10 ** (view.getInt16(16, true) / (20 * 256))
  return {
    codec: 'opus',
    sampleRateHz: OPUS_RATE_HZ,
    channelCount,
    skipSamples: view.getUint16(10, true),
    trimsStart: false,
    createDecoder: () => createOpusDecoder(channelCount, gain),
  }
}

async function createOpusDecoder(channelCount: number, gain: number): Promise<OggPacketDecoder> {
  const decoder = new OpusDecoder({ channels: channelCount })
  await decoder.ready
  return async (packet) => {
    if (startsWith(packet, 'OpusTags')) return null
    const lostSamples = opusPacketSamples(packet)
    const damage: AudioChunk = { kind: 'damage', lostSamples }
    if (lostSamples === 0) return damage
    try {
      const { channelData, samplesDecoded } = decoder.decodeFrame(packet)
      if (samplesDecoded !== lostSamples) return damage
      if (gain !== 1) for (const samples of channelData) amplify(samples, gain)
      return { kind: 'samples', channels: channelData }
    } catch (error) {
      // A packet longer than the decoder's input buffer did not get as far as the decoder.
      return error instanceof RangeError ? damage : 'broken'
    }
  }
}

function amplify(samples: Float32Array, gain: number): void {
  for (let index = 0; index < samples.length; index++) samples[index]! *= gain
}
