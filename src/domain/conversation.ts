// A transcript's words as operators read them: who said what, in order of time.
import type { SentenceSid } from './sid.ts'

/** Who speaks on one channel (1-based). */
export interface Speaker {
  channel: number
  role: string
  fullName: string | null
}

/** One sentence. Times are milliseconds from the start of the recording. */
export interface Line {
  sid: SentenceSid
  index: number
  channel: number
  startMs: number
  endMs: number
  text: string
  /** The text without personal data; null when redaction is off. */
  redactedText: string | null
}

/** A whole conversation, lines in order of their index. */
export interface Conversation {
  languageCode: string
  durationMs: number
  speakers: Speaker[]
  lines: Line[]
}
