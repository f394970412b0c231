// Tokens to words: text, times and confidence.
import type { Word } from '../../domain/sentence.ts'
import type { FrameSpan } from './alignment.ts'
import type { Piece } from './vocabulary.ts'

/** One encoder frame is 384 samples of 16 kHz. */
export const FRAME_MS = 24

/** A decoded token with its probability and its frames. */
export interface TimedToken {
  piece: Piece
  probability: number
  span: FrameSpan
}

/** Groups tokens at word marks. A word starts with its first token; punctuation does not lengthen it. Times are
 * milliseconds from the start of the slice, cut off at `endMs`. */
export function toWords(tokens: readonly TimedToken[], endMs: number): Word[] {
  const groups: TimedToken[][] = []
  for (const token of tokens) {
    if (token.piece.startsWord || groups.length === 0) groups.push([token])
    else groups.at(-1)!.push(token)
  }
  return groups.map((group) => toWord(group, endMs)).filter((word) => word.text !== '')
}

function toWord(group: TimedToken[], endMs: number): Word {
  const spoken = group.filter(({ piece }) => !piece.punctuation)
  const lastFrame = Math.max(...(spoken.length > 0 ? spoken : group).map(({ span }) => span.last))
  const text = new TextDecoder().decode(Buffer.concat(group.map(({ piece }) => piece.bytes))).trim()
  return {
    text,
    startMs: Math.min(group[0]!.span.first * FRAME_MS, endMs),
    endMs: Math.min((lastFrame + 1) * FRAME_MS, endMs),
    confidence: geometricMean(group.map(({ probability }) => probability)),
  }
}

/** Geometric mean of probabilities; 0 for none. */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) return 0
  return Math.exp(values.reduce((sum, value) => sum + Math.log(Math.max(value, 1e-9)), 0) / values.length)
}
