// Machines of several versions on one database: who runs on tables of jobs that a newer version left, and who writes the
// settings of queues.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import type { Db } from '../../ports/db.ts'
import { anAccount, aTranscript } from '../../testing/builders.ts'
import { startPostgres, type TestPostgres } from '../../testing/postgres-server.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { hasQueues } from './check-queue.ts'
import { createQueue } from './queue.ts'
import { queueSettings, SETTINGS } from './queue-settings.ts'

let postgres: TestPostgres
let db: Db
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres.stop())
beforeEach(async (t) => {
  db = await openPostgres({ connectionString: await postgres.createDatabase() })
  ;(t as TestContext).after(() => db.close())
})

async function start(t: TestContext, role: 'serve' | 'worker') {
  const queue = createQueue(db, () => undefined, { creates: role === 'serve' })
  t.after(() => queue.stop(0))
  await queue.start()
  return queue
}
const note = (name: 'needs' | 'settings', value: number) =>
  db.query('update jobs.verbatim set value = $2 where name = $1', [name, value])
const tables = async () => (await db.query<{ version: number }>('select version from jobs.version')).rows[0]!
const retries = async () =>
  (await db.query("select retry_limit as limit from jobs.queue where name = 'part'")).rows[0]

test('a worker does not start before a server has made the queues', async (t) => {
  assert.equal(await hasQueues(db), false)
  await assert.rejects(start(t, 'worker'), /not prepared/)
  assert.deepEqual((await db.query("select to_regnamespace('jobs') as jobs")).rows, [{ jobs: null }])
  await start(t, 'serve')
  assert.equal(await hasQueues(db), true)
  await start(t, 'worker')
})

test('servers and workers run on newer tables that this version works with, and leave them', async (t) => {
  await start(t, 'serve')
  await db.query('update jobs.version set version = version + 1')
  const newer = await tables()
  assert.equal(await hasQueues(db), true)
  const [server, worker] = [await start(t, 'serve'), await start(t, 'worker')]
  assert.deepEqual(await tables(), newer)
  const data = { transcriptSid: aTranscript().sid }
  const job = { name: 'transcript', data, group: anAccount() } as const
  await db.transaction((session) => server.within(session).enqueue(job))
  const done = Promise.withResolvers<unknown>()
  await worker.work('transcript', 1, async ({ data }) => done.resolve(data))
  worker.wake('transcript')
  assert.deepEqual(await done.promise, data)
})

test('neither runs on newer tables that need newer code, or that say nothing of it', async (t) => {
  await start(t, 'serve')
  await db.query('update jobs.version set version = version + 1')
  const newer = await tables()
  await note('needs', newer.version)
  for (const say of [() => undefined, () => db.query('drop table jobs.verbatim')]) {
    await say()
    await assert.rejects(hasQueues(db), /newer version of verbatim/)
    for (const role of ['serve', 'worker'] as const)
      await assert.rejects(start(t, role), /newer version of verbatim/)
  }
  assert.deepEqual(await tables(), newer)
})

test('settings of a newer version are left as they are, others brought up to date', async (t) => {
  await start(t, 'serve')
  const ours = await retries()
  for (const [noted, expected] of [
    [SETTINGS + 1, { limit: 99 }],
    [SETTINGS, ours],
    [SETTINGS - 1, ours],
  ] as const) {
    await note('settings', noted)
    await db.query("update jobs.queue set retry_limit = 99 where name = 'part'")
    await start(t, 'serve')
    assert.deepEqual(await retries(), expected)
    const { rows } = await db.query<{ value: number }>(
      "select value from jobs.verbatim where name = 'settings'",
    )
    assert.equal(rows[0]!.value, Math.max(noted, SETTINGS))
  }
})

test('whoever changes settings counts the change', () => {
  const digest = createHash('sha256').update(JSON.stringify(queueSettings)).digest('hex').slice(0, 12)
  assert.deepEqual(
    [SETTINGS, digest],
    [1, '1e8d1a876b2e'],
    'after a change raise SETTINGS by one and write both here',
  )
})
