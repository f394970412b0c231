// A result of sherpa-onnx as what the asr port calls a hypothesis.
import type { Hypothesis } from '../../ports/asr.ts'
import { wordsBeforeLoop } from './repetition.ts'
import type { RecogniserResult } from './result.ts'
import { type TokenSpan, tokenSpans } from './token-spans.ts'
import { heardTimes, spreadTimes } from './word-times.ts'

/** Confidence of words from a model that gives none: high enough that the pipeline does not read everything a second
 * time, which would bring nothing where readings can not be compared. */
export const NEUTRAL_CONFIDENCE = 0.9

/** The words of `result`; `lengthMs` is the length of the slice. */
export function toHypothesis(result: RecogniserResult, lengthMs: number): Hypothesis {
  const texts = result.text.split(/\s+/).filter(Boolean)
  if (texts.length === 0) return { words: [], confidence: 0, tokenCount: 0, end: 'empty' }
  const spans = tokenSpans(texts, result.tokens)
  const times =
    spans && result.timestamps.length > 0 ? heardTimes(spans, result, lengthMs) : spreadTimes(texts, lengthMs)
  const keep = wordsBeforeLoop(texts)
  const words = texts.slice(0, keep ?? texts.length).map((text, at) => ({
    text,
    ...times[at]!,
    confidence: confidenceOf(result, spans?.[at]),
  }))
  const lastToken = spans?.[words.length - 1]?.last
  return {
    words,
    confidence: confidenceOf(result, lastToken === undefined ? undefined : { first: 0, last: lastToken }),
    tokenCount: lastToken === undefined ? words.length : lastToken + 1,
    end: keep === null ? 'eos' : 'looped',
  }
}

/** Geometric mean of the tokens' probabilities. */
function confidenceOf({ logProbabilities }: RecogniserResult, span: TokenSpan | undefined): number {
  if (!span || logProbabilities.length === 0) return NEUTRAL_CONFIDENCE
  const own = logProbabilities.slice(span.first, span.last + 1)
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length
  return Math.min(1, Math.max(MIN_CONFIDENCE, Math.exp(mean)))
}

/** Never zero: that stands for no words at all. */
const MIN_CONFIDENCE = 1e-9
