// Basic authentication, which comes before everything else.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Caller, keyScopes } from '../domain/account.ts'
import type { AccountSid, ApiKeySid } from '../domain/sid.ts'
import { accountOf, callerOf, requireCredentials, requireFullScope } from './authentication.ts'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'
import { watchMethods } from './other-methods.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const secret = 'pa:ss wörd'
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
    requireCredentials(api, {
      verify: async (user, password) => callers.get(`${user}:${password}`) ?? null,
      authToken: async () => null,
      forget: () => undefined,
    })
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
