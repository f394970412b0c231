// Who may call, and the secrets that signatures are made with.
import type { AccountSid } from '../domain/sid.ts'

/** The accounts of this installation. */
export interface Credentials {
  /** The account that this user and password act for, or null. Takes the same time for any wrong password. */
  verify(user: string, password: string): AccountSid | null
  /** The primary auth token, which webhooks are signed with; null for an unknown account. */
  authToken(account: AccountSid): string | null
}
