// Keys of encrypted media as stored rows: one per scope, sealed by the vault. Whoever removes a row makes everything
// unreadable that was encrypted under it, copies in backups included.
import type { AccountSid } from '../domain/sid.ts'

/** What is encrypted under one key: the media of an account's customer, or those of no customer (null). */
export interface MediaScope {
  accountSid: AccountSid
  customerKey: string | null
}

/** A key by its id (32 hex digits), which stands in every object that was encrypted under it. */
export interface MediaKey {
  id: string
  /** 32 bytes in base64, sealed. */
  sealed: string
}

/** Reads and writes keys. */
export interface MediaKeyStore {
  /** The key of a scope; it is `fresh` from now on when there was none. Of several that ask at once all get the same.
   * @returns null for a customer of whom no key and no transcript is stored: erased, and not to be known again */
  obtain(scope: MediaScope, fresh: MediaKey): Promise<MediaKey | null>
  find(id: string): Promise<MediaKey | null>
  /** @returns false when there was none */
  remove(scope: MediaScope): Promise<boolean>
}
