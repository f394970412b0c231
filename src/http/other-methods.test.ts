// Known paths under unknown methods.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'
import { watchMethods } from './other-methods.ts'

let app: FastifyInstance

before(async () => {
  app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  installErrors(app)
  await app.register(async (api) => {
    await installForms(api)
    const refuse = watchMethods(api)
    api.get('/things', async () => ({}))
    api.post('/things', async () => ({}))
    api.get('/things/:Sid', async () => ({}))
    api.route({ method: ['POST', 'DELETE'], url: '/things/:Sid', handler: async () => ({}) })
    api.post('/things/:Sid/Cancel', async () => ({}))
    api.get('/things/Fixed', async () => ({}))
    refuse()
  })
  await app.ready()
})
after(() => app.close())

const refused: [method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, allow: string][] = [
  ['PUT', '/things', 'GET, HEAD, POST'],
  ['PATCH', '/things', 'GET, HEAD, POST'],
  ['DELETE', '/things', 'GET, HEAD, POST'],
  ['DELETE', '/things/', 'GET, HEAD, POST'],
  ['PUT', '/things/x', 'DELETE, GET, HEAD, POST'],
  ['GET', '/things/x/Cancel', 'POST'],
  ['DELETE', '/things/x/Cancel', 'POST'],
  ['POST', '/things/Fixed', 'GET, HEAD'],
  ['DELETE', '/things/Fixed', 'GET, HEAD'],
]
for (const [method, url, allow] of refused) {
  test(`${method} ${url} is 405 and allows ${allow}`, async () => {
    const answer = await app.inject({ method, url })
    assert.equal(answer.statusCode, 405)
    assert.equal(answer.headers.allow, allow)
    assert.deepEqual(Object.keys(answer.json()), ['code', 'message', 'more_info', 'status'])
    assert.equal(answer.json().code, 20004)
  })
}

test('a method that is not there is 405 whatever body comes with it', async () => {
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    const headers = { 'content-type': type }
    const answer = await app.inject({ method: 'PUT', url: '/things', headers, payload: '{"a":1}' })
    assert.equal(answer.statusCode, 405, type)
  }
})

test('known methods are served as before, and unknown paths stay 404', async () => {
  for (const [method, url, status] of [
    ['GET', '/things', 200],
    ['POST', '/things', 200],
    ['HEAD', '/things', 200],
    ['DELETE', '/things/x', 200],
    ['GET', '/things/Fixed', 200],
    ['PUT', '/nothing', 404],
    ['GET', '/things/x/y', 404],
  ] as const) {
    assert.equal((await app.inject({ method, url })).statusCode, status, `${method} ${url}`)
  }
})
