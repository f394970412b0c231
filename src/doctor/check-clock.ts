// Does this machine's clock agree with others? Signed addresses, tokens and certificates depend on it.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
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

/** Compares with the first of the readings; without any with the newest time that something was written at (milliseconds
 * since 1970), which tells only whether our clock was set back. */
export function checkClock([reading]: readonly ClockReading[], writtenMs: number | null = null): Finding {
  const mend = 'set the clock, e.g. with NTP'
  if (reading) {
    const { source, theirMs, ourMs } = reading
    const offMs = Math.abs(ourMs - theirMs)
    const text = `${seconds(offMs)} ${ourMs < theirMs ? 'behind' : 'ahead of'} ${source}`
    if (offMs >= PROBLEM_MS) return problem(text, mend)
    return offMs >= WARN_MS ? warning(text, mend) : ok(`agrees with ${source}`)
  }
  if (writtenMs === null) return skipped('there is no other clock to compare with')
  const behindMs = writtenMs - Date.now()
  if (behindMs < WARN_MS)
    return ok('not behind what was last written to DATA_DIR; no other clock to compare with')
  const text = `${seconds(behindMs)} behind what was last written to DATA_DIR`
  return behindMs >= PROBLEM_MS ? problem(text, mend) : warning(text, mend)
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`

/** Where a server writes all the time; not the recordings, of which there may be many. */
const written = ['.', 'pg', 'pg/global', 'pg/pg_wal']

/** When something was last written to a data directory, in milliseconds since 1970; null when there is nothing. */
export function newestWriteMs(dataDir: string): number | null {
  const times = written.flatMap((folder) => {
    const path = join(dataDir, folder)
    if (!existsSync(path)) return []
    // A file may go away meanwhile: the server runs.
    return readdirSync(path).map(
      (name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    )
  })
  return times.length > 0 ? Math.max(...times) : null
}
