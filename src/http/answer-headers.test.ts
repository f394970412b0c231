// Cross-origin and rate-limit headers per route, and what happens over the limit.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { createRatesMemory } from '../adapters/rates-flexible/rates.ts'
import type { AccountSid } from '../domain/sid.ts'
import type { RateLimit } from '../ports/rate-counter.ts'
import { anAccount } from '../testing/builders.ts'
import {
  type AnswerHeader,
  answerHeadersOf,
  type CorsOrigins,
  installCors,
  installRateLimit,
} from './answer-headers.ts'
import { requireCredentials } from './authentication.ts'
import { installErrors } from './error-body.ts'

const groups: Record<string, readonly AnswerHeader[] | undefined> = {
  usual: undefined,
  none: [],
  rate: ['rate'],
  cors: ['cors'],
  versioned: ['etag', 'rate', 'cors'],
}
const rateNames = ['x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-config']
const corsNames = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
]

/** A server with a route per group; every user is an account of its own. `handled` counts what got through. */
async function serve(limit: RateLimit | null) {
  const handled: string[] = []
  const app = Fastify()
  installErrors(app)
  installCors(app)
  app.get('/open', async () => 'open')
  await app.register(async (api) => {
    requireCredentials(api, {
      verify: async (user) => ({ accountSid: user as AccountSid, keySid: null, scope: 'full' }),
      authToken: async () => null,
      forget: () => undefined,
    })
    installRateLimit(api, limit && createRatesMemory(limit))
    for (const [name, answerHeaders] of Object.entries(groups)) {
      const config = answerHeaders ? { answerHeaders } : {}
      api.route({
        method: ['GET', 'POST'],
        url: `/${name}`,
        config,
        handler: async () => {
          handled.push(name)
          return {}
        },
      })
    }
  })
  after(() => app.close())
  return { app, handled }
}

const as = (account: string) => ({ authorization: `Basic ${btoa(`${account}:x`)}` })
const ask = (app: FastifyInstance, url: string, account = anAccount(), method: 'GET' | 'POST' = 'GET') =>
  app.inject({ method, url, headers: as(account) })
const namesIn = (answer: { headers: object }, names: string[]) =>
  names.filter((name) => name in answer.headers)

test('each route has the groups of headers that it names, and rate and cors when it names none', async () => {
  const { app } = await serve({ requests: 100, seconds: 1 })
  for (const [name, answerHeaders = ['rate', 'cors']] of Object.entries(groups)) {
    const answer = await ask(app, `/${name}`)
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(namesIn(answer, rateNames), answerHeaders.includes('rate') ? rateNames : [], name)
    assert.deepEqual(namesIn(answer, corsNames), answerHeaders.includes('cors') ? corsNames : [], name)
  }
})

test('a route that names no groups has rate and cors', () => {
  assert.deepEqual(answerHeadersOf({}), ['rate', 'cors'])
  assert.deepEqual(answerHeadersOf({ answerHeaders: [] }), [])
})

/** A server that lets pages of `origins` read; what it says to a page of `origin`. */
async function toPage(origins: CorsOrigins, origin: string | undefined, method: 'GET' | 'OPTIONS' = 'GET') {
  const app = Fastify()
  installCors(app, origins)
  app.get('/', async () => 'read')
  app.get('/closed', { config: { answerHeaders: [] } }, async () => 'read')
  const headers = origin === undefined ? {} : { origin }
  const answer = await app.inject({ method, url: '/', headers })
  const closed = await app.inject({ url: '/closed', headers })
  assert.deepEqual(namesIn(closed, [...corsNames, 'vary']), [])
  await app.close()
  const { 'access-control-allow-origin': allowed, vary } = answer.headers
  assert.equal(namesIn(answer, corsNames).length, allowed ? corsNames.length : 0)
  return { status: answer.statusCode, allowed, vary }
}

test('pages of every origin may read, unless the origins are named', async () => {
  for (const origin of ['https://a.example', undefined])
    assert.deepEqual(await toPage('*', origin), { status: 200, allowed: '*', vary: undefined })
})

test('pages of the named origins may read, and caches keep the answers apart', async () => {
  const origins = ['https://a.example', 'http://b.example:8080']
  for (const method of ['GET', 'OPTIONS'] as const) {
    const status = method === 'GET' ? 200 : 204
    for (const origin of origins)
      assert.deepEqual(await toPage(origins, origin, method), { status, allowed: origin, vary: 'Origin' })
    for (const origin of [
      'https://a.example.org',
      'http://a.example',
      'https://a.example:444',
      'null',
      undefined,
    ])
      assert.deepEqual(await toPage(origins, origin, method), { status, allowed: undefined, vary: 'Origin' })
  }
})

