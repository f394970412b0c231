// Parameters as Twilio's clients send them, through a real route.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'

let app: FastifyInstance

before(async () => {
  app = Fastify({ ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false } } })
  installErrors(app)
  await installForms(app)
  const values = Type.Object({
    Name: Type.Optional(Type.String()),
    Flag: Type.Optional(Type.Boolean()),
    Count: Type.Optional(Type.Integer()),
  })
  app.post('/things', { schema: { body: values, querystring: values } }, async ({ body, query }) => ({
    body,
    query,
  }))
  app.get('/things/:Sid', { schema: { querystring: values } }, async ({ params, query }) => ({
    params,
    query,
  }))
  app.post('/bare', async () => ({ ok: true }))
  await app.ready()
})
after(() => app.close())

const urlencoded = 'application/x-www-form-urlencoded'

function post(payload: string, contentType = urlencoded) {
  return app.inject({ method: 'POST', url: '/things', headers: { 'content-type': contentType }, payload })
}

const bodies: [form: string, parsed: object][] = [
  ['', {}],
  ['Name=a', { Name: 'a' }],
  ['Name=', { Name: '' }],
  ['Name=a%20b+c%26%C3%A9%F0%9F%98%80', { Name: 'a b c&é😀' }],
  ['Name=a%2Bb', { Name: 'a+b' }],
  ['Name=true', { Name: 'true' }],
  ['Name=TRUE&Flag=TRUE', { Name: 'TRUE', Flag: true }],
  ['Flag=true', { Flag: true }],
  ['Flag=True', { Flag: true }],
  ['Flag=false', { Flag: false }],
  ['Flag=False', { Flag: false }],
  ['Count=7', { Count: 7 }],
  ['Name=1', { Name: '1' }],
  ['Stray=x&Name=a&name=b', { Stray: 'x', Name: 'a', name: 'b' }],
  ['__proto__=x&constructor=y&Name=a', { constructor: 'y', Name: 'a' }],
]
for (const [form, parsed] of bodies) {
  test(`${form || 'an empty form'} is read, in the body and in the query`, async () => {
    const inBody = await post(form)
    assert.equal(inBody.statusCode, 200)
    assert.partialDeepStrictEqual(inBody.json().body, parsed)
    const inQuery = await app.inject(`/things/a?${form}`)
    assert.equal(inQuery.statusCode, 200)
    assert.partialDeepStrictEqual(inQuery.json().query, parsed)
  })
}

for (const form of [
  'Flag=yes',
  'Flag=1',
  'Flag=',
  'Flag=true&Flag=false',
  'Count=x',
  'Count=1.5',
  'Name=a&Name=b',
]) {
  test(`${form} is refused, in the body and in the query`, async () => {
    for (const answer of [await post(form), await app.inject(`/things/a?${form}`)]) {
      assert.equal(answer.statusCode, 400)
      assert.equal(answer.json().code, 20422)
      assert.match(answer.json().message, new RegExp(form.split('=')[0]!))
    }
  })
}

test('a NUL character, which no database takes, is refused as a value and unknown as a path', async () => {
  const asValue = [await post('Name=a%00'), await post('Stray=%00'), await app.inject('/things/a?Name=%00b')]
  assert.deepEqual(
    asValue.map(({ statusCode }) => statusCode),
    [400, 400, 400],
  )
  const asPath = await app.inject('/things/a%00b')
  assert.equal(asPath.statusCode, 404)
  assert.equal(asPath.json().code, 20404)
})

test('a charset beside the type does not matter', async () => {
  const answer = await post('Name=%C3%A9', `${urlencoded}; charset=UTF-8`)
  assert.deepEqual(answer.json().body, { Name: 'é' })
})

for (const type of [
  'application/json',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/xml',
  'nonsense',
]) {
  test(`a body of type ${type} is 415 with code 20422`, async () => {
    const answer = await post('{}', type)
    assert.equal(answer.statusCode, 415)
    assert.equal(answer.json().code, 20422)
  })
}

test('a POST without a body reads as an empty form, with a type and without', async () => {
  for (const headers of [{}, { 'content-type': urlencoded }, { 'content-length': '0' }]) {
    for (const url of ['/things', '/bare']) {
      const answer = await app.inject({ method: 'POST', url, headers })
      assert.equal(answer.statusCode, 200, JSON.stringify(headers))
    }
  }
})
