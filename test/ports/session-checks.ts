// What every store of sessions promises.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { StoredSession } from '../../src/ports/session-store.ts'
import { anApiKey, aStoredAccount } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { at, type StoreSubject } from './store-subject.ts'

/** A session of a new account and a new key of it. */
async function withSession({ store }: StoreSubject, over: Partial<StoredSession> = {}) {
  const account = aStoredAccount()
  await store.accounts.insert(account)
  const key = anApiKey({ accountSid: account.sid })
  await store.accounts.insertKey(key)
  const session: StoredSession = {
    tokenHash: randomBytes(16).toString('hex'),
    kind: 'session',
    accountSid: account.sid,
    keySid: key.sid,
    secretHash: 'hash',
    expires: at(3600),
    ...over,
  }
  await store.sessions.insert(session)
  return session
}

export const sessionChecks: Check<StoreSubject>[] = [
  {
    promises: 'a session is read back as it was written, with a key',
    async run(subject) {
      const session = await withSession(subject)
      assert.deepEqual(await subject.store.sessions.find(session.tokenHash), session)
      assert.equal(await subject.store.sessions.find('unknown'), null)
    },
  },
  {
    promises: 'of several who take a session at once one gets it',
    async run(subject) {
      const { tokenHash } = await withSession(subject, { kind: 'link' })
      const taken = await Promise.all([1, 2, 3].map(() => subject.store.sessions.take(tokenHash)))
      assert.equal(taken.filter(Boolean).length, 1)
      assert.equal(await subject.store.sessions.find(tokenHash), null)
    },
  },
  {
    promises: 'expired sessions are removed, the others are not',
    async run(subject) {
      const [old, good] = [await withSession(subject, { expires: at(0) }), await withSession(subject)]
      await subject.store.sessions.removeExpired(at(1))
      assert.equal(await subject.store.sessions.find(old.tokenHash), null)
      assert.ok(await subject.store.sessions.find(good.tokenHash))
    },
  },
  {
    promises: 'a session goes with its key',
    async run(subject) {
      const { accountSid, keySid, tokenHash } = await withSession(subject)
      assert.equal(await subject.store.accounts.removeKey(accountSid, keySid!), true)
      assert.equal(await subject.store.sessions.find(tokenHash), null)
    },
  },
]
