// A finished row of the decoder as what the asr port calls a hypothesis: words with times, or nothing.
import { samplesToMs } from '../../domain/audio.ts'
import type { Hypothesis } from '../../ports/asr.ts'
import { alignRows } from './alignment.ts'
import { calibrated } from './calibration.ts'
import { type DecodingRow, guards } from './decoding-row.ts'
import { sharpenTimes } from './onsets.ts'
import { geometricMean, type TimedToken, toWords } from './token-words.ts'
import type { Piece } from './vocabulary.ts'

/** What is needed to read a row: its sound (16 kHz, -1..1, without padding), and the text of each token. */
export interface Reading {
  samples: Float32Array
  pieceOf(token: number): Piece | null
}

/** The words of `row`. Text that came only because the end was barred counts when the model is sure enough of it. */
export function toHypothesis(row: DecodingRow, { samples, pieceOf }: Reading): Hypothesis {
  const nothing: Hypothesis = { words: [], confidence: 0, tokenCount: 0, end: 'empty' }
  const confidence = geometricMean(row.probabilities)
  if (row.tokens.length === 0 || (row.forced && confidence < guards.forcedTextAtLeast)) return nothing
  const spans = alignRows(row.attention)
  const tokens: TimedToken[] = row.tokens.flatMap((token, at) => {
    const piece = pieceOf(token)
    const span = spans[at]
    return piece && span ? [{ piece, span, probability: row.probabilities[at]! }] : []
  })
  const words = sharpenTimes(toWords(tokens, samplesToMs(samples.length)), samples).map((word) => ({
    ...word,
    confidence: calibrated(word.confidence),
  }))
  if (words.length === 0) return nothing
  return { words, confidence, tokenCount: row.tokens.length, end: row.end ?? 'eos' }
}
