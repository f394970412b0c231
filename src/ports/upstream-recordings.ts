// Recordings that are not stored here, but at Twilio.
import type { AccountSid, RecordingSid, Sid } from '../domain/sid.ts'

/** One download to a file. */
export interface UpstreamRequest {
  sid: RecordingSid
  /** File to create (0600); removed again when the download fails. */
  toPath: string
  maxBytes: number
  signal?: AbortSignal
}

/** What arrived, and what Twilio says of the recording. */
export interface UpstreamRecording {
  bytes: number
  sha256: string
  callSid: Sid<'call'> | null
  startTime: Date | null
}

/** Fetches recordings from an upstream account. */
export interface UpstreamRecordings {
  /** The account of ours that these recordings belong to; to all others they do not exist. */
  readonly owner: AccountSid
  /** Downloads a recording, both channels where it has two.
   * @throws VerbatimError recordingNotFound, recordingUnavailable, recordingEncrypted, recordingStoredElsewhere,
   *   recordingNotReady, and those of a download */
  download(request: UpstreamRequest): Promise<UpstreamRecording>
}
