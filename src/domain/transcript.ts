// A Transcript and what is known about its processing.
import type { Channel } from './channel.ts'
import type { ErrorKey } from './errors.ts'
import type { Operator } from './operator.ts'
import type { AccountSid, OperatorSid, PublicKeySid, ServiceSid, TranscriptSid } from './sid.ts'

/** Every status word of the contract; Verbatim itself never emits `new` and `error` (contract section 8). */
export const transcriptStatuses = [
  'queued',
  'in-progress',
  'completed',
  'new',
  'failed',
  'canceled',
  'error',
] as const
/** One of {@link transcriptStatuses}. */
export type TranscriptStatus = (typeof transcriptStatuses)[number]

/** The stored original recording. */
export interface StoredMedia {
  key: string
  bytes: number
  sha256: string
  /** Of our own finding (container of the decoded file), e.g. `audio/wav`; null until it was decoded. */
  contentType: string | null
}

/** Stages of the pipeline, in order. */
export const stageNames = [
  'fetch',
  'decode',
  'survey',
  'segment',
  'recognise',
  'diarise',
  'redact',
  'redact-media',
  'recheck',
  'operate',
  'encrypt',
] as const
/** One of {@link stageNames}. */
export type StageName = (typeof stageNames)[number]

/** What Diagnostics shows: nothing in it quotes the call. */
export interface Diagnostics {
  /** Wall time per finished stage, milliseconds. */
  stageMs: Partial<Record<StageName, number>>
  warnings: Warning[]
  failure: Failure | null
  /** How often processing began, crashes included. */
  attempts: number
  /** The operators that answered, in order of their results; absent before they ran. */
  operators?: AnsweredOperator[]
}

/** Who gave the answer of an operator: our own code, or a language model under the name it gives itself. `rung` is how
 * its JSON was asked for (ports/llm.ts). */
export interface OperatorEngine {
  engine: 'local' | 'llm'
  model: string | null
  rung: string | null
}

/** An operator that answered, and by which engine. */
export interface AnsweredOperator extends OperatorEngine {
  operatorSid: OperatorSid
  name: string
}

/** Something that did not stop the work but that a user should know. Times in milliseconds where they apply. */
export interface Warning {
  code: string
  message: string
  /** The operator that it is about. */
  operatorSid?: OperatorSid
  channel?: number
  startMs?: number
  endMs?: number
}

/** Why a transcript failed. `code` is Twilio's number. */
export interface Failure {
  code: number
  key: ErrorKey
  message: string
  stage: StageName | 'queue'
}

/** What is kept of an operator with a transcript: enough to run it. */
export type AttachedOperator = Pick<Operator, 'sid' | 'friendlyName' | 'operatorType' | 'config'>

/** A stored Transcript. Settings of the Service are the snapshot taken at create (contract section 8). */
export interface Transcript {
  sid: TranscriptSid
  accountSid: AccountSid
  serviceSid: ServiceSid
  dateCreated: Date
  dateUpdated: Date
  status: TranscriptStatus
  channel: Channel
  languageCode: string
  mediaStartTime: Date | null
  /** Whole seconds, 0 until the recording was decoded. */
  durationS: number
  customerKey: string | null
  redaction: boolean
  mediaRedaction: boolean
  encryptionCredentialSid: PublicKeySid | null
  /** The operators that were attached at create, as they were then, in order of attachment. */
  operators: AttachedOperator[]
  /** Null before the recording was stored (first checkpoint). */
  media: StoredMedia | null
  /** The audio without personal data, where that was asked for; null before it was made. */
  redactedMedia: StoredMedia | null
  /** True once the sentences are stored (second checkpoint). */
  transcribed: boolean
  diagnostics: Diagnostics
}

/** Diagnostics of a transcript on which no work was done yet. */
export const freshDiagnostics: Diagnostics = { stageMs: {}, warnings: [], failure: null, attempts: 0 }

/** True when no more work will be done on a transcript in this status. */
export function isFinal(status: TranscriptStatus): boolean {
  return status !== 'queued' && status !== 'in-progress'
}
