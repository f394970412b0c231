// The queue suite on both databases, and once on a queue that breaks its promises.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createQueue, type PgBossQueue } from '../../src/adapters/queue-pgboss/queue.ts'
import { createStore } from '../../src/adapters/store-sql/store.ts'
import type { Db } from '../../src/ports/db.ts'
import { brokenPromises } from './check.ts'
import { databases, type TestDatabase } from './databases.ts'
import { type QueueSubject, queueChecks } from './queue-checks.ts'

const silent = () => undefined

function subjectOn(db: Db, queue: PgBossQueue): QueueSubject {
  return {
    queue,
    unitOfWork: (work) =>
      db.transaction((session) => work({ ...createStore(session), ...queue.within(session) })),
    successor: () => createQueue(db, silent),
  }
}

for (const [name, open] of Object.entries(databases)) {
  describe(`queue on ${name}`, () => {
    let database: TestDatabase
    before(async () => {
      database = await open()
    })
    after(() => database.close())

    /** Each check gets an empty queue. */
    const withQueue = async (run: (subject: QueueSubject) => Promise<void>) => {
      const queue = createQueue(database.db, silent)
      await queue.start()
      await database.db.query('delete from jobs.job')
      try {
        await run(subjectOn(database.db, queue))
      } finally {
        await queue.stop(0)
      }
    }
    for (const { promises, run } of queueChecks) {
      // On a shared database a dead worker's job waits for its lease to run out; that is the crash suite's.
      const ownerOnly = promises.includes('process that died') && name !== 'embedded'
      if (!ownerOnly) test(promises, () => withQueue(run))
    }

    test('a queue that forgets jobs is found out', () =>
      withQueue(async (subject) => {
        const [first] = queueChecks
        const forgetful: QueueSubject = {
          ...subject,
          patienceMs: 5000,
          unitOfWork: (work) =>
            database.db.transaction((session) =>
              work({
                ...createStore(session),
                enqueue: async () => 'a job that is nowhere',
                forgetJobs: async () => undefined,
                takeBackRemoval: async () => false,
                holdJob: async () => false,
              }),
            ),
        }
        assert.deepEqual(await brokenPromises([first!], () => forgetful), [first!.promises])
      }))
  })
}
