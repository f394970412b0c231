// What is pg-boss's own way of keeping the port's promises: how long a failed job waits, which rows stay. The promises
// themselves are checked by the port suite.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import type { AccountSid } from '../../domain/sid.ts'
import type { Db } from '../../ports/db.ts'
import type { JobName, NewJob } from '../../ports/queue.ts'
import { anAccount, aTranscript } from '../../testing/builders.ts'
import { startEmbedded } from '../db-pglite/embedded.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { createQueue, type PgBossQueue } from './queue.ts'

const dir = mkdtempSync(join(tmpdir(), 'verbatim-queue-'))
let db: Db
let queue: PgBossQueue
let close: () => Promise<void>
before(async () => {
  const host = await startEmbedded(dir, (error) => {
    throw error
  })
  db = await openPostgres({ stream: host.stream })
  queue = createQueue(db, () => undefined)
  close = async () => {
    await queue.stop(0)
    await db.close()
    await host.close()
    rmSync(dir, { recursive: true })
  }
  await queue.start()
})
after(() => close())

interface Waiting {
  state: string
  retry_count: number
  wait_s: number
}

/** The state of a job, and how long it waits for its next try. */
async function waiting(id: string): Promise<Waiting> {
  const text = `select state, retry_count, extract(epoch from start_after - now())::float as wait_s
    from jobs.job where id = $1`
  return (await db.query<Waiting>(text, [id])).rows[0]!
}

/** A queue for one test alone, so that no worker of another test takes its jobs. */
async function ownQueue(t: TestContext): Promise<PgBossQueue> {
  const own = createQueue(db, () => undefined)
  await own.start()
  t.after(() => own.stop(0))
  return own
}

