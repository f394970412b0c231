// What every store of accounts and API keys promises.
import assert from 'node:assert/strict'
import type { Account, ApiKey } from '../../src/domain/account.ts'
import type { StoredAccount, StoredApiKey } from '../../src/ports/account-store.ts'
import { anAccount, anApiKey, aStoredAccount } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { at, conflict, firstPage, type ReadPage, type StoreSubject, walk } from './store-subject.ts'

const rotated = { hash: 'new', previousHash: 'old', previousUntil: at(60) }

/** Stores an account and `keys` of it. */
async function withKeys({ store }: StoreSubject, ...keys: Partial<StoredApiKey>[]) {
  const account = aStoredAccount()
  await store.accounts.insert(account)
  const rows = keys.map((over) => anApiKey({ accountSid: account.sid, ...over }))
  for (const row of rows) await store.accounts.insertKey(row)
  return { accountSid: account.sid, keys: rows }
}

const sidsOf = async (list: ReadPage<Account | ApiKey>, limit: number) =>
  (await walk(list, limit)).map(({ sid }) => sid)

/** Promises that need a database in which no account is yet. */
export const firstAccountChecks: Check<StoreSubject>[] = [
  {
    promises: 'the first account is inserted once, also when several try at once',
    async run({ store, unitOfWork }) {
      assert.equal(await store.accounts.findOldest(), null)
      const rivals = Array.from({ length: 6 }, () => aStoredAccount())
      const outcomes = await Promise.all(
        rivals.map((one) => unitOfWork(({ accounts }) => accounts.insertFirst(one))),
      )
      assert.deepEqual(outcomes.filter(Boolean), [true])
      const winner = rivals[outcomes.indexOf(true)]
      assert.deepEqual((await store.accounts.list(firstPage(9))).items.length, 1)
      assert.deepEqual(await store.accounts.findOldest(), winner)
      await store.accounts.insert(aStoredAccount({ dateCreated: new Date(Date.now() + 60_000) }))
      assert.deepEqual(await store.accounts.findOldest(), winner)
      const late = await unitOfWork(({ accounts }) => accounts.insertFirst(aStoredAccount()))
      assert.equal(late, false)
    },
  },
]

