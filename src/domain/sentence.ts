// Words and sentences with their times. All times are milliseconds from the start of the recording and are
// rounded only when they are written out.
import type { SentenceSid } from './sid.ts'

/** One recognised word. `confidence` is 0..1. */
export interface Word {
  text: string
  startMs: number
  endMs: number
  confidence: number
}

/** A word with the times that are stored and shown. */
export type TimedWord = Omit<Word, 'confidence'>

/** One sentence of one channel (1-based), numbered over the whole transcript in order of time. */
export interface Sentence {
  sid: SentenceSid
  index: number
  channel: number
  startMs: number
  endMs: number
  text: string
  confidence: number
  words: TimedWord[]
}
