// Webhooks as Twilio sends them: six keys of JSON, signed, under the policy of the URL's fragment if it has one
// (contract section 11).
import { fault } from '../../domain/errors.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { Fetcher } from '../../ports/fetcher.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { type AttemptInput, attemptDelivery } from './attempt.ts'
import { credentialsOf } from './authorization.ts'
import { type EventRequest, eventRequest } from './event.ts'
import { readOverrides } from './overrides.ts'
import { signUrl } from './signature.ts'

/** Makes the notifier; calls go out through `fetcher`, under its address guard. */
export function createWebhookNotifier(deps: { fetcher: Fetcher; credentials: Credentials }): Notifier {
  return {
    async notify(notification, onAttempt) {
      const authToken = await deps.credentials.authToken(notification.transcript.accountSid)
      if (authToken === null) throw fault('webhookRefused', 'The account is gone', { retryable: false })
      const { policy, ...limits } = readOverrides(notification.url)
      const request = signed(eventRequest(notification), authToken, notification.token)
      const input = { request, credentials: credentialsOf(notification.url), ...limits }
      const endMs = performance.now() + limits.totalMs
      for (let retries = 0; ; retries++) {
        notification.signal?.throwIfAborted()
        const outcome = await attemptDelivery(input, deps.fetcher)
        const { status, failure, kind } = outcome
        await onAttempt({ number: notification.attempt + retries, status, code: failure?.code ?? null })
        if (!failure || !kind) return
        if (!policy) throw failure
        const leftMs = Math.floor(endMs - performance.now())
        const refused = status === null && !failure.retryable
        if (refused || retries >= policy.retries || !policy.retriesOn(kind) || leftMs <= 0) {
          throw fault(failure.key, failure.message, { retryable: false })
        }
        input.totalMs = leftMs
      }
    },
  }
}

/** Every attempt carries the same bytes, signature and token. */
function signed(request: EventRequest, authToken: string, token: string): AttemptInput['request'] {
  const signature = signUrl(authToken, request.url)
  const headers = {
    ...request.headers,
    'X-Twilio-Signature': signature,
    'I-Twilio-Idempotency-Token': token,
  }
  return { ...request, headers }
}
