// The first account: configured, taken over from version 0.1, or made once.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { anAccount } from '../../testing/builders.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { openVault } from '../vault-file/vault.ts'
import { type FirstAccountSources, openFirstAccount } from './first-account.ts'

const vault = openVault('unused', randomBytes(32))
const none = { accountSid: null, authToken: null }
let database: ReturnType<typeof createMemoryDatabase>
beforeEach(() => {
  database = createMemoryDatabase()
})

const open = (sources: Partial<FirstAccountSources> = {}) =>
  openFirstAccount({ configured: none, legacy: null, ...sources }, { ...database, vault })
const all = async () => (await database.store.accounts.list({ limit: 99, cursor: null })).items

/** Asserts that the account is stored with this token, and that the token is nowhere in the clear. */
async function assertStored(accountSid: string, authToken: string) {
  const stored = await database.store.accounts.find(accountSid as never)
  assert.ok(stored && vault.matches(authToken, stored.token.hash))
  assert.equal(vault.open(stored.tokenSealed), authToken)
  assert.equal(JSON.stringify(stored).includes(authToken), false)
}

test('the first start makes an account and says so; later starts know it and keep quiet', async () => {
  const first = await open()
  assert.match(first.accountSid, /^AC[0-9a-f]{32}$/)
  assert.match(first.authToken, /^[0-9a-f]{32}$/)
  assert.equal(first.generated, true)
  await assertStored(first.accountSid, first.authToken)
  assert.deepEqual(await open(), { ...first, generated: false })
  assert.equal((await all()).length, 1)
})

test('two processes that start at once make one account', async () => {
  const opened = await Promise.all([open(), open(), open()])
  assert.equal(new Set(opened.map(({ accountSid }) => accountSid)).size, 1)
  assert.equal(new Set(opened.map(({ authToken }) => authToken)).size, 1)
  assert.deepEqual(opened.map(({ generated }) => generated).sort(), [false, false, true])
  assert.equal((await all()).length, 1)
})

test('a configured account wins, is never announced, and is stored beside the one that was there', async () => {
  const made = await open()
  const configured = { accountSid: anAccount(), authToken: 'configured' }
  for (let start = 0; start < 2; start++) {
    assert.deepEqual(await open({ configured }), { ...configured, generated: false, configured: true })
    await assertStored(configured.accountSid, 'configured')
  }
  assert.equal((await all()).length, 2)
  assert.equal((await open()).accountSid, made.accountSid)
})

test('a configured token that changed replaces the stored one; the name stays', async () => {
  const accountSid = anAccount()
  await open({ configured: { accountSid, authToken: 'before' } })
  const stored = (await database.store.accounts.find(accountSid))!
  await database.store.accounts.update({ ...stored, friendlyName: 'Ours' })
  assert.equal((await open({ configured: { accountSid, authToken: 'after' } })).authToken, 'after')
  await assertStored(accountSid, 'after')
  const next = (await database.store.accounts.find(accountSid))!
  assert.equal(vault.matches('before', next.token.hash), false)
  assert.equal(next.friendlyName, 'Ours')
})

test('the same token again leaves the row as it is, with what a rotation left in it', async () => {
  const configured = { accountSid: anAccount(), authToken: 'same' }
  await open({ configured })
  const stored = (await database.store.accounts.find(configured.accountSid))!
  const token = { ...stored.token, previousHash: 'x', previousUntil: new Date(0) }
  await database.store.accounts.update({ ...stored, token })
  await open({ configured })
  assert.deepEqual((await database.store.accounts.find(configured.accountSid))!.token, token)
})

test('the account of version 0.1 is taken once, and not announced', async () => {
  const legacy = { accountSid: anAccount(), authToken: 'from version 0.1' }
  assert.deepEqual(await open({ legacy }), { ...legacy, generated: false, configured: false })
  await assertStored(legacy.accountSid, legacy.authToken)
  const another = { accountSid: anAccount(), authToken: 'not taken' }
  assert.equal((await open({ legacy: another })).accountSid, legacy.accountSid)
  assert.equal((await open()).authToken, legacy.authToken)
  assert.equal((await all()).length, 1)
})

for (const [what, configured, message] of [
  ['a sid without a token', { accountSid: anAccount(), authToken: null }, /both/],
  ['a token without a sid', { accountSid: null, authToken: 'tell-nobody' }, /both/],
  ['a sid that is none', { accountSid: 'AC123', authToken: 'tell-nobody' }, /AC and 32 hex/],
  ['the sid of a key', { accountSid: `SK${'0'.repeat(32)}`, authToken: 'tell-nobody' }, /AC and/],
] as const) {
  test(`${what} is refused at start, without the token in the message, and nothing is stored`, async () => {
    await assert.rejects(
      open({ configured }),
      (error: Error) => message.test(error.message) && !error.message.includes('tell-nobody'),
    )
    assert.deepEqual(await all(), [])
  })
}
