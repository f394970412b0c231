// Wrong credentials at several servers on one database. What is waited for here is told in the background.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { createFailuresShared } from '../adapters/rates-flexible/failures.ts'
import type { Caller } from '../domain/account.ts'
import type { SqlSession } from '../ports/db.ts'
import { anAccount } from '../testing/builders.ts'
import { type MigratedPostgres, openTestPostgres } from '../testing/migrated-postgres.ts'
import { startServerProcess, testAccount } from '../testing/server-process.ts'
import { requireCredentials } from './authentication.ts'
import { installErrors } from './error-body.ts'
import { usualRules } from './lockout.ts'
import { createGuard } from './lockout-shared.ts'

const rules = { ...usualRules, perUser: 6, perAddress: 12, firstWaitMs: 60_000 }
const [here, there] = ['192.0.2.1', '192.0.2.2']
const [owner, colleague] = [anAccount(), anAccount()]
let database: MigratedPostgres
before(async () => {
  database = await openTestPostgres()
})
after(() => database.close())
beforeEach(() => database.db.query('delete from rate_limits'))

/** A server; how often it asked the database, and who was let in or refused. */
async function aNode(t: TestContext, query: SqlSession['query'] = (...given) => database.db.query(...given)) {
  const node = Fastify({ trustProxy: true })
  installErrors(node)
  const asked = { times: 0 }
  const db: SqlSession = {
    query: (...given) => {
      asked.times++
      return query(...given)
    },
  }
  const verify = async (user: string, password: string): Promise<Caller | null> =>
    password === 'right' ? { accountSid: user as Caller['accountSid'], keySid: null, scope: 'full' } : null
  const { credentials, lockout } = createGuard(
    {
      credentials: { verify, authToken: async () => null, forget: () => undefined },
      failures: createFailuresShared(db),
    },
    rules,
  )
  requireCredentials(node, credentials, { lockout })
  node.get('/things', async () => ({}))
  t.after(() => node.close())
  await node.ready()
  const ask = async (password: string, { from = here, user = owner as string } = {}) => {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    const headers = { authorization, 'x-forwarded-for': from }
    return (await node.inject({ url: '/things', headers })).statusCode
  }
  return { ask, asked }
}

const rows = async () =>
  (
    await database.db.query<{ key: string; points: number }>(
      'select key, points from rate_limits order by key',
    )
  ).rows.map(({ key, points }) => `${key.replace(/ .*/, '')} ${key.split(' ')[1]} ${points}`)
const until = async (expected: string[]) => {
  while (JSON.stringify(await rows()) !== JSON.stringify(expected)) await delay(5)
}
const failures = (count: number) => [`lockout addresses ${count}`, `lockout users ${count}`]

test('two servers together hear as many wrong credentials as one, and both refuse then, the right ones too', async (t) => {
  const nodes = [await aNode(t), await aNode(t)]
  for (let count = 1; count <= rules.perUser; count++) {
    assert.equal(await nodes[count % 2]!.ask('wrong'), 401)
    await until(failures(count))
  }
  for (const password of ['wrong', 'right'])
    for (const { ask } of nodes) assert.equal(await ask(password), 429)
  assert.deepEqual(await rows(), failures(rules.perUser))
  assert.equal(await nodes[0]!.ask('right', { from: there }), 200)
})

test('a wait that is over at one server is not over while one goes on that another began', async (t) => {
  const [one, other] = [await aNode(t), await aNode(t)]
  assert.equal(await other.ask('wrong'), 401)
  await until(failures(1))
  for (let count = 2; count <= rules.perUser; count++) {
    assert.equal(await one.ask('wrong'), 401)
    await until(failures(count))
  }
  // All that this one saw itself is a single failure.
  assert.equal(await other.ask('wrong'), 429)
})

test('an address that tries many users is refused by all servers, but not users who got in from there', async (t) => {
  const nodes = [await aNode(t), await aNode(t)]
  await nodes[1]!.ask('wrong', { user: anAccount() })
  for (let count = 1; count < rules.perAddress; count++) await nodes[0]!.ask('wrong', { user: anAccount() })
  assert.equal(await nodes[0]!.ask('right'), 429)
  while (!(await rows()).includes(`lockout addresses ${rules.perAddress}`)) await delay(5)
  assert.equal(await nodes[1]!.ask('right'), 429)
  assert.equal(await nodes[1]!.ask('right', { from: there }), 200)
})

