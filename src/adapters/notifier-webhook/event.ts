// The event as it is sent: address and bytes, the same for every attempt (contract section 11).
import type { Transcript } from '../../domain/transcript.ts'
import type { Notification } from '../../ports/notifier.ts'
import { plainUrl, withBodyHash } from './signature.ts'

/** A request without its credentials. */
export interface EventRequest {
  method: 'GET' | 'POST'
  /** Encoded; what is signed. */
  url: string
  headers: Record<string, string>
  body?: string
}

/** The request that tells of `transcript`. */
export function eventRequest({
  url,
  method,
  transcript,
}: Pick<Notification, 'url' | 'method' | 'transcript'>): EventRequest {
  const event = eventOf(transcript)
  const target = plainUrl(url)
  if (method === 'GET') {
    const known = Object.entries(event).filter((pair): pair is [string, string] => pair[1] !== null)
    const query = new URLSearchParams(known).toString()
    return { method, url: `${target}${target.includes('?') ? '&' : '?'}${query}`, headers: {} }
  }
  const body = JSON.stringify(event)
  return { method, url: withBodyHash(target, body), headers: { 'Content-Type': 'application/json' }, body }
}

/** The payload: exactly these keys, in this order. */
function eventOf(transcript: Transcript) {
  return {
    account_sid: transcript.accountSid,
    service_sid: transcript.serviceSid,
    transcript_sid: transcript.sid,
    customer_key: transcript.customerKey,
    event_type: 'voice_intelligence_transcript_available',
    encryption_credential_sid: transcript.encryptionCredentialSid,
  }
}
