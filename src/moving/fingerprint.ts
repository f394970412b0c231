// What a table holds, in one line: computed by the database that holds it, whatever the order of its rows.
import type { SqlSession } from '../ports/db.ts'
import type { Column } from './tables.ts'

/** Number of rows, and 64 hex digits that change with any value of any row. */
export interface Fingerprint {
  rows: number
  checksum: string
}

/** Under these, equal values read the same on every PostgreSQL; nobody ends a transaction that waits for the other
 * side. For one transaction. */
export const canonicalSettings: readonly string[] = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local extra_float_digits = 1`,
  `set local bytea_output = 'hex'`,
  `set local statement_timeout = 0`,
  `set local idle_in_transaction_session_timeout = 0`,
]

/** Takes the fingerprint of `from`, a table or a query in brackets. Rows are hashed one by one (SHA-256), and the
 * first two quarters of the hashes added up, each apart: no sorting, no memory. `offset 0` keeps each row from being hashed twice. */
export async function fingerprintOf(
  session: SqlSession,
  { from, columns }: { from: string; columns: readonly Column[] },
): Promise<Fingerprint> {
  const whole = `row(${columns.map(({ name }) => `one.${name}::text`).join(', ')})::text`
  const quarter = (start: number) =>
    `('x' || encode(substring(hash from ${start} for 8), 'hex'))::bit(64)::bigint`
  const { rows } = await session.query<{ count: string; checksum: string }>(
    `select count(*) as count, encode(sha256(convert_to(
       concat_ws(' ', count(*), coalesce(sum(${quarter(1)}), 0), coalesce(sum(${quarter(9)}), 0)), 'UTF8')), 'hex') as checksum
     from (select sha256(convert_to(${whole}, 'UTF8')) as hash from ${from} one offset 0) hashed`,
  )
  return { rows: Number(rows[0]!.count), checksum: rows[0]!.checksum }
}
