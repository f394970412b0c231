// Services over HTTP, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { makeKey } from '../../testing/key-client.ts'
import { seededRandom } from '../../testing/seeded-random.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { serviceSchema } from './present.ts'

type Service = Static<typeof serviceSchema>

const server = await startTestServer({ after })
const digits = '0123456789abcdef'.repeat(2)
let count = 0
const freshName = () => `service ${++count}`

const post = (path: string, form?: Record<string, string>) => server.request<Service>('POST', path, form)
const get = (path: string) => server.request<Service>('GET', path)
const list = (path: string) => server.request<ListBody<'services', Service>>('GET', path)
const create = (form: Record<string, string> = {}) =>
  post('/v2/Services', { UniqueName: freshName(), ...form })

async function update(path: string, ifMatch: string | undefined, form: Record<string, string>) {
  const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch }
  return server.send<Service>(path, { method: 'POST', headers, body: new URLSearchParams(form) })
}

test('a create answers 201 with every property in order, defaults filled in, and version 1 as ETag', async () => {
  const { status, headers, body } = await post('/v2/Services', { UniqueName: 'first' })
  assert.equal(status, 201)
  assert.equal(headers.get('etag'), '"1"')
  assert.match(headers.get('twilio-request-id') ?? '', /^RQ[0-9a-f]{32}$/)
  assert.match(body.sid, /^GA[0-9a-f]{32}$/)
  assert.match(body.date_created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.deepEqual(Object.entries(body), [
    ['sid', body.sid],
    ['unique_name', 'first'],
    ['friendly_name', null],
    ['date_created', body.date_created],
    ['date_updated', body.date_created],
    ['account_sid', server.accountSid],
    ['auto_redaction', false],
    ['media_redaction', false],
    ['auto_transcribe', false],
    ['data_logging', false],
    ['language_code', 'en-US'],
    ['webhook_url', null],
    ['webhook_http_method', 'NULL'],
    ['read_only_attached_operator_sids', []],
    ['version', 1],
    ['encryption_credential_sid', null],
    ['url', `${server.baseUrl}/v2/Services/${body.sid}`],
  ])
})

test('everything a create sets is echoed, fetched and listed alike', async () => {
  const { body } = await create({
    FriendlyName: 'Änn & Bob 😀',
    LanguageCode: 'de-de',
    AutoTranscribe: 'True',
    DataLogging: 'TRUE',
    AutoRedaction: 'False',
    WebhookUrl: 'https://a.example/hook?token=x#rc=1',
    WebhookHttpMethod: 'GET',
    StrayField: 'ignored',
  })
  assert.partialDeepStrictEqual(body, {
    friendly_name: 'Änn & Bob 😀',
    language_code: 'de-DE',
    auto_transcribe: true,
    data_logging: false,
    auto_redaction: false,
    webhook_url: 'https://a.example/hook?token=x#rc=1',
    webhook_http_method: 'GET',
  })
  assert.deepEqual((await get(`/v2/Services/${body.sid}`)).body, body)
  assert.deepEqual((await list('/v2/Services?PageSize=1')).body.services, [body])
})

const refusedCreates: [form: Record<string, string>, status: number, code?: number][] = [
  [{ FriendlyName: 'x' }, 400],
  [{ UniqueName: '' }, 400],
  [{ UniqueName: 'x'.repeat(256) }, 400],
  [{ UniqueName: `GA${digits}` }, 400],
  [{ UniqueName: 'a/b' }, 400],
  [{ UniqueName: 'r1', FriendlyName: 'x'.repeat(65) }, 400, 20002],
  [{ UniqueName: 'r2', LanguageCode: 'xx-XX' }, 400],
  [{ UniqueName: 'r3', WebhookHttpMethod: 'PUT' }, 400],
  [{ UniqueName: 'r4', WebhookUrl: 'nowhere' }, 400],
  [{ UniqueName: 'r5', MediaRedaction: 'true' }, 400],
  [{ UniqueName: 'r6', AutoRedaction: 'true', LanguageCode: 'de-DE' }, 400, 95303],
  [{ UniqueName: 'r6', AutoRedaction: 'true', MediaRedaction: 'true', LanguageCode: 'es-ES' }, 400],
  [{ UniqueName: 'r6', AutoRedaction: 'true', MediaRedaction: 'true', LanguageCode: 'en-GB' }, 400, 95304],
  [{ UniqueName: 'r6', EncryptionCredentialSid: `CR${digits}` }, 400, 95123],
  [{ UniqueName: 'r7', EncryptionCredentialSid: 'CR1' }, 400, 20423],
  [{ UniqueName: 'r8', AutoTranscribe: 'perhaps' }, 400],
  [{ UniqueName: 'r9', FriendlyName: 'a\0b' }, 400],
  [{ UniqueName: 'first' }, 409, 20409],
]
for (const [form, status, code] of refusedCreates) {
  test(`a create with ${JSON.stringify(form).slice(0, 70)} is ${status} and stores nothing`, async () => {
    const before = (await list('/v2/Services?PageSize=1000')).body.services.length
    assertError(await post('/v2/Services', form), status, code)
    assert.equal((await list('/v2/Services?PageSize=1000')).body.services.length, before)
  })
}

test('a service answers to its sid, to its name however odd, and with a slash behind', async () => {
  for (const name of [
    '50% off',
    '%2F',
    'a;b&c=d',
    'a+b',
    'tab:é😀',
    'é'.repeat(255),
    'Custom',
    `gt${digits}`,
  ]) {
    const { body } = await post('/v2/Services', { UniqueName: name })
    for (const key of [body.sid, encodeURIComponent(name)]) {
      assert.deepEqual((await get(`/v2/Services/${key}`)).body, body)
      const { headers, body: same } = await get(`/v2/Services/${key}/`)
      assert.deepEqual(same, body)
      assert.equal(headers.get('etag'), '"1"')
    }
    assert.equal((await post(`/v2/Services/${encodeURIComponent(name)}`, {})).body.version, 2)
    assert.equal((await server.request('DELETE', `/v2/Services/${encodeURIComponent(name)}`)).status, 204)
  }
})

for (const path of [
  `/v2/Services/GA${digits}`,
  '/v2/Services/nobody',
  '/v2/Services/a%00b',
  '/v2/Services/%ff',
  `/v2/Services/${'x'.repeat(301)}`,
  `/v2/Services/GA${digits}/Transcripts`,
  `/v2/services/GA${digits}`,
  '/v2/Nothing',
]) {
  test(`${path.slice(0, 60)} is 404`, async () => {
    for (const method of ['GET', 'POST', 'DELETE'])
      assertError(await server.request(method, path), 404, 20404)
  })
}

test('an update changes what it names, counts one version more, and leaves the language', async () => {
  const { body: created } = await create({ FriendlyName: 'before', LanguageCode: 'fr-FR' })
  const path = `/v2/Services/${created.sid}`
  const { status, headers, body } = await post(path, {
    FriendlyName: 'after',
    LanguageCode: 'en-GB',
    AutoTranscribe: 'true',
    WebhookUrl: 'https://a.example/',
  })
  assert.equal(status, 200)
  assert.equal(headers.get('etag'), '"2"')
  const changed = { friendly_name: 'after', auto_transcribe: true, webhook_url: 'https://a.example/' }
  const expected = {
    ...created,
    ...changed,
    webhook_http_method: 'POST',
    version: 2,
    date_updated: body.date_updated,
  }
  assert.deepEqual(body, expected)
  assert.deepEqual(Object.keys(body), Object.keys(created))
  assert.deepEqual((await get(path)).body, body)
  const cleared = await post(path, { FriendlyName: '', WebhookUrl: '' })
  assert.partialDeepStrictEqual(cleared.body, { friendly_name: null, webhook_url: null, version: 3 })
})

test('an update without effect, and one without a body, count a version as well', async () => {
  const { body } = await create()
  const path = `/v2/Services/${body.sid}`
  assert.equal((await post(path)).body.version, 2)
  assert.equal((await post(path, { UniqueName: body.unique_name })).body.version, 3)
  assert.equal((await get(path)).body.version, 3)
})

test('a refused update changes nothing and counts no version', async () => {
  const { body } = await create()
  const path = `/v2/Services/${body.sid}`
  for (const [form, status] of [
    [{ UniqueName: 'first' }, 409],
    [{ UniqueName: '' }, 400],
    [{ FriendlyName: 'new', MediaRedaction: 'True' }, 400],
    [{ FriendlyName: 'new', WebhookHttpMethod: '' }, 400],
  ] as const) {
    assertError(await post(path, form as unknown as Record<string, string>), status)
    assert.deepEqual((await get(path)).body, body)
  }
})

for (const [header, status] of [
  [undefined, 200],
  ['1', 200],
  ['"1"', 200],
  ['W/"1"', 200],
  ['*', 200],
  ['"7", "1"', 200],
  ['2', 412],
  ['"0"', 412],
  ['"11"', 412],
  ['1.0', 412],
  ['nonsense', 412],
  ['"7","8"', 412],
] as const) {
  test(`If-Match ${header ?? 'left out'} on version 1 is ${status}`, async () => {
    const { body } = await create()
    const path = `/v2/Services/${body.sid}`
    const answer = await update(path, header, { FriendlyName: 'changed' })
    if (status === 200) assert.equal(answer.body.version, 2)
    else assertError(answer, 412, 20412)
    assert.equal((await get(path)).body.friendly_name, status === 200 ? 'changed' : null)
  })
}

test('of updates side by side with the same If-Match one succeeds; without it all do', async () => {
  const { body } = await create()
  const path = `/v2/Services/${body.sid}`
  const race = (ifMatch?: string) =>
    Promise.all(['a', 'b', 'c', 'd'].map((FriendlyName) => update(path, ifMatch, { FriendlyName })))
  const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()
  assert.deepEqual(statuses(await race('"1"')), [200, 412, 412, 412])
  assert.equal((await get(path)).body.version, 2)
  const free = await race()
  assert.deepEqual(statuses(free), [200, 200, 200, 200])
  assert.deepEqual(free.map(({ body: { version } }) => version).sort(), [3, 4, 5, 6])
})

test('a delete answers 204 without a body, is final, and frees the name', async () => {
  const { body } = await create()
  const path = `/v2/Services/${body.sid}`
  const answer = await server.request('DELETE', path)
  assert.deepEqual([answer.status, answer.body, answer.headers.get('etag')], [204, null, '"1"'])
  for (const method of ['DELETE', 'GET', 'POST']) assertError(await server.request(method, path), 404, 20404)
  assert.notEqual((await post('/v2/Services', { UniqueName: body.unique_name })).body.sid, body.sid)
})

test('walking the list while services come and go: newest first, every survivor once', async () => {
  const random = seededRandom(61)
  const made: string[] = []
  for (let i = 0; i < 12; i++) made.push((await create()).body.sid)
  const all = (await list('/v2/Services')).body.services.map(({ sid }) => sid)
  assert.deepEqual(new Set(all.slice(0, 12)), new Set(made))
  const gone = new Set<string>()
  const pages = await walkList(server, {
    first: '/v2/Services?PageSize=3',
    key: 'services',
    async between(seen) {
      await create()
      const victim = random.pick([seen.at(-1), all.find((sid) => !seen.includes(sid))])
      if (!victim || (await server.request('DELETE', `/v2/Services/${victim}`)).status !== 204) return []
      gone.add(victim)
      return [victim]
    },
  })
  const survives = (sid: string) => !gone.has(sid)
  assert.deepEqual(pages.flat().filter(survives), all.filter(survives))
  assert.equal(new Set(pages.flat()).size, pages.flat().length)
})

const foreignToken = `PA${Buffer.from('[1]').toString('base64url')}`
for (const query of [
  'PageSize=0',
  'PageSize=-1',
  'PageSize=x',
  'PageSize=Infinity',
  'PageToken=x',
  `PageToken=${foreignToken}`,
]) {
  test(`a list with ${query} is 400`, async () =>
    assertError(await server.request('GET', `/v2/Services?${query}`), 400))
}

test('a page size above the maximum is clamped to 1000', async () => {
  assert.equal((await list('/v2/Services?PageSize=5000')).body.meta.page_size, 1000)
  assert.equal((await list('/v2/Services')).body.meta.page_size, 50)
})

test('other methods are 405 with Allow, other bodies 415, huge ones 413, and without credentials all are 401', async () => {
  const json = { body: '{}', headers: { 'content-type': 'application/json' } }
  const huge = { body: new URLSearchParams({ UniqueName: 'x'.repeat(1 << 20) }) }
  const cases: [path: string, init: RequestInit, status: number, code: number][] = [
    ['/v2/Services', { method: 'DELETE' }, 405, 20004],
    ['/v2/Services/x', { method: 'PUT', ...json }, 405, 20004],
    ['/v2/Services', { method: 'POST', ...json }, 415, 20422],
    ['/v2/Services', { method: 'POST', ...huge }, 413, 20413],
    ['/v2/Services', { method: 'POST' }, 400, 20422],
  ]
  for (const [path, init, status, code] of cases) {
    const answer = await server.send(path, init)
    assertError(answer, status, code)
    assert.equal(answer.headers.get('allow') !== null, status === 405)
    const headers = { ...init.headers, authorization: `Basic ${btoa(`${server.accountSid}:wrong`)}` }
    const anonymous = await server.send(path, { ...init, headers })
    assertError(anonymous, 401, 20003)
    assert.match(anonymous.headers.get('www-authenticate') ?? '', /^Basic/)
  }
})

test('a key that may see redacted data alone can not weaken redaction', async () => {
  const key = await makeKey(server, 'redacted-only')
  const make = (form: Record<string, string>) =>
    key.request<Service>('POST', '/v2/Services', { UniqueName: freshName(), ...form })
  assertError(await make({}), 403)
  assertError(await make({ AutoRedaction: 'true' }), 403)
  const made = await make({ AutoRedaction: 'true', MediaRedaction: 'true' })
  assert.equal(made.status, 201)
  const path = `/v2/Services/${made.body.sid}`
  const change = (form: Record<string, string>) => key.request<Service>('POST', path, form)
  assertError(await change({ MediaRedaction: 'false' }), 403)
  assertError(await change({ AutoRedaction: 'false', MediaRedaction: 'false' }), 403)
  const renamed = await change({ FriendlyName: 'Night shift', MediaRedaction: 'true' })
  assert.deepEqual([renamed.status, renamed.body.media_redaction], [200, true])
})
