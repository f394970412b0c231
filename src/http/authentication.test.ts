// Basic authentication, which comes before everything else.
import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Caller, keyScopes } from '../domain/account.ts'
import type { AccountSid, ApiKeySid } from '../domain/sid.ts'
import { accountOf, callerOf, requireCredentials, requireFullScope } from './authentication.ts'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'
import { createLockout, usualRules } from './lockout.ts'
import { watchMethods } from './other-methods.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const secret = 'pa:ss wörd'
const fewTries = { ...usualRules, perUser: 10 }
const keySid = `SK${'0123456789abcdef'.repeat(2)}` as ApiKeySid
const callers = new Map<string, Caller>([
  [`${accountSid}:${secret}`, { accountSid, keySid: null, scope: 'full' }],
  ...keyScopes.map((scope): [string, Caller] => [`${keySid}:${scope}`, { accountSid, keySid, scope }]),
])
let app: FastifyInstance

before(async () => {
  app = Fastify({ bodyLimit: 100 })
  installErrors(app)
  app.get('/open', async (request) => ({ account: request.caller?.accountSid ?? null }))
  app.get('/unprotected', async (request) => ({ account: accountOf(request) }))
  await app.register(async (api) => {
    const credentials = {
      verify: async (user: string, password: string) => callers.get(`${user}:${password}`) ?? null,
      authToken: async () => null,
      forget: () => undefined,
    }
    requireCredentials(api, credentials, { lockout: createLockout(fewTries) })
    await installForms(api)
    const refuse = watchMethods(api)
    const body = Type.Object({ Needed: Type.String() })
    api.post('/things', { schema: { body } }, async (request) => ({ account: accountOf(request) }))
    api.get('/things', async (request) => callerOf(request))
    api.delete('/things', async () => ({}))
    api.get('/keys', async (request) => {
      requireFullScope(request)
      return {}
    })
    refuse()
  })
  await app.ready()
})
after(() => app.close())

const encode = (text: string) => Buffer.from(text).toString('base64')
const valid = encode(`${accountSid}:${secret}`)

for (const header of [`Basic ${valid}`, `basic ${valid}`, `BASIC  ${valid} `]) {
  test(`${JSON.stringify(header.slice(0, 7))}… with the right credentials is let in as their account`, async () => {
    const headers = { authorization: header, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.inject({ method: 'POST', url: '/things', headers, payload: 'Needed=x' })
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.json(), { account: accountSid })
  })
}

const refused: [what: string, header: string | undefined][] = [
  ['no header', undefined],
  ['an empty header', ''],
  ['the word alone', 'Basic'],
  ['another scheme', `Bearer ${valid}`],
  ['no base64', 'Basic %%%'],
  ['no colon', `Basic ${encode(accountSid)}`],
  ['another user', `Basic ${encode(`AC${'0'.repeat(32)}:${secret}`)}`],
  ['another password', `Basic ${encode(`${accountSid}:other`)}`],
  ['no password', `Basic ${encode(`${accountSid}:`)}`],
  ['the password cut at its colon', `Basic ${encode(`${accountSid}:pa`)}`],
  ['two sets', `Basic ${valid}, Basic ${valid}`],
]
for (const [what, header] of refused) {
  test(`${what} is 401 with code 20003 and a challenge`, async () => {
    const headers = header === undefined ? {} : { authorization: header }
    const answer = await app.inject({ method: 'POST', url: '/things', headers })
    assert.equal(answer.statusCode, 401)
    assert.match(String(answer.headers['www-authenticate']), /^Basic realm=/)
    assert.deepEqual(Object.keys(answer.json()), ['code', 'message', 'more_info', 'status'])
    assert.equal(answer.json().code, 20003)
  })
}

test('without credentials nothing else is looked at: neither parameters, type, size nor method', async () => {
  for (const [method, contentType, payload] of [
    ['POST', 'application/x-www-form-urlencoded', ''],
    ['POST', 'application/json', '{}'],
    ['POST', 'application/x-www-form-urlencoded', 'x'.repeat(1000)],
    ['PUT', 'text/plain', ''],
    ['DELETE', 'text/plain', ''],
  ] as const) {
    const headers = { 'content-type': contentType }
    const answer = await app.inject({ method, url: '/things', headers, payload })
    assert.equal(answer.statusCode, 401, `${method} ${contentType}`)
  }
})

test('a route outside asks for nothing, and a handler that needs an account there is refused', async () => {
  assert.deepEqual((await app.inject('/open')).json(), { account: null })
  assert.equal((await app.inject('/unprotected')).statusCode, 401)
})

for (const scope of keyScopes) {
  const withKey = (method: 'GET' | 'HEAD' | 'POST' | 'DELETE', url: string) =>
    app.inject({ method, url, headers: { authorization: `Basic ${encode(`${keySid}:${scope}`)}` } })

  test(`a ${scope} key acts for its account, and the caller says which key it is`, async () => {
    const answer = await withKey('GET', '/things')
    assert.deepEqual(answer.json(), { accountSid, keySid, scope })
    assert.equal((await withKey('HEAD', '/things')).statusCode, 200)
  })

  test(`a ${scope} key ${scope === 'read-only' ? 'may not' : 'may'} use methods that change something`, async () => {
    const refused = scope === 'read-only'
    const [post, remove] = [await withKey('POST', '/things'), await withKey('DELETE', '/things')]
    // Without its needed field a POST that gets as far as that is a 400.
    assert.deepEqual([post.statusCode, remove.statusCode], refused ? [403, 403] : [400, 200])
    if (refused) assert.equal(post.json().code, 20403)
  })

  test(`a ${scope} key ${scope === 'full' ? 'may' : 'may not'} do what takes an unrestricted credential`, async () => {
    const answer = await withKey('GET', '/keys')
    assert.equal(answer.statusCode, scope === 'full' ? 200 : 403)
    if (scope !== 'full') assert.equal(answer.json().code, 20403)
  })
}

