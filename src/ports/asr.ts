// The speech recogniser port: slices of speech in, words out. Cutting, repeating and choosing between
// hypotheses is the pipeline's work, not the engine's.
import type { AudioSlice } from '../domain/audio.ts'
import type { Word } from '../domain/sentence.ts'

/** How decoding of a slice ended: `eos` is the normal way; `empty` no words; `looped` the text began to repeat
 * itself and was cut at the repetition; `capped` more tokens than speech can hold. */
export type DecodingEnd = 'eos' | 'empty' | 'looped' | 'capped'

/** What the engine heard in one slice. Word times are milliseconds from the start of the slice. */
export interface Hypothesis {
  words: Word[]
  /** Geometric mean of the token probabilities, 0..1; 0 when there are no words. */
  confidence: number
  tokenCount: number
  end: DecodingEnd
}

/** What the pipeline must know about an engine. */
export interface AsrCapabilities {
  /** Name and version for diagnostics, e.g. `moonshine-base`. */
  name: string
  /** BCP 47 tags that it serves. */
  languages: readonly string[]
  /** Longest slice it takes. */
  maxSliceMs: number
  /** Limits of one batch: rows, and seconds counted as rows × longest row. */
  batchRows: number
  batchSeconds: number
  /** How many batches it works on at once. */
  threads: number
  /** False when the times of words are no more than a guess, spread over the slice; true when left out. */
  wordTimes?: boolean
}

/** A recogniser. */
export interface AsrEngine {
  readonly capabilities: AsrCapabilities
  /** Resolves when models are loaded; rejects when they cannot be. */
  ready(): Promise<void>
  /** Recognises the slices of one batch together; one hypothesis per slice, in order. */
  recognise(batch: readonly AudioSlice[], signal?: AbortSignal): Promise<Hypothesis[]>
  close(): Promise<void>
}