test('who got in at one server since an address is watched is no stranger to another', async (t) => {
  const nodes = [await aNode(t), await aNode(t), await aNode(t)]
  for (const { ask } of nodes) await ask('wrong', { user: anAccount() })
  assert.equal(await nodes[0]!.ask('right', { user: colleague }), 200)
  while (!(await rows()).includes('lockout admitted 1')) await delay(5)
  for (let count = 0; count < rules.perAddress; count++) await nodes[0]!.ask('wrong', { user: anAccount() })
  while (!(await rows()).includes(`lockout addresses ${rules.perAddress}`)) await delay(5)
  assert.equal(await nodes[1]!.ask('right', { user: colleague }), 200)
  assert.equal(await nodes[2]!.ask('right'), 429)
  assert.equal(await nodes[2]!.ask('right', { user: colleague }), 429, 'refused before others were asked')
  while ((await nodes[2]!.ask('right', { user: colleague })) !== 200) await delay(5)
  assert.equal(await nodes[2]!.ask('right'), 429)
})

test('a success ends the row of failures for all', async (t) => {
  const nodes = [await aNode(t), await aNode(t)]
  for (const { ask } of nodes) await ask('wrong')
  await until(failures(2))
  assert.equal(await nodes[0]!.ask('right'), 200)
  await until(['lockout addresses 2', 'lockout admitted 1'])
})

test('right credentials cost no statement where nothing failed, nor where their user got in since', async (t) => {
  const { ask, asked } = await aNode(t)
  for (let count = 0; count < 10; count++) assert.equal(await ask('right'), 200)
  assert.equal(asked.times, 0)
  assert.equal(await ask('wrong', { user: colleague }), 401)
  assert.equal(asked.times, 1, 'a failure is one statement')
  for (let count = 0; count < 10; count++) assert.equal(await ask('right'), 200)
  assert.equal(asked.times, 2, 'others hear once that this user got in')
  assert.equal(await ask('right', { user: colleague }), 200)
  assert.equal(asked.times, 5, 'of whoever failed others are asked, and told of the success')
  for (let count = 0; count < 10; count++) assert.equal(await ask('right', { user: colleague }), 200)
  assert.equal(asked.times, 5)
})

for (const [what, query] of [
  ['fails', () => Promise.reject(new Error('gone'))],
  ['does not answer', () => new Promise<never>(() => undefined)],
] as const) {
  test(`while the database ${what} each counts alone, and answers`, async (t) => {
    const { ask } = await aNode(t, query)
    for (let count = 0; count < rules.perUser; count++) assert.equal(await ask('wrong'), 401)
    assert.equal(await ask('right'), 429)
    assert.equal(await ask('right', { from: there }), 200)
  })
}

test('tries side by side at one server get no more answers than one after the other', async (t) => {
  const { ask } = await aNode(t)
  const statuses = await Promise.all(Array.from({ length: 40 }, () => ask('wrong')))
  assert.equal(statuses.filter((status) => status === 401).length, rules.perUser)
})

test('whole servers on one PostgreSQL share it', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'verbatim-lockout-'))
  const key = Buffer.alloc(32, 1).toString('base64')
  const env = { DATA_DIR: dir, DATABASE_URL: database.url, DATA_KEY: key, WORKERS: '0' }
  const servers = await Promise.all([startServerProcess(env), startServerProcess(env)])
  t.after(async () => {
    for (const server of servers) await server.end('SIGKILL')
    rmSync(dir, { recursive: true })
  })
  const ask = async ({ baseUrl }: { baseUrl: string }, password: string) => {
    const authorization = `Basic ${btoa(`${testAccount.accountSid}:${password}`)}`
    const answer = await fetch(`${baseUrl}/v2/Services`, { headers: { authorization } })
    await answer.arrayBuffer()
    return answer.status
  }
  let heard = 0
  while ((await ask(servers[heard % 2]!, 'wrong')) === 401) heard++
  // On a busy machine the first waits, of a second or two, may be over before anybody asks.
  assert.ok(heard >= usualRules.perUser && heard < usualRules.perUser + 5, `${heard}`)
})
