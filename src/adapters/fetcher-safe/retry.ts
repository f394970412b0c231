// Tries again what failed in passing, with growing, jittered pauses. Knows nothing of HTTP but Retry-After.
import { setTimeout as sleep } from 'node:timers/promises'
import type { VerbatimError } from '../../domain/errors.ts'

/** Outcome of one attempt: a value, or a failure that may pass. Definite failures are thrown instead. */
export type Attempt<T> = { value: T } | PassingFailure

/** `waitMs` is the pause the other side asked for. */
export interface PassingFailure {
  failure: VerbatimError
  waitMs: number
}

/** How often and how long. */
export interface RetryOptions {
  /** Attempts in all, the first included. */
  attempts: number
  /** Mean of the first pause. */
  backoffMs: number
  /** No attempt starts after this many milliseconds from now. */
  totalMs: number
  signal: AbortSignal
}

const maxBackoffMs = 30_000

/** Runs `attempt` until it brings a value.
 * @throws the last failure, what `attempt` threw, or an AbortError while pausing */
export async function retry<T>(attempt: () => Promise<Attempt<T>>, options: RetryOptions): Promise<T> {
  const endMs = performance.now() + options.totalMs
  for (let tried = 1; ; tried++) {
    const outcome = await attempt()
    if ('value' in outcome) return outcome.value
    const jitteredMs = options.backoffMs * 2 ** (tried - 1) * (0.5 + Math.random())
    const pauseMs = Math.max(outcome.waitMs, Math.min(jitteredMs, maxBackoffMs))
    if (tried >= options.attempts || performance.now() + pauseMs >= endMs) throw outcome.failure
    await sleep(pauseMs, undefined, { signal: options.signal })
  }
}
