// One webhook request. Retrying, signing and credentials are the caller's business.
import type { buildConnector } from 'undici'
import { fault, type VerbatimError } from '../../domain/errors.ts'
import type { SendAnswer, SendRequest } from '../../ports/fetcher.ts'
import type { AddressRules } from './address-rules.ts'
import type { FetchLimits } from './limits.ts'
import { networkFailure } from './network-failure.ts'
import { createTransport, headerOf, type OpenResponse } from './transport.ts'

/** As much of an answer as is read before the connection is cut. */
export const maxAnswerBytes = 65_536

/** What sending needs. */
export interface SendDeps {
  rules: AddressRules
  limits: FetchLimits
  /** Makes a guarded connector with this limit. */
  connectWithin(connectMs: number): buildConnector.connector
  /** Aborts when the fetcher closes. */
  closing: AbortSignal
}

/** Sends `request` once and returns the status whatever it is; the answer's body is dropped. User, password and
 * fragment of the URL are not sent.
 * @throws VerbatimError webhookTimedOut when one of the request's limits ran out; webhookRefused otherwise, not
 *   retryable when the URL or its address is refused */
export async function send(request: SendRequest, deps: SendDeps): Promise<SendAnswer> {
  const url = URL.parse(request.url)
  const refusal = url ? deps.rules.refusal(url) : 'is not a URL'
  if (!url || refusal) throw fault('webhookRefused', `the webhook's URL ${refusal}`, { retryable: false })
  const { method, headers, body, timeoutMs, readMs = timeoutMs } = request
  const timedOut = new AbortController()
  const timers = [setTimeout(() => timedOut.abort(), timeoutMs)]
  const connector = watched(deps.connectWithin(request.connectMs ?? deps.limits.connectMs), () => {
    request.onConnected?.()
    timers.push(setTimeout(() => timedOut.abort(), readMs))
  })
  const transport = createTransport(connector)
  const signal = AbortSignal.any([timedOut.signal, deps.closing])
  try {
    const response = await transport.open({ method, url, headers, body, signal, headersMs: 0, idleMs: 0 })
    await drain(response)
    return toAnswer(response)
  } catch (error) {
    if (timedOut.signal.aborted) throw fault('webhookTimedOut')
    throw failure(url.host, error)
  } finally {
    for (const timer of timers) clearTimeout(timer)
    await transport.close()
  }
}

/** `connect`, telling when a connection stands. */
function watched(connect: buildConnector.connector, onConnected: () => void): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null)
      onConnected()
      return callback(null, socket)
    })
}

function toAnswer(response: OpenResponse): SendAnswer {
  const status = response.statusCode
  const challenge = status === 401 ? response.headers['www-authenticate'] : undefined
  return challenge === undefined ? { status } : { status, challenge: [challenge].flat().join(', ') }
}

/** Reads to the end, the limit or the time-out; the status is known, so no failure matters any more. */
async function drain(response: OpenResponse): Promise<void> {
  if (Number(headerOf(response, 'content-length') ?? 0) > maxAnswerBytes) {
    response.body.destroy()
    return
  }
  let bytes = 0
  try {
    for await (const chunk of response.body) {
      bytes += (chunk as Buffer).length
      if (bytes > maxAnswerBytes) break
    }
  } catch {
    // Cut short by the other side or by the time limit.
  }
}

function failure(host: string, error: unknown): VerbatimError {
  const { kind, text } = networkFailure(error)
  if (kind === 'timeout') return fault('webhookTimedOut', `${host} ${text}`)
  return fault('webhookRefused', `${host} ${text}`, { retryable: kind !== 'blocked' })
}
