// Jobs that step aside while they wait for somebody, over the real queue on an embedded database.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { AccountSid, TranscriptSid } from '../../domain/sid.ts'
import type { Db } from '../../ports/db.ts'
import type { StepAside } from '../../ports/queue.ts'
import { anAccount, aTranscript } from '../../testing/builders.ts'
import { startEmbedded } from '../db-pglite/embedded.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { createQueue, type PgBossQueue } from './queue.ts'

const dir = mkdtempSync(join(tmpdir(), 'verbatim-aside-'))
let db: Db
let queue: PgBossQueue
let close: () => Promise<void>
before(async () => {
  const host = await startEmbedded(dir, (error) => {
    throw error
  })
  db = await openPostgres({ stream: host.stream })
  close = async () => {
    await db.close()
    await host.close()
    rmSync(dir, { recursive: true })
  }
})
after(() => close())
beforeEach(async () => {
  queue = createQueue(db, () => undefined)
  await queue.start()
  await db.query('delete from jobs.job')
})

/** What is in hand: how to step aside with a job, and how to end it. */
interface InHand {
  stepAside: StepAside
  end(): void
}

/** Claims jobs, `atOnce` at a time; those in hand by what they are about. */
async function claim(t: { after(work: () => Promise<void>): void }, atOnce: number) {
  const inHand = new Map<TranscriptSid, InHand>()
  await queue.work('transcript', atOnce, async ({ data: { transcriptSid: sid }, stepAside }) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    inHand.set(sid, { stepAside: stepAside!, end: resolve })
    await promise
    inHand.delete(sid)
  })
  t.after(async () => {
    for (const { end } of inHand.values()) end()
    await queue.stop(1000)
  })
  return inHand
}

async function enqueue(group: AccountSid = anAccount()): Promise<TranscriptSid> {
  const { sid } = aTranscript()
  await db.transaction((session) =>
    queue.within(session).enqueue({ name: 'transcript', data: { transcriptSid: sid }, group }),
  )
  queue.wake('transcript')
  return sid
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await delay(10)
}
/** Long enough for whatever would be claimed to be so. */
const settle = async () => {
  queue.wake('transcript')
  await delay(500)
}

test('for each job that steps aside another is claimed, and no more; the burst of one account does not keep another out', async (t) => {
  const inHand = await claim(t, 1)
  const account = anAccount()
  const burst = [
    await enqueue(account),
    await enqueue(account),
    await enqueue(account),
    await enqueue(account),
  ]
  await until(() => inHand.size > 0)
  await settle()
  assert.deepEqual([...inHand.keys()], burst.slice(0, 1))
  inHand.get(burst[0]!)!.stepAside()
  await until(() => inHand.size === 2)
  const other = await enqueue()
  await settle()
  assert.deepEqual([...inHand.keys()], burst.slice(0, 2))
  inHand.get(burst[1]!)!.stepAside()
  await until(() => inHand.size === 3)
  assert.ok(inHand.has(other) || inHand.has(burst[2]!))
  inHand.get([...inHand.keys()][2]!)!.stepAside()
  await until(() => inHand.has(other))
})

test('once they are back no more are claimed until as few are in hand as may be', async (t) => {
  const sids = [await enqueue(), await enqueue(), await enqueue(), await enqueue()]
  const inHand = await claim(t, 1)
  await until(() => inHand.size === 1)
  const backs = []
  for (const count of [2, 3]) {
    backs.push([...inHand.values()].at(-1)!.stepAside())
    await until(() => inHand.size === count)
  }
  for (const back of backs) back!()
  for (const left of [2, 1]) {
    inHand.get(sids[2 - left]!)!.end()
    await until(() => inHand.size === left)
    await settle()
    assert.equal(inHand.size, left)
  }
  inHand.get(sids[2]!)!.end()
  await until(() => inHand.has(sids[3]!))
})

test('there is an end to stepping aside, and room again once one is back', async (t) => {
  const inHand = await claim(t, 1)
  const given: (() => void)[] = []
  let stepAside: StepAside = () => null
  for (;;) {
    const sid = await enqueue()
    await until(() => inHand.has(sid))
    stepAside = inHand.get(sid)!.stepAside
    const back = stepAside()
    if (!back) break
    given.push(back)
    assert.ok(given.length < 100)
  }
  await enqueue()
  await settle()
  assert.equal(inHand.size, given.length + 1)
  given[0]!()
  assert.notEqual(stepAside(), null)
})
