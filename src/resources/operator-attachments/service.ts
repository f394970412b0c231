// Rules of attaching: idempotent, in order, of anything the account can see (contract section 13).
import { fault } from '../../domain/errors.ts'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import type { Service } from '../../domain/service.ts'
import { type AccountSid, isSid, type OperatorSid, type ServiceSid } from '../../domain/sid.ts'
import type { OperatorStore } from '../../ports/operator-store.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'

/** What attachments need. */
export interface AttachmentsDeps {
  store: Store
  unitOfWork: UnitOfWork
}

/** The two ends of an attachment, as a path names them. */
export interface AttachmentPath {
  ServiceSid: string
  OperatorSid: string
}

/** Finds a Service by its sid.
 * @throws VerbatimError notFound */
export async function serviceOf(
  account: AccountSid,
  sid: string,
  { services }: Pick<Store, 'services'>,
): Promise<Service> {
  const service = isSid('service', sid) ? await services.find(account, sid) : null
  if (!service) throw fault('notFound', `The service ${sid} was not found`)
  return service
}

/** Attaches an operator behind those that are attached; attaching it again changes nothing.
 * @throws VerbatimError notFound */
export function attach(
  account: AccountSid,
  { ServiceSid, OperatorSid }: AttachmentPath,
  { unitOfWork }: AttachmentsDeps,
): Promise<{ service: ServiceSid; operator: OperatorSid }> {
  return unitOfWork(async (unit) => {
    const { sid: service } = await serviceOf(account, ServiceSid, unit)
    const operator = await operatorSidOf(account, OperatorSid, unit.operators)
    await unit.operators.attach(service, operator)
    return { service, operator }
  })
}

/** Detaches an operator.
 * @throws VerbatimError notFound, also when it is not attached */
export async function detach(
  account: AccountSid,
  { ServiceSid, OperatorSid }: AttachmentPath,
  { store }: AttachmentsDeps,
): Promise<void> {
  const { sid } = await serviceOf(account, ServiceSid, store)
  const detached = isSid('operator', OperatorSid) && (await store.operators.detach(sid, OperatorSid))
  if (!detached) throw fault('notFound', `The operator ${OperatorSid} is not attached`)
}

async function operatorSidOf(
  account: AccountSid,
  sid: string,
  operators: OperatorStore,
): Promise<OperatorSid> {
  const preBuilt = preBuiltOperators.find((one) => one.sid === sid)
  const found = preBuilt ?? (isSid('operator', sid) ? await operators.find(account, sid) : null)
  if (!found) throw fault('notFound', `The operator ${sid} was not found`)
  return found.sid
}
