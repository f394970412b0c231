// Transcripts as stored rows, seen from two sides: the API, scoped to one account, and the worker, which knows
// the sid from its job.
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid, ServiceSid, TranscriptSid } from '../domain/sid.ts'
import type { Diagnostics, Transcript, TranscriptStatus } from '../domain/transcript.ts'
import type { Aged, AgeQuery } from './age-query.ts'

/** Filters of a list; bounds are exclusive, and rows without a media start time never match its bounds. */
export interface TranscriptFilter {
  serviceSid?: ServiceSid
  status?: TranscriptStatus
  /** A whole tag or its primary subtag, any case. */
  languageCode?: string
  sourceSid?: string
  beforeStartTime?: Date
  afterStartTime?: Date
  beforeDateCreated?: Date
  afterDateCreated?: Date
  text?: TextFilter
}

/** What a person remembers of a call: part of its customer key, of the name of its Service or of who takes part in it, in
 * any case, or the beginning of its sid. */
export interface TextFilter {
  wanted: string
  /** In whose calls names of participants count: where they are hidden, nothing may be found by them. */
  namesIn: 'all' | 'unredacted' | 'none'
}

/** What the worker may change. */
export type TranscriptPatch = Partial<
  Pick<
    Transcript,
    | 'status'
    | 'channel'
    | 'durationS'
    | 'media'
    | 'redactedMedia'
    | 'transcribed'
    | 'diagnostics'
    | 'mediaStartTime'
  >
>

/** Reads and writes Transcripts. */
export interface TranscriptStore {
  /** @throws VerbatimError conflict when the service already has a live transcript of the same recording */
  insert(transcript: Transcript): Promise<void>
  /** As `insert`, but a conflict is told instead of thrown, so that the transaction can go on.
   * @returns false when the service already has a live transcript of the same recording */
  insertUnlessLive(transcript: Transcript): Promise<boolean>
  find(account: AccountSid, sid: TranscriptSid): Promise<Transcript | null>
  /** Newest first. */
  list(account: AccountSid, filter: TranscriptFilter, page: PageRequest): Promise<Page<Transcript>>
  /** Those of all accounts made before a date, oldest first. */
  listOlder(query: AgeQuery): Promise<Aged<TranscriptSid>[]>
  /** Removes the row with all rows that hang on it; returns the removed row. */
  remove(account: AccountSid, sid: TranscriptSid): Promise<Transcript | null>
  /** The row for the worker, of any account. */
  load(sid: TranscriptSid): Promise<Transcript | null>
  /** Begins the next run over a row that is still queued or in progress, and writes `patch`. From now on the runs before
   * it are refused by `advance`.
   * @returns the number of the run, from 1; null when the row is gone or already final */
  begin(sid: TranscriptSid, patch: TranscriptPatch): Promise<number | null>
  /** Changes a row that is still queued or in progress and stamps `date_updated`; on behalf of a run, only while no
   * later one has begun.
   * @returns false when nothing was changed: the work is not wanted any more, or is another run's by now */
  advance(sid: TranscriptSid, patch: TranscriptPatch, run?: number): Promise<boolean>
  /** The row of a completed transcript, kept from other transactions until this one ends. Call inside a transaction.
   * @returns null when it is gone, or not completed */
  holdCompleted(sid: TranscriptSid): Promise<Transcript | null>
  /** Writes the diagnostics of a completed transcript and stamps `date_updated`.
   * @returns false when it is gone, or not completed */
  noteCompleted(sid: TranscriptSid, diagnostics: Diagnostics): Promise<boolean>
}
