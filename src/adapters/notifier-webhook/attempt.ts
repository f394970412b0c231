// One attempt to deliver: a request, and a second one when the first was answered by a challenge.
import { randomBytes } from 'node:crypto'
import { fault, VerbatimError } from '../../domain/errors.ts'
import type { Fetcher, SendAnswer } from '../../ports/fetcher.ts'
import { answerChallenge } from './authorization.ts'
import type { UrlCredentials } from './digest.ts'
import type { EventRequest } from './event.ts'
import type { FailureKind } from './overrides.ts'

/** What is sent, on whose behalf, within which limits in milliseconds. */
export interface AttemptInput {
  request: EventRequest
  credentials: UrlCredentials | null
  connectMs: number
  readMs: number
  totalMs: number
}

/** What an attempt came to; without `failure` the event is delivered. `kind` and `failure` go together. */
export interface AttemptOutcome {
  status: number | null
  kind?: FailureKind
  failure?: VerbatimError
}

/** Attempts once.
 * @throws what is no failure of the delivery */
export async function attemptDelivery(input: AttemptInput, fetcher: Fetcher): Promise<AttemptOutcome> {
  let connected = false
  try {
    const { status } = await exchange(input, fetcher, (stands) => {
      connected = stands
    })
    return outcomeOf(status)
  } catch (error) {
    if (!(error instanceof VerbatimError)) throw error
    return { status: null, kind: connected ? 'rt' : 'ct', failure: error }
  }
}

async function exchange(
  { request, credentials, totalMs, ...limits }: AttemptInput,
  fetcher: Fetcher,
  tell: (connected: boolean) => void,
): Promise<SendAnswer> {
  const endMs = performance.now() + totalMs
  const send = (headers: Record<string, string>) => {
    tell(false)
    const timeoutMs = Math.max(1, Math.round(endMs - performance.now()))
    return fetcher.send({ ...request, ...limits, headers, timeoutMs, onConnected: () => tell(true) })
  }
  const first = await send(request.headers)
  if (first.status !== 401 || !first.challenge || !credentials) return first
  const { method, url, body = '' } = request
  const { pathname, search } = new URL(url)
  const cnonce = randomBytes(16).toString('hex')
  const asked = { method, uri: pathname + search, body, cnonce }
  const authorization = answerChallenge(first.challenge, credentials, asked)
  return authorization === null ? first : send({ ...request.headers, Authorization: authorization })
}

function outcomeOf(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return { status }
  const retryable = status >= 500 || [408, 425, 429].includes(status)
  const failure = fault('webhookRefused', `The webhook answered with status ${status}`, { retryable })
  return { status, kind: status >= 500 ? '5xx' : status >= 400 ? '4xx' : 'other', failure }
}
