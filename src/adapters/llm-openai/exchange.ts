// One HTTP exchange with the endpoint, and its repetition when it fails in passing. Nothing of the request or of
// the answer goes into errors: they could hold the key or the call.
import { setTimeout as sleep } from 'node:timers/promises'
import { fault, type VerbatimError } from '../../domain/errors.ts'
import { retryAfterMs } from '../../domain/retry-after.ts'
import { ModelHung } from '../../ports/llm.ts'
import type { LlmLimits } from './limits.ts'

/** A complete answer of the endpoint. */
export interface Reply {
  status: number
  text: string
}

/** The question to send, to where, and what ends it. */
export interface Exchange {
  url: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal
  /** On the clock of `performance.now()`. */
  endMs: number
}

/** A failure that may pass. `waitMs` is the pause that the endpoint asked for. */
interface PassingFailure {
  failure: VerbatimError
  waitMs: number
  hung: boolean
}

const passingStatuses = [429, 500, 502, 503, 504]

/** Sends, again and again while it fails in passing and the limits allow.
 * @throws ModelHung, or another VerbatimError operatorFailed (retryable), with the last failure; the reason of the
 * signal */
export async function exchange(request: Exchange, limits: LlmLimits): Promise<Reply> {
  let retriesLeft = limits.retries
  for (let pauses = 0; ; pauses++) {
    const outcome = await attempt(request, limits)
    if (!('failure' in outcome)) return outcome
    retriesLeft -= outcome.hung ? 2 : 1
    const jitteredMs = limits.backoffMs * 2 ** pauses * (0.5 + Math.random())
    const pauseMs = Math.max(outcome.waitMs, jitteredMs)
    if (retriesLeft < 0 || performance.now() + pauseMs >= request.endMs) throw outcome.failure
    await sleep(pauseMs, undefined, { signal: request.signal }).catch(() => request.signal.throwIfAborted())
  }
}

async function attempt(request: Exchange, limits: LlmLimits): Promise<Reply | PassingFailure> {
  const timeoutMs = Math.max(1, Math.min(limits.attemptMs, request.endMs - performance.now()))
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs))
  const { url, headers, body } = request
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([request.signal, timeout]),
      redirect: 'manual',
    })
    const text = await readText(response, limits.maxBytes)
    if (!passingStatuses.includes(response.status)) return { status: response.status, text }
    const failure = passing(`LLM_BASE_URL answered ${response.status}`)
    return { failure, waitMs: retryAfterMs(response.headers.get('retry-after')), hung: false }
  } catch (error) {
    request.signal.throwIfAborted()
    if (error instanceof AnswerTooLarge) throw fault('operatorFailed', 'LLM_BASE_URL answers without end')
    if (timeout.aborted) {
      const failure = new ModelHung(`LLM_BASE_URL did not answer within ${Math.round(timeoutMs / 1000)} s`)
      return { failure, waitMs: 0, hung: true }
    }
    return { failure: passing(`LLM_BASE_URL cannot be reached (${codeOf(error)})`), waitMs: 0, hung: false }
  }
}

function passing(message: string): VerbatimError {
  return fault('operatorFailed', message, { retryable: true })
}

class AnswerTooLarge extends Error {}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new AnswerTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function codeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown }
    if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code
  }
  return 'connection failed'
}
