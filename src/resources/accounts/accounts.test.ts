// Accounts over HTTP, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { anAccount } from '../../testing/builders.ts'
import { clientOf, makeAccount, makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Account {
  sid: string
  friendly_name: string
  date_created: string
  date_updated: string
  url: string
  auth_token?: string
}

const server = await startTestServer({ after })
const collection = '/x/v1/Accounts'
const create = (form?: Record<string, string>) => server.request<Account>('POST', collection, form)
const get = (sid: string) => server.request<Account>('GET', `${collection}/${sid}`)
const rotate = (sid: string, form?: Record<string, string>) =>
  server.request<Account>('POST', `${collection}/${sid}/Rotate`, form)
/** The status of an authenticated request of `sid` with `token`. */
const statusAs = async (sid: string, token: string) =>
  (await clientOf(server, sid, token).request('GET', '/v2/Services')).status

test('a create answers 201 with its token, which is never shown again', async () => {
  const { status, body } = await create({ FriendlyName: 'Änn' })
  assert.equal(status, 201)
  assert.match(body.sid, /^AC[0-9a-f]{32}$/)
  assert.match(body.auth_token ?? '', /^[0-9a-f]{32}$/)
  const { auth_token, ...shown } = body
  assert.deepEqual(Object.entries(shown), [
    ['sid', body.sid],
    ['friendly_name', 'Änn'],
    ['date_created', body.date_created],
    ['date_updated', body.date_created],
    ['url', `${server.baseUrl}${collection}/${body.sid}`],
  ])
  assert.deepEqual((await get(body.sid)).body, shown)
  const listed = (await server.request<ListBody<'accounts', Account>>('GET', collection)).body.accounts
  assert.deepEqual(
    listed.find(({ sid }) => sid === body.sid),
    shown,
  )
  assert.equal(JSON.stringify(listed).includes(auth_token!), false)
})

test('a name is optional and has at most 64 characters', async () => {
  assert.equal((await create()).body.friendly_name, '')
  assert.equal((await create({ FriendlyName: 'x'.repeat(64) })).status, 201)
  assertError(await create({ FriendlyName: 'x'.repeat(65) }), 400, 20002)
})

test('a new account works at once, and sees nothing of the first one', async () => {
  const form = { UniqueName: 'of the first' }
  const { body: service } = await server.request<{ sid: string }>('POST', '/v2/Services', form)
  const other = await makeAccount(server)
  const { body } = await other.request<ListBody<'services', object>>('GET', '/v2/Services')
  assert.deepEqual(body.services, [])
  for (const method of ['GET', 'POST', 'DELETE']) {
    assertError(await other.request(method, `/v2/Services/${service.sid}`), 404, 20404)
  }
  assert.equal((await other.request('POST', '/v2/Services', form)).status, 201)
})

test('the list holds the first account and all others, newest first over pages', async () => {
  for (let i = 0; i < 4; i++) await create()
  const { body } = await server.request<ListBody<'accounts', Account>>('GET', `${collection}?PageSize=1000`)
  const sids = body.accounts.map(({ sid }) => sid)
  assert.equal(sids.at(-1), server.accountSid)
  assert.deepEqual(
    (await walkList(server, { first: `${collection}?PageSize=2`, key: 'accounts' })).flat(),
    sids,
  )
})

test('a rotated token replaces the old one at once', async () => {
  const { sid, auth_token: old = '' } = (await create()).body
  assert.equal(await statusAs(sid, old), 200)
  const { status, body } = await rotate(sid)
  assert.equal(status, 200)
  assert.notEqual(body.auth_token, old)
  assert.deepEqual([await statusAs(sid, old), await statusAs(sid, body.auth_token!)], [401, 200])
  const { auth_token: _, ...shown } = body
  assert.deepEqual((await get(sid)).body, shown)
})

test('with GraceSeconds both tokens are good, and a third rotation ends the first', async () => {
  const { sid, auth_token: first = '' } = (await create()).body
  const second = (await rotate(sid, { GraceSeconds: '3600' })).body.auth_token!
  assert.deepEqual([await statusAs(sid, first), await statusAs(sid, second)], [200, 200])
  const third = (await rotate(sid, { GraceSeconds: '3600' })).body.auth_token!
  const statuses = await Promise.all([first, second, third].map((token) => statusAs(sid, token)))
  assert.deepEqual(statuses, [401, 200, 200])
})

for (const GraceSeconds of ['-1', 'x', '1.5', '31536001']) {
  test(`GraceSeconds=${GraceSeconds} is 400 and rotates nothing`, async () => {
    const { sid, auth_token = '' } = (await create()).body
    assertError(await rotate(sid, { GraceSeconds }), 400)
    assert.equal(await statusAs(sid, auth_token), 200)
  })
}

test('unknown accounts are 404', async () => {
  for (const sid of [anAccount(), 'AC1', `SK${'0'.repeat(32)}`]) {
    assertError(await get(sid), 404, 20404)
    assertError(await rotate(sid), 404, 20404)
  }
})

test("nobody but the first account's own token manages accounts: not its keys, not other accounts", async () => {
  const other = await makeAccount(server)
  const clients = [other, await makeKey(server, 'full'), await makeKey(server, 'redacted-only')]
  const before = (await server.request<ListBody<'accounts', Account>>('GET', `${collection}?PageSize=1000`))
    .body
  for (const client of clients) {
    assertError(await client.request('GET', collection), 403, 20403)
    assertError(await client.request('POST', collection), 403, 20403)
    for (const sid of [server.accountSid, other.accountSid]) {
      assertError(await client.request('GET', `${collection}/${sid}`), 403, 20403)
      assertError(await client.request('POST', `${collection}/${sid}/Rotate`), 403, 20403)
    }
  }
  const after = (await server.request<ListBody<'accounts', Account>>('GET', `${collection}?PageSize=1000`))
    .body
  assert.deepEqual(after.accounts, before.accounts)
  assertError(await clientOf(server, 'x', 'y').request('GET', collection), 401, 20003)
})

test('a deleted account is refused at once, its keys too, and is not in the list any more', async () => {
  const { sid, auth_token = '' } = (await create({ FriendlyName: 'leaving' })).body
  const own = clientOf(server, sid, auth_token)
  const { body: key } = await own.request<{ sid: string; secret: string }>('POST', '/x/v1/Keys', {
    FriendlyName: 'one',
    Scope: 'full',
  })
  assert.equal(await statusAs(sid, auth_token), 200)
  assertError(await own.request('DELETE', `${collection}/${sid}`), 403, 20403)
  const { status, body } = await server.request('DELETE', `${collection}/${sid}`)
  assert.deepEqual([status, body], [204, null])
  assert.deepEqual([await statusAs(sid, auth_token), await statusAs(key.sid, key.secret)], [401, 401])
  assertError(await get(sid), 404, 20404)
  assertError(await server.request('DELETE', `${collection}/${sid}`), 404, 20404)
  assertError(await server.request('DELETE', `${collection}/nobody`), 404, 20404)
})

test('the first account can not be deleted, by itself neither', async () => {
  assertError(await server.request('DELETE', `${collection}/${server.accountSid}`), 409, 20409)
  assert.equal((await get(server.accountSid)).status, 200)
})

test('a token that is set by configuration is not rotated: the next start would undo it', async () => {
  assertError(await server.request('POST', `/x/v1/Accounts/${server.accountSid}/Rotate`), 409, 20409)
})
