// The store suite on both databases, and once on a store that breaks its promises.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createStore } from '../../src/adapters/store-sql/store.ts'
import type { Db } from '../../src/ports/db.ts'
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts'
import { firstAccountChecks } from './account-checks.ts'
import { breakStore } from './broken-store.ts'
import { brokenPromises } from './check.ts'
import { databases, type TestDatabase } from './databases.ts'
import { storeChecks } from './store-checks.ts'
import type { StoreSubject } from './store-subject.ts'

function subjectOn(db: Db): StoreSubject {
  const noQueue = async () => {
    throw new Error('there is no queue here')
  }
  const unitOfWork: UnitOfWork = (work) =>
    db.transaction((session) =>
      work({
        ...createStore(session),
        enqueue: noQueue,
        forgetJobs: noQueue,
        takeBackRemoval: noQueue,
        holdJob: noQueue,
      }),
    )
  return { store: createStore(db), unitOfWork }
}

for (const [name, open] of Object.entries(databases)) {
  describe(`store on ${name}`, () => {
    let database: TestDatabase
    before(async () => {
      database = await open()
    })
    after(() => database.close())
    const noAccounts = () => database.db.query('delete from accounts')

    for (const { promises, run } of firstAccountChecks) {
      test(promises, async () => {
        await noAccounts()
        await run(subjectOn(database.db))
      })
    }
    for (const { promises, run } of storeChecks) test(promises, () => run(subjectOn(database.db)))

    test('a store that breaks its promises is found out, each of them', async () => {
      await noAccounts()
      const checks = [...firstAccountChecks, ...storeChecks]
      const found = await brokenPromises(checks, () => breakStore(subjectOn(database.db)))
      assert.deepEqual(
        found,
        checks.map(({ promises }) => promises),
      )
    })
  })
}
