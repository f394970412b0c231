// Keys of media in SQL: what the database itself takes care of. All else is in test/ports.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databases, type TestDatabase } from '../../../test/ports/databases.ts'
import { aStoredAccount, aTranscript } from '../../testing/builders.ts'
import { createStore } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await databases.embedded!()
})
after(() => database.close())

test('the keys of an account go with its row, those of others stay', async () => {
  const store = createStore(database.db)
  const [gone, left] = [aStoredAccount(), aStoredAccount()]
  const keyOf = (at: number) => ({ id: String(at).padStart(32, '0'), sealed: 'sealed' })
  let made = 0
  for (const { sid: accountSid } of [gone, left]) {
    await store.accounts.insert(accountSid === gone.sid ? gone : left)
    await store.transcripts.insert(aTranscript({ accountSid, customerKey: 'a customer' }))
    for (const customerKey of [null, 'a customer']) {
      assert.ok(await store.mediaKeys.obtain({ accountSid, customerKey }, keyOf(made++)))
    }
  }
  await database.db.query('delete from accounts where sid = $1', [gone.sid])
  const found = await Promise.all([0, 1, 2, 3].map((at) => store.mediaKeys.find(keyOf(at).id)))
  assert.deepEqual(found, [null, null, keyOf(2), keyOf(3)])
})
