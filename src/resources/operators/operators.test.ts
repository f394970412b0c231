// Operators over HTTP under their three paths, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { anOperator } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { seededRandom } from '../../testing/seeded-random.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { operatorSchema } from './present.ts'

type Operator = Static<ReturnType<typeof operatorSchema>>

const foreign = anOperator()
const server = await startTestServer({ after }, {}, ({ store }) => store.operators.insert(foreign))
const preBuilt = preBuiltOperators[0]!
const config = { prompt: 'Sum up.' }
const valid = { FriendlyName: 'Sums up', OperatorType: 'Generative', Config: JSON.stringify(config) }

const post = (path: string, form?: Record<string, string>) => server.request<Operator>('POST', path, form)
const get = (path: string) => server.request<Operator>('GET', path)
const list = (path: string) => server.request<ListBody<'operators', Operator>>('GET', path)
const create = (form: Record<string, string> = {}) => post('/v2/Operators/Custom', { ...valid, ...form })

test('a create answers 202 with every property in order and version 1 as ETag', async () => {
  const { status, headers, body } = await create()
  assert.equal(status, 202)
  assert.equal(headers.get('etag'), '"1"')
  assert.match(body.sid, /^LY[0-9a-f]{32}$/)
  assert.deepEqual(Object.entries(body), [
    ['account_sid', server.accountSid],
    ['sid', body.sid],
    ['friendly_name', 'Sums up'],
    ['description', null],
    ['author', server.accountSid],
    ['operator_type', 'Generative'],
    ['version', 1],
    ['availability', 'public'],
    ['config', config],
    ['date_created', body.date_created],
    ['date_updated', body.date_created],
    ['url', `${server.baseUrl}/v2/Operators/Custom/${body.sid}`],
  ])
})

test('a custom operator is found under Operators and Custom, each with its own url, and not under PreBuilt', async () => {
  const { body } = await create()
  for (const collection of ['Operators', 'Operators/Custom']) {
    const { headers, body: found } = await get(`/v2/${collection}/${body.sid}`)
    assert.deepEqual(found, { ...body, url: `${server.baseUrl}/v2/${collection}/${body.sid}` })
    assert.equal(headers.get('etag'), collection === 'Operators/Custom' ? '"1"' : null)
  }
  assertError(await get(`/v2/Operators/PreBuilt/${body.sid}`), 404, 20404)
})

test('pre-built operators are there for everybody, without config, and not under Custom', async () => {
  const { body } = await list('/v2/Operators/PreBuilt')
  assert.deepEqual(
    new Set(body.operators.map(({ sid }) => sid)),
    new Set(preBuiltOperators.map(({ sid }) => sid)),
  )
  for (const one of body.operators) {
    const { operatorType, friendlyName, description } = preBuiltOperators.find(({ sid }) => sid === one.sid)!
    assert.deepEqual(one, {
      account_sid: server.accountSid,
      sid: one.sid,
      friendly_name: friendlyName,
      description,
      author: 'Twilio',
      operator_type: operatorType,
      version: 1,
      availability: 'public',
      config: null,
      date_created: '2026-11-01T00:00:00Z',
      date_updated: '2026-11-01T00:00:00Z',
      url: `${server.baseUrl}/v2/Operators/PreBuilt/${one.sid}`,
    })
    assert.deepEqual((await get(`/v2/Operators/PreBuilt/${one.sid}`)).body, one)
    const url = `${server.baseUrl}/v2/Operators/${one.sid}`
    assert.deepEqual((await get(`/v2/Operators/${one.sid}`)).body, { ...one, url })
    assertError(await get(`/v2/Operators/Custom/${one.sid}`), 404, 20404)
  }
})

/** Newest first by what a list shows; of the same second the order is not to be seen. */
const isSorted = (operators: Operator[]) =>
  operators.every((one, at) => at === 0 || operators[at - 1]!.date_created >= one.date_created)

test('Operators lists the union of both, newest first, each once, while operators come and go', async () => {
  const random = seededRandom(45)
  for (let i = 0; i < 7; i++) await create()
  const all = (await list('/v2/Operators?PageSize=1000')).body.operators
  const custom = (await list('/v2/Operators/Custom?PageSize=1000')).body.operators
  assert.ok(isSorted(all))
  assert.deepEqual(
    all.map(({ sid }) => sid).sort(),
    [...custom, ...preBuiltOperators].map(({ sid }) => sid).sort(),
  )
  const gone = new Set<string>()
  const pages = await walkList(server, {
    first: '/v2/Operators?PageSize=3',
    key: 'operators',
    async between(seen) {
      const victim = random.pick([seen.at(-1), custom.find(({ sid }) => !seen.includes(sid))?.sid])
      if (!victim || (await server.request('DELETE', `/v2/Operators/Custom/${victim}`)).status !== 204)
        return []
      gone.add(victim)
      return [victim]
    },
  })
  assert.ok(gone.size > 0)
  const survives = (sid: string) => !gone.has(sid)
  assert.deepEqual(pages.flat().filter(survives), all.map(({ sid }) => sid).filter(survives))
})

