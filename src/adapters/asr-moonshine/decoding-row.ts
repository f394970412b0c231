// One row of a batch while it is being decoded: what it has said so far and whether it is done.
import type { DecodingEnd } from '../../ports/asr.ts'
import type { Grammar } from './digit-grammar.ts'
import { repetitionStart } from './repetition.ts'
import { EOS } from './vocabulary.ts'

/** Thresholds of the guards against lost and invented speech (speech-and-media section 3.10). */
export const guards = {
  /** An end at the very first step counts only when the model is at least this sure of it. */
  emptyAtLeast: 0.95,
  /** Text that was forced by the rule above is dropped below this mean probability. */
  forcedTextAtLeast: 0.3,
  /** Most tokens that speech of one second can hold. */
  tokensPerSecond: 6.5,
  /** On top of the rate, for very short rows. */
  spareTokens: 2,
}

/** The state of one row. `attention` has one entry per step, the step that ended the text included, also when a
 * guard ended it: the alignment gives that step whatever lies behind the last token. */
export interface DecodingRow {
  /** Encoder frames and seconds of the row's own audio, without padding. */
  frames: number
  maxTokens: number
  tokens: number[]
  probabilities: number[]
  attention: Float32Array[]
  /** True when the end was barred at the first step. */
  forced: boolean
  /** What may be said; null for anything. */
  grammar: Grammar | null
  end: DecodingEnd | null
}

/** A row that has not begun: so many encoder `frames`, so many seconds of sound. */
export function newRow(input: { frames: number; seconds: number; grammar: Grammar | null }): DecodingRow {
  const { frames, seconds, grammar } = input
  const maxTokens = Math.ceil(seconds * guards.tokensPerSecond) + guards.spareTokens
  const nothing = { tokens: [], probabilities: [], attention: [], forced: false, end: null }
  return { frames, maxTokens, grammar, ...nothing }
}

/** Chooses the next token of a row from its logits, applies the guards, and sets `end` when the row is done.
 * Probabilities are those among all tokens, so that a reading in the wrong grammar shows. */
export function advanceRow(row: DecodingRow, logits: Float32Array) {
  const allowed = row.grammar?.(row.tokens) ?? null
  let token = largest(logits, { allowed, except: -1 })
  let probability = softmaxOf(logits, token)
  const first = row.tokens.length === 0
  if (first && token === EOS && probability < guards.emptyAtLeast) {
    token = largest(logits, { allowed, except: EOS })
    probability = softmaxOf(logits, token)
    row.forced = true
  }
  if (token === EOS) {
    row.end = row.tokens.length === 0 ? 'empty' : 'eos'
    return
  }
  if (row.tokens.length >= row.maxTokens) {
    row.end = 'capped'
    return
  }
  row.tokens.push(token)
  row.probabilities.push(probability)
  const keep = repetitionStart(row.tokens)
  if (keep !== null) {
    row.tokens.length = keep
    row.probabilities.length = keep
    row.attention.length = Math.min(row.attention.length, keep + 1)
    row.end = 'looped'
  }
}

/** The index of the largest logit, among `allowed` if there is such a list, `except` left out. */
function largest(
  logits: Float32Array,
  { allowed, except }: { allowed: readonly number[] | null; except: number },
): number {
  if (allowed)
    return bestOf(
      allowed.filter((token) => token !== except),
      logits,
    )
  let best = except === 0 ? 1 : 0
  for (let at = 0; at < logits.length; at++) {
    if (at !== except && logits[at]! > logits[best]!) best = at
  }
  return best
}

function bestOf(tokens: readonly number[], logits: Float32Array): number {
  return tokens.reduce((best, token) => (logits[token]! > logits[best]! ? token : best))
}

function softmaxOf(logits: Float32Array, token: number): number {
  const top = logits[token]!
  let sum = 0
  for (let at = 0; at < logits.length; at++) {
    const distance = logits[at]! - top
    // Terms below e^-16 do not change the sum; most of the vocabulary is skipped here.
    if (distance > -16) sum += Math.exp(distance)
  }
  return 1 / sum
}
