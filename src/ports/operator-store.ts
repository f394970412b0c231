// Custom operators and attachments as stored rows. Pre-built operators have no rows, but can be attached.
import type { Operator } from '../domain/operator.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { AccountSid, OperatorSid, ServiceSid } from '../domain/sid.ts'

/** A custom operator: has an account and a config. */
export type CustomOperator = Operator & {
  accountSid: AccountSid
  config: NonNullable<Operator['config']>
}

/** Filters of a list of operators. */
export interface OperatorFilter {
  availability?: string
}

/** Reads and writes custom operators and attachments. */
export interface OperatorStore {
  insert(operator: CustomOperator): Promise<void>
  find(account: AccountSid, sid: OperatorSid): Promise<CustomOperator | null>
  /** Those of `sids` that exist, in no particular order. */
  findAll(account: AccountSid, sids: readonly OperatorSid[]): Promise<CustomOperator[]>
  /** Newest first. */
  list(account: AccountSid, filter: OperatorFilter, page: PageRequest): Promise<Page<CustomOperator>>
  /** Replaces the row if it still has version `operator.version - 1`.
   * @returns false when the version moved on or the row is gone */
  update(operator: CustomOperator): Promise<boolean>
  /** Removes an operator and its attachments. Call inside a transaction.
   * @returns false when there was none */
  remove(account: AccountSid, sid: OperatorSid): Promise<boolean>

  /** Attaches an operator after those that are attached; does nothing when it is attached already. */
  attach(service: ServiceSid, operator: OperatorSid): Promise<void>
  /** @returns false when it was not attached */
  detach(service: ServiceSid, operator: OperatorSid): Promise<boolean>
}
