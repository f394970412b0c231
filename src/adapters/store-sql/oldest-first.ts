// Rows of all accounts by age, for removing them.
import { sql } from 'kysely'
import type { AccountSid, RecordingSid, TranscriptSid } from '../../domain/sid.ts'
import type { Aged, AgeQuery } from '../../ports/age-query.ts'
import type { SqlSession } from '../../ports/db.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

interface AgedTables {
  transcripts: TranscriptSid
  recordings: RecordingSid
}

/** Runs one step. Dates have millisecond precision on both sides (timestamptz(3)), so none is skipped. */
export async function oldestFirst<T extends keyof AgedTables>(
  session: SqlSession,
  table: T,
  { before, after, limit }: AgeQuery,
): Promise<Aged<AgedTables[T]>[]> {
  const behind = after
    ? sql`and (date_created, sid) > (${after.dateCreated}::timestamptz(3), ${after.sid}::text)`
    : sql``
  const statement = sql<{ sid: AgedTables[T]; account_sid: AccountSid; date_created: Date }>`
    select sid, account_sid, date_created from ${sql.table(table)}
    where date_created < ${before}::timestamptz(3) ${behind}
    order by date_created, sid limit ${limit}`
  const rows = await rowsOf(session, { compile: () => statement.compile(sqlBuilder) })
  return rows.map(({ sid, account_sid: accountSid, date_created: dateCreated }) => ({
    sid,
    accountSid,
    dateCreated,
  }))
}
