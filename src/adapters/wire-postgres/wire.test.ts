// Messages from process to process through a real database, which may go away for a while.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { progressOf } from '../../domain/progress.ts'
import type { WireMessage } from '../../ports/wire.ts'
import { aTranscript } from '../../testing/builders.ts'
import { type MigratedPostgres, openTestPostgres } from '../../testing/migrated-postgres.ts'
import { openWire } from './wire.ts'

let database: MigratedPostgres
before(async () => {
  database = await openTestPostgres()
})
after(() => database.close())

async function openTwo() {
  const errors: Error[] = []
  const open = () => openWire(database.url, (error) => errors.push(error))
  const [one, other] = [await open(), await open()]
  const [atOne, atOther]: WireMessage[][] = [[], []]
  one.onMessage((message) => atOne!.push(message))
  other.onMessage((message) => atOther!.push(message))
  const close = () => Promise.all([one.close(), other.close()])
  return { one, other, atOne: atOne!, atOther: atOther!, errors, close }
}

async function until(done: () => boolean) {
  for (let ms = 0; !done() && ms < 10_000; ms += 10) await sleep(10)
  assert.ok(done())
}

test('a message reaches the others, whole however long, and not its sender', async () => {
  const { one, atOne, atOther, errors, close } = await openTwo()
  const runs = Array.from({ length: 500 }, () => aTranscript().sid)
  one.send({ kind: 'stop', runs: runs.slice(0, 1) })
  one.send({ kind: 'progress', runs: runs.map((sid) => [sid, progressOf('redact-media', 1 / 3)]) })
  const told = () => atOther.flatMap((message) => (message.kind === 'progress' ? message.runs : []))
  await until(() => told().length === 500)
  assert.deepEqual(atOther[0], { kind: 'stop', runs: runs.slice(0, 1) })
  assert.deepEqual(
    told()
      .map(([sid]) => sid)
      .sort(),
    runs.sort(),
  )
  assert.deepEqual(told()[0]![1], progressOf('redact-media', 1 / 3))
  assert.deepEqual([atOne, errors], [[], []])
  await close()
})

test('a wire whose connection is cut mends itself, and sends nothing to a closed one', async () => {
  const { one, other, atOther, errors, close } = await openTwo()
  await database.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`,
  )
  await until(() => errors.length > 0)
  const [sid] = [aTranscript().sid]
  one.send({ kind: 'ended', runs: [sid] })
  for (let ms = 0; atOther.length === 0 && ms < 10_000; ms += 100) {
    one.send({ kind: 'ended', runs: [sid] })
    await sleep(100)
  }
  assert.deepEqual(atOther[0], { kind: 'ended', runs: [sid] })
  await other.close()
  one.send({ kind: 'ended', runs: [sid] })
  await close()
})
