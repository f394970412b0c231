// Accounts and their API keys: who may call, and what a key may do (contract section 16).
import type { AccountSid, ApiKeySid } from './sid.ts'

/** What a key may do. `full`: everything. `redacted-only`: everything but reading personal data that redaction
 * would hide. `read-only`: only reading, personal data included. */
export const keyScopes = ['full', 'redacted-only', 'read-only'] as const
/** One of {@link keyScopes}. */
export type KeyScope = (typeof keyScopes)[number]

/** An account, without its secret. Everything stored belongs to exactly one. */
export interface Account {
  sid: AccountSid
  friendlyName: string
  dateCreated: Date
  dateUpdated: Date
}

/** A key of an account, without its secret. */
export interface ApiKey {
  sid: ApiKeySid
  accountSid: AccountSid
  friendlyName: string
  scope: KeyScope
  dateCreated: Date
  dateUpdated: Date
}

/** On whose behalf a request is made. `keySid` is null when the account's own token was used. */
export interface Caller {
  accountSid: AccountSid
  keySid: ApiKeySid | null
  scope: KeyScope
}

/** A secret as it is stored: only hashes, good for comparing. After a rotation the one before stays good until
 * `previousUntil`. */
export interface SecretHashes {
  hash: string
  previousHash: string | null
  previousUntil: Date | null
}

/** The hashes after a rotation at `now`; the old secret stays good for `graceMs`. */
export function rotateHashes(
  { hash }: SecretHashes,
  freshHash: string,
  { now, graceMs }: { now: Date; graceMs: number },
): SecretHashes {
  if (graceMs <= 0) return { hash: freshHash, previousHash: null, previousUntil: null }
  return { hash: freshHash, previousHash: hash, previousUntil: new Date(now.getTime() + graceMs) }
}
