// The two databases that every store and queue check runs on.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/adapters/db-pglite/embedded.ts'
import { openPostgres } from '../../src/adapters/db-postgres/postgres.ts'
import { migrate } from '../../src/adapters/store-sql/migrate.ts'
import type { Db } from '../../src/ports/db.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'

/** A migrated database and how to be rid of it. */
export interface TestDatabase {
  db: Db
  close(): Promise<void>
}

/** Opens a fresh database of each kind. */
export const databases: Record<string, () => Promise<TestDatabase>> = {
  embedded: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'verbatim-db-'))
    const host = await startEmbedded(dir, (error) => {
      throw error
    })
    const db = await openPostgres({ stream: host.stream })
    await migrate(db)
    return {
      db,
      async close() {
        await db.close()
        await host.close()
        rmSync(dir, { recursive: true })
      },
    }
  },
  PostgreSQL: async () => {
    const server = await startPostgres()
    const db = await openPostgres({ connectionString: await server.createDatabase() })
    await migrate(db)
    return {
      db,
      async close() {
        await db.close()
        await server.stop()
      },
    }
  },
}
