// A Transcript as a row and back.
import type { Insertable, Selectable } from 'kysely'
import type { Transcript } from '../../domain/transcript.ts'
import type { TranscriptTable } from './tables.ts'

/** The row of a transcript. */
export function toRow(transcript: Transcript): Insertable<TranscriptTable> {
  return {
    sid: transcript.sid,
    account_sid: transcript.accountSid,
    service_sid: transcript.serviceSid,
    status: transcript.status,
    channel: JSON.stringify(transcript.channel),
    source_sid: transcript.channel.sourceSid,
    language_code: transcript.languageCode,
    media_start_time: transcript.mediaStartTime,
    duration_s: transcript.durationS,
    customer_key: transcript.customerKey,
    redaction: transcript.redaction,
    media_redaction: transcript.mediaRedaction,
    encryption_credential_sid: transcript.encryptionCredentialSid,
    operators: JSON.stringify(transcript.operators),
    media: transcript.media && JSON.stringify(transcript.media),
    redacted_media: transcript.redactedMedia && JSON.stringify(transcript.redactedMedia),
    transcribed: transcript.transcribed,
    diagnostics: JSON.stringify(transcript.diagnostics),
    date_created: transcript.dateCreated,
    date_updated: transcript.dateUpdated,
  }
}

/** The transcript of a row. */
export function fromRow(row: Selectable<TranscriptTable>): Transcript {
  return {
    sid: row.sid,
    accountSid: row.account_sid,
    serviceSid: row.service_sid,
    status: row.status,
    channel: row.channel,
    languageCode: row.language_code,
    mediaStartTime: row.media_start_time,
    durationS: row.duration_s,
    customerKey: row.customer_key,
    redaction: row.redaction,
    mediaRedaction: row.media_redaction,
    encryptionCredentialSid: row.encryption_credential_sid,
    operators: row.operators,
    media: row.media,
    redactedMedia: row.redacted_media,
    transcribed: row.transcribed,
    diagnostics: row.diagnostics,
    dateCreated: row.date_created,
    dateUpdated: row.date_updated,
  }
}