test('with no origin no page may read, and answers say nothing of it', async () => {
  for (const method of ['GET', 'OPTIONS'] as const) {
    const status = method === 'GET' ? 200 : 204
    assert.deepEqual(await toPage([], 'https://a.example', method), {
      status,
      allowed: undefined,
      vary: undefined,
    })
  }
})

test('the figures count down per account, over all its routes', async () => {
  const { app } = await serve({ requests: 100, seconds: 60 })
  const [one, other] = [anAccount(), anAccount()]
  for (const [url, account, remaining] of [
    ['/usual', one, '99'],
    ['/versioned', one, '98'],
    ['/usual', other, '99'],
    ['/none', one, undefined],
    ['/rate', one, '96'],
  ] as const) {
    const { headers } = await ask(app, url, account)
    assert.equal(headers['x-rate-limit-remaining'], remaining, url)
    if (remaining === undefined) continue
    assert.equal(headers['x-rate-limit-limit'], '100')
    assert.equal(headers['x-rate-limit-config'], '100/60s')
  }
})

test('over the limit: 429 with a time to wait, before the handler ran, and nobody else is refused', async () => {
  const { app, handled } = await serve({ requests: 2, seconds: 3600 })
  const account = anAccount()
  for (const url of ['/usual', '/none']) assert.equal((await ask(app, url, account, 'POST')).statusCode, 200)
  for (const url of ['/usual', '/none', '/versioned', '/cors']) {
    const answer = await ask(app, url, account, 'POST')
    assert.equal(answer.statusCode, 429)
    const { code, status, ...texts } = answer.json()
    assert.deepEqual([code, status, Object.keys(texts)], [20429, 429, ['message', 'more_info']])
    const wait = Number(answer.headers['retry-after'])
    assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= 3600, String(answer.headers['retry-after']))
    assert.equal(
      answer.headers['x-rate-limit-remaining'],
      url === '/none' || url === '/cors' ? undefined : '0',
    )
  }
  assert.deepEqual(handled, ['usual', 'none'])
  assert.equal((await ask(app, '/usual')).statusCode, 200)
})

test('a refused request does not push the end of the wait away', async () => {
  const { app } = await serve({ requests: 1, seconds: 1 })
  const account = anAccount()
  const refused: number[] = []
  const begunMs = performance.now()
  for (;;) {
    const { statusCode } = await ask(app, '/usual', account)
    if (statusCode === 200 && refused.length > 0) break
    if (statusCode === 429) refused.push(statusCode)
    assert.ok(performance.now() - begunMs < 60_000, 'the account was never let in again')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
})

test('without a limit nothing is refused', async () => {
  const { app } = await serve(null)
  const account = anAccount()
  for (let i = 0; i < 300; i++) assert.equal((await ask(app, '/usual', account)).statusCode, 200)
})

test('without credentials a request is 401 and counts against nobody', async () => {
  const { app } = await serve({ requests: 1, seconds: 3600 })
  for (let i = 0; i < 3; i++) {
    const answer = await app.inject('/usual')
    assert.equal(answer.statusCode, 401)
    assert.deepEqual(namesIn(answer, rateNames), [])
    assert.deepEqual(namesIn(answer, corsNames), corsNames)
  }
})

test('OPTIONS is 204 with the cross-origin headers on every path, known or not, without credentials', async () => {
  const { app, handled } = await serve({ requests: 1, seconds: 3600 })
  for (const url of ['/usual', '/none', '/rate', '/open', '/v2/Transcripts/GTx/Media', '/', '/nowhere?a=b']) {
    const answer = await app.inject({ method: 'OPTIONS', url })
    assert.equal(answer.statusCode, 204, url)
    assert.equal(answer.body, '')
    assert.partialDeepStrictEqual(answer.headers, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': 'Content-Type, Authorization, If-Match',
      'access-control-allow-credentials': 'false',
    })
    for (const name of ['ETag', 'Twilio-Request-Id', 'X-Rate-Limit-Remaining']) {
      assert.ok(String(answer.headers['access-control-expose-headers']).includes(name), name)
    }
  }
  assert.deepEqual(handled, [])
})
