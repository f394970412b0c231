// One logical Ogg stream being decoded: its pages in, chunks at their place in time out.
import type { AudioChunk, StreamFormat } from './audio-stream.ts'
import { fitChannels } from './fit-channels.ts'
import type { OggCodec, OggPacketDecoder } from './ogg-codec.ts'
import { createPacketAssembly } from './ogg-packets.ts'
import type { OggPage } from './ogg-pages.ts'
import { createOggTimeline, samplesOf } from './ogg-timeline.ts'

/** Samples decoded before a page's end that are handed on without waiting for it: bounds memory. */
const MAX_HELD_SAMPLES = 1_048_576

/** A stream that has begun. */
export interface OggLink {
  readonly serial: number
  /** True once a page behind the first was taken. */
  readonly started: boolean
  /** True once its last page was taken. */
  readonly ended: boolean
  /** True when the decoder failed: nothing more can be decoded. */
  readonly broken: boolean
  /** Decodes the packets that `page` completes. `damaged` says that bytes before it were lost. */
  take(page: OggPage, damaged: boolean): AsyncGenerator<AudioChunk>
}

/** Begins the stream whose first page is `first`, to be decoded into the rate and channels of `format`. */
export function createOggLink(first: OggPage, codec: OggCodec, format: StreamFormat): OggLink {
  const assemble = createPacketAssembly(first.sequence)
  const place = createOggTimeline(codec)
  let decode: OggPacketDecoder | null = null
  let gapBefore = false
  const link = { serial: first.serial, started: false, ended: first.last, broken: false }

  const emit = function* (chunks: AudioChunk[], time: Pick<OggPage, 'granule' | 'last'>) {
    for (const chunk of place(chunks, { ...time, gap: gapBefore })) {
      if (chunk.kind === 'damage' || samplesOf(chunk) > 0) yield fitChannels(chunk, format.channelCount)
    }
    gapBefore = false
  }
  return Object.assign(link, {
    async *take(page: OggPage, damaged: boolean) {
      link.started = true
      link.ended = page.last
      const { packets, gap } = assemble(page)
      gapBefore ||= gap || damaged
      decode ??= await codec.createDecoder()
      let held: AudioChunk[] = []
      let heldSamples = 0
      for (const packet of packets) {
        const decoded = await decode(packet)
        if (decoded === 'broken') {
          link.broken = true
          break
        }
        if (!decoded) continue
        held.push(decoded)
        heldSamples += samplesOf(decoded)
        if (heldSamples < MAX_HELD_SAMPLES) continue
        yield* emit(held, { granule: null, last: false })
        held = []
        heldSamples = 0
      }
      if (link.broken) yield* emit(held, { granule: null, last: false })
      else if (held.length > 0) yield* emit(held, page)
    },
  })
}

/** A stream that can't be decoded: its time, by `rateHz` of the recording, becomes damage when it ends. */
export function createLostOggLink(first: OggPage, codec: OggCodec, format: StreamFormat): OggLink {
  const link = { serial: first.serial, started: false, ended: first.last, broken: false }
  let reached = 0
  return Object.assign(link, {
    async *take(page: OggPage): AsyncGenerator<AudioChunk> {
      link.started = true
      link.ended = page.last
      const end = Math.round(((page.granule ?? 0) * format.sampleRateHz) / Math.max(1, codec.sampleRateHz))
      if (end > reached) yield { kind: 'damage', lostSamples: end - reached }
      reached = Math.max(reached, end)
    },
  })
}
