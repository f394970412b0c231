// The store suite on both databases, and once on a store that breaks its promises.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createStore } from '../../src/adapters/store-sql/store.ts'
import type { Db } from '../../src/ports/db.ts'
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts'
import { brokenPromises } from './check.ts'
import { databases, type TestDatabase } from './databases.ts'
import { type StoreSubject, sentenceChecks, serviceChecks, transcriptChecks } from './store-checks.ts'

const checks = [...serviceChecks, ...transcriptChecks, ...sentenceChecks]

function subjectOn(db: Db): StoreSubject {
  const noQueue = () => Promise.reject(new Error('there is no queue here'))
  const unitOfWork: UnitOfWork = (work) =>
    db.transaction((session) => work({ ...createStore(session), enqueue: noQueue }))
  return { store: createStore(db), unitOfWork }
}

for (const [name, open] of Object.entries(databases)) {
  describe(`store on ${name}`, () => {
    let database: TestDatabase
    before(async () => {
      database = await open()
    })
    after(() => database.close())
    for (const { promises, run } of checks) test(promises, () => run(subjectOn(database.db)))

    test('a store that breaks its promises is found out', async () => {
      const honest = subjectOn(database.db)
      const { services, transcripts, sentences } = honest.store
      const broken: StoreSubject = {
        store: {
          services: {
            ...services,
            find: async (_account, sid) => services.find(_account, sid.toUpperCase()),
          },
          transcripts: { ...transcripts, advance: async () => true },
          sentences: { ...sentences, list: async () => ({ items: [], previous: null, next: null }) },
        },
        unitOfWork: (work) => work({ ...honest.store, enqueue: () => Promise.reject(new Error()) }),
      }
      const found = await brokenPromises(checks, () => broken)
      for (const promise of [
        'a service is read back as it was written, by sid and by name',
        'a final or deleted transcript does not advance',
        'sentences come back in order, over pages, and are replaced as a whole',
        'what a rejected unit of work wrote is gone',
      ]) {
        assert.ok(found.includes(promise), promise)
      }
    })
  })
}
