// A PostgreSQL with our tables, for tests of what processes share.
import { openPostgres } from '../adapters/db-postgres/postgres.ts'
import { migrate } from '../adapters/store-sql/migrate.ts'
import type { Db } from '../ports/db.ts'
import { startPostgres } from './postgres-server.ts'

/** An open database, its address, and how to be rid of the server. */
export interface MigratedPostgres {
  db: Db
  url: string
  close(): Promise<void>
}

/** Starts a server with one migrated database. */
export async function openTestPostgres(): Promise<MigratedPostgres> {
  const server = await startPostgres()
  const url = await server.createDatabase()
  const db = await openPostgres({ connectionString: url })
  await migrate(db)
  return {
    db,
    url,
    async close() {
      await db.close()
      await server.stop()
    },
  }
}
