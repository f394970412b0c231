// What every job queue promises.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AccountSid, TranscriptSid } from '../../src/domain/sid.ts'
import type { ClaimedJob, JobHandler, JobQueue } from '../../src/ports/queue.ts'
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts'
import { anAccount, aTranscript } from '../../src/testing/builders.ts'
import { eventually } from '../../src/testing/eventually.ts'
import type { Check } from './check.ts'

/** A started queue, a way to write jobs, and a way to have the process that held its jobs die. */
export interface QueueSubject {
  queue: JobQueue
  unitOfWork: UnitOfWork
  /** A second queue on the same database, not started: the process after a crash. */
  successor(): JobQueue
  /** How long the first job is waited for, where it is known that none comes. */
  patienceMs?: number
}

const jobFor = (transcriptSid: TranscriptSid) => ({
  name: 'transcript' as const,
  data: { transcriptSid },
  group: anAccount(),
})

const until = (condition: () => boolean, limitMs = 60_000) =>
  eventually(condition, String(condition), { limitMs, everyMs: 20 })

/** Half of the time after which any queue looks for jobs by itself. */
const MOST_PAUSE_MS = 250

/** Writes webhooks to a host. */
const sender = (unitOfWork: UnitOfWork) => (host: string, group: AccountSid) =>
  unitOfWork(({ enqueue }) => {
    const data = { transcriptSid: aTranscript().sid, url: `https://${host}/hook`, method: 'POST' } as const
    return enqueue({ name: 'webhook', data, group })
  })

/** A burst that waits, and a job of another account that is still to come. */
async function aBurst({ unitOfWork }: QueueSubject) {
  const [many, one] = [anAccount(), anAccount()]
  const burst = Array.from({ length: 1000 }, () => aTranscript().sid)
  const enqueue = (sid: TranscriptSid) => unitOfWork((unit) => unit.enqueue({ ...jobFor(sid), group: one }))
  await unitOfWork(async (unit) => {
    for (const sid of burst) await unit.enqueue({ ...jobFor(sid), group: many })
  })
  const seen: TranscriptSid[] = []
  return { burst, seen, single: aTranscript().sid, enqueue }
}

