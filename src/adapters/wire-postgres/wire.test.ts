// Messages from process to process through a real database, which may go away for a while.
import assert from 'node:assert/strict'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { progressOf } from '../../domain/progress.ts'
import type { WireMessage } from '../../ports/wire.ts'
import { aTranscript } from '../../testing/builders.ts'
import { type MigratedPostgres, openTestPostgres } from '../../testing/migrated-postgres.ts'
import { openWire } from './wire.ts'

/** An address of this machine where nobody else takes a port while it is closed; not all systems have one. */
const OWN_HOST = process.platform === 'linux' ? '127.11.0.1' : '127.0.0.1'

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
  for (let ms = 0; !done() && ms < 60_000; ms += 10) await sleep(10)
  assert.ok(done(), `not so within a minute: ${done}`)
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

test('what others send on the channel is none of its messages', async () => {
  const { one, atOther, errors, close } = await openTwo()
  const [sid] = [aTranscript().sid]
  const sent = ['', 'hello', 'null', '5', '{}', '{"from":"x"}', '{"from":"x","message":5}']
  sent.push('{"from":"x","message":{"kind":"stop"}}', '{"from":"x","message":{"kind":"other","runs":[]}}')
  sent.push('{"from":"x","message":{"kind":"progress","runs":[null]}}')
  for (const payload of sent) await database.db.query('select pg_notify($1, $2)', ['verbatim_wire', payload])
  one.send({ kind: 'ended', runs: [sid] })
  await until(() => atOther.length > 0)
  assert.deepEqual([atOther, errors], [[{ kind: 'ended', runs: [sid] }], []])
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
  for (let ms = 0; atOther.length === 0 && ms < 60_000; ms += 100) {
    one.send({ kind: 'ended', runs: [sid] })
    await sleep(100)
  }
  assert.deepEqual(atOther[0], { kind: 'ended', runs: [sid] })
  await other.close()
  one.send({ kind: 'ended', runs: [sid] })
  await close()
})

test('while nobody answers it tries now and then, and has one connection when somebody does', async () => {
  const url = new URL(database.url)
  const path = `${url.searchParams.get('host')}/.s.PGSQL.5432`
  const open = new Set<Socket>()
  let tries = 0
  const relay = createServer((near) => {
    const far = connect(path)
    open.add(near)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy() && open.delete(near))
    for (const end of [near, far]) end.on('error', () => near.destroy())
  })
  const listen = (port: number) => new Promise<void>((done) => relay.listen(port, OWN_HOST, done))
  const close = () => {
    const closed = new Promise((done) => relay.close(done))
    for (const one of open) one.destroy()
    return closed
  }
  await listen(0)
  const { port } = relay.address() as AddressInfo
  url.search = ''
  url.host = `${OWN_HOST}:${port}`
  const wire = await openWire(url.href, (error) => {
    if ('code' in error && error.code === 'ECONNREFUSED') tries++
  })
  await close()
  await sleep(8000)
  assert.ok(tries >= 1 && tries <= 8, `${tries} tries`)
  await listen(port)
  await until(() => open.size > 0)
  await sleep(3000)
  assert.equal(open.size, 1)
  await wire.close()
  await close()
})
