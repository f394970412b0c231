// Rows and recordings put into a data directory before a server opens it: states that only the worker
// brings about, without a worker.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startEmbedded } from '../adapters/db-pglite/embedded.ts'
import { openPostgres } from '../adapters/db-postgres/postgres.ts'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { migrate } from '../adapters/store-sql/migrate.ts'
import { createStore } from '../adapters/store-sql/store.ts'
import type { Db } from '../ports/db.ts'
import type { Store } from '../ports/unit-of-work.ts'
import { anAccount } from './builders.ts'
import { chosenDatabase } from './chosen-database.ts'
import { placeDatabase } from './prepared-database.ts'

/** Writes what a test wants to find. `putMedia` stores `bytes` under a key of the media store. */
export type Seed = (into: {
  store: Store
  /** For many rows at once. */
  db: Db
  putMedia(key: string, bytes: Uint8Array): Promise<void>
}) => Promise<void>

/** Makes the database of `dataDir` (in it, or where chosen-database says), runs `seed` on it and closes it again. */
export async function seedDataDir(dataDir: string, seed: Seed): Promise<void> {
  const url = await chosenDatabase(dataDir)
  if (url) return seedDatabase(await openPostgres({ connectionString: url }), dataDir, seed)
  if (!existsSync(join(dataDir, 'pg'))) await placeDatabase(dataDir)
  const embedded = await startEmbedded(dataDir, (error) => {
    throw error
  })
  try {
    await seedDatabase(await openPostgres({ stream: embedded.stream }), dataDir, seed)
  } finally {
    await embedded.close()
  }
}

async function seedDatabase(db: Db, dataDir: string, seed: Seed) {
  const media = createMediaFiles(join(dataDir, 'media'))
  try {
    await migrate(db)
    await seed({
      store: createStore(db),
      db,
      async putMedia(key, bytes) {
        const path = join(dataDir, 'incoming', 'file')
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, bytes)
        await media.take(key, path, { accountSid: anAccount(), customerKey: null })
      },
    })
  } finally {
    await db.close()
  }
}
