// When each word was spoken: as the model says, or spread over the slice where it does not.
import type { RecogniserResult } from './result.ts'
import type { TokenSpan } from './token-spans.ts'

/** Milliseconds from the start of the slice. */
export interface WordTime {
  startMs: number
  endMs: number
}

const PUNCTUATION = /^[\s\u2581]*[\p{P}\s]+$/u

/** Times from the model's own times of tokens. A word ends with its last token that is no punctuation where the model
 * says how long tokens last, else where the next word begins. */
export function heardTimes(
  spans: readonly TokenSpan[],
  { tokens, timestamps, durations }: RecogniserResult,
  lengthMs: number,
): WordTime[] {
  let floorMs = 0
  const starts = spans.map(({ first }) => {
    floorMs = Math.min(lengthMs, Math.max(floorMs, timestamps[first]! * 1000))
    return floorMs
  })
  return spans.map(({ first, last }, at) => {
    const nextMs = starts[at + 1] ?? lengthMs
    let spoken = last
    while (spoken > first && PUNCTUATION.test(tokens[spoken]!)) spoken--
    const duration = durations[spoken]
    const endMs = duration ? (timestamps[spoken]! + duration) * 1000 : nextMs
    return { startMs: starts[at]!, endMs: Math.min(lengthMs, Math.max(endMs, starts[at]!)) }
  })
}

/** Times in proportion to the length of the words, blanks included: a guess, good for the order of sentences. */
export function spreadTimes(words: readonly string[], lengthMs: number): WordTime[] {
  const total = words.reduce((sum, word) => sum + word.length + 1, 0)
  let before = 0
  return words.map((word) => {
    const startMs = (before / total) * lengthMs
    before += word.length + 1
    return { startMs, endMs: Math.min(lengthMs, (before / total) * lengthMs) }
  })
}
