// Connections over which nothing comes back, and what is said on new ones.
import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, type TestPostgres } from '../../testing/postgres-server.ts'
import { startRelayTo } from '../../testing/silent-relay.ts'
import { openPostgres } from './postgres.ts'

const SOON = { afterMs: 500, answerMs: 1000 }
/** Far more than that, and far less than TCP takes. */
const LIMIT_MS = 30_000

let server: TestPostgres
before(async () => {
  server = await startPostgres()
})
after(() => server.stop())

async function openThroughRelay() {
  const { relay, url } = await startRelayTo(await server.createDatabase())
  return { relay, db: await openPostgres({ connectionString: url }, undefined, SOON) }
}

/** Fails when `work` has no end in time. */
function soon<T>(work: Promise<T>): Promise<T> {
  const late = sleep(LIMIT_MS, undefined, { ref: false }).then(() => assert.fail('it still waits'))
  return Promise.race([work, late])
}

test('a database that falls silent fails what waits for it with what callers may try again', async () => {
  const { relay, db } = await openThroughRelay()
  const apart = db.query('select pg_sleep(60)')
  const within = db.transaction(async ({ query }) => {
    // By now the other one has a connection, too.
    await query('select pg_sleep(1)')
    relay.fallSilent('all')
    await query('select 2')
  })
  await assert.rejects(soon(within), { key: 'unavailable', retryable: true })
  await assert.rejects(soon(apart), { key: 'unavailable' })
  await soon(db.close())
  await relay.close()
})

test('so does one connection of which only a firewall forgot, and the pool goes on with others', async () => {
  const { relay, db } = await openThroughRelay()
  const held = await db.connect()
  await held.query('select 1')
  await sleep(SOON.afterMs)
  relay.fallSilent('present')
  await assert.rejects(soon(held.query('select 2')), /Connection terminated/)
  held.release(true)
  assert.deepEqual((await db.query('select 3 as n')).rows, [{ n: 3 }])
  await soon(db.close())
  await relay.close()
})

test('an answer that is lost on its way back is not waited for either', async () => {
  const { relay, db } = await openThroughRelay()
  const asked = db.query('select pg_sleep(1)')
  await sleep(500)
  relay.fallSilent('present')
  await assert.rejects(soon(asked), { key: 'unavailable' })
  await soon(db.close())
  await relay.close()
})

test('what the server works at is waited for, however long: statements, locks, and what is done apart', async () => {
  const db = await openPostgres({ connectionString: await server.createDatabase() }, undefined, SOON)
  await db.query('create table held (n int)')
  const holder = await db.connect()
  await holder.query('begin; lock table held')
  const waiting = db.query('insert into held values (1)')
  const slow = db.transaction(({ query }) => query<{ n: number }>('select 1 as n from pg_sleep(3)'))
  assert.deepEqual((await slow).rows, [{ n: 1 }])
  await holder.query('commit')
  await waiting
  holder.release()
  await db.close()
})

test('an idle connection is asked after by TCP soon, not after two hours', async (t) => {
  const keepAlive = t.mock.method(Socket.prototype, 'setKeepAlive')
  const { relay, db } = await openThroughRelay()
  assert.deepEqual(keepAlive.mock.calls[0]!.arguments, [true, 10_000])
  await db.close()
  await relay.close()
})

/** What a connection is made with, as PostgreSQL reads it: names and values by turns. */
function parametersIn(startup: Buffer): Record<string, string> {
  const parts = startup.subarray(8).toString().split('\0')
  const pairs = Array.from({ length: Math.floor(parts.length / 2) }, (_, at) =>
    parts.slice(2 * at, 2 * at + 2),
  )
  return Object.fromEntries(pairs.filter(([name]) => name !== ''))
}

test('connections are made with nothing that PgBouncer would refuse', async () => {
  const { relay, db } = await openThroughRelay()
  const taken = new Set(['user', 'database', 'client_encoding', 'application_name'])
  const names = Object.keys(parametersIn(relay.firsts[0]!))
  assert.ok(names.includes('user'))
  assert.deepEqual(
    names.filter((name) => !taken.has(name)),
    [],
  )
  await db.close()
  await relay.close()
})

test('options of the address hold beside our timeouts, on every connection', async () => {
  const url = new URL(await server.createDatabase())
  const search = `${url.search}&options=-c%20search_path=pg_temp%20-c%20timezone=Asia/Tokyo`
  url.search = search
  const db = await openPostgres({ connectionString: url.href })
  const read = () =>
    db.query(`select pg_sleep(0.2)::text as slept, current_setting('search_path') as path,
      current_setting('timezone') as zone, current_setting('idle_in_transaction_session_timeout') as idle`)
  for (const { rows } of await Promise.all([read(), read(), read()]))
    assert.deepEqual(rows, [{ slept: '', path: 'pg_temp', zone: 'UTC', idle: '20s' }])
  await db.close()
})
