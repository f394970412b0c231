// Who may call, and the secrets that signatures are made with.
import type { Caller } from '../domain/account.ts'
import type { AccountSid } from '../domain/sid.ts'

/** The accounts and keys of this installation. */
export interface Credentials {
  /** On whose behalf a request with this user and password is made: an account sid with its token, or a key sid
   * with its secret. Null for anything else; takes the same time for any wrong password. */
  verify(user: string, password: string): Promise<Caller | null>
  /** The primary auth token, which webhooks are signed with; null for an unknown account. */
  authToken(account: AccountSid): Promise<string | null>
  /** To be called when an account or key was changed, so that the change holds at once in this process. */
  forget(): void
}
