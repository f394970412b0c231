// Services as stored rows. Everything is scoped to one account: another account's rows do not exist.
import type { Page, PageRequest } from '../domain/page.ts'
import type { Service } from '../domain/service.ts'
import type { AccountSid, ServiceSid } from '../domain/sid.ts'

/** Reads and writes Services. */
export interface ServiceStore {
  /** @throws VerbatimError conflict when the account already has that unique name */
  insert(service: Service): Promise<void>
  /** Finds by sid or, failing that, by unique name. */
  find(account: AccountSid, sidOrName: string): Promise<Service | null>
  /** Newest first. */
  list(account: AccountSid, page: PageRequest): Promise<Page<Service>>
  /** Those of an account that transcribe every new recording. */
  listAutoTranscribing(account: AccountSid): Promise<Service[]>
  /** Replaces the row if it still has version `service.version - 1`.
   * @returns false when the version moved on or the row is gone
   * @throws VerbatimError conflict when the account already has that unique name */
  update(service: Service): Promise<boolean>
  /** @returns false when there was none */
  remove(account: AccountSid, sid: ServiceSid): Promise<boolean>
}
