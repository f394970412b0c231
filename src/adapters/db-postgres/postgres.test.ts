// A server that is not there yet.
import assert from 'node:assert/strict'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { SqlSession } from '../../ports/db.ts'
import { startPostgres } from '../../testing/postgres-server.ts'
import { onceConnected } from './connecting.ts'
import { openPostgres } from './postgres.ts'

/** An address of this machine where nobody else takes a port while it is closed; not all systems have one. */
const OWN_HOST = process.platform === 'linux' ? '127.12.0.1' : '127.0.0.1'

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, OWN_HOST)
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' ? address!.port : 0
}

test('is waited for as long as was said, and told of once', async () => {
  const connectionString = `postgres://a@${OWN_HOST}:${await closedPort()}/a`
  await assert.rejects(openPostgres({ connectionString }), { code: 'ECONNREFUSED' })
  const told: Error[] = []
  const startMs = performance.now()
  const patience = { waitMs: 1500, onWait: (error: Error) => void told.push(error) }
  await assert.rejects(openPostgres({ connectionString }, patience), { code: 'ECONNREFUSED' })
  assert.ok(performance.now() - startMs >= 1500)
  assert.equal(told.length, 1)
})

test('is not waited for when it answers that it will never do', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const url = new URL(await server.createDatabase())
  url.pathname = '/no-such-database'
  const onWait = () => assert.fail()
  await assert.rejects(openPostgres({ connectionString: url.href }, { waitMs: 60_000, onWait }), {
    code: '3D000',
  })
})

test('a connection that can not be made for a moment is made later; a statement runs once', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const path = `${new URL(await server.createDatabase()).searchParams.get('host')}/.s.PGSQL.5432`
  const url = new URL(await server.createDatabase())
  const open = new Set<Socket>()
  const relay = createServer((near) => {
    const far = connect(path)
    open.add(near)
    near.on('close', () => far.destroy())
    near.pipe(far).pipe(near)
    for (const end of [near, far]) end.on('error', () => near.destroy())
  })
  const listen = (port: number) => new Promise<void>((done) => relay.listen(port, OWN_HOST, done))
  await listen(0)
  const { port } = relay.address() as AddressInfo
  url.search = ''
  url.host = `${OWN_HOST}:${port}`
  const db = await openPostgres({ connectionString: url.href })
  await db.query('create table asked (n int)')
  // Idle connections end, and nobody listens.
  const closed = new Promise((done) => relay.close(done))
  for (const one of open) one.destroy()
  await closed
  // The pool hears of it.
  await delay(300)
  const asked = db.query('insert into asked values (1)')
  await delay(300)
  await listen(port)
  await asked
  const { rows } = await db.query('select n from asked')
  assert.equal(rows.length, 1)
  await db.close()
  relay.close()
})

test('where none can be made the request fails with what callers may try again', async () => {
  const server = await startPostgres()
  const db = await openPostgres({ connectionString: await server.createDatabase() })
  await server.stop()
  await assert.rejects(Promise.all([db.query('select 1'), db.transaction(async () => undefined)]), {
    key: 'unavailable',
    retryable: true,
  })
  await assert.rejects(
    onceConnected(() => Promise.reject(new Error('Connection terminated')), 10),
    {
      key: 'unavailable',
    },
  )
  await db.close()
})

test('so does one whose connection ends in the middle, and the pool goes on', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const db = await openPostgres({ connectionString: await server.createDatabase() })
  const ending = 'select pg_terminate_backend(pg_backend_pid())'
  await assert.rejects(db.query(ending), { key: 'unavailable' })
  await assert.rejects(
    db.transaction(({ query }) => query(ending)),
    { key: 'unavailable' },
  )
  // What the server says about a statement stays as it is.
  await assert.rejects(db.query('select nothing'), { code: '42703' })
  assert.equal((await db.query('select 1 as n')).rows.length, 1)
  await db.close()
})

test('locks of a process that is frozen within a transaction end before its jobs go to others', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const db = await openPostgres({ connectionString: await server.createDatabase() })
  const { rows } = await db.query<{ ms: string }>(
    `select setting as ms from pg_settings where name = 'idle_in_transaction_session_timeout'`,
  )
  assert.equal(rows[0]?.ms, '20000')
  await db.query('create table held (n int)')
  const frozen = await db.connect()
  await frozen.query('set idle_in_transaction_session_timeout = 200')
  // Together: between two statements of its own it is idle, too.
  await frozen.query('begin; lock table held')
  await db.query('insert into held values (1)')
  frozen.release(true)
  await db.close()
})

/** A database whose pool has `connections`, on each of which a frequent statement is prepared. */
async function withFrequentStatement(connectionString: string, connections: number) {
  const db = await openPostgres({ connectionString })
  await db.query('create table kept (n int)')
  await db.query('insert into kept values (1)')
  const text = 'select * from kept where n = $1'
  const read = async ({ query }: SqlSession) => (await query<object>(text, [1])).rows
  const together = () =>
    Promise.all(
      Array.from({ length: connections }, () =>
        db.transaction(async (session) => {
          // So that no two share a connection.
          await session.query('select pg_sleep(0.1)')
          return read(session)
        }),
      ),
    )
  for (let times = 0; times < 8; times++) await together()
  const { rows } = await db.query<{ count: string }>(
    `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  assert.ok(Number(rows[0]!.count) >= connections - 1)
  return { db, read, together }
}

test('a column that a newer server adds costs no transaction that begins with a frequent statement', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const { db, read } = await withFrequentStatement(await server.createDatabase(), 1)
  await db.query('alter table kept add column added int')
  for (let times = 0; times < 8; times++) {
    assert.deepEqual(await db.transaction(read), [{ n: 1, added: null }])
  }
  await db.close()
})

test('one that had done something can be tried again, and finds a fresh plan on every connection', async (t) => {
  const server = await startPostgres()
  t.after(() => server.stop())
  const { db, read, together } = await withFrequentStatement(await server.createDatabase(), 3)
  await db.query('alter table kept add column added int')
  const writing = db.transaction(async (session) => {
    await session.query('insert into kept values (2)')
    await read(session)
  })
  await assert.rejects(writing, { key: 'unavailable', retryable: true })
  for (const rows of [...(await together()), ...(await together())]) {
    assert.deepEqual(rows, [{ n: 1, added: null }])
  }
  assert.equal((await db.query('select from kept')).rows.length, 1)
  await db.close()
})
