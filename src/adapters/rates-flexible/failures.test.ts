// Rows of failures that processes share.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../../ports/db.ts'
import { openTestPostgres } from '../../testing/migrated-postgres.ts'
import { createFailuresShared, keyOf } from './failures.ts'

let database: { db: Db; close(): Promise<void> }
before(async () => {
  database = await openTestPostgres()
})
after(() => database.close())

const aRow = () => `addresses ${randomBytes(8).toString('hex')}`
const byRow = (one: { row: string }, other: { row: string }) => (one.row < other.row ? -1 : 1)

test('what one adds the other reads, none is lost, and each row has its own count', async () => {
  const nodes = [createFailuresShared(database.db), createFailuresShared(database.db)]
  const [one, other, third] = [aRow(), aRow(), aRow()]
  const pairs = [
    [one, other],
    [other, one],
  ]
  await Promise.all(Array.from({ length: 40 }, (_, at) => nodes[at % 2]!.add(pairs[at % 3 ? 1 : 0]!)))
  assert.deepEqual(await nodes[0]!.add([one]), [{ row: one, failures: 41, agoMs: 0 }])
  await delay(50)
  const read = await nodes[1]!.read([one, other, third])
  assert.deepEqual(
    read.toSorted(byRow).map(({ row, failures }) => [row, failures]),
    [
      [one, 41],
      [other, 40],
    ].toSorted(),
  )
  for (const { agoMs } of read) assert.ok(agoMs >= 40 && agoMs < 60_000, `${agoMs}`)
})

test('a row that was dropped begins anew', async () => {
  const failures = createFailuresShared(database.db)
  const row = aRow()
  await failures.add([row])
  await failures.drop(row)
  assert.deepEqual(await failures.read([row]), [])
  assert.equal((await failures.add([row]))[0]!.failures, 1)
})

test('a row is forgotten 65 minutes after its last failure, and not before', async () => {
  const failures = createFailuresShared(database.db)
  const [old, young] = [aRow(), aRow()]
  for (let count = 0; count < 2; count++) await failures.add([old, young])
  const age = (row: string, minutes: number) =>
    database.db.query('update rate_limits set expire = expire - $2 where key = $1', [
      keyOf(row),
      minutes * 60_000,
    ])
  await age(old, 65)
  await age(young, 64)
  assert.deepEqual(
    (await failures.read([old, young])).map(({ row }) => row),
    [young],
  )
  const sums = (await failures.add([old, young])).map(({ row, failures }) => [row, failures])
  assert.deepEqual(sums.toSorted(), [[old, 1] as const, [young, 3] as const].toSorted())
})

test('memory is bounded: those longest untouched go, and nothing that is not ours', async () => {
  await database.db.query('delete from rate_limits')
  await database.db.query("insert into rate_limits (key, points, expire) values ('account:x', 1, 0)")
  const failures = createFailuresShared(database.db, { remembered: 3, sweepMs: 0 })
  const rows = Array.from({ length: 6 }, aRow)
  for (const row of rows) {
    await failures.add([row])
    await delay(5)
  }
  const left = async () =>
    (await database.db.query<{ key: string }>('select key from rate_limits order by expire, key')).rows
  while ((await left()).length > 4) await delay(20)
  assert.deepEqual(await left(), [{ key: 'account:x' }, ...rows.slice(3).map((row) => ({ key: keyOf(row) }))])
})

test('neither user nor address stands in the database', async () => {
  const row = aRow()
  await createFailuresShared(database.db).add([row])
  const { rows } = await database.db.query<{ key: string }>('select key from rate_limits')
  assert.ok(rows.some(({ key }) => key === keyOf(row)))
  assert.ok(rows.every(({ key }) => !key.includes(row.split(' ')[1]!)))
})
