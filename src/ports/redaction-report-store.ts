// Reports of redactions as stored rows, one per transcript.
import type { RedactionReport } from '../domain/redaction-report.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** Keeps reports; they go with their transcript. */
export interface RedactionReportStore {
  /** Writes the report of a stored transcript, in place of any it had. */
  replace(transcript: TranscriptSid, report: RedactionReport): Promise<void>
  find(transcript: TranscriptSid): Promise<RedactionReport | null>
}
