// The headers that keep answers private, on answers of every kind: what worked, what did not, what is no request.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AccountSid } from '../../src/domain/sid.ts'
import { aTranscript } from '../../src/testing/builders.ts'
import { makeKey } from '../../src/testing/key-client.ts'
import { rawRequest, sendRaw } from '../../src/testing/raw-request.ts'
import { startTestServer } from '../../src/testing/test-server.ts'

const bytes = Buffer.from('what was said')
const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const bare = aTranscript({ accountSid, status: 'completed' })
const media = { key: `media/${bare.sid}`, bytes: bytes.length, sha256: 'abc', contentType: 'audio/wav' }
const transcript = { ...bare, media }
const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  await store.transcripts.insert(transcript)
  await putMedia(media.key, bytes)
})
const reader = await makeKey(server, 'read-only')
const { body: service } = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'one' })
const mediaUrl = (
  await server.request<{ media_url: string }>('GET', `/v2/Transcripts/${transcript.sid}/Media`)
).body.media_url
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
const servicePath = `/v2/Services/${service.sid}`

const jsonPolicy = "default-src 'none'; frame-ancestors 'none'"
const expected = {
  'cache-control': 'no-store',
  'content-security-policy': jsonPolicy,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** @param given what the server answered; @param differing headers that are not the usual ones here */
function assertHeaders(given: { get(name: string): string | null }, differing: Record<string, string> = {}) {
  for (const [name, value] of Object.entries({ ...expected, ...differing }))
    assert.equal(given.get(name), value)
}

for (const [what, status, path, init] of [
  ['a list', 200, '/v2/Transcripts', {}],
  ['one resource', 200, `/v2/Transcripts/${transcript.sid}`, {}],
  ['its head', 200, `/v2/Transcripts/${transcript.sid}`, { method: 'HEAD' }],
  ['diagnostics', 200, `/x/v1/Transcripts/${transcript.sid}/Diagnostics`, {}],
  ['events', 200, `/x/v1/Transcripts/${transcript.sid}/Events`, {}],
  ['liveness', 200, '/healthz', {}],
  ['readiness', 200, '/readyz', {}],
  ['the contract', 200, '/openapi.json', {}],
  ['something made', 201, '/v2/Services', form({ UniqueName: 'two' })],
  ['a preflight', 204, '/v2/Transcripts', { method: 'OPTIONS' }],
  ['a bad parameter', 400, '/v2/Transcripts?PageSize=x', {}],
  ['wrong credentials', 401, '/v2/Transcripts', { headers: { authorization: 'Basic eDp5' } }],
  ['an address without signature', 403, new URL(mediaUrl).pathname, {}],
  ['an unknown path', 404, '/nowhere', {}],
  ['an unknown sid', 404, `/v2/Transcripts/GT${'0'.repeat(32)}`, {}],
  ['an unknown method', 405, '/v2/Transcripts', { method: 'PUT' }],
  ['an old version', 412, servicePath, { ...form({ FriendlyName: 'x' }), headers: { 'if-match': '"99"' } }],
  ['a large body', 413, '/v2/Services', form({ FriendlyName: 'x'.repeat(2 << 20) })],
  [
    'another type',
    415,
    '/v2/Services',
    { method: 'POST', body: '{}', headers: { 'content-type': 'text/xml' } },
  ],
  ['a range beyond the end', 416, mediaUrl, { headers: { range: 'bytes=999-' } }],
  ['something removed', 204, servicePath, { method: 'DELETE' }],
] as [string, number, string, RequestInit][]) {
  test(`${what} (${status})`, async () => {
    const answer = await server.send(path, init)
    assert.equal(answer.status, status)
    // A file's own refusal of a range keeps what was said of the file.
    if (status === 416)
      assertHeaders(answer.headers, {
        'cache-control': 'private, no-store',
        'cross-origin-resource-policy': 'cross-origin',
      })
    else assertHeaders(answer.headers)
  })
}

test('a key without the right (403), and too many wrong passwords (429)', async () => {
  const forbidden = await reader.request('POST', '/v2/Services', { UniqueName: 'three' })
  assert.equal(forbidden.status, 403)
  assertHeaders(forbidden.headers)
  const headers = { authorization: `Basic ${btoa(`AC${'9'.repeat(32)}:guess`)}` }
  for (;;) {
    const answer = await server.send('/v2/Transcripts', { headers })
    assertHeaders(answer.headers)
    if (answer.status === 401) continue
    assert.equal(answer.status, 429)
    assert.ok(Number(answer.headers.get('retry-after')) >= 1)
    break
  }
})

for (const [what, request, status] of [
  ['a path that is not well encoded', rawRequest('GET', '/v2/%zz'), 404],
  ['what is no HTTP', 'nonsense\r\n\r\n', 400],
  ['a header without end', `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
] as const) {
  test(`${what} (${status})`, async () => {
    const answer = await sendRaw(server.baseUrl, request)
    assert.equal(answer.status, status)
    assertHeaders(new Headers(answer.headers))
  })
}

for (const [range, status, length] of [
  [null, 200, bytes.length],
  ['bytes=0-3', 206, 4],
] as const) {
  test(`a recording (${status}) is kept by nobody and may be played by pages of other origins`, async () => {
    const answer = await fetch(mediaUrl, range ? { headers: { range } } : {})
    assert.equal(answer.status, status)
    const differing = { 'cache-control': 'private, no-store', 'cross-origin-resource-policy': 'cross-origin' }
    assertHeaders(answer.headers, differing)
    assert.equal(answer.headers.get('etag'), '"abc"')
    assert.equal((await answer.arrayBuffer()).byteLength, length)
  })
}

test('the page of the contract has a policy of its own, and the rest', async () => {
  for (const path of ['/docs', '/docs/start.js', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js']) {
    const { status, headers } = await server.send(path)
    assert.equal(status, 200)
    const policy = headers.get('content-security-policy') ?? ''
    if (path === '/docs') {
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'none'",
      ])
        assert.ok(policy.split('; ').includes(rule), rule)
      assert.doesNotMatch(policy, /unsafe|\*/)
    } else assert.equal(policy, jsonPolicy)
    assertHeaders(headers, { 'content-security-policy': policy, 'cache-control': 'no-cache' })
  }
})

test('versions still guard updates: an update under the current ETag passes, under an old one it does not', async () => {
  const made = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'versioned' })
  const update = (tag: string) =>
    server.send(`/v2/Services/${made.body.sid}`, {
      ...form({ FriendlyName: 'x' }),
      headers: { 'if-match': tag },
    })
  const tag = made.headers.get('etag')!
  assert.equal((await update(tag)).status, 200)
  assert.equal((await update(tag)).status, 412)
})
