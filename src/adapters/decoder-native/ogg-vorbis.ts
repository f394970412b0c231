// Vorbis in Ogg by libvorbis compiled to wasm, one packet at a time: at most 8192 samples come from any call. The
// package's own reader of Ogg breaks on damage, so it is handed the pages it would have made.
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { fault } from '../../domain/errors.ts'
import { startsWith } from './id3.ts'
import type { OggCodec, OggPacketDecoder } from './ogg-codec.ts'

const HEAD_BYTES = 30
const COMMENT = 3
const SETUP = 5
/** The decoder's input buffer. */
const MAX_PACKET_BYTES = 131_072

/** Reads the identification header (Vorbis I section 4.2.2); `null` when `packet` is none.
 * @throws VerbatimError mediaCorrupted for a header that is cut off */
export function oggVorbis(packet: Uint8Array): OggCodec | null {
  if (!startsWith(packet, '\x01vorbis')) return null
  if (packet.length < HEAD_BYTES) throw fault('mediaCorrupted', 'The Vorbis stream has a cut-off header')
  const head = packet.slice()
  return {
    codec: 'vorbis',
    sampleRateHz: new DataView(head.buffer).getUint32(12, true),
    channelCount: head[11]!,
    skipSamples: 0,
    trimsStart: true,
    createDecoder: () => createVorbisDecoder(head),
  }
}

/** The parts of a page that the package looks at. */
interface Page {
  data: Uint8Array
  codecFrames: { data: Uint8Array; header: { vorbisSetup: Uint8Array } }[]
  isLastPage: false
}

async function createVorbisDecoder(head: Uint8Array): Promise<OggPacketDecoder> {
  const decoder = new OggVorbisDecoder()
  await decoder.ready
  const feed = (page: Page) => decoder.decodeOggPages([page as unknown as PackagePage])
  let setup: Uint8Array | null = null
  await feed({ data: head, codecFrames: [], isLastPage: false })
  return async (packet) => {
    if (packet[0] === COMMENT) return null
    if (packet[0] === SETUP && !setup) {
      setup = packet.slice()
      return null
    }
    if (!setup) return 'broken'
    if (packet.length === 0 || packet.length > MAX_PACKET_BYTES) return { kind: 'damage', lostSamples: 0 }
    try {
      const frame = { data: packet, header: { vorbisSetup: setup } }
      const { channelData } = await feed({ data: packet, codecFrames: [frame], isLastPage: false })
      return channelData.length === head[11] ? { kind: 'samples', channels: channelData } : 'broken'
    } catch {
      return 'broken'
    }
  }
}

type PackagePage = Parameters<OggVorbisDecoder['decodeOggPages']>[0][number]
