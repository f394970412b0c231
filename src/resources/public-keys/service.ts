// Rules of public keys: only RSA keys that content can be encrypted under (contract section 14).
import { createPublicKey, type KeyObject } from 'node:crypto'
import { fault } from '../../domain/errors.ts'
import type { PublicKey } from '../../domain/public-key.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Store } from '../../ports/unit-of-work.ts'

/** What public keys need. */
export interface PublicKeysDeps {
  store: Store
  clock: Clock
}

const MIN_BITS = 2048

/** Stores a public key.
 * @throws VerbatimError invalidParameter, friendlyNameTooLong */
export async function createKey(
  account: AccountSid,
  wanted: { pem: string; friendlyName: string },
  { store, clock }: PublicKeysDeps,
): Promise<PublicKey> {
  const now = clock.now()
  const key: PublicKey = {
    sid: sidFrom('publicKey', clock.randomHex()),
    accountSid: account,
    friendlyName: checkName(wanted.friendlyName),
    pem: readPem(wanted.pem),
    dateCreated: now,
    dateUpdated: now,
  }
  await store.publicKeys.insert(key)
  return key
}

/** Finds a public key.
 * @throws VerbatimError notFound */
export async function fetchKey(
  account: AccountSid,
  sid: string,
  { store }: PublicKeysDeps,
): Promise<PublicKey> {
  const key = isSid('publicKey', sid) ? await store.publicKeys.find(account, sid) : null
  if (!key) throw notFound(sid)
  return key
}

/** Changes the friendly name.
 * @throws VerbatimError notFound, friendlyNameTooLong */
export async function renameKey(
  account: AccountSid,
  wanted: { sid: string; friendlyName: string },
  deps: PublicKeysDeps,
): Promise<PublicKey> {
  const found = await fetchKey(account, wanted.sid, deps)
  const key = { ...found, friendlyName: checkName(wanted.friendlyName), dateUpdated: deps.clock.now() }
  if (!(await deps.store.publicKeys.rename(key))) throw notFound(wanted.sid)
  return key
}

/** Deletes a public key. Services that name it refuse to encrypt from then on: their transcripts end as failed.
 * @throws VerbatimError notFound */
export async function deleteKey(account: AccountSid, sid: string, { store }: PublicKeysDeps): Promise<void> {
  const removed = isSid('publicKey', sid) && (await store.publicKeys.remove(account, sid))
  if (!removed) throw notFound(sid)
}

function readPem(text: string): string {
  let key: KeyObject
  try {
    // A private key would be read as well, and be kept here by mistake.
    if (/PRIVATE KEY/.test(text)) throw new Error('this is a private key')
    key = createPublicKey(text)
  } catch {
    throw fault('invalidParameter', 'PublicKey is not a public key in PEM')
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_BITS) {
    throw fault('invalidParameter', `PublicKey must be an RSA key of ${MIN_BITS} bits or more`)
  }
  return key.export({ type: 'spki', format: 'pem' }) as string
}

function checkName(name: string): string {
  if (name.length > 64) throw fault('friendlyNameTooLong')
  return name
}

function notFound(sid: string) {
  return fault('notFound', `The requested resource /v1/Credentials/PublicKeys/${sid} was not found`)
}
