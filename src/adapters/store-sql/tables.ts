// The tables as Kysely sees them. Columns are snake_case here and nowhere else. Written for PostgreSQL 15 and
// later; the embedded database is one too.
import type { ColumnType } from 'kysely'
import type { Channel } from '../../domain/channel.ts'
import type { TimedWord } from '../../domain/sentence.ts'
import type { WebhookMethod } from '../../domain/service.ts'
import type { AccountSid, SentenceSid, ServiceSid, Sid, TranscriptSid } from '../../domain/sid.ts'
import type { Diagnostics, StoredMedia, TranscriptStatus } from '../../domain/transcript.ts'

/** A jsonb column: read as its value, written as JSON text (node-postgres would turn an array into `{…}`). */
type Json<T> = ColumnType<T, string, string>

/** Services. */
export interface ServiceTable {
  sid: ServiceSid
  account_sid: AccountSid
  unique_name: string
  friendly_name: string | null
  language_code: string
  auto_transcribe: boolean
  auto_redaction: boolean
  media_redaction: boolean
  webhook_url: string | null
  webhook_http_method: WebhookMethod
  encryption_credential_sid: Sid<'publicKey'> | null
  version: number
  date_created: Date
  date_updated: Date
}

/** Transcripts. */
export interface TranscriptTable {
  sid: TranscriptSid
  account_sid: AccountSid
  service_sid: ServiceSid
  status: TranscriptStatus
  channel: Json<Channel>
  /** Copy of `channel.sourceSid`, for the list filter and the one-per-recording rule. */
  source_sid: string | null
  language_code: string
  media_start_time: Date | null
  duration_s: number
  customer_key: string | null
  redaction: boolean
  media_redaction: boolean
  encryption_credential_sid: Sid<'publicKey'> | null
  media: Json<StoredMedia | null> | null
  transcribed: boolean
  diagnostics: Json<Diagnostics>
  date_created: Date
  date_updated: Date
}

/** Sentences of transcripts. */
export interface SentenceTable {
  transcript_sid: TranscriptSid
  sentence_index: number
  sid: SentenceSid
  media_channel: number
  start_ms: number
  end_ms: number
  transcript: string
  confidence: number
  words: Json<TimedWord[]>
}

/** All tables by name. */
export interface Tables {
  services: ServiceTable
  transcripts: TranscriptTable
  sentences: SentenceTable
}
