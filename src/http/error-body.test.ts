// Everything that goes wrong has Twilio's legacy shape on the wire.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type ErrorKey, errorCatalogue, fault } from '../domain/errors.ts'
import { answerBadPath, installErrors } from './error-body.ts'

const keys = Object.keys(errorCatalogue) as ErrorKey[]
let app: FastifyInstance

before(async () => {
  app = Fastify({ bodyLimit: 20, frameworkErrors: answerBadPath, routerOptions: { maxParamLength: 30 } })
  installErrors(app)
  app.get<{ Params: { key: ErrorKey } }>('/fault/:key', (request) => {
    throw fault(request.params.key, `about ${request.params.key}`)
  })
  app.get('/broken', () => {
    throw new Error('secret of the inside')
  })
  app.get<{ Params: { status: string } }>('/odd/:status', ({ params }) => {
    throw Object.assign(new Error('secret of the inside'), { statusCode: Number(params.status) })
  })
  app.get<{ Params: { how: string } }>('/full/:how', ({ params }) => {
    const full = Object.assign(new Error('secret of the inside'), { code: 'ENOSPC' })
    throw params.how === 'bare' ? full : fault('mediaCorrupted', 'about it', { status: 400, cause: full })
  })
  const querystring = Type.Object({ Count: Type.Integer() })
  app.get('/checked', { schema: { querystring } }, async () => ({}))
  app.post('/body', async () => ({}))
  await app.ready()
})
after(() => app.close())

async function ask(url: string, options: object = {}) {
  const answer = await app.inject({ url, ...options })
  const body = answer.json()
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'])
  assert.equal(body.more_info, `https://www.twilio.com/docs/errors/${body.code}`)
  assert.equal(body.status, answer.statusCode)
  assert.ok(Number.isInteger(body.code))
  return { ...body, headers: answer.headers }
}

for (const key of keys.filter((one) => 'status' in errorCatalogue[one])) {
  const { code, status } = fault(key)
  test(`${key} answers ${status} with code ${code}`, async () => {
    const body = await ask(`/fault/${key}`)
    assert.partialDeepStrictEqual(body, { code, status })
    assert.equal(body.headers['www-authenticate'] !== undefined, status === 401)
    if (status !== 500) assert.equal(body.message, `about ${key}`)
  })
}

test('a refusal because others are served is no error of the log, what is broken is', async () => {
  const lines: { level: number; msg: string; err?: object }[] = []
  const busy = Fastify({ logger: { stream: { write: (line: string) => void lines.push(JSON.parse(line)) } } })
  installErrors(busy)
  busy.get('/busy', () => {
    throw fault('unavailable', 'Too many at once')
  })
  busy.get('/broken', () => {
    throw fault('unavailable', 'database is not ready', { cause: new Error('refused') })
  })
  const logged = async (url: string) => {
    lines.length = 0
    assert.equal((await busy.inject({ url })).statusCode, 503)
    return lines
      .filter(({ level }) => level > 30)
      .map(({ level, msg, err }) => [level, msg, err !== undefined])
  }
  assert.deepEqual(await logged('/busy'), [[40, 'Too many at once', false]])
  assert.deepEqual(await logged('/broken'), [[50, 'request failed', true]])
  await busy.close()
})

test('a failure that should have ended a transcript, any other error and an unknown status are 500', async () => {
  for (const url of ['/fault/mediaCorrupted', '/broken', '/odd/599', '/odd/302', '/fault/internal']) {
    const body = await ask(url)
    assert.partialDeepStrictEqual(body, {
      code: 20500,
      status: 500,
      message: errorCatalogue.internal.sentence,
    })
  }
})

test('a full disk is 503 in our words, whatever it made go wrong', async () => {
  for (const url of ['/full/bare', '/full/caused']) {
    const body = await ask(url)
    assert.partialDeepStrictEqual(body, {
      code: 20503,
      status: 503,
      message: errorCatalogue.storageFull.sentence,
    })
  }
})

test('any other refusal that is the fault of the client is 400, in our words', async () => {
  for (const status of [402, 418, 499]) {
    const body = await ask(`/odd/${status}`)
    assert.partialDeepStrictEqual(body, { code: 20422, status: 400 })
    assert.equal(body.message.includes('secret'), false)
  }
})

test('a parameter that breaks the schema is 400 and named', async () => {
  for (const url of ['/checked', '/checked?Count=x']) {
    const body = await ask(url)
    assert.partialDeepStrictEqual(body, { code: 20422, status: 400 })
    assert.match(body.message, /Count/)
  }
})

for (const [what, url, options, code, status] of [
  ['an unknown path', '/nothing?secret=1', {}, 20404, 404],
  ['an unknown method of a known path', '/broken', { method: 'PUT' }, 20404, 404],
  ['a path part that is too long', `/fault/${'x'.repeat(31)}`, {}, 20404, 404],
  ['a path that is not well encoded', '/fault/%ff', {}, 20404, 404],
  ['a body that is too large', '/body', { method: 'POST', payload: { long: 'x'.repeat(30) } }, 20413, 413],
  [
    'a body of unknown type',
    '/body',
    { method: 'POST', payload: 'x', headers: { 'content-type': 'a/b' } },
    20422,
    415,
  ],
  [
    'a body that cannot be parsed',
    '/body',
    { method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } },
    20422,
    400,
  ],
] as const) {
  test(`${what} is ${status}`, async () => {
    const body = await ask(url, options)
    assert.partialDeepStrictEqual(body, { code, status })
    assert.doesNotMatch(body.message, /secret|FST_/)
  })
}

test('a path that does not exist is named, without its query', async () => {
  assert.equal(
    (await ask('/nothing/here?key=1')).message,
    'The requested resource /nothing/here was not found',
  )
})

test('an answer to a path that is not well encoded carries a request id, too', async () => {
  const { headers } = await ask('/fault/%ff')
  assert.ok(headers['twilio-request-id'])
})
