// What sherpa-onnx answers about one slice, in our words. Which lists are filled depends on the model.
import { Type } from 'typebox'
import { Value } from 'typebox/value'

/** A reading of one slice. Lists are either empty or have one entry per token. */
export interface RecogniserResult {
  text: string
  /** Pieces of `text`; a byte of a longer character reads `<0xNN>`. */
  tokens: readonly string[]
  /** When each token begins, in seconds from the start of the slice. */
  timestamps: readonly number[]
  /** How long each token lasts, in seconds. */
  durations: readonly number[]
  /** Natural logarithm of each token's probability. */
  logProbabilities: readonly number[]
}

const numbers = Type.Optional(Type.Array(Type.Number()))
const answerSchema = Type.Object({
  text: Type.String(),
  tokens: Type.Optional(Type.Array(Type.String())),
  timestamps: numbers,
  durations: numbers,
  ys_log_probs: numbers,
})

/** Reads the parsed answer of `getResult`. Lists that do not go with the tokens are left out.
 * @throws Error when it has another shape */
export function readResult(answer: unknown): RecogniserResult {
  if (!Value.Check(answerSchema, answer)) throw new Error('sherpa-onnx gave an answer of an unknown shape')
  const { text, tokens = [], timestamps = [], durations = [], ys_log_probs = [] } = answer
  const perToken = (list: number[]) => (list.length === tokens.length ? list : [])
  return {
    text,
    tokens,
    timestamps: perToken(timestamps),
    durations: perToken(durations),
    logProbabilities: perToken(ys_log_probs),
  }
}
