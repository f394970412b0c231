// What autovacuum does for a PostgreSQL server, and nobody for PGlite: rows that were deleted or replaced leave the disk,
// with the text in them, and their space is used again.
import type { PGlite } from '@electric-sql/pglite'

const LOOK_EVERY_MS = 60_000
/** A table that has dead rows is vacuumed after this time at the latest, and each one so long after the start: what a
 * crashed process knew of dead rows is lost. */
const PATIENCE_S = 3600

/** Tables of ours that are due, most dead rows first; the thresholds are those of autovacuum (PostgreSQL manual, section
 * "The Autovacuum Daemon"). */
const due = `
  select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup
    or ((n_dead_tup > 0 or last_vacuum is null) and coalesce(last_vacuum, $1::timestamptz) <= now() - $2 * interval '1 second')
  order by n_dead_tup desc`

/** Vacuums now and then. */
export interface Vacuum {
  /** To be called between transactions, as often as one likes: at most one table is vacuumed. */
  look(): Promise<void>
}

/** What tests replace. */
interface VacuumInternals {
  nowMs?: () => number
  patienceS?: number
}

/** Makes the vacuum of `database`, which was opened just now. */
export function createVacuum(
  database: Pick<PGlite, 'exec' | 'query'>,
  { nowMs = () => performance.now(), patienceS = PATIENCE_S }: VacuumInternals = {},
): Vacuum {
  const started = new Date()
  const waiting: string[] = []
  let lookedMs = nowMs()
  return {
    async look() {
      if (waiting.length === 0) {
        if (nowMs() - lookedMs < LOOK_EVERY_MS) return
        lookedMs = nowMs()
        // Counts reach the view with the end of a transaction, and else not before the session idles.
        await database.query('select pg_stat_force_next_flush()')
        const { rows } = await database.query<{ name: string }>(due, [started, patienceS])
        waiting.push(...rows.map(({ name }) => name))
      }
      const name = waiting.shift()
      if (name) await database.exec(`vacuum ${name}`)
    },
  }
}