export const accountChecks: Check<StoreSubject>[] = [
  {
    promises: 'an account is read back as it was written, and its sid is taken once',
    async run({ store }) {
      const account = aStoredAccount({ friendlyName: 'Änn 🔑', dateCreated: at(0), token: rotated })
      await store.accounts.insert(account)
      assert.deepEqual(await store.accounts.find(account.sid), account)
      await assert.rejects(store.accounts.insert(aStoredAccount({ sid: account.sid })), conflict)
      assert.deepEqual(await store.accounts.find(account.sid), account)
      assert.equal(await store.accounts.find(anAccount()), null)
    },
  },
  {
    promises: 'an update replaces name and token of one account and nothing else',
    async run({ store }) {
      const [account, other] = [aStoredAccount(), aStoredAccount()]
      for (const one of [account, other]) await store.accounts.insert(one)
      const change: Partial<StoredAccount> = {
        friendlyName: 'new',
        token: rotated,
        tokenSealed: 'sealed',
        dateUpdated: at(9),
      }
      assert.equal(await store.accounts.update({ ...account, ...change }), true)
      assert.deepEqual(await store.accounts.find(account.sid), { ...account, ...change })
      assert.deepEqual(await store.accounts.find(other.sid), other)
      const unknown = aStoredAccount()
      assert.equal(await store.accounts.update(unknown), false)
      assert.equal(await store.accounts.find(unknown.sid), null)
    },
  },
  {
    promises: 'accounts are listed newest first, each once, over pages',
    async run({ store }) {
      // Later than whatever other checks have made.
      const future = Date.now() + 3_600_000
      const rows = [0, 1, 2].map((i) => aStoredAccount({ dateCreated: new Date(future + i) }))
      for (const row of rows) await store.accounts.insert(row)
      const sids = await sidsOf((page) => store.accounts.list(page), 2)
      assert.deepEqual(sids.slice(0, 3), rows.map(({ sid }) => sid).reverse())
      assert.equal(new Set(sids).size, sids.length)
    },
  },
  {
    promises: 'a key is read back as it was written, whoever asks, and replaced as a whole',
    async run(subject) {
      const { accounts } = subject.store
      const { keys } = await withKeys(subject, {
        scope: 'redacted-only',
        friendlyName: 'Kéy',
        secret: rotated,
      })
      const key = keys[0]!
      assert.deepEqual(await accounts.findKey(key.sid), key)
      const secret = { hash: 'next', previousHash: null, previousUntil: null }
      const next = { ...key, secret, friendlyName: '', scope: 'read-only' as const, dateUpdated: at(5) }
      assert.equal(await accounts.updateKey(next), true)
      assert.deepEqual(await accounts.findKey(key.sid), next)
      assert.equal(await accounts.findKey(anApiKey().sid), null)
      assert.equal(await accounts.updateKey(anApiKey({ accountSid: key.accountSid })), false)
    },
  },
  {
    promises: 'keys of an account are listed newest first, those of others not at all',
    async run(subject) {
      const { accounts } = subject.store
      const { accountSid, keys } = await withKeys(subject, ...[0, 1, 2].map((i) => ({ dateCreated: at(i) })))
      await withKeys(subject, { dateCreated: at(1) })
      const sids = await sidsOf((page) => accounts.listKeys(accountSid, page), 2)
      assert.deepEqual(sids, keys.map(({ sid }) => sid).reverse())
      assert.deepEqual((await accounts.listKeys(anAccount(), firstPage(9))).items, [])
    },
  },
  {
    promises: "a removed key is gone; another account's key is neither removed nor changed",
    async run(subject) {
      const { accounts } = subject.store
      const { accountSid, keys } = await withKeys(subject, {}, {})
      const [key, kept] = [keys[0]!, keys[1]!]
      const { accountSid: stranger } = await withKeys(subject)
      assert.equal(await accounts.removeKey(stranger, key.sid), false)
      assert.equal(await accounts.updateKey({ ...key, accountSid: stranger, friendlyName: 'mine' }), false)
      assert.deepEqual(await accounts.findKey(key.sid), key)
      assert.equal(await accounts.removeKey(accountSid, key.sid), true)
      assert.equal(await accounts.findKey(key.sid), null)
      assert.equal(await accounts.removeKey(accountSid, key.sid), false)
      assert.deepEqual(await accounts.findKey(kept.sid), kept)
    },
  },
  {
    promises: 'a removed account takes its keys and media keys along, and nothing of another',
    async run(subject) {
      const { accounts, mediaKeys } = subject.store
      const [gone, left] = [await withKeys(subject, {}), await withKeys(subject, {})]
      const keyOf = ({ accountSid }: typeof gone, id: string) =>
        mediaKeys.obtain({ accountSid, customerKey: null }, { id, sealed: 'sealed' })
      const [goneKey, leftKey] = [gone, left].map((one) => one.accountSid.slice(2)) as [string, string]
      await keyOf(gone, goneKey)
      await keyOf(left, leftKey)
      assert.equal(await accounts.remove(gone.accountSid), true)
      assert.equal(await accounts.remove(gone.accountSid), false)
      assert.equal(await accounts.find(gone.accountSid), null)
      assert.equal(await accounts.findKey(gone.keys[0]!.sid), null)
      assert.equal(await mediaKeys.find(goneKey), null)
      assert.notEqual(await accounts.find(left.accountSid), null)
      assert.deepEqual(await accounts.findKey(left.keys[0]!.sid), left.keys[0])
      assert.notEqual(await mediaKeys.find(leftKey), null)
    },
  },
]
