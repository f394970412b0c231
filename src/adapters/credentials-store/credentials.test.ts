// Who is let in, with which secret and for how long, over a memory store and a real vault.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { keyScopes, rotateHashes } from '../../domain/account.ts'
import type { AccountSid } from '../../domain/sid.ts'
import type { Credentials } from '../../ports/credentials.ts'
import { anAccount, anApiKey, aStoredAccount } from '../../testing/builders.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { openVault } from '../vault-file/vault.ts'
import { createCredentials } from './credentials.ts'

const vault = openVault('unused', randomBytes(32))
const hashesOf = (secret: string) => ({ hash: vault.hash(secret), previousHash: null, previousUntil: null })
const authToken = 'pa:ss wörd'

let database: ReturnType<typeof createMemoryDatabase>
let nowMs: number
let credentials: Credentials
let sid: AccountSid
beforeEach(async () => {
  database = createMemoryDatabase()
  nowMs = Date.parse('2026-01-02T03:04:05Z')
  const clock = { now: () => new Date(nowMs), randomHex: () => '' }
  credentials = createCredentials({ accounts: database.store.accounts, vault, clock })
  const account = aStoredAccount({ token: hashesOf(authToken), tokenSealed: vault.seal(authToken) })
  sid = account.sid
  await database.store.accounts.insert(account)
})
const caller = () => ({ accountSid: sid, keySid: null, scope: 'full' })

test('an account with its token is let in with every right', async () => {
  assert.deepEqual(await credentials.verify(sid, authToken), caller())
  assert.deepEqual(await credentials.verify(sid, authToken), caller())
})

for (const scope of keyScopes) {
  test(`a ${scope} key with its secret acts for its account within its scope`, async () => {
    const key = anApiKey({ accountSid: sid, scope, secret: hashesOf('secret') })
    await database.store.accounts.insertKey(key)
    const expected = { accountSid: sid, keySid: key.sid, scope }
    assert.deepEqual(await credentials.verify(key.sid, 'secret'), expected)
    assert.equal(await credentials.verify(key.sid, authToken), null)
    assert.equal(await credentials.verify(sid, 'secret'), null)
  })
}

test('a wrong user or password of any length is refused, also behind a right one', async () => {
  await credentials.verify(sid, authToken)
  for (const [user, password] of [
    [sid, ''],
    [sid, `${authToken}0`],
    [sid, authToken.slice(1)],
    [sid, ` ${authToken}`],
    [sid, vault.hash(authToken)],
    ['', authToken],
    ['', ''],
    [anAccount(), authToken],
    [anAccount(), ''],
    [anApiKey().sid, authToken],
    [anApiKey().sid, ''],
    [sid.toLowerCase(), authToken],
    [authToken, sid],
    [`${sid}:pa`, 'ss wörd'],
  ] as const) {
    assert.equal(await credentials.verify(user, password), null, `${user} ${password}`)
  }
})

test('the auth token is told for its account, and for no unknown one', async () => {
  assert.equal(await credentials.authToken(sid), authToken)
  assert.equal(await credentials.authToken(anAccount()), null)
})

for (const kind of ['token', 'key'] as const) {
  test(`a rotated ${kind}: the old secret is good until its time, the new one at once and after`, async () => {
    const { accounts } = database.store
    const now = new Date(nowMs)
    const secret = rotateHashes(hashesOf('old'), vault.hash('new'), { now, graceMs: 60_000 })
    const key = anApiKey({ accountSid: sid, secret })
    if (kind === 'key') await accounts.insertKey(key)
    else await accounts.update({ ...(await accounts.find(sid))!, token: secret })
    const user = kind === 'key' ? key.sid : sid
    const letIn = async (password: string) => {
      credentials.forget()
      return (await credentials.verify(user, password)) !== null
    }
    for (const [afterMs, good] of [
      [0, true],
      [59_999, true],
      [60_000, false],
      [3_600_000, false],
    ] as const) {
      nowMs = now.getTime() + afterMs
      assert.equal(await letIn('old'), good, `${afterMs} ms later`)
      assert.equal(await letIn('new'), true)
      assert.equal(await letIn('other'), false)
    }
  })
}

test('without a grace period the old secret is refused at once', async () => {
  const rotated = rotateHashes(hashesOf('old'), vault.hash('new'), { now: new Date(nowMs), graceMs: 0 })
  const key = anApiKey({ accountSid: sid, secret: rotated })
  await database.store.accounts.insertKey(key)
  assert.equal(await credentials.verify(key.sid, 'old'), null)
  assert.ok(await credentials.verify(key.sid, 'new'))
})

test('a second rotation leaves only the two latest secrets, each for its time', () => {
  const now = new Date(nowMs)
  const once = rotateHashes(hashesOf('a'), 'b', { now, graceMs: 1000 })
  assert.deepEqual(rotateHashes(once, 'c', { now, graceMs: 500 }), {
    hash: 'c',
    previousHash: 'b',
    previousUntil: new Date(nowMs + 500),
  })
})

test('an answer is kept for a moment: a deleted key is refused after forget(), or after that moment', async () => {
  for (const after of ['forget', 'time'] as const) {
    const key = anApiKey({ accountSid: sid, secret: hashesOf('secret') })
    await database.store.accounts.insertKey(key)
    assert.ok(await credentials.verify(key.sid, 'secret'))
    await database.store.accounts.removeKey(sid, key.sid)
    assert.ok(await credentials.verify(key.sid, 'secret'), 'the answer was kept')
    if (after === 'forget') credentials.forget()
    else nowMs += 2000
    assert.equal(await credentials.verify(key.sid, 'secret'), null)
  }
})

test('a refusal is not kept: a key works as soon as it exists', async () => {
  const key = anApiKey({ accountSid: sid, secret: hashesOf('secret') })
  assert.equal(await credentials.verify(key.sid, 'secret'), null)
  await database.store.accounts.insertKey(key)
  assert.ok(await credentials.verify(key.sid, 'secret'))
})

test('a wrong password of an account, of a key and of nobody costs the same look-ups and comparisons', async () => {
  const { accounts } = database.store
  const key = anApiKey({ accountSid: sid, secret: hashesOf('secret') })
  await accounts.insertKey(key)
  const rotated = anApiKey({
    accountSid: sid,
    secret: rotateHashes(hashesOf('a'), vault.hash('b'), { now: new Date(nowMs), graceMs: 60_000 }),
  })
  await accounts.insertKey(rotated)
  const work: string[] = []
  const noting = <T extends object>(part: T, names: (keyof T & string)[]): T =>
    Object.assign(
      { ...part },
      Object.fromEntries(
        names.map((name) => [
          name,
          (...args: unknown[]) => {
            work.push(name.replace('findKey', 'find'))
            return (part[name] as (...given: unknown[]) => unknown)(...args)
          },
        ]),
      ),
    )
  const clock = { now: () => new Date(nowMs), randomHex: () => '' }
  const watched = createCredentials({
    accounts: noting(accounts, ['find', 'findKey']),
    vault: noting(vault, ['matches', 'hash']),
    clock,
  })
  work.splice(0)
  for (const user of [sid, anAccount(), key.sid, rotated.sid, anApiKey().sid]) {
    for (const password of ['wrong', '', 'w'.repeat(200)]) {
      assert.equal(await watched.verify(user, password), null)
      assert.deepEqual(work.splice(0), ['find', 'matches', 'matches'], `${user} ${password}`)
    }
  }
})