for (const [query, preBuiltCount, customToo] of [
  ['Availability=public', 13, true],
  ['Availability=beta', 0, false],
  ['LanguageCode=en', 13, true],
  ['LanguageCode=EN-us', 13, true],
  ['LanguageCode=da', 2, true],
  ['LanguageCode=de-DE', 3, true],
  ['LanguageCode=ja', 0, false],
  ['Availability=public&LanguageCode=da', 2, true],
] as const) {
  test(`${query} gives ${preBuiltCount} pre-built operators and ${customToo ? 'all' : 'no'} custom ones`, async () => {
    await create()
    const customCount = (await list('/v2/Operators/Custom?PageSize=1000')).body.operators.length
    const count = async (path: string) =>
      (await list(`/v2/${path}?PageSize=1000&${query}`)).body.operators.length
    const expected = customToo ? customCount : 0
    assert.equal(await count('Operators/PreBuilt'), preBuiltCount)
    assert.equal(await count('Operators/Custom'), expected)
    assert.equal(await count('Operators'), preBuiltCount + expected)
  })
}

for (const [path, status] of [
  ['/v2/Operators?Availability=deprecated', 200],
  ['/v2/Operators/Custom?Availability=deprecated', 200],
  ['/v2/Operators/PreBuilt?Availability=deprecated', 400],
  ['/v2/Operators?Availability=Public', 400],
  ['/v2/Operators/Custom?Availability=nonsense', 400],
  ['/v2/Operators?PageSize=0', 400],
  ['/v2/Operators?PageToken=PAWzFd', 400],
] as const) {
  test(`${path} is ${status}`, async () => {
    const answer = await list(path)
    if (status === 200) assert.deepEqual(answer.body.operators, [])
    else assertError(answer, status)
  })
}

const json = (value: unknown) => JSON.stringify(value)
const schemaOf = (properties: object) => ({ type: 'object', properties })
const generativeJson = (json_result_schema: unknown) => ({
  OperatorType: 'GenerativeJSON',
  Config: json({ prompt: 'x', json_result_schema }),
})
const matching = (set: object) => ({ OperatorType: 'PhraseMatching', Config: json({ phrase_sets: [set] }) })

const taken: Record<string, string>[] = [
  { FriendlyName: 'x'.repeat(64) },
  { Config: json({ prompt: 'x'.repeat(4000) }) },
  { Config: json({ prompt: 'Größe 🔑 "\\', examples: [{ input: 'a', output: 'b' }] }) },
  { Config: json({ prompt: 'x', unknown: ['kept', null, 1.5] }) },
  { Config: json({ prompt: 'a backslash and a u: \\u0000' }) },
  generativeJson(schemaOf({ zebra: { type: 'string', minLength: 3 }, a: { enum: ['x'] } })),
  matching({ name: 'Cancel', phrases: ['cancel my account'], match: 'fuzzy', role: 'Customer' }),
]
for (const form of taken) {
  test(`a create with ${json(form).slice(0, 70)} is taken, and its config comes back as it was sent`, async () => {
    const { status, body } = await create(form)
    assert.equal(status, 202)
    const sent = form.Config ?? valid.Config
    // The order of keys is that of the answers to come.
    assert.equal(json(body.config), sent)
    assert.equal(json((await get(`/v2/Operators/Custom/${body.sid}`)).body.config), sent)
  })
}

const refused: [form: Record<string, string>, code?: number][] = [
  [{ FriendlyName: '' }],
  [{ FriendlyName: 'x'.repeat(65) }, 20002],
  [{ FriendlyName: 'a\0b' }],
  [{ OperatorType: '' }],
  [{ OperatorType: 'Fortune' }],
  [{ OperatorType: 'generative' }],
  [{ OperatorType: 'SentimentAnalysis' }],
  [{ Config: '' }],
  [{ Config: '{"prompt": "x"' }],
  [{ Config: '"x"' }],
  [{ Config: 'null' }],
  [{ Config: '[]' }],
  [{ Config: '{}' }],
  [{ Config: json({ prompt: '' }) }],
  [{ Config: json({ prompt: 5 }) }],
  [{ Config: json({ prompt: 'x'.repeat(4001) }) }],
  [{ Config: json({ prompt: 'a\0b' }) }],
  [{ Config: '{"prompt": "half \\ud800 a pair"}' }],
  [{ Config: json({ prompt: 'x', examples: [{ input: 'a' }] }) }],
  [{ OperatorType: 'GenerativeJSON' }],
  [generativeJson({ type: 'array', properties: {} })],
  [generativeJson(schemaOf({ a: { type: 'date' } }))],
  [generativeJson(schemaOf({ a: { enum: ['x', 'x'] } }))],
  [{ Config: json({ prompt: 'x', json_result_schema: schemaOf({ a: { type: 'string' } }) }) }],
  [{ Config: `{"prompt":"x","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}` }],
  [matching({ name: 'Cancel', phrases: ['???'] })],
  [matching({ name: 'Cancel', phrases: [] })],
  [matching({ name: 'Cancel', phrases: ['x'], match: 'sounds-like' })],
  [matching({ phrases: ['x'] })],
]
for (const [form, code] of refused) {
  test(`a create with ${json(form).slice(0, 70)} is 400 and stores nothing`, async () => {
    const count = async () => (await list('/v2/Operators/Custom?PageSize=1000')).body.operators.length
    const before = await count()
    assertError(await create(form), 400, code)
    assert.equal(await count(), before)
  })
}

