// Kysely as a typed way of writing SQL text. It never runs anything itself: statements go to the session they
// are given, the database or an open transaction.
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { SqlSession } from '../../ports/db.ts'
import type { Tables } from './tables.ts'

/** Builds statements; see {@link rowsOf} for running them. */
export const sqlBuilder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Runs a built statement on `session`; returns its rows. */
export async function rowsOf<Row>(session: SqlSession, statement: Compilable<Row>): Promise<Row[]> {
  const { sql, parameters } = statement.compile()
  return (await session.query<Row>(sql, parameters)).rows
}

/** True when `error` says that a unique index refused a row (SQLSTATE 23505). The class of the error differs
 * between databases, the code does not. */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'
}
