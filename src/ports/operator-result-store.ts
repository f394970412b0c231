// Results of operators as stored rows, always of one transcript.
import type { OperatorResult } from '../domain/operator-result.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { OperatorSid, TranscriptSid } from '../domain/sid.ts'

/** Reads and writes results. */
export interface OperatorResultStore {
  /** Stores all results of a transcript in place of any it had. Call inside a transaction. */
  replace(transcript: TranscriptSid, results: readonly OperatorResult[]): Promise<void>
  /** In order of attachment. */
  list(transcript: TranscriptSid, page: PageRequest): Promise<Page<OperatorResult>>
  find(transcript: TranscriptSid, operator: OperatorSid): Promise<OperatorResult | null>
}
