// What is stored under a customer key, across tables, for erasing it.
import type { AccountSid, RecordingSid, TranscriptSid } from '../domain/sid.ts'

/** What one step of an erasure removed. */
export interface Erased {
  transcripts: TranscriptSid[]
  /** Those among them that were in progress. */
  underWay: TranscriptSid[]
  recordings: RecordingSid[]
}

/** Erases customers. */
export interface CustomerStore {
  /** Removes up to `limit` transcripts of a customer with all that hangs on them, their attempts in the delivery log
   * included, and recordings that were transcribed for this customer alone. Call inside a transaction, until it
   * finds no transcript any more. */
  removeTranscripts(account: AccountSid, customerKey: string, limit: number): Promise<Erased>
}
