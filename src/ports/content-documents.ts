// The content of a transcript as the documents that are encrypted: in the shape that the API would show.
import type { OperatorResult } from '../domain/operator-result.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** Writes documents as JSON text. */
export interface ContentDocuments {
  /** All sentences with their words, a JSON list. */
  sentences(sentences: readonly Sentence[], redacted: boolean): string
  /** One result. */
  result(transcript: TranscriptSid, result: OperatorResult, redacted: boolean): string
}
