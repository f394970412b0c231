// Rules of API keys: secrets are shown once, when they are made; only their hash is kept.
import { type ApiKey, type KeyScope, rotateHashes } from '../../domain/account.ts'
import { fault } from '../../domain/errors.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import type { StoredApiKey } from '../../ports/account-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import type { Vault } from '../../ports/vault.ts'

/** What API keys need. */
export interface ApiKeysDeps {
  store: Store
  vault: Vault
  credentials: Credentials
  clock: Clock
}

/** A key with its secret in the clear, to be shown once. */
export interface KeyWithSecret {
  key: ApiKey
  secret: string
}

/** Makes a key of `account`.
 * @throws VerbatimError friendlyNameTooLong */
export async function createKey(
  account: AccountSid,
  wanted: { friendlyName: string; scope: KeyScope },
  { store, vault, clock }: ApiKeysDeps,
): Promise<KeyWithSecret> {
  if (wanted.friendlyName.length > 64) throw fault('friendlyNameTooLong')
  const [now, secret] = [clock.now(), clock.randomHex()]
  const key: StoredApiKey = {
    ...wanted,
    sid: sidFrom('apiKey', clock.randomHex()),
    accountSid: account,
    secret: { hash: vault.hash(secret), previousHash: null, previousUntil: null },
    dateCreated: now,
    dateUpdated: now,
  }
  await store.accounts.insertKey(key)
  return { key, secret }
}

/** Gives a key a new secret; the old one is good for `graceMs` more.
 * @throws VerbatimError notFound */
export async function rotateKey(
  account: AccountSid,
  { sid, graceMs }: { sid: string; graceMs: number },
  deps: ApiKeysDeps,
): Promise<KeyWithSecret> {
  const found = isSid('apiKey', sid) ? await deps.store.accounts.findKey(sid) : null
  if (found?.accountSid !== account) throw notFound(sid)
  const [now, secret] = [deps.clock.now(), deps.clock.randomHex()]
  const hashes = rotateHashes(found.secret, deps.vault.hash(secret), { now, graceMs })
  const key: StoredApiKey = { ...found, secret: hashes, dateUpdated: now }
  await deps.store.accounts.updateKey(key)
  deps.credentials.forget()
  return { key, secret }
}

/** Deletes a key; it stops working at once.
 * @throws VerbatimError notFound */
export async function deleteKey(account: AccountSid, sid: string, deps: ApiKeysDeps): Promise<void> {
  const removed = isSid('apiKey', sid) && (await deps.store.accounts.removeKey(account, sid))
  deps.credentials.forget()
  if (!removed) throw notFound(sid)
}

function notFound(sid: string) {
  return fault('notFound', `The key ${sid} was not found`)
}