/** Has a job of `name` fail until it is given up; returns its waits in seconds. */
async function waitsOf(name: JobName, own: PgBossQueue): Promise<number[]> {
  const data = { transcriptSid: aTranscript().sid, url: 'https://example.com/', method: 'POST' } as never
  const id = await db.transaction((session) =>
    queue.within(session).enqueue({ name, data, group: anAccount() }),
  )
  await own.work(name, 1, async () => {
    throw new Error('not yet')
  })
  const waits: number[] = []
  for (;;) {
    own.wake(name)
    const job = await waiting(id)
    if (job.state === 'failed') return waits
    if (job.state === 'retry' && job.wait_s > 0) {
      waits.push(job.wait_s)
      await db.query('update jobs.job set start_after = now() where id = $1', [id])
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a webhook is tried after about 5 s, 30 s, 2 min, 10 min, 1 h, 6 h and a day, then no more', async (t) => {
  const waits = await waitsOf('webhook', await ownQueue(t))
  const mean = [5, 30, 120, 600, 3600, 21_600, 86_400]
  assert.equal(waits.length, mean.length)
  for (const [at, wait] of waits.entries()) {
    // The row was read up to some seconds after it was written.
    assert.ok(wait > mean[at]! * 0.79 - 4 && wait <= mean[at]! * 1.21 + 1, `${at}: ${wait}`)
  }
})

test("one account's calls that are due again, many and old, leave the next turn to another account", async (t) => {
  const enqueue = async (group: AccountSid) => {
    const data = { transcriptSid: aTranscript().sid, url: 'https://example.com/', method: 'POST' } as const
    return db.transaction((session) => queue.within(session).enqueue({ name: 'webhook', data, group }))
  }
  await db.query('delete from jobs.job')
  const [failing, other] = [anAccount(), anAccount()]
  for (let count = 0; count < 30; count++) await enqueue(failing)
  await db.query("update jobs.job set state = 'retry', start_after = now()")
  for (let count = 0; count < 10; count++) await enqueue(failing)
  const single = await enqueue(other)
  const seen: string[] = []
  const own = await ownQueue(t)
  await own.work('webhook', 1, async ({ id }) => {
    seen.push(id)
    own.wake('webhook')
  })
  own.wake('webhook')
  while (seen.length < 41) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(seen.indexOf(single) <= 2, `it came at ${seen.indexOf(single)}`)
})

test('a webhook that failed goes behind the first tries of its account that wait, in a row with others that failed', async (t) => {
  await db.query('delete from jobs.job')
  const account = anAccount()
  const send = (host: string) =>
    enqueue({
      name: 'webhook',
      data: { transcriptSid: aTranscript().sid, url: `https://${host}/`, method: 'POST' },
      group: account,
    })
  for (let count = 0; count < 6; count++) await send('fails.example')
  const seen: string[] = []
  const own = await ownQueue(t)
  await own.work('webhook', 1, async ({ data, attempt }) => {
    seen.push(`${new URL(data.url).host} ${attempt}`)
    if (seen.length <= 2) throw new Error('not yet')
    // What failed is due while all others still wait.
    if (seen.length === 3) {
      await db.query("update jobs.job set start_after = now() where state = 'retry'")
      await send('healthy.example')
    }
  })
  await until(async () => seen.length === 9)
  assert.deepEqual(seen.slice(-2), ['fails.example 2', 'fails.example 2'])
  const priorities = await db.query<{ count: string }>(
    'select count(distinct priority) as count from jobs.job where retry_count = 1',
  )
  assert.equal(Number(priorities.rows[0]!.count), 2)
})

/** The jobs that stand in the database, given up ones included. */
async function jobsAbout(text: string): Promise<string[]> {
  const statement = `select name || ' ' || state as job from jobs.job where data::text like $1 order by 1`
  const { rows } = await db.query<{ job: string }>(statement, [`%${text}%`])
  return rows.map(({ job }) => job)
}

/** Writes a job; returns its id. */
function enqueue(job: NewJob) {
  return db.transaction((session) => queue.within(session).enqueue(job))
}

/** Waits until `condition` holds. */
async function until(condition: () => Promise<boolean>) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('a done removal of media leaves no row, one that failed waits for its next try', async () => {
  const { sid, accountSid: group } = aTranscript()
  const prefix = `media/${group}/${sid}`
  let done = 0
  await queue.work('media-removal', 1, async () => {
    if (done++ === 0) throw new Error('the disk is gone')
  })
  const id = await enqueue({ name: 'media-removal', data: { prefix }, group })
  queue.wake('media-removal')
  await until(async () => (await waiting(id))?.state === 'retry')
  await db.query('update jobs.job set start_after = now() where id = $1', [id])
  await until(async () => (await jobsAbout(sid)).length === 0)
  assert.equal(done, 2)
})

test('jobs of a forgotten transcript go in every state, that which runs included: it has no further try', async () => {
  const { sid: transcriptSid, accountSid: group } = aTranscript()
  const held = Promise.withResolvers<void>()
  let running = false
  const states = ['created', 'retry', 'completed', 'failed']
  for (const state of states) {
    const id = await enqueue({ name: 'transcript-abandoned', data: { transcriptSid }, group })
    await db.query('update jobs.job set state = $1::jobs.job_state where id = $2', [state, id])
  }
  await queue.work('transcript', 1, async () => {
    running = true
    await held.promise
    throw new Error('stopped')
  })
  await enqueue({ name: 'transcript', data: { transcriptSid }, group })
  queue.wake('transcript')
  await until(async () => running)
  assert.deepEqual(
    await jobsAbout(transcriptSid),
    [...states.map((state) => `transcript-abandoned ${state}`).sort(), 'transcript active'].sort(),
  )
  await db.transaction((session) => queue.within(session).forgetJobs([transcriptSid]))
  assert.deepEqual(await jobsAbout(transcriptSid), [])
  held.resolve()
  await queue.stop(10_000)
  assert.deepEqual(await jobsAbout(transcriptSid), [])
})

/** Has a job held by a process that is told to stop.
 * @param afterHandBack what happens in the database before that process does anything else */
async function stopOver(id: string, afterHandBack = async () => {}) {
  const watched: Db = {
    ...db,
    async query(text, values) {
      const result = await db.query<never>(text, values)
      if (/set state = 'retry'/.test(text) && values?.includes(id)) await afterHandBack()
      return result
    },
  }
  const errors: Error[] = []
  const held = Promise.withResolvers<{ attempt: number; last: boolean }>()
  const stopping = createQueue(watched, (error) => errors.push(error))
  await stopping.start()
  await stopping.work('webhook', 1, async ({ signal, attempt, last }) => {
    held.resolve({ attempt, last })
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    throw new Error('stopped')
  })
  stopping.wake('webhook')
  const seen = await held.promise
  await stopping.stop(0)
  assert.deepEqual(errors, [])
  return seen
}

/** Writes a webhook, as the only job. */
async function onlyWebhook(): Promise<string> {
  await db.query('delete from jobs.job')
  const { sid: transcriptSid, accountSid: group } = aTranscript()
  return enqueue({
    name: 'webhook',
    data: { transcriptSid, url: 'https://example.com/', method: 'POST' },
    group,
  })
}

test('however often the process is told to stop, a job keeps its tries and its turn, in the last try as well', async () => {
  const id = await onlyWebhook()
  const { rows } = await db.query<{ priority: number }>('select priority from jobs.job')
  for (let stops = 0; stops < 3; stops++) assert.deepEqual(await stopOver(id), { attempt: 1, last: false })
  await db.query('update jobs.job set retry_count = retry_limit')
  for (let stops = 0; stops < 2; stops++) assert.deepEqual(await stopOver(id), { attempt: 8, last: true })
  const after = await db.query('select name, state, priority, start_after <= now() as due from jobs.job')
  assert.deepEqual(after.rows, [{ name: 'webhook', state: 'retry', priority: rows[0]!.priority, due: true }])
})

test('what a process that stopped says of a job that went back means nothing to whoever took it up', async () => {
  const id = await onlyWebhook()
  const takeUp = async () => {
    await db.query("update jobs.job set state = 'active', started_on = now(), heartbeat_on = now()")
  }
  await stopOver(id, takeUp)
  const { state, retry_count } = await waiting(id)
  assert.equal(`${state} ${retry_count}`, 'active 0')
})

test('a job that another process took up before does not go back', async () => {
  const id = await onlyWebhook()
  const held = Promise.withResolvers<void>()
  const stopping = createQueue(db, () => undefined)
  await stopping.start()
  await stopping.work('webhook', 1, () => new Promise(() => held.resolve()))
  await held.promise
  await db.query('update jobs.job set retry_count = 1')
  await stopping.stop(0)
  const { state, retry_count } = await waiting(id)
  assert.equal(`${state} ${retry_count}`, 'active 1')
})

test('a job over which the process died keeps its tries, waits longer from the fourth time on, and is given up at last', async () => {
  const { sid: transcriptSid, accountSid: group } = aTranscript()
  const id = await enqueue({ name: 'operators', data: { transcriptSid, operatorSids: [] }, group })
  const die = async (crashes: number) => {
    await db.query(
      `update jobs.job set state = 'active', started_on = now(), retry_count = 2,
        data = data || jsonb_build_object('crashes', $2::int) where id = $1`,
      [id, crashes],
    )
    const next = createQueue(db, () => undefined)
    const beganMs = performance.now()
    await next.start()
    await next.stop(0)
    const job = await waiting(id)
    return { ...job, sinceS: (performance.now() - beganMs) / 1000 }
  }
  for (const [crashes, from, to] of [
    [0, -60, 0],
    [2, -60, 0],
    [3, 1, 2],
    [6, 12, 16],
    [20, 50, 60],
  ] as const) {
    const job = await die(crashes)
    assert.equal(`${job.state} ${job.retry_count}`, 'retry 2')
    // Some of the wait has run off already.
    const most = job.wait_s + job.sinceS
    assert.ok(most >= from && job.wait_s <= to, `after ${crashes + 1}: ${job.wait_s} to ${most}`)
  }
  await die(25)
  assert.deepEqual(await jobsAbout(transcriptSid), ['abandoned created', 'operators failed'])
  await db.query("update jobs.job set state = 'retry', retry_count = 1 where name = 'abandoned'")
  await die(0)
  assert.deepEqual(await jobsAbout(transcriptSid), ['abandoned retry', 'operators retry'])
  await db.query("delete from jobs.job where name = 'operators'")
  const seen: object[] = []
  const next = createQueue(db, () => undefined)
  await next.start()
  await next.work('abandoned', 1, async ({ data }) => void seen.push(data))
  await until(async () => (await jobsAbout(transcriptSid)).length === 1)
  await next.stop(0)
  assert.partialDeepStrictEqual(seen, [{ transcriptSid, operatorSids: [] }])
})

test('deaths over a job are no deaths over what becomes of it once its tries are used up, nor over another like it', async () => {
  await db.query('delete from jobs.job')
  const account = anAccount()
  const removal = { name: 'account-removal', data: { accountSid: account }, group: account } as const
  const id = await enqueue(removal)
  await db.query(
    `update jobs.job set retry_count = retry_limit, data = data || '{"crashes": 20}' where id = $1`,
    [id],
  )
  const next = createQueue(db, () => undefined)
  await next.start()
  const seen: object[] = []
  await next.work('account-removal', 1, async ({ data }) => {
    seen.push(data)
    throw new Error('never')
  })
  next.wake('account-removal')
  await until(async () => (await waiting(id)).state === 'failed')
  const { rows } = await db.query("select data from jobs.job where name = 'abandoned'")
  assert.deepEqual(rows, [{ data: removal.data }])
  // Nobody takes it before it was looked at.
  await next.work('abandoned', 1, async ({ data }) => void seen.push(data))
  next.wake('abandoned')
  await until(async () => seen.length === 2)
  await next.stop(1000)
  assert.deepEqual(seen, [removal.data, removal.data])
})
