// A recording on the wire: as Twilio's 2010 API shows it, and in our own short form.
import type { Recording } from '../../domain/recording.ts'

/** Twilio's form, in its order; dates are RFC 2822. What does not apply here is null. */
export function presentRecording(recording: Recording, base: string) {
  const path = `/2010-04-01/Accounts/${recording.accountSid}/Recordings/${recording.sid}`
  return {
    account_sid: recording.accountSid,
    api_version: '2010-04-01',
    call_sid: recording.callSid,
    conference_sid: null,
    date_created: rfc2822(recording.dateCreated),
    date_updated: rfc2822(recording.dateUpdated),
    start_time: rfc2822(recording.startTime),
    duration: String(wholeSeconds(recording)),
    sid: recording.sid,
    price: null,
    price_unit: null,
    status: 'completed',
    channels: recording.channels,
    source: 'StartCallRecordingAPI',
    error_code: null,
    uri: `${path}.json`,
    encryption_details: null,
    subresource_uris: {},
    media_url: base + path,
  }
}

/** Our own form, the answer to an upload: `duration` in whole seconds. */
export function presentUpload(recording: Recording, base: string) {
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    call_sid: recording.callSid,
    duration: wholeSeconds(recording),
    channels: recording.channels,
    media_url: presentRecording(recording, base).media_url,
  }
}

function wholeSeconds({ durationMs }: Recording): number {
  return Math.max(1, Math.round(durationMs / 1000))
}

/** `Tue, 31 Aug 2010 20:36:28 +0000` */
function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}
