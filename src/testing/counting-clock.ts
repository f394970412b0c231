// A clock that stands still, with randomness that counts.
import type { Clock } from '../ports/clock.ts'

/** Every call of `randomHex` gives the next number. */
export function countingClock(now = new Date('2026-01-02T03:04:05Z')): Clock {
  let count = 0
  return { now: () => now, randomHex: () => (++count).toString(16).padStart(32, '0') }
}
