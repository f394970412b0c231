// Counts failures for all processes together, in the table that rates are counted in. Not with rate-limiter-flexible: its
// windows begin with the first of a row, and a row of failures lasts until some time after its last one. Rows are named by
// hashes: users and addresses do not stand in the database, where what was deleted would be found again.
import { createHash } from 'node:crypto'
import type { SqlSession } from '../../ports/db.ts'
import type { CountedRow, SharedFailures } from '../../ports/shared-failures.ts'

/** How long a row is remembered after its last failure: an hour, and the longest wait (http/lockout.ts). */
const KEEP_MS = 3_900_000
const SWEEP_MS = 60_000
/** Rows that are left by a sweep; those longest untouched go first. */
const REMEMBERED = 100_000
const PREFIX = 'lockout '
/** By the clock of the database, which all have in common. */
const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

/** Counts in the table `rate_limits` of `db`, which is in no log and worth nothing after a crash. */
export function createFailuresShared(
  db: SqlSession,
  { remembered = REMEMBERED, sweepMs = SWEEP_MS } = {},
): SharedFailures {
  let sweptMs = performance.now()
  const sweep = async () => {
    if (performance.now() - sweptMs < sweepMs) return
    sweptMs = performance.now()
    await db.query(
      `delete from rate_limits where key like $1 and expire <= greatest(${NOW}, (
         select expire from rate_limits where key like $1 order by expire desc offset $2 limit 1))`,
      [`${PREFIX}%`, remembered],
    )
  }
  const counted = async (text: string, rows: readonly string[]): Promise<CountedRow[]> => {
    const named = new Map(rows.map((row) => [keyOf(row), row]))
    type Found = { key: string; failures: number; agoMs: number }
    const found = await db.query<Found>(text, [[...named.keys()], KEEP_MS])
    return found.rows.map(({ key, ...rest }) => ({ row: named.get(key)!, ...rest }))
  }
  return {
    async add(rows: readonly string[]) {
      const sums = await counted(addition, rows)
      void sweep().catch(() => undefined)
      return sums
    },
    read: (rows: readonly string[]) => counted(reading, rows),
    async drop(row: string) {
      await db.query('delete from rate_limits where key = $1', [keyOf(row)])
    },
  }
}

/** The key of a row in the table: its kind, the first word of its name, and a hash of the whole name. */
export function keyOf(row: string): string {
  const [kind] = row.split(' ', 1)
  return `${PREFIX}${kind} ${createHash('sha256').update(row).digest('base64url')}`
}

/** In one order, so that two processes never wait for each other. */
const addition = `
  insert into rate_limits as known (key, points, expire)
  select key, 1, ${NOW} + $2::bigint from unnest($1::text[]) as given (key) order by key
  on conflict (key) do update set expire = excluded.expire,
    points = case when known.expire <= ${NOW} then 1 else known.points + 1 end
  returning key, points as failures, 0 as "agoMs"`

const reading = `
  select key, points as failures, greatest(0, ${NOW} + $2::bigint - expire)::float8 as "agoMs"
  from rate_limits where key = any($1::text[]) and expire > ${NOW}`
