// A stored call recording, which transcripts can name by its sid (contract sections 6 and 9).
import type { AccountSid, RecordingSid, Sid } from './sid.ts'
import type { StoredMedia } from './transcript.ts'

/** A recording. `startTime` is when it began, or when it was uploaded if nobody said. */
export interface Recording {
  sid: RecordingSid
  accountSid: AccountSid
  callSid: Sid<'call'> | null
  channels: number
  durationMs: number
  media: StoredMedia
  startTime: Date
  dateCreated: Date
  dateUpdated: Date
}
