// Webhooks as Twilio sends them: six keys of JSON, signed (contract section 11).
import { fault } from '../../domain/errors.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { Fetcher } from '../../ports/fetcher.ts'
import type { Notification, Notifier } from '../../ports/notifier.ts'
import { plainUrl, signUrl, withBodyHash } from './signature.ts'

const TIMEOUT_MS = 15_000

/** Makes the notifier; calls go out through `fetcher`, under its address guard. */
export function createWebhookNotifier(deps: { fetcher: Fetcher; credentials: Credentials }): Notifier {
  return {
    async notify(notification) {
      const authToken = deps.credentials.authToken(notification.transcript.accountSid)
      if (authToken === null) throw fault('webhookRefused', 'The account is gone', { retryable: false })
      const request = buildRequest(notification)
      const { status } = await deps.fetcher.send({
        ...request,
        headers: {
          ...request.headers,
          'X-Twilio-Signature': signUrl(authToken, request.url),
          'I-Twilio-Idempotency-Token': notification.token,
        },
        timeoutMs: TIMEOUT_MS,
      })
      if (status >= 200 && status < 300) return
      const retryable = status >= 500 || [408, 425, 429].includes(status)
      throw fault('webhookRefused', `The webhook answered with status ${status}`, { retryable })
    },
  }
}

function buildRequest({ url, method, transcript }: Notification) {
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