export const queueChecks: Check<QueueSubject>[] = [
  {
    promises: 'a job of a committed unit reaches a worker, one of a rejected unit does not',
    async run({ queue, unitOfWork, patienceMs }) {
      const [kept, undone] = [aTranscript(), aTranscript()]
      const seen: ClaimedJob<'transcript'>[] = []
      const undoing = unitOfWork(async ({ enqueue }) => {
        await enqueue(jobFor(undone.sid))
        throw new Error('undo')
      })
      await assert.rejects(undoing, /undo/)
      const id = await unitOfWork(({ enqueue }) => enqueue(jobFor(kept.sid)))
      await queue.work('transcript', 2, async (job) => void seen.push(job))
      queue.wake('transcript')
      await until(() => seen.length > 0, patienceMs)
      await sleep(700)
      assert.deepEqual(
        seen.map((job) => [job.id, job.data.transcriptSid, job.attempt, job.last]),
        [[id, kept.sid, 1, false]],
      )
    },
  },
  {
    promises:
      'jobs of forgotten transcripts reach no worker, unless the unit was rejected; those of others do',
    async run({ queue, unitOfWork }) {
      const [kept, forgotten] = [aTranscript(), aTranscript()]
      const webhook = { name: 'webhook', group: anAccount() } as const
      const target = { url: 'https://example.com/', method: 'POST' } as const
      await unitOfWork(async ({ enqueue }) => {
        for (const { sid: transcriptSid } of [forgotten, kept]) {
          await enqueue(jobFor(transcriptSid))
          await enqueue({ ...webhook, data: { transcriptSid, ...target } })
        }
      })
      const undoing = unitOfWork(async ({ forgetJobs }) => {
        await forgetJobs([kept.sid])
        throw new Error('undo')
      })
      await assert.rejects(undoing, /undo/)
      await unitOfWork(({ forgetJobs }) => forgetJobs([aTranscript().sid, forgotten.sid]))
      const seen: string[] = []
      for (const name of ['transcript', 'webhook'] as const) {
        await queue.work(name, 1, async ({ data }) => void seen.push(`${name} ${data.transcriptSid}`))
      }
      await until(() => seen.length >= 2)
      assert.deepEqual(seen.sort(), [`transcript ${kept.sid}`, `webhook ${kept.sid}`])
    },
  },
  {
    promises: 'a job whose handler rejects is tried again under the same id',
    async run({ queue, unitOfWork }) {
      const attempts: [string, number][] = []
      const id = await unitOfWork(({ enqueue }) => enqueue(jobFor(aTranscript().sid)))
      await queue.work('transcript', 1, async (job) => {
        attempts.push([job.id, job.attempt])
        if (job.attempt === 1) throw new Error('not yet')
      })
      await until(() => attempts.length === 2)
      assert.deepEqual(attempts, [
        [id, 1],
        [id, 2],
      ])
    },
  },
  {
    promises:
      'a claim stands while its worker has the job: not before its handler began, nor after it failed',
    async run({ queue, unitOfWork }) {
      const held: boolean[] = []
      const id = await unitOfWork(({ enqueue }) => enqueue(jobFor(aTranscript().sid)))
      const holds = (attempt: number) =>
        unitOfWork(({ holdJob }) => holdJob({ name: 'transcript', id, attempt }))
      held.push(await holds(1))
      await queue.work('transcript', 1, async ({ attempt }) => {
        held.push(await holds(attempt), await holds(attempt - 1), await holds(attempt + 1))
        if (attempt === 1) throw new Error('not yet')
      })
      await until(() => held.length === 7)
      assert.deepEqual(held, [false, true, false, false, true, false, false])
    },
  },
  {
    promises: 'a job in the hands of a process that died is claimed by its successor',
    async run({ queue, unitOfWork, successor }) {
      const { sid } = aTranscript()
      let held = false
      await unitOfWork(({ enqueue }) => enqueue(jobFor(sid)))
      await queue.work('transcript', 1, () => {
        held = true
        return new Promise(() => undefined)
      })
      await until(() => held)
      const next = successor()
      await next.start()
      const seen: string[] = []
      await next.work('transcript', 1, async ({ data }) => void seen.push(data.transcriptSid))
      await until(() => seen.length > 0)
      await next.stop(100)
      assert.deepEqual(seen, [sid])
    },
  },
  {
    promises: 'a job in hand at a stop goes back as it was, whichever way its handler ends',
    async run({ queue, unitOfWork, successor }) {
      const sids = [aTranscript().sid, aTranscript().sid, aTranscript().sid]
      const held: TranscriptSid[] = []
      const released = Promise.withResolvers<void>()
      for (const sid of sids) await unitOfWork(({ enqueue }) => enqueue(jobFor(sid)))
      await queue.work('transcript', 3, async ({ data: { transcriptSid }, signal }) => {
        held.push(transcriptSid)
        const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve))
        if (transcriptSid === sids[0]) await stopped.then(() => Promise.reject(new Error('stopped')))
        if (transcriptSid === sids[1]) await stopped
        await released.promise
      })
      await until(() => held.length === sids.length)
      await queue.stop(0)
      const next = successor()
      await next.start()
      const seen: [TranscriptSid, number][] = []
      await next.work('transcript', 3, async ({ data, attempt }) => {
        seen.push([data.transcriptSid, attempt])
        released.resolve()
        await sleep(200)
      })
      await until(() => seen.length === sids.length)
      await next.stop(1000)
      assert.deepEqual(seen.sort(), sids.map((sid) => [sid, 1]).sort())
    },
  },
  {
    promises: 'a job that ends within the grace of a stop is done',
    async run({ queue, unitOfWork, successor }) {
      let held = false
      await unitOfWork(({ enqueue }) => enqueue(jobFor(aTranscript().sid)))
      await queue.work('transcript', 1, async ({ signal }) => {
        held = true
        await sleep(300)
        signal.throwIfAborted()
      })
      await until(() => held)
      await queue.stop(5000)
      const next = successor()
      await next.start()
      let again = 0
      await next.work('transcript', 1, async () => {
        again++
      })
      await sleep(700)
      await next.stop(0)
      assert.equal(again, 0)
    },
  },
  {
    promises:
      'a burst of 1,000 jobs delays the single job of another account by a few at most, and keeps its own order',
    async run(subject) {
      const { burst, seen, single, enqueue } = await aBurst(subject)
      const started: JobHandler<'transcript'> = async ({ data }) => {
        // The other account comes when some of the burst is done.
        if (seen.push(data.transcriptSid) === 20) await enqueue(single)
      }
      await subject.queue.work('transcript', 1, started)
      await until(() => seen.length === burst.length + 1, 300_000)
      assert.ok(seen.indexOf(single) - 20 <= 2, `it came at ${seen.indexOf(single)}`)
      assert.deepEqual(
        seen.filter((sid) => sid !== single),
        burst,
      )
    },
  },
  {
    promises: 'so does a burst that several workers are busy with',
    async run(subject) {
      const { seen, single, enqueue } = await aBurst(subject)
      const slots = 4
      const written = Promise.withResolvers<void>()
      await subject.queue.work('transcript', slots, async ({ data }) => {
        const count = seen.push(data.transcriptSid)
        if (count === 20) await enqueue(single).finally(written.resolve)
        // However long that takes, the other workers get no further meanwhile.
        else if (count > 20) await written.promise
        await sleep(5)
      })
      await until(() => seen.includes(single), 300_000)
      // Those that are claimed while it is written, and one turn.
      assert.ok(seen.indexOf(single) - 20 <= 2 * slots, `it came at ${seen.indexOf(single)}`)
    },
  },
  {
    promises: 'jobs that are there are done without a pause between them, by every worker that is free',
    async run({ queue, unitOfWork }) {
      const [count, slots] = [40, 4]
      for (let made = 0; made < count; made++)
        await unitOfWork(({ enqueue }) => enqueue(jobFor(aTranscript().sid)))
      const everySlot = Promise.withResolvers<void>()
      const [waitsMs, ends]: [number[], number[]] = [[], []]
      let [running, most, done] = [0, 0, 0]
      await queue.work('transcript', slots, async () => {
        const freed = ends.shift()
        if (freed !== undefined) waitsMs.push(performance.now() - freed)
        most = Math.max(most, ++running)
        if (running === slots) everySlot.resolve()
        // The first ones wait for each other.
        await everySlot.promise
        await sleep(20)
        running--
        done++
        ends.push(performance.now())
      })
      // No word comes but the first.
      queue.wake('transcript')
      await until(() => done === count)
      assert.equal(most, slots)
      // Half of them, since a busy machine makes a pause of its own now and then.
      const usual = waitsMs.toSorted((a, b) => a - b)[waitsMs.length >> 1]!
      assert.ok(
        usual < MOST_PAUSE_MS,
        `a worker that is free waits ${Math.round(usual)} ms for a job that is there`,
      )
    },
  },
  {
    promises: 'receivers that hang hold up neither another receiver of their account nor another account',
    async run({ queue, unitOfWork }) {
      const [account, other] = [anAccount(), anAccount()]
      const send = sender(unitOfWork)
      for (let count = 0; count < 40; count++) await send('hangs.example', account)
      const released = Promise.withResolvers<void>()
      let [hanging, hung] = [0, 0]
      const served: string[] = []
      await queue.work('webhook', 16, async ({ data: { url } }) => {
        const { host } = new URL(url)
        if (host !== 'hangs.example') return void served.push(host)
        hung++
        hanging++
        await released.promise
        hanging--
      })
      await until(() => hanging > 0)
      await sleep(200)
      await send('healthy.example', account)
      await send('other.example', other)
      queue.wake('webhook')
      await until(() => served.length === 2)
      assert.ok(hanging > 0 && hanging < 16, `${hanging} calls at once`)
      released.resolve()
      await until(() => hung === 40)
    },
  },
  {
    promises: 'of many receivers of an account none waits for all events of another',
    async run({ queue, unitOfWork }) {
      const [account, other] = [anAccount(), anAccount()]
      const send = sender(unitOfWork)
      for (let count = 0; count < 30; count++) await send('busy.example', account)
      await send('single.example', account)
      for (let count = 0; count < 30; count++) await send(`${count}.example`, account)
      await send('other.example', other)
      const served: string[] = []
      await queue.work('webhook', 1, async ({ data }) => void served.push(new URL(data.url).host))
      await until(() => served.length === 62)
      // An account does not get more turns by having more receivers.
      assert.ok(served.indexOf('other.example') <= 3, `${served.indexOf('other.example')}`)
      assert.ok(served.indexOf('single.example') <= 4, `${served.indexOf('single.example')}`)
    },
  },
  {
    promises: 'a delayed removal waits, and can be taken back once, unless the unit was rejected',
    async run({ queue, unitOfWork }) {
      const group = anAccount()
      const remove = (prefix: string, delayMs: number) =>
        unitOfWork(({ enqueue }) =>
          enqueue({ name: 'media-removal', data: { prefix }, group, ...(delayMs && { delayMs }) }),
        )
      const takeBack = (prefix: string) => unitOfWork((unit) => unit.takeBackRemoval(prefix))
      await remove('late', 3600_000)
      await remove('late', 3600_000)
      await remove('now', 0)
      const undoing = unitOfWork(async (unit) => {
        assert.equal(await unit.takeBackRemoval('late'), true)
        throw new Error('undo')
      })
      await assert.rejects(undoing, /undo/)
      assert.deepEqual([await takeBack('now'), await takeBack('other')], [false, false])
      const tries = [await takeBack('late'), await takeBack('late'), await takeBack('late')]
      assert.deepEqual(tries, [true, true, false])
      const writtenMs = Date.now()
      await remove('soon', 1000)
      const seen: { prefix: string; afterMs: number }[] = []
      await queue.work('media-removal', 1, async ({ data }) => {
        if ('prefix' in data) seen.push({ prefix: data.prefix, afterMs: Date.now() - writtenMs })
      })
      await until(() => seen.length > 1)
      assert.deepEqual(
        seen.map(({ prefix }) => prefix),
        ['now', 'soon'],
      )
      // The database has a clock of its own.
      assert.ok(seen[1]!.afterMs > 900, `it came after ${seen[1]!.afterMs} ms`)
      assert.equal(await takeBack('soon'), false)
    },
  },
  {
    promises: 'what waits for something that a process that died had begun is due for its successor',
    async run({ unitOfWork, successor }) {
      const data = { prefix: 'begun' }
      await unitOfWork(({ enqueue }) =>
        enqueue({ name: 'media-removal', data, group: anAccount(), delayMs: 3600_000 }),
      )
      const next = successor()
      await next.start()
      const seen: object[] = []
      await next.work('media-removal', 1, async (job) => void seen.push(job.data))
      await until(() => seen.length > 0)
      await next.stop(100)
      assert.deepEqual(seen, [data])
    },
  },
  {
    promises: 'several bursts take turns, however uneven they are',
    async run({ queue, unitOfWork }) {
      const sizes = [40, 20, 5]
      const owner = new Map<string, number>()
      for (const [account, size] of sizes.entries()) {
        const group = anAccount()
        for (let count = 0; count < size; count++) {
          const job = { ...jobFor(aTranscript().sid), group }
          owner.set(job.data.transcriptSid, account)
          await unitOfWork((unit) => unit.enqueue(job))
        }
      }
      const seen: number[] = []
      await queue.work('transcript', 1, async ({ data }) => {
        seen.push(owner.get(data.transcriptSid)!)
        queue.wake('transcript')
      })
      queue.wake('transcript')
      await until(() => seen.length === owner.size)
      const first = seen.slice(0, 15)
      assert.deepEqual(
        sizes.map((_, account) => first.filter((one) => one === account).length),
        [5, 5, 5],
      )
    },
  },
]
