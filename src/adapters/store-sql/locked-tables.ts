// Migrations beside readers that take long, such as a backup. A statement that waits for the lock of a table has all who
// come after it wait as well, so it waits for a moment only, and the whole migration is tried again later.
import { setTimeout as delay } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Db } from '../../ports/db.ts'

/** Others are served in at most this. */
const LOCK_TIMEOUT_MS = 3000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 5000
const TELL_MS = 60_000

/** The migrations with limits for the locks that they take. */
export function withLockTimeout(migrations: Record<string, Migration>): Record<string, Migration> {
  const limit = sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT_MS)}`
  const limited = ({ up }: Migration): Migration => ({
    async up(database: Kysely<unknown>) {
      await limit.execute(database)
      await up(database)
    },
  })
  return Object.fromEntries(Object.entries(migrations).map(([name, one]) => [name, limited(one)]))
}

/** Does `work` again and again, with pauses, while it fails for tables that others have locked. Of several processes one
 * tries at a time: the pauses are for those that are served.
 * @param onWait is told at first and every minute whom it waits for */
export async function despiteLocks(
  db: Db,
  work: () => Promise<void>,
  onWait: (waitsFor: string) => void,
): Promise<void> {
  if (await succeeds(work)) return
  let toldMs = Number.NEGATIVE_INFINITY
  const tell = async () => {
    if (performance.now() < toldMs + TELL_MS) return
    onWait(await holders(db))
    toldMs = performance.now()
  }
  await tell()
  const turn = await db.connect()
  try {
    await turn.query(`select pg_advisory_lock(hashtext('verbatim migrations'))`)
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      await delay(pauseMs)
      if (await succeeds(work)) return
      await tell()
    }
  } finally {
    // Not back into the pool: its lock ends with it.
    turn.release(true)
  }
}

async function succeeds(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (isLocked(error)) return false
    throw error
  }
}

/** No lock in time, or a deadlock of which we were to give way. */
function isLocked(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  return [code, cause?.code].some((one) => one === '55P03' || one === '40P01')
}

interface Holder {
  pid: number
  user: string | null
  program: string | null
  seconds: number | null
}

/** Who uses our tables, the oldest transactions first. Of other users the server tells not since when. */
async function holders(db: Db): Promise<string> {
  const { rows } = await db.query<Holder>(`
    select s.pid, s.usename as user, nullif(s.application_name, '') as program,
      extract(epoch from clock_timestamp() - s.xact_start)::int as seconds
    from pg_stat_activity s
    where s.pid <> pg_backend_pid() and s.datname = current_database() and s.pid in (
      select l.pid from pg_locks l join pg_class c on c.oid = l.relation
      where l.granted and l.database = (select oid from pg_database where datname = current_database())
        and c.relnamespace = (select oid from pg_namespace where nspname = current_schema()))
    order by s.xact_start nulls last limit 3`)
  const named = rows.map(({ pid, user, program, seconds }) => {
    const since = seconds === null ? [] : [`for ${seconds} s`]
    return [
      `process ${pid}`,
      ...(program ? [program] : []),
      ...(user ? [`user ${user}`] : []),
      ...since,
    ].join(', ')
  })
  return named.length > 0 ? named.join('; ') : 'transactions that have ended just now'
}
