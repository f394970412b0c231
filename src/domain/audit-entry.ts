// An entry of the audit log: somebody read what redaction would have hidden.
import type { AccountSid, ApiKeySid, AuditEntrySid, RecordingSid, TranscriptSid } from './sid.ts'

/** What is written down of one read. Never what was read. */
export interface AuditEntry {
  sid: AuditEntrySid
  accountSid: AccountSid
  /** The key that was used, or the account itself for its token. */
  credentialSid: AccountSid | ApiKeySid
  /** Where the request came from. */
  address: string
  transcriptSid: TranscriptSid | null
  recordingSid: RecordingSid | null
  /** The operation of the API, e.g. `ListSentence`. */
  operation: string
  dateCreated: Date
}
