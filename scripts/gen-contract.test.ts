// How routes become contract documents: schemas in the words of OpenAPI 3.0, operations with their answers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Type } from 'typebox'
import { component, lenient, nullable } from '../src/http/schemas.ts'
import { writeContracts } from './contract/documents.ts'
import { type NamedRoute, readRoutes } from './contract/route-table.ts'
import { type JsonObject, toOpenApi } from './contract/schema.ts'

const write = (schema: unknown, withRequired = true) => {
  const components = new Map<string, JsonObject>()
  return { written: toOpenApi(schema, { components, withRequired }), components }
}

const route: NamedRoute = {
  operationId: 'CreateThing',
  method: 'post',
  path: '/v2/Things/{Sid}',
  isOpen: false,
  tags: ['Things'],
  summary: 'Make a thing',
  params: Type.Object({ Sid: Type.String({ description: 'Which one.' }) }),
  headers: Type.Object({ 'If-Match': Type.Optional(Type.String()) }),
  querystring: Type.Object({ Page: Type.Optional(Type.Integer({ minimum: 0 })) }),
  body: Type.Object({ Name: Type.String(), Note: Type.Optional(Type.String()) }),
  response: { 202: component('thing', Type.Object({ name: Type.String() })) },
  answerHeaders: ['etag'],
}

describe('schemas of the contract', () => {
  test('keep types and bounds, and say what is required only where that is wanted', () => {
    const schema = Type.Object({ a: Type.Integer({ minimum: 1 }), b: Type.Optional(Type.String()) })
    const properties = { a: { type: 'integer', minimum: 1 }, b: { type: 'string' } }
    assert.deepEqual(write(schema).written, { type: 'object', required: ['a'], properties })
    assert.deepEqual(write(schema, false).written, { type: 'object', properties })
  })

  test('show the documented form of what is read more generously', () => {
    const schema = Type.Optional(lenient(Type.String(), Type.Integer({ maximum: 9 })))
    assert.deepEqual(write(schema).written, { type: 'integer', maximum: 9 })
  })

  test('refer to named parts, also inside others', () => {
    const word = component('word', Type.Enum(['a', 'b'], { type: 'string' }))
    const { written, components } = write(component('list', Type.Array(word)))
    assert.deepEqual(written, { $ref: '#/components/schemas/list' })
    assert.deepEqual(Object.fromEntries(components), {
      word: { type: 'string', enum: ['a', 'b'] },
      list: { type: 'array', items: { $ref: '#/components/schemas/word' } },
    })
  })

  test('write a named part the same way wherever it is used', () => {
    const part = component('part', Type.Object({ a: Type.String() }))
    const [plain, strict] = [write(part, false), write(part, true)]
    assert.deepEqual(strict.components, plain.components)
    assert.deepEqual(plain.components.get('part'), { type: 'object', properties: { a: { type: 'string' } } })
  })

  test('refuse two different parts of one name', () => {
    const parts = [component('part', Type.String()), component('part', Type.Integer())]
    assert.throws(() => write(Type.Object({ a: parts[0]!, b: parts[1]! })), /two different schemas/)
  })

  test('have no types that OpenAPI 3.0 lacks', () => {
    const { written } = write(
      Type.Object({
        choice: Type.Union([Type.Literal('a'), Type.Integer()]),
        maybe: Type.Union([Type.String(), Type.Null()]),
        also: nullable(Type.Boolean()),
        free: Type.Record(Type.String(), Type.Number()),
        anything: Type.Array(Type.Unknown()),
      }),
      false,
    )
    assert.deepEqual(written.properties, {
      choice: { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'integer' }] },
      maybe: { type: 'string', nullable: true },
      also: { type: 'boolean', nullable: true },
      free: { type: 'object', additionalProperties: { type: 'number' } },
      anything: { type: 'array', items: {} },
    })
    assert.throws(() => write({ type: 'string', 'x-own': 1 }), /no counterpart .* x-own/)
  })
})

describe('operations of the contract', () => {
  test('say what goes in and what comes out', () => {
    const document = writeContracts([route])['contract/intelligence-v2.json']!
    assert.deepEqual(document.paths, {
      '/v2/Things/{Sid}': {
        post: {
          operationId: 'CreateThing',
          tags: ['Things'],
          summary: 'Make a thing',
          parameters: [
            {
              name: 'Sid',
              in: 'path',
              description: 'Which one.',
              required: true,
              schema: { type: 'string' },
            },
            { name: 'If-Match', in: 'header', schema: { type: 'string' } },
            { name: 'Page', in: 'query', schema: { type: 'integer', minimum: 0 } },
          ],
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': {
                schema: {
                  title: 'CreateThingRequest',
                  type: 'object',
                  required: ['Name'],
                  properties: { Name: { type: 'string' }, Note: { type: 'string' } },
                },
              },
            },
          },
          responses: {
            202: {
              description: 'Accepted',
              headers: { ETag: { description: 'The version, for If-Match.', schema: { type: 'string' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } },
            },
          },
          security: [{ accountSid_authToken: [] }],
        },
      },
    })
  })

  test('outside /v2 say what is always there, and where no credentials are asked', () => {
    const own = { ...route, path: '/x/v1/Things', tags: [], isOpen: true, response: {} }
    const answering = { ...own, method: 'get', response: { 200: Type.Object({ a: Type.String() }) } }
    const document = writeContracts([own, answering])['contract/extensions.json']!
    const { get, post } = (document.paths as Record<string, Record<string, JsonObject>>)['/x/v1/Things']!
    assert.deepEqual(post?.security, [])
    assert.deepEqual(post?.tags, ['Verbatim'])
    assert.deepEqual(post?.responses, { default: { description: 'The answer.' } })
    const { headers: _, ...answer } = (get?.responses as Record<string, JsonObject>)[200]!
    assert.deepEqual(answer, {
      description: 'OK',
      content: {
        'application/json': {
          schema: {
            title: 'CreateThingResponse',
            type: 'object',
            required: ['a'],
            properties: { a: { type: 'string' } },
          },
        },
      },
    })
  })

  test('do not depend on the order of registration', () => {
    const routes = [route, { ...route, method: 'get' }, { ...route, path: '/v2/Aaa' }]
    assert.equal(JSON.stringify(writeContracts(routes)), JSON.stringify(writeContracts(routes.reverse())))
  })

  test('have one name each', async () => {
    const names = (await readRoutes()).map(({ operationId }) => operationId)
    assert.deepEqual(names, [...new Set(names)])
    assert.ok(names.length > 29)
  })
})
