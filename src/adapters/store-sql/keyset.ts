// Keyset conditions and orders shared by the lists that run newest first.
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { PageRequest, SortKey } from '../../domain/page.ts'

/** Sort key of a row in the lists that run newest first. */
export function newestFirstKey(row: { date_created: Date; sid: string }): SortKey {
  return [row.date_created.getTime(), row.sid]
}

/** The sort direction in which rows must be read from the cursor outwards. */
export function newestFirstOrder(page: PageRequest): 'asc' | 'desc' {
  return page.cursor?.direction === 'previous' ? 'asc' : 'desc'
}

/** Only rows beyond the cursor; no condition on the first page. Dates have millisecond precision on both sides
 * (timestamptz(3)), so a cursor skips no row. */
export function beyondCursor<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  page: PageRequest,
): Expression<SqlBool> {
  if (!page.cursor) return eb.lit(true)
  const [createdMs, sid] = page.cursor.key
  const key = sql`(${new Date(Number(createdMs))}::timestamptz(3), ${String(sid)}::text)`
  return page.cursor.direction === 'next'
    ? sql<SqlBool>`(date_created, sid) < ${key}`
    : sql<SqlBool>`(date_created, sid) > ${key}`
}
