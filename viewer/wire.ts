// The API's answers as the pages read them; only the members they use.

/** Who is signed in. */
export interface Session {
  account_sid: string
  key_sid: string | null
  scope: 'full' | 'redacted-only' | 'read-only'
  date_expires: string
}

/** An embedded view that was opened. */
export interface EmbedSession {
  transcript_sid: string
  redacted: boolean
  /** Whether there is sound in it. */
  media: boolean
  access_token: string
}

/** A transcript's status. */
export type Status = 'queued' | 'in-progress' | 'completed' | 'new' | 'failed' | 'canceled' | 'error'

/** Who speaks on a channel (1-based). */
export interface Participant {
  channel_participant: number
  role: string
  full_name: string | null
  user_id: string | null
  media_participant_id: string | null
}

/** A Transcript. `duration` is in seconds. */
export interface Transcript {
  sid: string
  service_sid: string
  status: Status
  date_created: string
  date_updated: string
  duration: number
  language_code: string
  customer_key: string | null
  redaction: boolean
  encryption_credential_sid: string | null
  channel: {
    media_properties: { source_sid: string | null; media_url: string | null }
    participants: Participant[]
  }
}

/** A word; seconds from the start. */
export interface Word {
  word: string
  start_time: number
  end_time: number
}

/** A Sentence. Its own times and confidence are decimal texts. */
export interface Sentence {
  sid: string
  media_channel: number
  sentence_index: number
  start_time: string
  end_time: string
  transcript: string
  confidence: string | null
  words: Word[]
}

/** A passage that an operator's answer rests on. */
export interface Utterance {
  sentence_sid: string
  sentence_index: number
  media_channel: number
  start_time: string
  end_time: string
  text: string
  label: string
}

/** An operator's answer; members of other kinds are null or empty. */
export interface OperatorResult {
  operator_type: string
  name: string
  operator_sid: string
  extract_match: boolean | null
  match_probability: number | null
  utterance_results: Utterance[]
  predicted_label: string | null
  predicted_probability: number | null
  label_probabilities: Record<string, number>
  extract_results: Record<string, string[]>
  text_generation_results: { result: string } | null
  json_results: Record<string, unknown> | null
  refusal?: string
}

/** What an operator answered that was only tried. */
export interface OperatorTrial {
  transcript_sid: string
  result: OperatorResult | null
  engine: 'local' | 'llm' | null
  model: string | null
  warnings: { code: string; message: string }[]
}

/** A Service. */
export interface Service {
  sid: string
  unique_name: string
  friendly_name: string | null
  language_code: string
  auto_transcribe: boolean
  auto_redaction: boolean
  media_redaction: boolean
  webhook_url: string | null
  webhook_http_method: 'GET' | 'POST' | 'NULL'
  read_only_attached_operator_sids: string[]
  version: number
}

/** An operator, pre-built or custom. */
export interface Operator {
  sid: string
  friendly_name: string
  operator_type: string
  author: string
  version: number
  config: Record<string, unknown> | null
}

/** How a transcript came about, or why it failed. Times in seconds. */
export interface Diagnostics {
  attempts: number
  stages: { stage: string; duration_ms: number }[]
  warnings: {
    code: string
    message: string
    media_channel: number | null
    start_time: number | null
    end_time: number | null
  }[]
  failure: { code: number; message: string; stage: string } | null
}

/** One event of a transcript's life; `progress` is 0..1. */
export interface Progress {
  transcript_sid: string
  status: Status
  stage: string | null
  progress: number
}

/** The waveform: per channel values −1..1 over `duration` seconds. */
export interface Peaks {
  duration: number
  channels: number[][]
}

/** An attempt to call a webhook. */
export interface Delivery {
  sid: string
  transcript_sid: string
  webhook_url: string
  method: string
  attempt: number
  status: number | null
  code: number | null
  date_created: string
}

/** A sentence that a search found; `snippet` has `<mark>` around what matched, and is no other markup. */
export interface Hit {
  transcript_sid: string
  sentence_sid: string
  media_channel: number
  role: string
  speaker: number | null
  customer_key: string | null
  service_sid: string
  start_time: string | number
  end_time: string | number
  snippet: string
  date_created: string
}

/** A page of a list under its key. */
export type Listed<K extends string, T> = { [key in K]: T[] } & { meta: { next_page_url: string | null } }
