// How long sessions and links last, and whose they are, over a memory store and a real vault.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { type Caller, keyScopes, rotateHashes } from '../../domain/account.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Sessions } from '../../ports/sessions.ts'
import { anAccount, anApiKey, aStoredAccount } from '../../testing/builders.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { openVault } from '../vault-file/vault.ts'
import { createSessions } from './sessions.ts'

const vault = openVault('unused', randomBytes(32))
const hashesOf = (secret: string) => ({ hash: vault.hash(secret), previousHash: null, previousUntil: null })
const minute = 60_000
let { store } = createMemoryDatabase()
let nowMs: number
let sessions: Sessions
let owner: Caller
beforeEach(async () => {
  store = createMemoryDatabase().store
  nowMs = Date.parse('2026-01-02T03:04:05Z')
  const clock = { now: () => new Date(nowMs), randomHex: () => randomBytes(16).toString('hex') }
  sessions = createSessions({ store, vault, clock })
  const account = aStoredAccount({ token: hashesOf('token') })
  await store.accounts.insert(account)
  owner = { accountSid: account.sid, keySid: null, scope: 'full' }
})
const open = async (caller = owner) => (await sessions.open(caller))!.token
const isGood = async (token: string) => (await sessions.callerOf(token)) !== null

test('a session acts for its account for twelve hours', async () => {
  const token = await open()
  const expires = new Date(nowMs + 12 * 60 * minute)
  assert.deepEqual(await sessions.callerOf(token), { ...owner, expires })
  nowMs = expires.getTime() - 1
  assert.ok(await isGood(token))
  nowMs++
  assert.equal(await isGood(token), false)
})

for (const scope of keyScopes) {
  test(`a session of a ${scope} key has the scope of that key, as it is now`, async () => {
    const key = anApiKey({ accountSid: owner.accountSid, scope, secret: hashesOf('secret') })
    await store.accounts.insertKey(key)
    const token = await open({ ...owner, keySid: key.sid })
    assert.equal((await sessions.callerOf(token))!.scope, scope)
    await store.accounts.updateKey({ ...key, scope: 'read-only' })
    assert.equal((await sessions.callerOf(token))!.scope, 'read-only')
    await store.accounts.removeKey(owner.accountSid, key.sid)
    assert.equal(await isGood(token), false)
  })
}

test('a session ends when it is told to, and no other with it', async () => {
  const [one, other] = [await open(), await open()]
  assert.notEqual(one, other)
  await sessions.end(one)
  assert.deepEqual([await isGood(one), await isGood(other)], [false, true])
})

test('a session lasts as long as the secret that opened it: no longer than the grace of a rotation', async () => {
  const [before, account] = [await open(), (await store.accounts.find(owner.accountSid))!]
  const token = rotateHashes(account.token, vault.hash('new'), { now: new Date(nowMs), graceMs: minute })
  await store.accounts.update({ ...account, token })
  const after = await open()
  assert.deepEqual([await isGood(before), await isGood(after)], [true, true])
  nowMs += minute
  assert.deepEqual([await isGood(before), await isGood(after)], [false, true])
})

test('a link opens one session, within ten minutes, and is none itself', async () => {
  const link = (await sessions.makeLink(owner))!
  assert.equal(await isGood(link.token), false)
  assert.equal(link.expires.getTime(), nowMs + 10 * minute)
  const used = await Promise.all([1, 2, 3].map(() => sessions.useLink(link.token)))
  assert.equal(used.filter(Boolean).length, 1)
  assert.ok(await isGood(used.find(Boolean)!.token))
  const late = (await sessions.makeLink(owner))!
  nowMs += 10 * minute
  assert.equal(await sessions.useLink(late.token), null)
})

test('a session is no link, and other text is neither', async () => {
  assert.equal(await sessions.useLink(await open()), null)
  for (const text of ['', 'x', 'a'.repeat(64)]) {
    assert.equal(await isGood(text), false)
    assert.equal(await sessions.useLink(text), null)
  }
})

test('nothing that is stored opens anything, and what expired is not kept', async () => {
  const rows = new Map<string, unknown>()
  const watched = {
    ...store.sessions,
    insert: async (row: { tokenHash: string }) => void rows.set(row.tokenHash, row),
  }
  const clock = { now: () => new Date(nowMs), randomHex: () => randomBytes(16).toString('hex') }
  const { token } = (await createSessions({ store: { ...store, sessions: watched }, vault, clock }).open(
    owner,
  ))!
  assert.equal(JSON.stringify([...rows.values()]).includes(token), false)
  const old = await open()
  nowMs += 13 * 60 * minute
  await open()
  assert.equal(await store.sessions.find(vault.hash(old)), null)
})

test('nobody gets a session of an account that is not there', async () => {
  assert.equal(await sessions.open({ ...owner, accountSid: anAccount() }), null)
})

const transcriptSid = sidFrom('transcript', 'ab'.repeat(16))
/** The text for reading, after a trade. */
const openEmbed = async (spoken: boolean, caller = owner) => {
  const link = (await sessions.makeEmbedLink(caller, { transcriptSid, spoken }))!
  return (await sessions.useEmbedLink(link.token))!.token
}

test('an embed link opens one view, within ten minutes; the view reads for an hour', async () => {
  const link = (await sessions.makeEmbedLink(owner, { transcriptSid, spoken: false }))!
  assert.equal(link.expires.getTime(), nowMs + 10 * minute)
  assert.equal(await sessions.readerOf(link.token), null)
  const used = await Promise.all([1, 2, 3].map(() => sessions.useEmbedLink(link.token)))
  const opened = used.filter((one) => one !== null)
  assert.equal(opened.length, 1)
  assert.partialDeepStrictEqual(opened[0], { transcriptSid, spoken: false })
  const expires = new Date(nowMs + 60 * minute)
  assert.deepEqual(await sessions.readerOf(opened[0]!.token), {
    accountSid: owner.accountSid,
    keySid: null,
    scope: 'redacted-only',
    transcriptSid,
    spoken: false,
    expires,
  })
  nowMs = expires.getTime()
  assert.equal(await sessions.readerOf(opened[0]!.token), null)
  const late = (await sessions.makeEmbedLink(owner, { transcriptSid, spoken: false }))!
  nowMs += 10 * minute
  assert.equal(await sessions.useEmbedLink(late.token), null)
})

test('nobody makes another grant of a token, nor a session of it, nor the other way round', async () => {
  const token = await openEmbed(false)
  const other = sidFrom('transcript', 'cd'.repeat(16))
  assert.ok(await sessions.readerOf(token))
  for (const forged of [token.replace('redacted', 'spoken'), token.replace(transcriptSid, other)]) {
    assert.notEqual(forged, token)
    assert.equal(await sessions.readerOf(forged), null)
  }
  assert.equal(await isGood(token), false)
  assert.equal(await sessions.readerOf(await open()), null)
  const link = (await sessions.makeLink(owner))!
  assert.equal(await sessions.useEmbedLink(link.token), null)
})

test('a view never sees more than its key may, now', async () => {
  const key = anApiKey({ accountSid: owner.accountSid, scope: 'full', secret: hashesOf('secret') })
  await store.accounts.insertKey(key)
  const token = await openEmbed(true, { ...owner, keySid: key.sid })
  assert.equal((await sessions.readerOf(token))!.scope, 'read-only')
  await store.accounts.updateKey({ ...key, scope: 'redacted-only' })
  assert.equal((await sessions.readerOf(token))!.scope, 'redacted-only')
  await store.accounts.removeKey(owner.accountSid, key.sid)
  assert.equal(await sessions.readerOf(token), null)
})
