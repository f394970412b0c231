// Rules of the Services resource.
import { fault } from '../../domain/errors.ts'
import type { Page, PageRequest } from '../../domain/page.ts'
import { changeSettings, newSettings, type Service, type ServiceChange } from '../../domain/service.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import { matchesVersion } from '../../http/version-tag.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'

/** What the Services resource needs. */
export interface ServicesDeps {
  store: Store
  unitOfWork: UnitOfWork
  clock: Clock
}

/** Makes a Service.
 * @throws VerbatimError invalidParameter and its kin, encryptionCredentialInvalid, conflict */
export async function createService(
  account: AccountSid,
  change: ServiceChange,
  deps: ServicesDeps,
): Promise<Service> {
  const settings = newSettings(change)
  await checkCredential(account, change, deps)
  const now = deps.clock.now()
  const service: Service = {
    ...settings,
    sid: sidFrom('service', deps.clock.randomHex()),
    accountSid: account,
    version: 1,
    operatorSids: [],
    dateCreated: now,
    dateUpdated: now,
  }
  await deps.store.services.insert(service)
  return service
}

/** Finds a Service by sid or unique name.
 * @throws VerbatimError notFound */
export async function fetchService(
  account: AccountSid,
  sidOrName: string,
  deps: ServicesDeps,
): Promise<Service> {
  const service = await deps.store.services.find(account, sidOrName)
  if (!service) throw fault('notFound', `The requested resource /v2/Services/${sidOrName} was not found`)
  return service
}

/** One page, newest first. */
export function listServices(
  account: AccountSid,
  page: PageRequest,
  deps: ServicesDeps,
): Promise<Page<Service>> {
  return deps.store.services.list(account, page)
}

/** What an update asks for. `ifMatch` is the header as sent. */
export interface ServiceUpdate {
  sidOrName: string
  change: ServiceChange
  ifMatch: string | undefined
}

/** Changes a Service. Without If-Match a concurrent update is waited out and built upon.
 * @throws VerbatimError notFound, preconditionFailed, conflict, encryptionCredentialInvalid, invalidParameter and
 *   its kin */
export async function updateService(
  account: AccountSid,
  update: ServiceUpdate,
  deps: ServicesDeps,
): Promise<Service> {
  await checkCredential(account, update.change, deps)
  for (;;) {
    const current = await fetchService(account, update.sidOrName, deps)
    if (!matchesVersion(update.ifMatch, current.version)) throw fault('preconditionFailed')
    const next: Service = {
      ...current,
      ...changeSettings(current, update.change),
      version: current.version + 1,
      dateUpdated: deps.clock.now(),
    }
    if (await deps.store.services.update(next)) return next
  }
}

/** Deletes a Service; its transcripts stay.
 * @throws VerbatimError notFound */
export async function deleteService(
  account: AccountSid,
  sidOrName: string,
  deps: ServicesDeps,
): Promise<Service> {
  const service = await fetchService(account, sidOrName, deps)
  if (!(await deps.store.services.remove(account, service.sid))) throw fault('notFound')
  return service
}

/** @throws VerbatimError encryptionCredentialInvalid when the change names a key that the account does not have */
async function checkCredential(
  account: AccountSid,
  { encryptionCredentialSid: sid }: ServiceChange,
  deps: ServicesDeps,
) {
  if (typeof sid !== 'string' || !isSid('publicKey', sid)) return
  if (!(await deps.store.publicKeys.find(account, sid))) throw fault('encryptionCredentialInvalid')
}
