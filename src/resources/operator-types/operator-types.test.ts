// Operator types over HTTP, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { operatorTypes } from '../../domain/operator-catalogue.ts'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { operatorTypeSchema } from './present.ts'

type OperatorType = Static<typeof operatorTypeSchema>

const server = await startTestServer({ after })
const list = (query = '') =>
  server.request<ListBody<'operator_types', OperatorType>>('GET', `/v2/OperatorTypes${query}`)
const get = (key: string) => server.request<OperatorType>('GET', `/v2/OperatorTypes/${key}`)

test('all types are listed in the order of the catalogue, with every property in order', async () => {
  const { status, headers, body } = await list()
  assert.equal(status, 200)
  assert.ok(headers.has('x-rate-limit-limit') && headers.has('access-control-allow-origin'))
  assert.deepEqual(
    body.operator_types.map((one) => Object.entries(one)),
    operatorTypes.map((type) => [
      ['name', type.name],
      ['sid', type.sid],
      ['friendly_name', type.friendlyName],
      ['description', type.description],
      ['docs_link', null],
      ['output_type', type.outputType],
      ['supported_languages', [...type.supportedLanguages]],
      ['provider', type.provider],
      ['availability', 'general-availability'],
      ['configurable', type.configurable],
      ['config_schema', type.configSchema],
      ['date_created', '2026-11-01T00:00:00Z'],
      ['date_updated', '2026-11-01T00:00:00Z'],
      ['url', `${server.baseUrl}/v2/OperatorTypes/${type.sid}`],
    ]),
  )
})

test('a type answers to its sid and to its name, as it is listed', async () => {
  for (const listed of (await list()).body.operator_types) {
    for (const key of [listed.sid, listed.name, `${listed.name}/`]) {
      const { status, body } = await get(key)
      assert.deepEqual([status, body], [200, listed])
    }
    assert.deepEqual((await server.send(listed.url)).body, listed)
  }
})

for (const key of ['nobody', `EY${'0'.repeat(32)}`, 'summarization', 'Summarization%20', '%00']) {
  test(`${key} is 404`, async () => assertError(await get(key), 404, 20404))
}

for (const [language, without] of [
  ['en', []],
  ['EN-gb', []],
  ['da', operatorTypes.filter(({ supportedLanguages }) => !supportedLanguages.includes('da-DK'))],
  ['de-DE', operatorTypes.filter(({ supportedLanguages }) => !supportedLanguages.includes('de-DE'))],
  ['ja-JP', operatorTypes],
] as const) {
  test(`LanguageCode=${language} leaves out ${without.length} types`, async () => {
    const { body } = await list(`?LanguageCode=${language}`)
    const expected = operatorTypes.filter((type) => !(without as readonly unknown[]).includes(type))
    assert.deepEqual(
      body.operator_types.map(({ sid }) => sid),
      expected.map(({ sid }) => sid),
    )
  })
}

test('a walk over pages gives each type once, filters included, and back', async () => {
  for (const [query, count] of [
    ['PageSize=5', 16],
    ['LanguageCode=da&PageSize=2', 5],
  ] as const) {
    const pages = await walkList(server, { first: `/v2/OperatorTypes?${query}`, key: 'operator_types' })
    assert.equal(pages.flat().length, count)
    assert.equal(new Set(pages.flat()).size, count)
  }
})

for (const query of ['PageSize=0', 'PageToken=x', 'PageToken=PAWzEsImEiXQ']) {
  test(`a list with ${query} is 400`, async () => assertError(await list(`?${query}`), 400))
}

test('types are the same for every key, and nobody may write them', async () => {
  const key = await makeKey(server, 'redacted-only')
  assert.deepEqual(
    (await key.request('GET', '/v2/OperatorTypes/Generative')).body,
    (await get('Generative')).body,
  )
  for (const path of ['/v2/OperatorTypes', '/v2/OperatorTypes/Generative']) {
    for (const method of ['POST', 'DELETE']) assertError(await server.request(method, path), 405, 20004)
  }
  const headers = { authorization: 'Basic bm86b25l' }
  assertError(await server.send('/v2/OperatorTypes', { headers }), 401, 20003)
})
