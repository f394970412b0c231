// The tables as Kysely sees them. Columns are snake_case here and nowhere else. Written for PostgreSQL 15 and
// later; the embedded database is one too.
import type { ColumnType, Generated } from 'kysely'
import type { KeyScope } from '../../domain/account.ts'
import type { Channel } from '../../domain/channel.ts'
import type { DocumentName } from '../../domain/encrypted-document.ts'
import type { OperatorAvailability, OperatorConfig } from '../../domain/operator.ts'
import type { OperatorOutcome } from '../../domain/operator-result.ts'
import type { RedactionReport } from '../../domain/redaction-report.ts'
import type { RedactedSentence, TimedWord } from '../../domain/sentence.ts'
import type { WebhookMethod } from '../../domain/service.ts'
import type {
  AccountSid,
  ApiKeySid,
  AuditEntrySid,
  DeliverySid,
  OperatorSid,
  PublicKeySid,
  RecordingSid,
  SentenceSid,
  ServiceSid,
  Sid,
  TranscriptSid,
} from '../../domain/sid.ts'
import type { HeardPart, SpeechPart } from '../../domain/speech-part.ts'
import type { AttachedOperator, Diagnostics, StoredMedia, TranscriptStatus } from '../../domain/transcript.ts'

/** A json or jsonb column (json where the order of keys counts): read as its value, written as JSON text (node-postgres would turn an array into `{…}`). */
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
  encryption_credential_sid: PublicKeySid | null
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
  encryption_credential_sid: PublicKeySid | null
  operators: Json<AttachedOperator[]>
  media: Json<StoredMedia | null> | null
  redacted_media: Json<StoredMedia | null> | null
  transcribed: boolean
  diagnostics: Json<Diagnostics>
  /** Number of the latest run, 0 before the first. */
  run: Generated<number>
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
  redacted: Json<RedactedSentence | null> | null
  speaker: number | null
}

/** What the search looks in; written and read by statements of their own. */
export interface SentenceSearchTable {
  transcript_sid: TranscriptSid
  sentence_index: number
}

/** Accounts. `*_hash` can only be compared; `token_sealed` is encrypted. */
export interface AccountTable {
  sid: AccountSid
  friendly_name: string
  token_hash: string
  token_sealed: string
  previous_token_hash: string | null
  previous_until: Date | null
  date_created: Date
  date_updated: Date
}

/** API keys. */
export interface ApiKeyTable {
  sid: ApiKeySid
  account_sid: AccountSid
  friendly_name: string
  scope: KeyScope
  secret_hash: string
  previous_secret_hash: string | null
  previous_until: Date | null
  date_created: Date
  date_updated: Date
}

/** Public keys. */
export interface PublicKeyTable {
  sid: PublicKeySid
  account_sid: AccountSid
  friendly_name: string
  pem: string
  date_created: Date
  date_updated: Date
}

/** Recordings. */
export interface RecordingTable {
  sid: RecordingSid
  account_sid: AccountSid
  call_sid: Sid<'call'> | null
  channels: number
  duration_ms: number
  media: Json<StoredMedia>
  start_time: Date
  date_created: Date
  date_updated: Date
}

/** Custom operators. */
export interface OperatorTable {
  sid: OperatorSid
  account_sid: AccountSid
  friendly_name: string
  operator_type: string
  version: number
  availability: OperatorAvailability
  config: Json<OperatorConfig>
  date_created: Date
  date_updated: Date
}

/** Which operators are attached to which Service. */
export interface OperatorAttachmentTable {
  service_sid: ServiceSid
  operator_sid: OperatorSid
  position: Generated<string>
}

/** Results of operators. */
export interface OperatorResultTable {
  transcript_sid: TranscriptSid
  position: number
  operator_sid: OperatorSid
  name: string
  outcome: Json<OperatorOutcome>
  redacted: Json<OperatorOutcome | null> | null
}

/** Encrypted documents. */
export interface EncryptedDocumentTable {
  transcript_sid: TranscriptSid
  name: DocumentName
  wrapped_key: Uint8Array
  iv: Uint8Array
  body: Uint8Array
}

/** Attempts to call webhooks. */
export interface WebhookDeliveryTable {
  sid: DeliverySid
  account_sid: AccountSid
  transcript_sid: TranscriptSid
  token: string
  url: string
  method: 'GET' | 'POST'
  attempt: number
  status: number | null
  code: number | null
  date_created: Date
}

/** Keys of encrypted media; `sealed` is encrypted. */
export interface MediaKeyTable {
  id: string
  account_sid: AccountSid
  customer_key: string | null
  sealed: string
  date_created: Date
}

/** Sessions and unused links. */
export interface SessionTable {
  token_hash: string
  kind: 'session' | 'link' | 'embed-link' | 'embed'
  account_sid: AccountSid
  key_sid: ApiKeySid | null
  secret_hash: string
  expires: Date
}

/** Reports of redactions. */
export interface RedactionReportTable {
  transcript_sid: TranscriptSid
  report: Json<RedactionReport>
}

/** Reads of what redaction hides. */
export interface AuditEntryTable {
  sid: AuditEntrySid
  account_sid: AccountSid
  credential_sid: AccountSid | ApiKeySid
  address: string
  transcript_sid: TranscriptSid | null
  recording_sid: RecordingSid | null
  operation: string
  date_created: Date
}

/** Facts about the installation. */
export interface InstallationTable {
  name: string
  value: string
}

/** Parts of long recordings. */
export interface TranscriptPartTable {
  transcript_sid: TranscriptSid
  plan: string
  part: number
  work: Json<SpeechPart>
  heard: Json<HeardPart> | null
}

/** All tables by name. */
export interface Tables {
  accounts: AccountTable
  api_keys: ApiKeyTable
  public_keys: PublicKeyTable
  recordings: RecordingTable
  operators: OperatorTable
  operator_attachments: OperatorAttachmentTable
  services: ServiceTable
  transcripts: TranscriptTable
  sentences: SentenceTable
  sentence_search: SentenceSearchTable
  operator_results: OperatorResultTable
  encrypted_documents: EncryptedDocumentTable
  webhook_deliveries: WebhookDeliveryTable
  media_keys: MediaKeyTable
  redaction_reports: RedactionReportTable
  audit_entries: AuditEntryTable
  sessions: SessionTable
  installation: InstallationTable
  transcript_parts: TranscriptPartTable
}