for (const name of ['FriendlyName', 'OperatorType', 'Config'] as const) {
  test(`a create without ${name} is 400`, async () => {
    const { [name]: _, ...rest } = valid
    assertError(await post('/v2/Operators/Custom', rest), 400)
  })
}

test('an update replaces name and config, counts one version more, and leaves the type', async () => {
  const { body: created } = await create()
  const path = `/v2/Operators/Custom/${created.sid}`
  const next = { FriendlyName: 'after', Config: json({ prompt: 'new' }) }
  const { status, headers, body } = await post(path, { ...next, OperatorType: 'PhraseMatching' })
  assert.deepEqual([status, headers.get('etag')], [202, '"2"'])
  const changed = { friendly_name: 'after', config: { prompt: 'new' }, version: 2 }
  assert.deepEqual(body, { ...created, ...changed, date_updated: body.date_updated })
  assert.deepEqual((await get(path)).body, body)
  for (const form of [{}, { FriendlyName: 'x' }, { Config: next.Config }, { ...next, Config: '{}' }]) {
    assertError(await post(path, form as Record<string, string>), 400)
  }
  assert.deepEqual((await get(path)).body, body)
})

for (const [header, status] of [
  ['1', 202],
  ['"1"', 202],
  ['W/"1"', 202],
  ['*', 202],
  ['2', 412],
  ['"0"', 412],
] as const) {
  test(`If-Match ${header} on version 1 is ${status}`, async () => {
    const { body } = await create()
    const init = { method: 'POST', headers: { 'if-match': header }, body: new URLSearchParams(valid) }
    const answer = await server.send<Operator>(`/v2/Operators/Custom/${body.sid}`, init)
    if (status === 202) assert.equal(answer.body.version, 2)
    else assertError(answer, 412, 20412)
  })
}

test('of updates side by side with the same If-Match one succeeds; without it all do', async () => {
  const { body } = await create()
  const path = `/v2/Operators/Custom/${body.sid}`
  const race = (headers: Record<string, string>) =>
    Promise.all(
      ['a', 'b', 'c'].map((FriendlyName) =>
        server.send(path, { method: 'POST', headers, body: new URLSearchParams({ ...valid, FriendlyName }) }),
      ),
    )
  const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()
  assert.deepEqual(statuses(await race({ 'if-match': '"1"' })), [202, 412, 412])
  assert.deepEqual(statuses(await race({})), [202, 202, 202])
  assert.equal((await get(path)).body.version, 5)
})

test('a delete answers 204 without a body and is final', async () => {
  const { body } = await create()
  const path = `/v2/Operators/Custom/${body.sid}`
  const answer = await server.request('DELETE', path)
  assert.deepEqual([answer.status, answer.body], [204, null])
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
  assert.ok(answer.headers.has('x-rate-limit-limit'))
  assertError(await server.request('DELETE', path), 404, 20404)
  assertError(await post(path, valid), 404, 20404)
  for (const collection of ['Operators', 'Operators/Custom']) {
    assertError(await get(`/v2/${collection}/${body.sid}`), 404, 20404)
  }
})

test("another account's operator, an unknown one and what is no sid are 404", async () => {
  for (const sid of [foreign.sid, anOperator().sid, 'LY123', `GA${'0'.repeat(32)}`, 'Sums up']) {
    const path = `/v2/Operators/Custom/${encodeURIComponent(sid)}`
    for (const method of ['GET', 'DELETE']) assertError(await server.request(method, path), 404, 20404)
    assertError(await post(path, valid), 404, 20404)
    assertError(await get(`/v2/Operators/${encodeURIComponent(sid)}`), 404, 20404)
  }
})

test('pre-built operators are read-only, and Operators itself takes no writes', async () => {
  for (const path of ['/v2/Operators/PreBuilt', `/v2/Operators/PreBuilt/${preBuilt.sid}`, '/v2/Operators']) {
    const answer = await post(path, valid)
    assertError(answer, 405, 20004)
    assert.equal(answer.headers.get('allow'), 'GET, HEAD')
    assertError(await server.request('DELETE', path), 405, 20004)
  }
  for (const method of ['POST', 'DELETE']) {
    assertError(await server.request(method, `/v2/Operators/Custom/${preBuilt.sid}`, valid), 404, 20404)
  }
})

test('a key that may only read reads operators and changes none', async () => {
  const { body } = await create()
  const key = await makeKey(server, 'read-only')
  const path = `/v2/Operators/Custom/${body.sid}`
  assert.deepEqual((await key.request('GET', path)).body, body)
  assertError(await key.request('POST', '/v2/Operators/Custom', valid), 403, 20403)
  assertError(await key.request('POST', path, valid), 403, 20403)
  assertError(await key.request('DELETE', path), 403, 20403)
  assert.deepEqual((await get(path)).body, body)
})
