// Servers that start at the same moment on one empty PostgreSQL.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startPostgres, type TestPostgres } from '../../testing/postgres-server.ts'
import { startServerProcess } from '../../testing/server-process.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { migrate } from '../store-sql/migrate.ts'
import { createQueue } from './queue.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres.stop())

const reasons = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))

test('queues that start together are all ready', async (t) => {
  const connectionString = await postgres.createDatabase()
  const dbs = await Promise.all(Array.from({ length: 6 }, () => openPostgres({ connectionString })))
  // As servers do; it also leaves each with a connection that is open, so that they begin at the very same moment.
  await Promise.all(dbs.map((db) => migrate(db)))
  const queues = dbs.map((db) => createQueue(db, () => undefined))
  t.after(async () => {
    for (const queue of queues) await queue.stop(0)
    for (const db of dbs) await db.close()
  })
  const started = await Promise.allSettled(queues.map((queue) => queue.start()))
  assert.deepEqual(reasons(started), [])
})

test('whole servers that start together all listen', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'verbatim-together-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const env = {
    DATA_DIR: dir,
    DATABASE_URL: await postgres.createDatabase(),
    DATA_KEY: Buffer.alloc(32, 1).toString('base64'),
    WORKERS: '0',
  }
  const started = await Promise.allSettled([1, 2, 3].map(() => startServerProcess(env)))
  for (const one of started) if (one.status === 'fulfilled') await one.value.end('SIGKILL')
  assert.deepEqual(reasons(started), [])
})
