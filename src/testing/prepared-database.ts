// An embedded database as it is after a first start, kept between tests: making one takes seconds, copying it does not.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '../adapters/db-pglite/embedded.ts'
import { openPostgres } from '../adapters/db-postgres/postgres.ts'
import { createQueue } from '../adapters/queue-pgboss/queue.ts'
import { migrate } from '../adapters/store-sql/migrate.ts'

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache/verbatim-database')
/** What the tables, the queues and the files of the database depend on. */
const sources = [
  'package-lock.json',
  'src/adapters/db-pglite/*.ts',
  'src/adapters/store-sql/**/*.ts',
  'src/adapters/queue-pgboss/*.ts',
]

/** Puts a database with all tables and queues, and no row, into `dataDir`, which must not have one. */
export async function placeDatabase(dataDir: string): Promise<void> {
  const prepared = join(cache, keyOf(sources))
  if (!existsSync(prepared)) await prepare(prepared)
  cpSync(join(prepared, 'pg'), join(dataDir, 'pg'), { recursive: true })
}

function keyOf(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of globSync(patterns, { cwd: root }).sort()) hash.update(readFileSync(join(root, path)))
  return hash.digest('hex').slice(0, 16)
}

/** Test processes may do this at the same time: the first to finish wins. */
async function prepare(target: string) {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'new-'))
  const embedded = await startEmbedded(folder, (error) => {
    throw error
  })
  const db = await openPostgres({ stream: embedded.stream })
  await migrate(db)
  const queue = createQueue(db, (error) => {
    throw error
  })
  await queue.start()
  await queue.stop(0)
  await db.close()
  await embedded.close()
  try {
    renameSync(folder, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    rmSync(folder, { recursive: true })
  }
}
