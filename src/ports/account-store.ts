// Accounts and API keys as stored rows, with their secrets in the two forms they may be stored in.
import type { Account, ApiKey, SecretHashes } from '../domain/account.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid, ApiKeySid } from '../domain/sid.ts'

/** An account with its token: hashes for comparing, and the token itself sealed, since webhooks are signed with it. */
export interface StoredAccount extends Account {
  token: SecretHashes
  tokenSealed: string
}

/** A key with the hashes of its secret. */
export interface StoredApiKey extends ApiKey {
  secret: SecretHashes
}

/** Reads and writes accounts and keys. */
export interface AccountStore {
  /** @throws VerbatimError conflict when there is an account of that sid */
  insert(account: StoredAccount): Promise<void>
  /** Inserts only into an empty table; two processes that start at once make one account.
   * @returns false when there was an account already */
  insertFirst(account: StoredAccount): Promise<boolean>
  find(sid: AccountSid): Promise<StoredAccount | null>
  /** The account that was made first; null when there is none. */
  findOldest(): Promise<StoredAccount | null>
  /** Newest first. */
  list(page: PageRequest): Promise<Page<Account>>
  /** Replaces name and token of an account.
   * @returns false when there is none of that sid */
  update(account: StoredAccount): Promise<boolean>
  /** Removes an account with its keys, sessions, media keys and audit log. All else of it stays.
   * @returns false when there was none */
  remove(sid: AccountSid): Promise<boolean>

  insertKey(key: StoredApiKey): Promise<void>
  /** A key of any account, for authentication. */
  findKey(sid: ApiKeySid): Promise<StoredApiKey | null>
  /** Newest first. */
  listKeys(account: AccountSid, page: PageRequest): Promise<Page<ApiKey>>
  /** Replaces name, scope and secret of a key of its account.
   * @returns false when there is none of that sid */
  updateKey(key: StoredApiKey): Promise<boolean>
  /** @returns false when there was none */
  removeKey(account: AccountSid, sid: ApiKeySid): Promise<boolean>
}
