// One webhook request. Retrying, signing and credentials are the caller's business.
import { fault, type VerbatimError } from '../../domain/errors.ts'
import type { SendRequest } from '../../ports/fetcher.ts'
import type { AddressRules } from './address-rules.ts'
import { networkFailure } from './network-failure.ts'
import { headerOf, type OpenResponse, type Transport } from './transport.ts'

/** As much of an answer as is read before the connection is cut. */
export const maxAnswerBytes = 65_536

/** Sends `request` once and returns the status whatever it is; the answer's body is dropped. User, password and
 * fragment of the URL are not sent.
 * @throws VerbatimError webhookTimedOut when no status came within `timeoutMs` or no connection within the
 *   connect limit; webhookRefused otherwise, not retryable when the URL or its address is refused */
export async function send(
  request: SendRequest,
  { transport, rules }: { transport: Transport; rules: AddressRules },
): Promise<{ status: number }> {
  const url = URL.parse(request.url)
  const refusal = url ? rules.refusal(url) : 'is not a URL'
  if (!url || refusal) throw fault('webhookRefused', `the webhook's URL ${refusal}`, { retryable: false })
  const { method, headers, body } = request
  const signal = AbortSignal.timeout(request.timeoutMs)
  try {
    const response = await transport.open({ method, url, headers, body, signal, headersMs: 0, idleMs: 0 })
    await drain(response)
    return { status: response.statusCode }
  } catch (error) {
    if (signal.aborted) throw fault('webhookTimedOut')
    throw failure(url.host, error)
  }
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
