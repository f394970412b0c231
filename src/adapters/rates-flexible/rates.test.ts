// Limits that hold in one process, and over several that share a database.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Db } from '../../ports/db.ts'
import { openTestPostgres } from '../../testing/migrated-postgres.ts'
import { createRatesMemory, createRatesShared } from './rates.ts'

const limit = { requests: 5, seconds: 60 }
const aKey = () => randomBytes(8).toString('hex')
let database: { db: Db; close(): Promise<void> }
before(async () => {
  database = await openTestPostgres()
})
after(() => database.close())

test('so many are served in a window, then none until it ends; each key has its own', async () => {
  const rates = createRatesMemory(limit)
  const [one, other] = [aKey(), aKey()]
  for (const remaining of [4, 3, 2, 1, 0]) assert.deepEqual(await rates.take(one), { remaining, waitMs: 0 })
  const refused = await rates.take(one)
  assert.ok(refused.remaining === 0 && refused.waitMs > 50_000 && refused.waitMs <= 60_000)
  assert.equal((await rates.take(other)).remaining, 4)
})

test('processes that share a database share the limit', async () => {
  const nodes = [createRatesShared(limit, database.db), createRatesShared(limit, database.db)]
  const key = aKey()
  const taken = await Promise.all(Array.from({ length: 20 }, (_, at) => nodes[at % 2]!.take(key)))
  assert.equal(taken.filter(({ waitMs }) => waitMs === 0).length, limit.requests)
  assert.equal((await createRatesShared(limit, database.db).take(aKey())).remaining, 4)
})

test('a window ends for all', async () => {
  const short = { requests: 1, seconds: 1 }
  const nodes = [createRatesShared(short, database.db), createRatesShared(short, database.db)]
  const key = aKey()
  let waitMs = 0
  // On a busy machine a window may be over before it is looked at.
  for (let tries = 0; waitMs === 0 && tries < 20; tries++) {
    assert.equal((await nodes[0]!.take(key)).waitMs, 0)
    waitMs = (await nodes[1]!.take(key)).waitMs
    if (waitMs === 0) await new Promise((resolve) => setTimeout(resolve, 1020))
  }
  assert.ok(waitMs > 0)
  await new Promise((resolve) => setTimeout(resolve, waitMs + 20))
  assert.equal((await nodes[1]!.take(key)).waitMs, 0)
})

test('while the database does not answer each process counts alone', async () => {
  const broken = { query: () => Promise.reject(new Error('gone')) }
  const rates = createRatesShared(limit, broken)
  const key = aKey()
  for (let served = 0; served < limit.requests; served++) assert.equal((await rates.take(key)).waitMs, 0)
  assert.ok((await rates.take(key)).waitMs > 0)
})
