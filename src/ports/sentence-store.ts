// Sentences as stored rows, always of one transcript.
import type { Page, PageRequest } from '../domain/page.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** Reads and writes sentences. */
export interface SentenceStore {
  /** Stores all sentences of a transcript in place of any it had. Call inside a transaction. */
  replace(transcript: TranscriptSid, sentences: readonly Sentence[]): Promise<void>
  /** In order of their index. */
  list(transcript: TranscriptSid, page: PageRequest): Promise<Page<Sentence>>
}
