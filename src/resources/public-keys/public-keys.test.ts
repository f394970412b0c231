// Public keys over HTTP, against the whole server.
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { after, test } from 'node:test'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { aPublicKey } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { createKeyHolder } from '../../testing/key-holder.ts'
import type { Seed } from '../../testing/seeded-data.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface PublicKey {
  sid: string
  friendly_name: string
}

const foreign = aPublicKey()
const seed: Seed = ({ store }) => store.publicKeys.insert(foreign)
const server = await startTestServer({ after }, {}, seed)
const collection = '/v1/Credentials/PublicKeys'
const { publicPem } = createKeyHolder()
const post = (path: string, form: Record<string, string> = {}) =>
  server.request<PublicKey>('POST', path, form)
const get = (path: string) => server.request<PublicKey>('GET', path)
const create = (form: Record<string, string> = {}) => post(collection, { PublicKey: publicPem, ...form })
const list = (query = '') =>
  server.request<ListBody<'credentials', PublicKey>>('GET', `${collection}${query}`)

test('a create answers 201 with six properties in order, and without the key itself', async () => {
  const { status, body } = await create({ FriendlyName: 'Änn' })
  assert.equal(status, 201)
  assert.match(body.sid, /^CR[0-9a-f]{32}$/)
  const { date_created } = body as unknown as { date_created: string }
  assert.match(date_created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.deepEqual(Object.entries(body), [
    ['sid', body.sid],
    ['account_sid', server.accountSid],
    ['friendly_name', 'Änn'],
    ['date_created', date_created],
    ['date_updated', date_created],
    ['url', `${server.baseUrl}${collection}/${body.sid}`],
  ])
  assert.deepEqual((await get(`${collection}/${body.sid}`)).body, body)
  assert.deepEqual((await list('?PageSize=1')).body.credentials, [body])
  assert.equal((await create()).body.friendly_name, '')
})

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
const pairs = { small: rsa(1024), usual: rsa(2048), ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }) }

test('a key in the older form for RSA is taken as well, and so is one with line ends of Windows', async () => {
  const key = createPublicKey(publicPem)
  for (const PublicKey of [
    key.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicPem.replaceAll('\n', '\r\n'),
    publicPem.trim(),
  ]) {
    assert.equal((await create({ PublicKey })).status, 201)
  }
})

const spki = { type: 'spki', format: 'pem' } as const
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
for (const [what, pem] of [
  ['no key', ''],
  ['no PEM', 'AAAA'],
  ['a PEM of nothing', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ['a private key', pairs.usual.privateKey.export(pkcs8).toString()],
  [
    'a private key in the older form',
    pairs.usual.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  ],
  ['a key of 1024 bits', pairs.small.publicKey.export(spki).toString()],
  ['a key on a curve', pairs.ec.publicKey.export(spki).toString()],
  ['a key with a NUL', `${publicPem}\0`],
] as const) {
  test(`${what} is refused, and not repeated`, async () => {
    const before = (await list('?PageSize=1000')).body.credentials.length
    const answer = await create({ PublicKey: pem })
    assertError(answer, 400, 20422)
    if (pem.length > 10) assert.equal(JSON.stringify(answer.body).includes(pem.slice(30, 60)), false)
    assert.equal((await list('?PageSize=1000')).body.credentials.length, before)
  })
}

test('a key without PublicKey, or with too long a name, is refused', async () => {
  assertError(await post(collection, { FriendlyName: 'x' }), 400, 20422)
  assertError(await create({ FriendlyName: 'x'.repeat(65) }), 400, 20002)
  assert.equal((await create({ FriendlyName: 'x'.repeat(64) })).status, 201)
})

test('an update changes the name, and nothing else', async () => {
  const { body } = await create({ FriendlyName: 'before' })
  const path = `${collection}/${body.sid}`
  const { status, body: updated } = await post(path, { FriendlyName: 'after', PublicKey: 'ignored' })
  assert.equal(status, 200)
  const { date_updated } = updated as unknown as { date_updated: string }
  assert.deepEqual(updated, { ...body, friendly_name: 'after', date_updated })
  assert.deepEqual((await get(path)).body, updated)
  assertError(await post(path), 400, 20422)
  assertError(await post(path, { FriendlyName: 'x'.repeat(65) }), 400, 20002)
  assert.deepEqual((await get(path)).body, updated)
})

test('a delete answers 204 without a body and is final', async () => {
  const { body } = await create()
  const path = `${collection}/${body.sid}`
  const answer = await server.request('DELETE', path)
  assert.deepEqual([answer.status, answer.body], [204, null])
  for (const method of ['GET', 'DELETE']) assertError(await server.request(method, path), 404, 20404)
  assertError(await post(path, { FriendlyName: 'x' }), 404, 20404)
})

test('a walk over pages gives each key once, newest first', async () => {
  for (let i = 0; i < 5; i++) await create()
  const all = (await list('?PageSize=1000')).body.credentials.map(({ sid }) => sid)
  const pages = await walkList(server, { first: `${collection}?PageSize=2`, key: 'credentials' })
  assert.deepEqual(pages.flat(), all)
})

test('unknown keys and those of another account are 404', async () => {
  for (const sid of [foreign.sid, aPublicKey().sid, 'CR1', `GA${'0'.repeat(32)}`]) {
    const path = `${collection}/${sid}`
    for (const method of ['GET', 'DELETE']) assertError(await server.request(method, path), 404, 20404)
    assertError(await post(path, { FriendlyName: 'x' }), 404, 20404)
  }
})

test('a Service can be encrypted for a key of its account, on create and on update, and for no other', async () => {
  const { body: key } = await create()
  const EncryptionCredentialSid = key.sid
  const made = await server.request<{ sid: string; encryption_credential_sid: string }>(
    'POST',
    '/v2/Services',
    {
      UniqueName: 'encrypted',
      EncryptionCredentialSid,
    },
  )
  assert.deepEqual([made.status, made.body.encryption_credential_sid], [201, key.sid])
  const path = `/v2/Services/${made.body.sid}`
  for (const sid of [foreign.sid, aPublicKey().sid]) {
    const form = { UniqueName: 'refused', EncryptionCredentialSid: sid }
    assertError(await server.request('POST', '/v2/Services', form), 400, 95123)
    assertError(await server.request('POST', path, { EncryptionCredentialSid: sid }), 400, 95123)
  }
  const both = { AutoRedaction: 'true', MediaRedaction: 'true' }
  assertError(await server.request('POST', path, both), 400, 95124)
  assert.deepEqual((await server.request('GET', path)).body, made.body)
  const cleared = await server.request<typeof made.body>('POST', path, {
    EncryptionCredentialSid: '',
    ...both,
  })
  assert.deepEqual([cleared.status, cleared.body.encryption_credential_sid], [200, null])
})

test('a restricted key reads public keys and changes none', async () => {
  const { body } = await create()
  const path = `${collection}/${body.sid}`
  for (const scope of ['read-only', 'redacted-only'] as const) {
    const key = await makeKey(server, scope)
    assert.deepEqual((await key.request('GET', path)).body, body)
    assert.equal((await key.request('GET', collection)).status, 200)
    assertError(await key.request('POST', collection, { PublicKey: publicPem }), 403, 20403)
    assertError(await key.request('POST', path, { FriendlyName: 'x' }), 403, 20403)
    assertError(await key.request('DELETE', path), 403, 20403)
  }
  const full = await makeKey(server, 'full')
  assert.equal((await full.request('DELETE', path)).status, 204)
})
