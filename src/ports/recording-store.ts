// Recordings as stored rows, scoped to one account.
import type { Page, PageRequest } from '../domain/page.ts'
import type { Recording } from '../domain/recording.ts'
import type { AccountSid, RecordingSid } from '../domain/sid.ts'
import type { Aged, AgeQuery } from './age-query.ts'

/** Filters of the list, as Twilio's Recordings have them; date bounds are exclusive. */
export interface RecordingFilter {
  callSid?: string
  beforeDateCreated?: Date
  afterDateCreated?: Date
}

/** Reads and writes recordings. */
export interface RecordingStore {
  insert(recording: Recording): Promise<void>
  find(account: AccountSid, sid: RecordingSid): Promise<Recording | null>
  /** Newest first. */
  list(account: AccountSid, filter: RecordingFilter, page: PageRequest): Promise<Page<Recording>>
  /** Those of all accounts made before a date, oldest first. */
  listOlder(query: AgeQuery): Promise<Aged<RecordingSid>[]>
  /** @returns the removed row, or null when there was none */
  remove(account: AccountSid, sid: RecordingSid): Promise<Recording | null>
}
