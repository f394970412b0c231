// Public keys as stored rows, scoped to one account.
import type { Page, PageRequest } from '../domain/page.ts'
import type { PublicKey } from '../domain/public-key.ts'
import type { AccountSid, PublicKeySid } from '../domain/sid.ts'

/** Reads and writes public keys. */
export interface PublicKeyStore {
  insert(key: PublicKey): Promise<void>
  find(account: AccountSid, sid: PublicKeySid): Promise<PublicKey | null>
  /** Newest first. */
  list(account: AccountSid, page: PageRequest): Promise<Page<PublicKey>>
  /** Changes the friendly name.
   * @returns false when there is none of that sid */
  rename(key: PublicKey): Promise<boolean>
  /** @returns false when there was none */
  remove(account: AccountSid, sid: PublicKeySid): Promise<boolean>
}
