// The fakes keep the promises of the ports they stand for, else tests above them would prove nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { firstAccountChecks } from '../../test/ports/account-checks.ts'
import { brokenPromises } from '../../test/ports/check.ts'
import { type QueueSubject, queueChecks } from '../../test/ports/queue-checks.ts'
import { searchChecks } from '../../test/ports/search-checks.ts'
import { sentenceChecks, storeChecks } from '../../test/ports/store-checks.ts'
import { createMemoryDatabase } from './memory-database.ts'
import { createMemoryQueue } from './memory-queue.ts'

describe('memory database', () => {
  // Full text search is PostgreSQL's alone.
  const kept = storeChecks.filter((check) => !searchChecks.includes(check))
  for (const { promises, run } of [...firstAccountChecks, ...kept]) {
    test(promises, () => run(createMemoryDatabase()))
  }

  test('one that does not undo is found out', async () => {
    const broken = await brokenPromises(sentenceChecks, () => {
      const { store } = createMemoryDatabase()
      return {
        store,
        unitOfWork: (work) =>
          work({
            ...store,
            enqueue: async () => '',
            forgetJobs: async () => undefined,
            takeBackRemoval: async () => false,
            holdJob: async () => false,
          }),
      }
    })
    assert.deepEqual(broken, [
      'what a rejected unit of work wrote is gone',
      'units of work that run side by side do not see or undo each other',
    ])
  })
})

describe('memory queue', () => {
  const withQueue = async (run: (subject: QueueSubject) => Promise<void>) => {
    const database = createMemoryDatabase()
    const queue = createMemoryQueue(database)
    await queue.start()
    try {
      await run({ queue, unitOfWork: database.unitOfWork, successor: () => createMemoryQueue(database) })
    } finally {
      await queue.stop(0)
    }
  }
  for (const { promises, run } of queueChecks) test(promises, () => withQueue(run))

  test('the last try is announced, and the job becomes one for the abandoned', async () => {
    const database = createMemoryDatabase()
    const queue = createMemoryQueue(database, { tries: 2 })
    const data = { transcriptSid: 'GT1' as never }
    const tries: boolean[] = []
    const abandoned: unknown[] = []
    await queue.work('transcript', 1, async ({ last }) => {
      tries.push(last)
      throw new Error('no')
    })
    await queue.work('transcript-abandoned', 1, async (job) => void abandoned.push(job.data))
    await database.unitOfWork(({ enqueue }) => enqueue({ name: 'transcript', data, group: 'AC1' }))
    await queue.settled()
    await queue.stop(0)
    assert.deepEqual(tries, [false, true])
    assert.deepEqual(abandoned, [data])
  })
})
