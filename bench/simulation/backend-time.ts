// Processor time that the backends of a PostgreSQL on this machine have taken, in nanosecond steps.
import { readFileSync } from 'node:fs'
import type pg from 'pg'

/** Sums what the sessions of the database have computed so far; sessions that ended in between are not in it.
 * @param but the process of a session to leave out */
export async function backendMs(pool: pg.Pool, but?: number): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  const times = new Map<number, number>()
  for (const { pid } of rows) if (pid !== but) times.set(pid, processMs(pid))
  return times
}

/** Processor time of one process, in milliseconds. */
export function processMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

/** What was computed between two looks. */
export function spentMs(before: Map<number, number>, after: Map<number, number>): number {
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}
