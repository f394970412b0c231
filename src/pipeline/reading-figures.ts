// How well recognition went, as figures that need no reference: how much came out empty, and was recovered.
import type { ReadingFigures, Segment } from '../domain/speech.ts'
import type { Reading } from './read-again.ts'

/** Compares the first reading of each segment with what was kept in the end, in whatever pieces. */
export function readingFigures(
  first: readonly Reading[],
  kept: readonly Reading[],
): Pick<ReadingFigures, 'segments' | 'emptyFirst' | 'recovered'> {
  const empty = first.filter(({ words }) => words.length === 0)
  const withWords = kept.filter(({ words }) => words.length > 0)
  const recovered = empty.filter(({ segment }) => withWords.some((one) => isPart(one.segment, segment)))
  return { segments: first.length, emptyFirst: empty.length, recovered: recovered.length }
}

function isPart(part: Segment, whole: Segment): boolean {
  return (
    part.channel === whole.channel && part.firstFrame >= whole.firstFrame && part.endFrame <= whole.endFrame
  )
}
