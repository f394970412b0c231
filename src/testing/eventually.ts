// Waiting for what the product does a little after the event that a test saw, however busy the machine is.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

/** How it is waited. */
export interface Patience {
  /** More than a machine needs that does ten other things as well. */
  limitMs?: number
  everyMs?: number
}

/** Waits until `condition` gives something true, and returns that.
 * @param what must come true, for the message; a function where it is to tell what there was instead
 * @throws AssertionError when it does not in time */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  what: string | (() => string),
  { limitMs = 120_000, everyMs = 50 }: Patience = {},
): Promise<T> {
  const startMs = performance.now()
  for (;;) {
    const found = await condition()
    if (found) return found
    const waitedMs = performance.now() - startMs
    if (waitedMs > limitMs) {
      const told = typeof what === 'function' ? what() : what
      assert.fail(`after ${Math.round(waitedMs / 1000)} s it is still not true: ${told}`)
    }
    await sleep(everyMs)
  }
}
