// Rows by age, over all accounts: what is due to be removed. Read in steps, each from behind the last row of the one
// before, so that a row which can not be removed holds nothing up.
import type { AccountSid } from '../domain/sid.ts'

/** A row with what its place in the order depends on. */
export interface Aged<Sid extends string> {
  sid: Sid
  accountSid: AccountSid
  dateCreated: Date
}

/** Asks for rows made before `before` (exclusive), at most `limit`, from behind `after` (null = the beginning). */
export interface AgeQuery {
  before: Date
  after: Pick<Aged<string>, 'sid' | 'dateCreated'> | null
  limit: number
}
