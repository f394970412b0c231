// Does this machine's clock agree with others? Signed addresses, tokens and certificates depend on it.
import { type Finding, findingsOf } from './finding.ts'

const { ok, warning, problem, skipped } = findingsOf('clock')
/** HTTP dates are whole seconds, and an answer takes its time. */
const WARN_MS = 10_000
const PROBLEM_MS = 300_000

/** Another clock, read at the same moment as ours; milliseconds since 1970. */
export interface ClockReading {
  source: string
  theirMs: number
  ourMs: number
}

/** Compares with the first of the readings. */
export function checkClock([reading]: readonly ClockReading[]): Finding {
  if (!reading) return skipped('there is no other clock to compare with')
  const { source, theirMs, ourMs } = reading
  const offMs = Math.abs(ourMs - theirMs)
  const text = `${(offMs / 1000).toFixed(0)} s ${ourMs < theirMs ? 'behind' : 'ahead of'} ${source}`
  if (offMs >= PROBLEM_MS) return problem(text, 'set the clock, e.g. with NTP')
  return offMs >= WARN_MS ? warning(text, 'set the clock, e.g. with NTP') : ok(`agrees with ${source}`)
}
