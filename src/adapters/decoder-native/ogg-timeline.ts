// Puts what was decoded from Ogg pages at the place in time that the pages tell: drops what codecs decode beyond
// the beginning and the end, and measures what is missing in between.
import type { AudioChunk } from './audio-stream.ts'

/** What a codec produces beyond the sound. */
export interface TimelineOptions {
  /** Samples at the start of the stream that are no sound (Opus: pre-skip). */
  skipSamples: number
  /** True when a first page that ends early means that its beginning is to be dropped (Vorbis). */
  trimsStart: boolean
}

/** When the packets of a page end. */
export interface PageTime {
  /** Where the last packet ends, in samples; `null` when unknown. */
  granule: number | null
  /** True on the stream's last page: there an early end means that the rest is no sound. */
  last: boolean
  /** True when packets before these are lost. */
  gap: boolean
}

/** Starts the time of one logical stream. The function returned takes the chunks of a page and gives them back
 * trimmed, with a damage chunk before them for what is missing. */
export function createOggTimeline({ skipSamples, trimsStart }: TimelineOptions) {
  let skip = skipSamples
  /** Where the next sample belongs; `null` before the first page. */
  let position: number | null = null
  return (chunks: AudioChunk[], { granule, last, gap }: PageTime): AudioChunk[] => {
    const duration = chunks.reduce((sum, chunk) => sum + samplesOf(chunk), 0)
    const start = granule === null ? null : granule - duration
    if (position === null) {
      // A stream cut out of a longer one begins late; one that lost pages begins at 0.
      position = gap ? 0 : Math.max(0, start ?? 0)
      if (trimsStart && !last && !gap) skip += Math.max(0, -(start ?? 0))
    }
    const missing = start === null ? 0 : start - position
    position = granule ?? position + duration
    const placed: AudioChunk[] = []
    if (gap || missing > 0) placed.push({ kind: 'damage', lostSamples: Math.max(0, missing) })
    placed.push(...chunks)
    const skipped = dropStart(placed, skip)
    skip -= skipped
    return last && missing < 0 ? dropEnd(placed, -missing) : placed
  }
}

/** Samples per channel that a chunk stands for. */
export function samplesOf(chunk: AudioChunk): number {
  return chunk.kind === 'damage' ? chunk.lostSamples : chunk.channels[0]!.length
}

/** Drops up to `count` samples from the front, in place. @returns how many */
function dropStart(chunks: AudioChunk[], count: number): number {
  let dropped = 0
  for (const [index, chunk] of chunks.entries()) {
    if (dropped === count) break
    const length = samplesOf(chunk)
    const cut = Math.min(length, count - dropped)
    chunks[index] = part(chunk, cut, length)
    dropped += cut
  }
  return dropped
}

function dropEnd(chunks: AudioChunk[], count: number): AudioChunk[] {
  let left = count
  return chunks
    .toReversed()
    .map((chunk) => {
      const length = samplesOf(chunk)
      const cut = Math.min(length, left)
      left -= cut
      return part(chunk, 0, length - cut)
    })
    .toReversed()
}

function part(chunk: AudioChunk, from: number, to: number): AudioChunk {
  if (chunk.kind === 'damage') return { kind: 'damage', lostSamples: to - from }
  return { kind: 'samples', channels: chunk.channels.map((samples) => samples.subarray(from, to)) }
}
