// The audit log as stored rows, scoped to one account. Entries are never changed, and outlive what they are about; they
// go with their account.
import type { AuditEntry } from '../domain/audit-entry.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid, TranscriptSid } from '../domain/sid.ts'

/** Filters of the list; bounds are exclusive. */
export interface AuditFilter {
  transcriptSid?: TranscriptSid
  beforeDateCreated?: Date
  afterDateCreated?: Date
}

/** Writes and lists entries. */
export interface AuditLog {
  insert(entries: readonly AuditEntry[]): Promise<void>
  /** Newest first. */
  list(account: AccountSid, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>
  /** Removes entries of all accounts made before a date, at most `limit`.
   * @returns how many there were */
  removeOlder(before: Date, limit: number): Promise<number>
}
