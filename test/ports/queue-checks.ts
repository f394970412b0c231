// What every job queue promises.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TranscriptSid } from '../../src/domain/sid.ts'
import type { ClaimedJob, JobHandler, JobQueue } from '../../src/ports/queue.ts'
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts'
import { anAccount, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'

/** A started queue, a way to write jobs, and a way to have the process that held its jobs die. */
export interface QueueSubject {
  queue: JobQueue
  unitOfWork: UnitOfWork
  /** A second queue on the same database, not started: the process after a crash. */
  successor(): JobQueue
}

const jobFor = (transcriptSid: TranscriptSid) => ({
  name: 'transcript' as const,
  data: { transcriptSid },
  group: anAccount(),
})

async function until(condition: () => boolean | Promise<boolean>) {
  for (let tries = 0; tries < 150; tries++) {
    if (await condition()) return
    await sleep(50)
  }
  assert.fail('it did not happen')
}

export const queueChecks: Check<QueueSubject>[] = [
  {
    promises: 'a job of a committed unit reaches a worker, one of a rejected unit does not',
    async run({ queue, unitOfWork }) {
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
      await until(() => seen.length > 0)
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
    promises:
      'a burst of one account delays the single job of another by a few jobs at most, and keeps its own order',
    async run({ queue, unitOfWork }) {
      const [many, one] = [anAccount(), anAccount()]
      const burst = Array.from({ length: 100 }, () => aTranscript().sid)
      const single = aTranscript().sid
      const enqueue = (sid: TranscriptSid, group: typeof one) =>
        unitOfWork((unit) => unit.enqueue({ ...jobFor(sid), group }))
      for (const sid of burst) await enqueue(sid, many)
      const seen: TranscriptSid[] = []
      const started: JobHandler<'transcript'> = async ({ data }) => {
        // The other account comes when a fifth of the burst is done.
        if (seen.push(data.transcriptSid) === 20) await enqueue(single, one)
        queue.wake('transcript')
      }
      await queue.work('transcript', 1, started)
      queue.wake('transcript')
      await until(() => seen.length === burst.length + 1)
      assert.ok(seen.indexOf(single) - 20 <= 2, `it came at ${seen.indexOf(single)}`)
      assert.deepEqual(
        seen.filter((sid) => sid !== single),
        burst,
      )
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
