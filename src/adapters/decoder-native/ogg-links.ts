// Follows an Ogg file from one logical stream to the next and tells pages of the stream being decoded from those
// of streams beside it, which are passed over, and from those of streams whose beginning is lost.
import { fault } from '../../domain/errors.ts'
import type { AudioChunk, StreamFormat } from './audio-stream.ts'
import { createLossEstimate } from './loss-estimate.ts'
import type { OggCodec } from './ogg-codec.ts'
import { createLostOggLink, createOggLink, type OggLink } from './ogg-link.ts'
import type { OggPage } from './ogg-pages.ts'
import { samplesOf } from './ogg-timeline.ts'

/** Every stream costs a decoder. Broadcasts have one per song. */
const MAX_LINKS = 1000
/** Streams side by side. */
const MAX_OTHERS = 16
const PAGE_HEADER_BYTES = 27

/** The streams of one file. */
export interface OggLinks {
  /** True when the decoder failed: nothing more can be decoded. */
  readonly broken: boolean
  /** Notes bytes between pages. */
  lose(byteCount: number): void
  /** Takes a first page; `codec` is `null` when its stream is not decoded here.
   * @throws VerbatimError mediaCorrupted for more streams than any recording has */
  begin(page: OggPage, codec: OggCodec | null): Generator<AudioChunk>
  /** Takes any other page. */
  take(page: OggPage): AsyncGenerator<AudioChunk>
  /** What is to be said at the end of the file. */
  end(): Generator<AudioChunk>
  /** How much sound `byteCount` bytes may hold, in samples per channel. */
  samplesIn(byteCount: number): number
}

/** Starts before the first page. Streams in another rate than `format` are lost, their time is kept. */
export function createOggLinks(format: StreamFormat): OggLinks {
  const lostIn = createLossEstimate()
  const others = new Set<number>()
  let link: OggLink | null = null
  let linkCount = 0
  let lostBytes = 0
  const settle = function* (): Generator<AudioChunk> {
    if (lostBytes > 0) yield { kind: 'damage', lostSamples: lostIn.samples(lostBytes) }
    lostBytes = 0
  }
  return {
    get broken() {
      return link?.broken ?? false
    },
    lose(byteCount) {
      lostBytes += byteCount
    },
    *begin(page, codec) {
      if (link?.started || link?.ended) {
        yield* settle()
        link = null
        others.clear()
      }
      if (!codec || link) {
        if (others.size < MAX_OTHERS) others.add(page.serial)
        return
      }
      if (++linkCount > MAX_LINKS) throw fault('mediaCorrupted', 'The Ogg file is made of too many streams')
      yield* settle()
      const fits = codec.sampleRateHz === format.sampleRateHz && [1, 2].includes(codec.channelCount)
      link = fits ? createOggLink(page, codec, format) : createLostOggLink(page, codec, format)
    },
    async *take(page) {
      const byteCount = PAGE_HEADER_BYTES + page.segments.length + page.body.length
      if (page.serial !== link?.serial) {
        // Beside a stream that is decoded, announced others may be anything; else what is here is lost.
        if (!link || !others.has(page.serial)) lostBytes += byteCount
        return
      }
      const damaged = lostBytes > 0
      lostBytes = 0
      let decoded = 0
      for await (const chunk of link.take(page, damaged)) {
        if (chunk.kind === 'samples') decoded += samplesOf(chunk)
        yield chunk
      }
      if (decoded > 0) lostIn.learn(byteCount, decoded)
    },
    *end() {
      const cutOff = lostBytes === 0 && link !== null && !link.ended
      yield* settle()
      // Without a last page the stream was cut off, even if between two pages.
      if (cutOff) yield { kind: 'damage', lostSamples: 0 }
    },
    samplesIn: (byteCount) => lostIn.samples(byteCount),
  }
}
