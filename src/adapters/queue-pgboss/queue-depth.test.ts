// Gauges of the queue over a real one, with a long past.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Db } from '../../ports/db.ts'
import { anAccount, aTranscript } from '../../testing/builders.ts'
import { placeDatabase } from '../../testing/prepared-database.ts'
import { startEmbedded } from '../db-pglite/embedded.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { createQueue, type PgBossQueue } from './queue.ts'
import { depthQuery, queueFigures } from './queue-depth.ts'
import { queueSettings } from './queue-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'verbatim-depth-'))
let db: Db
let queue: PgBossQueue
let close: () => Promise<void>
before(async () => {
  await placeDatabase(folder)
  const embedded = await startEmbedded(folder, assert.fail)
  db = await openPostgres({ stream: embedded.stream })
  queue = createQueue(db, assert.fail)
  await queue.start()
  close = async () => {
    await queue.stop(0)
    await db.close()
    await embedded.close()
    rmSync(folder, { recursive: true })
  }
})
after(() => close())

const enqueue = () =>
  db.transaction((session) =>
    queue.within(session).enqueue({
      name: 'transcript',
      data: { transcriptSid: aTranscript().sid },
      group: anAccount(),
    }),
  )
const set = (id: string, change: string) => db.query(`update jobs.job set ${change} where id = $1`, [id])

/** What the gauges show of `transcript`, as `state → value`. */
async function shown() {
  const { jobs, oldestDue } = queueFigures(db)
  const read = (samples: { labels: { queue: string; state: string }; value: number }[]) =>
    Object.fromEntries(
      samples
        .filter(({ labels }) => labels.queue === 'transcript')
        .map(({ labels, value }) => [labels.state, value]),
    )
  return { jobs: read(await jobs()), oldestDue: read(await oldestDue()) }
}

test('every queue shows, empty ones as 0', async () => {
  const { jobs, oldestDue } = queueFigures(db)
  assert.equal((await jobs()).length, 3 * queueSettings.length)
  assert.equal((await oldestDue()).length, 2 * queueSettings.length)
  for (const { value } of [...(await jobs()), ...(await oldestDue())]) assert.equal(value, 0)
})

test('jobs count by what they do; only what is due has an age, and what is done counts no more', async () => {
  const [due, later, again, active, done] = await Promise.all(Array.from({ length: 5 }, enqueue))
  await set(due!, "start_after = now() - interval '100 seconds'")
  await set(later!, "start_after = now() + interval '1 hour'")
  await set(again!, "state = 'retry', start_after = now() + interval '1 hour'")
  await set(active!, "state = 'active', start_after = now() - interval '1 hour'")
  await set(done!, "state = 'completed', start_after = now() - interval '1 day'")
  const { jobs, oldestDue } = await shown()
  assert.deepEqual(jobs, { waiting: 2, retry: 1, active: 1 })
  assert.equal(oldestDue.retry, 0)
  assert.equal(oldestDue.active, undefined)
  assert.ok(oldestDue.waiting! >= 100 && oldestDue.waiting! < 160, String(oldestDue.waiting))
})

test('a long past is not looked at', async () => {
  await db.query(`insert into jobs.job (name, data, state, group_id, completed_on)
    select 'transcript', '{}', 'completed', 'g', now() from generate_series(1, 20000)`)
  await db.query('analyze jobs.job')
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain ${depthQuery}`)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  const scans = plan.match(/\w+( \w+)? Scan (using|on) \S+/g)!
  assert.deepEqual(
    scans.filter((scan) => scan.startsWith('Seq')),
    [],
    plan,
  )
})

test('both gauges and several scrapers share a reading; one that failed is not kept', async () => {
  let queries = 0
  let broken = true
  const counting = {
    ...db,
    query: async (...args: Parameters<Db['query']>) => {
      queries++
      if (broken) throw new Error('gone')
      return db.query(...args)
    },
  } as Db
  const { jobs, oldestDue } = queueFigures(counting)
  await assert.rejects(jobs(), /gone/)
  broken = false
  await Promise.all([jobs(), oldestDue(), jobs(), oldestDue()])
  await jobs()
  assert.equal(queries, 2)
})
