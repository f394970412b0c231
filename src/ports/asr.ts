// The speech recogniser port: slices of speech in, words out. Cutting, repeating and choosing between
// hypotheses is the pipeline's work, not the engine's.
import type { AudioSlice } from '../domain/audio.ts'
import type { Word } from '../domain/sentence.ts'

/** How digits are written: `four one`, `41`, or as the engine likes. */
export type DigitStyle = 'words' | 'figures' | 'either'

/** A slice to recognise. `onlyDigits`: nothing but digits is said in it, to be written in this style; engines without
 * the capability ignore it. */
export interface SpeechSlice extends AudioSlice {
  onlyDigits?: DigitStyle
}

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
  /** True when it can be told that a slice holds nothing but digits; false when left out. */
  digitsOnly?: boolean
}

/** A recogniser. */
export interface AsrEngine {
  readonly capabilities: AsrCapabilities
  /** Resolves when models are loaded; rejects when they cannot be. */
  ready(): Promise<void>
  /** Recognises the slices of one batch together; one hypothesis per slice, in order. */
  recognise(batch: readonly SpeechSlice[], signal?: AbortSignal): Promise<Hypothesis[]>
  close(): Promise<void>
}
