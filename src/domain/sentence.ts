// Words and sentences with their times. All times are milliseconds from the start of the recording and are
// rounded only when they are written out.
import { fault } from './errors.ts'
import type { SentenceSid } from './sid.ts'

/** One recognised word. `confidence` is the share (0..1) of words like it that are right. */
export interface Word {
  text: string
  startMs: number
  endMs: number
  confidence: number
}

/** A word with the times that are stored and shown. */
export type TimedWord = Omit<Word, 'confidence'>

/** Kinds of personal data (language.md section 2), named as in spans. The second group is the extended set. */
export const personalDataTypes = [
  'NAME',
  'ADDRESS',
  'CITY',
  'COUNTRY',
  'ZIP',
  'PHONE',
  'EMAIL',
  'SSN',
  'DOB',
  'DATE',
  'CREDIT_CARD',
  'CARD_EXPIRY',
  'CVV',
  'ACCOUNT_NUMBER',
  'DRIVER_LICENSE',
  'PASSPORT',
  'PASSWORD',
  'IP',
  'URL',
] as const
/** One of {@link personalDataTypes}. */
export type PersonalDataType = (typeof personalDataTypes)[number]

/** Personal data in a text: UTF-16 offsets, `end` exclusive. Spans of one text do not overlap. */
export interface PersonalDataSpan {
  start: number
  end: number
  type: PersonalDataType
}

/** A sentence without its personal data: text and words with tokens like `[Name]` in place of it. */
export interface RedactedSentence {
  text: string
  words: TimedWord[]
  spans: PersonalDataSpan[]
}

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
  /** Number of the voice, from 1 as they are first heard, where the voices of a channel were told apart. */
  speaker?: number
  /** Null when the transcript was made without redaction. */
  redacted: RedactedSentence | null
}

/** What a caller sees who gets no personal data.
 * @throws VerbatimError internal when the sentence was stored without a redacted form: nothing leaks instead */
export function redactedOf({ redacted }: Sentence): RedactedSentence {
  if (!redacted) throw fault('internal', 'a sentence has no redacted form')
  return redacted
}
