// The lists that run newest first, by date of creation and sid, in pages that start behind a row.
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type Page, type PageRequest, toPage } from '../../domain/page.ts'
import type { SqlSession } from '../../ports/db.ts'
import { rowsOf } from './sql.ts'
import type { Tables } from './tables.ts'

/** What every such table has. */
interface Dated {
  date_created: Date
  sid: string
}

/** Runs `select` for one page. The cost does not depend on how far the page is from the beginning. */
export async function newestFirst<T extends keyof Tables, Row extends Dated>(
  session: SqlSession,
  select: SelectQueryBuilder<Tables, T, Row>,
  page: PageRequest,
): Promise<Page<Row>> {
  // Rows must be read from the cursor outwards.
  const order = page.cursor?.direction === 'previous' ? 'asc' : 'desc'
  const statement = select
    .where(beyondCursor(page))
    .orderBy(sql`date_created`, order)
    .orderBy(sql`sid`, order)
    .limit(page.limit + 1)
  return toPage(await rowsOf(session, statement), page, (row) => [row.date_created.getTime(), row.sid])
}

/** Dates have millisecond precision on both sides (timestamptz(3)), so a cursor skips no row. */
function beyondCursor(page: PageRequest): Expression<SqlBool> {
  if (!page.cursor) return sql<SqlBool>`true`
  const [createdMs, sid] = page.cursor.key
  const key = sql`(${new Date(Number(createdMs))}::timestamptz(3), ${String(sid)}::text)`
  return page.cursor.direction === 'next'
    ? sql<SqlBool>`(date_created, sid) < ${key}`
    : sql<SqlBool>`(date_created, sid) > ${key}`
}

/** The same page with other items. */
export function mapPage<T, V>(page: Page<T>, change: (item: T) => V): Page<V> {
  return { ...page, items: page.items.map(change) }
}
