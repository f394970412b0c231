// Sessions over HTTP, against the whole server: what the cookie is, whose requests it counts on, how it ends.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertError } from '../../testing/answers.ts'
import { aTranscript } from '../../testing/builders.ts'
import { makeAccount, makeKey } from '../../testing/key-client.ts'
import { type Answer, startTestServer } from '../../testing/test-server.ts'

interface Session {
  account_sid: string
  key_sid: string | null
  scope: string
  date_expires: string
}

const server = await startTestServer({ after })
const path = '/x/v1/Session'

/** Sends as a browser would: no Authorization, headers that say which page is asking. */
async function browse<Body>(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: unknown,
) {
  const response = await fetch(new URL(url, server.baseUrl), {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
  return answer as Answer<Body>
}

const cookieOf = ({ headers }: Answer<unknown>) => headers.get('set-cookie')?.split(';')[0] ?? ''
const own = { sid: server.accountSid, secret: server.authToken }

/** Signs in; returns the cookie. */
async function signIn(credentials: object = own): Promise<string> {
  const answer = await browse<Session>('POST', path, {}, credentials)
  assert.equal(answer.status, 201)
  return cookieOf(answer)
}

test('signing in sets a cookie that no script reads and no other site sends; the token is not in it', async () => {
  const answer = await browse<Session>('POST', path, {}, own)
  assert.equal(answer.status, 201)
  assert.deepEqual(Object.keys(answer.body), ['account_sid', 'key_sid', 'scope', 'date_expires'])
  assert.partialDeepStrictEqual(answer.body, { account_sid: server.accountSid, key_sid: null, scope: 'full' })
  const cookie = answer.headers.get('set-cookie')!
  assert.match(cookie, /^verbatim_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Expires=.* GMT$/)
  assert.equal(cookie.includes(server.authToken), false)
})

test('a page that was reached by https gets a cookie for https only', async () => {
  const answer = await browse('POST', path, { origin: 'https://calls.example.com' }, own)
  assert.match(answer.headers.get('set-cookie')!, /; Secure;/)
})

test('the cookie stands for the credentials on the API, and tells who is signed in', async () => {
  const cookie = await signIn()
  assert.equal((await browse('GET', '/v2/Services', { cookie })).status, 200)
  assert.equal((await browse('GET', '/v2/Services', { cookie: `a=b; ${cookie}; c=d` })).status, 200)
  const who = await browse<Session>('GET', path, { cookie })
  assert.partialDeepStrictEqual(who.body, { account_sid: server.accountSid, scope: 'full' })
  const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
  assert.equal((await browse('POST', '/v2/Services', form, 'UniqueName=by-cookie')).status, 201)
})

test('nobody is signed in without a good cookie', async () => {
  for (const cookie of [
    '',
    'verbatim_session=',
    `verbatim_session=${'0'.repeat(64)}`,
    'verbatim_session=x',
  ]) {
    assert.equal((await browse('GET', path, { cookie })).status, 204)
    assertError(await browse('GET', '/v2/Services', { cookie }), 401, 20003)
  }
})

for (const [what, headers] of [
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another port or subdomain', { 'sec-fetch-site': 'same-site' }],
  ['an address typed in', { 'sec-fetch-site': 'none' }],
] as [string, Record<string, string>][]) {
  test(`a cookie does not count on writes for ${what}`, async () => {
    const cookie = await signIn()
    const form = { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers }
    assertError(await browse('POST', '/v2/Services', form, 'UniqueName=forged'), 403)
    assertError(await browse('DELETE', path, { cookie, ...headers }), 403)
    assertError(await browse('POST', path, headers, own), 403)
    assert.equal((await server.request('GET', '/v2/Services/forged')).status, 404)
    const typed = headers['sec-fetch-site'] === 'none'
    assert.equal((await browse('GET', '/v2/Services', { cookie, ...headers })).status, typed ? 200 : 403)
    assert.equal((await browse('GET', path, { cookie })).status, 200, 'still signed in')
  })
}

/** Browsers on plain http say only the Origin; Node's fetch would add Sec-Fetch-Mode, but no Site. */
async function withoutSite(method: string, url: string, headers: Record<string, string>, body?: string) {
  const response = await fetch(new URL(url, server.baseUrl), { method, headers, ...(body && { body }) })
  return response.status
}

test('without Sec-Fetch-Site the Origin of a write must be our own', async () => {
  const cookie = await signIn()
  const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
  const write = (headers: Record<string, string>, name: string) =>
    withoutSite('POST', '/v2/Services', { ...form, ...headers }, `UniqueName=${name}`)
  assert.equal(await write({ origin: server.baseUrl }, 'own-origin'), 201)
  for (const origin of [
    'http://evil.example',
    'null',
    'http://127.0.0.1:1',
    `${server.baseUrl}.evil.example`,
  ])
    assert.equal(await write({ origin }, 'forged'), 403, origin)
  assert.equal(await write({}, 'forged'), 403)
  assert.equal(await withoutSite('GET', '/v2/Services', { cookie }), 200)
})

test('programs may send credentials whatever page they belong to, and beside a cookie they win', async () => {
  const other = await makeAccount(server)
  const headers = { cookie: await signIn(), 'sec-fetch-site': 'cross-site' }
  const answer = await other.send<{ services: unknown[] }>('/v2/Services', { headers })
  assert.deepEqual([answer.status, answer.body.services], [200, []])
})

test('signing out ends the session, not only the cookie', async () => {
  const cookie = await signIn()
  const answer = await browse('DELETE', path, { cookie })
  assert.equal(answer.status, 204)
  assert.match(answer.headers.get('set-cookie')!, /^verbatim_session=; .*Max-Age=0$/)
  assertError(await browse('GET', '/v2/Services', { cookie }), 401)
  assert.equal((await browse('DELETE', path)).status, 204)
})

test('a session of a restricted key keeps its limits, and ends with the key', async () => {
  const { body: key } = await server.request<{ sid: string; secret: string }>('POST', '/x/v1/Keys', {
    Scope: 'read-only',
  })
  const cookie = await signIn(key)
  assert.equal((await browse<Session>('GET', path, { cookie })).body.scope, 'read-only')
  const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
  assertError(await browse('POST', '/v2/Services', form, 'UniqueName=x'), 403)
  assertError(await browse('GET', '/x/v1/Keys', { cookie }), 403)
  await server.request('DELETE', `/x/v1/Keys/${key.sid}`)
  assertError(await browse('GET', '/v2/Services', { cookie }), 401)
})

test('wrong credentials are 401, other bodies 400, 413 or 415, other methods 405', async () => {
  assertError(await browse('POST', path, {}, { sid: server.accountSid, secret: 'wrong' }), 401, 20003)
  assertError(await browse('POST', path, {}, { link: 'f'.repeat(64) }), 401)
  for (const body of [{}, { sid: server.accountSid }, [], '{', { sid: 1, secret: {} }])
    assertError(await browse('POST', path, {}, body), 400)
  assertError(await browse('POST', path, {}, { sid: 'x'.repeat(5000) }), 413)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    assertError(await browse('POST', path, { 'content-type': type }, 'sid=a&secret=b'), 415)
  assertError(await browse('PUT', path), 405)
  assertError(await server.request('GET', '/x/v1/SessionLinks'), 405)
})

test('a page that asks for credentials itself keeps the browser from asking', async () => {
  assert.match((await browse('GET', '/v2/Services')).headers.get('www-authenticate')!, /^Basic/)
  const quiet = await browse('GET', '/v2/Services', { 'x-verbatim-page': '1' })
  assert.deepEqual([quiet.status, quiet.headers.get('www-authenticate')], [401, null])
})

test('guessing at the sign-in is slowed down, and counts together with the API', async () => {
  const guess = { sid: `AC${'9'.repeat(32)}`, secret: 'guess' }
  const authorization = `Basic ${btoa(`${guess.sid}:guess`)}`
  for (let tries = 0; tries < 99; tries++) await server.send('/v2/Services', { headers: { authorization } })
  assertError(await browse('POST', path, {}, guess), 401)
  // The first wait is a second, over which a busy machine may sleep; each is twice as long as the one before.
  let refused = await browse('POST', path, {}, guess)
  for (let tries = 0; tries < 6 && refused.status === 401; tries++)
    refused = await browse('POST', path, {}, guess)
  assertError(refused, 429)
  assert.ok(Number(refused.headers.get('retry-after')) >= 1)
})

test('a link signs in once with the right of its maker, and leads to a transcript', async () => {
  const { sid } = aTranscript()
  const reader = await makeKey(server, 'redacted-only')
  const made = await reader.request<{ url: string; date_expires: string }>('POST', '/x/v1/SessionLinks', {
    TranscriptSid: sid,
  })
  assert.equal(made.status, 201)
  const [, link] = new RegExp(`^${server.baseUrl}/transcripts/${sid}#link=([0-9a-f]{64})$`).exec(
    made.body.url,
  )!
  const used = await browse<Session>('POST', path, {}, { link })
  assert.deepEqual([used.status, used.body.scope], [201, 'redacted-only'])
  assert.equal((await browse('GET', '/v2/Services', { cookie: cookieOf(used) })).status, 200)
  assertError(await browse('POST', path, {}, { link }), 401)
})

test('links: without a transcript to the list; not for others, nor for malformed sids', async () => {
  const { status, body } = await server.request<{ url: string }>('POST', '/x/v1/SessionLinks')
  assert.equal(status, 201)
  assert.match(body.url, new RegExp(`^${server.baseUrl}/#link=`))
  assertError(await server.request('POST', '/x/v1/SessionLinks', { TranscriptSid: '../evil' }), 400, 20423)
  assertError(await browse('POST', '/x/v1/SessionLinks'), 401)
})
