// Servers that start at the same moment on one empty PostgreSQL.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPostgres } from '../../testing/postgres-server.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { createQueue } from './queue.ts'

test('queues that start together are all ready', async (t) => {
  const postgres = await startPostgres()
  t.after(() => postgres.stop())
  for (let round = 0; round < 3; round++) {
    const connectionString = await postgres.createDatabase()
    const dbs = await Promise.all(Array.from({ length: 6 }, () => openPostgres({ connectionString })))
    const queues = dbs.map((db) => createQueue(db, () => undefined))
    const started = await Promise.allSettled(queues.map((queue) => queue.start()))
    assert.deepEqual(
      started.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
      [],
    )
    for (const queue of queues) await queue.stop(0)
    for (const db of dbs) await db.close()
  }
})
