// What is pg-boss's own way of keeping the port's promises: how long a failed job waits. The promises themselves are
// checked by the port suite.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Db } from '../../ports/db.ts'
import type { JobName } from '../../ports/queue.ts'
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

/** Has a job of `name` fail until it is given up; returns its waits in seconds. */
async function waitsOf(name: JobName): Promise<number[]> {
  const data = { transcriptSid: aTranscript().sid, url: 'https://example.com/', method: 'POST' } as never
  const id = await db.transaction((session) => queue.within(session)({ name, data, group: anAccount() }))
  await queue.work(name, 1, async () => {
    throw new Error('not yet')
  })
  const waits: number[] = []
  for (;;) {
    queue.wake(name)
    const job = await waiting(id)
    if (job.state === 'failed') return waits
    if (job.state === 'retry' && job.wait_s > 0) {
      waits.push(job.wait_s)
      await db.query('update jobs.job set start_after = now() where id = $1', [id])
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a webhook is tried after about 5 s, 30 s, 2 min, 10 min, 1 h, 6 h and a day, then no more', async () => {
  const waits = await waitsOf('webhook')
  const mean = [5, 30, 120, 600, 3600, 21_600, 86_400]
  assert.equal(waits.length, mean.length)
  for (const [at, wait] of waits.entries()) {
    // The row was read up to some seconds after it was written.
    assert.ok(wait > mean[at]! * 0.79 - 4 && wait <= mean[at]! * 1.21 + 1, `${at}: ${wait}`)
  }
})
