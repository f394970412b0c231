// Brings tables and queues of a database to the version of this code, without a server.
import { createQueue } from '../adapters/queue-pgboss/queue.ts'
import { migrate } from '../adapters/store-sql/migrate.ts'
import type { Db } from '../ports/db.ts'
import { readVersions, type Versions } from './versions.ts'

/** Updates our tables first, then the queues.
 * @returns the versions before and after
 * @throws Error when the database was written by a newer version */
export async function updateSchema(db: Db): Promise<{ before: Versions; after: Versions }> {
  const before = await readVersions(db)
  await migrate(db)
  await makeQueues(db)
  return { before, after: await readVersions(db) }
}

/** Makes the queues and lets go of them again: their upkeep runs until it is stopped. */
async function makeQueues(db: Db) {
  let failure: Error | undefined
  const queue = createQueue(db, (error) => {
    failure ??= error
  })
  try {
    await queue.start()
  } finally {
    await queue.stop(0)
  }
  if (failure) throw failure
}
