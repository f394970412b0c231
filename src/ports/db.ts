// The database port: SQL text in, rows out, on PostgreSQL whichever way it is hosted. Store and queue are
// built on top of it, so that both can take part in one transaction.

/** The rows of one statement. Types are those of node-postgres: int8 and count(*) are strings, dates are Date. */
export interface SqlResult<Row> {
  rows: Row[]
}

/** Something statements can be run on: the database as a whole, or one open transaction. */
export interface SqlSession {
  query<Row>(text: string, values?: readonly unknown[]): Promise<SqlResult<Row>>
}

/** One connection taken out of the pool; `release(true)` throws it away instead of giving it back. */
export interface SqlConnection extends SqlSession {
  release(broken?: boolean): void
}

/** An open database. */
export interface Db extends SqlSession {
  /** True when this process is the only one that can have the database open (embedded). */
  readonly exclusive: boolean
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Inside, only
   * the given session may be used: on the embedded database any other handle would wait for ever. */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>
  /** Takes a connection out of the pool, for migrations. */
  connect(): Promise<SqlConnection>
  close(): Promise<void>
}