/** A server behind the proxy 127.0.0.1, whose waits do not run off, and what it logs. `verify` is held back until
 * `go` resolves. */
async function guarded(t: TestContext, go: Promise<unknown> = Promise.resolve()) {
  const logged: string[] = []
  const checked: string[] = []
  const stream = { write: (line: string) => void logged.push(line) }
  const guardedApp = Fastify({ logger: { level: 'trace', stream }, trustProxy: ['127.0.0.1'] })
  installErrors(guardedApp)
  await guardedApp.register(async (api) => {
    const verify = async (user: string, password: string) => {
      checked.push(password)
      await go
      return callers.get(`${user}:${password}`) ?? null
    }
    const forget = () => undefined
    requireCredentials(
      api,
      { verify, forget, authToken: async () => null },
      { lockout: createLockout(fewTries, () => 0) },
    )
    api.get('/things', async (request) => callerOf(request))
  })
  t.after(() => guardedApp.close())
  const askWith = (headers: Record<string, string>, from: string) =>
    guardedApp.inject({ url: '/things', headers: { ...headers, 'x-forwarded-for': from } })
  const ask = (password: string, { from, user = accountSid }: { from: string; user?: string }) =>
    askWith({ authorization: `Basic ${encode(`${user}:${password}`)}` }, from)
  return { ask, askWith, logged, checked }
}
const [attacker, owner] = [{ from: '203.0.113.1' }, { from: '203.0.113.2' }]

test('after ten wrong passwords from one address the eleventh is 429 with a time to wait, right or wrong', async (t) => {
  const { ask, checked } = await guarded(t)
  for (let i = 0; i < 10; i++) assert.equal((await ask(`wrong ${i}`, attacker)).statusCode, 401)
  for (const password of ['wrong', secret]) {
    const answer = await ask(password, attacker)
    assert.equal(answer.statusCode, 429)
    assert.equal(answer.json().code, 20429)
    assert.deepEqual(Object.keys(answer.json()), ['code', 'message', 'more_info', 'status'])
    assert.equal(answer.headers['retry-after'], '1')
    assert.equal(answer.headers['www-authenticate'], undefined)
  }
  assert.equal(checked.length, 10, 'what is refused is not looked at')
})

test('the owner is let in from elsewhere, and the address that counts is not one that the client makes up', async (t) => {
  const { ask } = await guarded(t)
  for (let i = 0; i < 11; i++) await ask('wrong', { from: `198.51.100.${i}, ${attacker.from}` })
  assert.equal((await ask(secret, attacker)).statusCode, 429)
  assert.equal((await ask(secret, { from: `${owner.from}, ${attacker.from}` })).statusCode, 429)
  assert.equal((await ask(secret, owner)).statusCode, 200)
  assert.equal((await ask('other', owner)).statusCode, 401)
})

test('a right password ends the row of wrong ones', async (t) => {
  const { ask } = await guarded(t)
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 9; i++) assert.equal((await ask('wrong', attacker)).statusCode, 401)
    assert.equal((await ask(secret, attacker)).statusCode, 200)
  }
})

test('a hundred tries at once get no more answers than one after the other', async (t) => {
  const go = Promise.withResolvers<void>()
  const { ask, checked } = await guarded(t, go.promise)
  const answers = Array.from({ length: 100 }, (_, at) => ask(at < 99 ? `wrong ${at}` : secret, attacker))
  while (checked.length < 100) await new Promise(setImmediate)
  go.resolve()
  const statuses = (await Promise.all(answers)).map(({ statusCode }) => statusCode)
  assert.deepEqual(statuses, [...Array(10).fill(401), ...Array(90).fill(429)])
})

test('requests that bring no user and password are 401 and count against nobody', async (t) => {
  const { ask, askWith } = await guarded(t)
  for (const header of [{}, { authorization: 'Bearer x' }, { authorization: 'Basic %%%' }]) {
    for (let i = 0; i < 60; i++) assert.equal((await askWith(header, attacker.from)).statusCode, 401)
  }
  assert.equal((await ask(secret, attacker)).statusCode, 200)
})

test('the log tells of a wait, by address and length, and nothing that the client sent', async (t) => {
  const { ask, logged } = await guarded(t)
  for (let i = 0; i < 12; i++) await ask('a wrong secret', { ...attacker, user: 'a wrong user' })
  const lines = logged.filter((line) => line.includes('too many wrong credentials'))
  assert.equal(lines.length, 1)
  const { address, waitMs } = JSON.parse(lines[0]!)
  assert.deepEqual([address, waitMs], [attacker.from, 1000])
  const sent = ['a wrong secret', 'a wrong user', encode('a wrong user:a wrong secret')]
  for (const text of sent) assert.equal(logged.join('').includes(text), false)
})
