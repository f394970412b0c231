// Sessions of people at the viewer, of single transcripts shown inside other pages, and links that open one once, as
// stored rows.
import type { AccountSid, ApiKeySid } from '../domain/sid.ts'

/** One session, or one link that has not been used yet. */
export interface StoredSession {
  /** Keyed hash of the text that its holder has. */
  tokenHash: string
  kind: 'session' | 'link' | 'embed-link' | 'embed'
  accountSid: AccountSid
  /** Null when it was opened with the account's own token. */
  keySid: ApiKeySid | null
  /** Hash of the secret it was opened with: it is good as long as that secret is. */
  secretHash: string
  expires: Date
}

/** Reads and writes sessions. They go with their account or key. */
export interface SessionStore {
  insert(session: StoredSession): Promise<void>
  find(tokenHash: string): Promise<StoredSession | null>
  /** Removes a row; of several at the same time only one gets it.
   * @returns the removed row, null when there was none */
  take(tokenHash: string): Promise<StoredSession | null>
  /** Removes what expired before `now`. */
  removeExpired(now: Date): Promise<void>
}
