// Rules of Operators: pre-built ones are constants that everybody sees, custom ones rows of one account.
import { fault } from '../../domain/errors.ts'
import type { Operator } from '../../domain/operator.ts'
import { operatorTypes, preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { servesLanguage } from '../../domain/operator-type.ts'
import { type Page, type PageRequest, pageOf, type SortKey } from '../../domain/page.ts'
import { serviceLanguages } from '../../domain/service.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import { matchesVersion } from '../../http/version-tag.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CustomOperator } from '../../ports/operator-store.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'
import { type CheckConfig, parseConfig } from './config.ts'
import type { Collection } from './present.ts'

/** What the Operators resource needs. */
export interface OperatorsDeps {
  store: Store
  unitOfWork: UnitOfWork
  clock: Clock
  checkConfig: CheckConfig
}

/** Which operators are asked for. */
export interface OperatorListing {
  collection: Collection
  availability: string | undefined
  languageCode: string | undefined
  page: PageRequest
}

/** One page, newest first. */
export async function listOperators(
  account: AccountSid,
  listing: OperatorListing,
  { store }: OperatorsDeps,
): Promise<Page<Operator>> {
  const { collection, availability, languageCode, page } = listing
  // One row more than asked for, of either kind, is enough to tell whether there is a next page.
  const wanted = { ...page, limit: page.limit + 1 }
  const customServed = !languageCode || servesLanguage(serviceLanguages, languageCode)
  const custom =
    collection !== 'Operators/PreBuilt' && customServed
      ? (await store.operators.list(account, availability ? { availability } : {}, wanted)).items
      : []
  const preBuilt = collection === 'Operators/Custom' ? [] : preBuiltOperators.filter(matches(listing))
  return pageOf<Operator>([...custom, ...preBuilt], page, { keyOf, order: -1 })
}

function keyOf({ dateCreated, sid }: Operator): SortKey {
  return [dateCreated.getTime(), sid]
}

function matches({ availability, languageCode }: OperatorListing) {
  return (operator: Operator) => {
    const type = operatorTypes.find(({ name }) => name === operator.operatorType)
    const served = !languageCode || servesLanguage(type?.supportedLanguages ?? [], languageCode)
    return served && (!availability || operator.availability === availability)
  }
}

/** Finds an operator in one of the collections.
 * @throws VerbatimError notFound */
export async function fetchOperator(
  account: AccountSid,
  { collection, sid }: { collection: Collection; sid: string },
  { store }: OperatorsDeps,
): Promise<Operator> {
  const preBuilt = preBuiltOperators.find((one) => one.sid === sid)
  if (preBuilt && collection !== 'Operators/Custom') return preBuilt
  const custom =
    collection !== 'Operators/PreBuilt' && isSid('operator', sid)
      ? await store.operators.find(account, sid)
      : null
  if (!custom) throw notFound(collection, sid)
  return custom
}

/** What a create asks for, as sent. */
export interface NewOperator {
  friendlyName: string
  operatorType: string
  config: string
}

/** Makes a custom operator.
 * @throws VerbatimError invalidParameter, friendlyNameTooLong */
export async function createOperator(
  account: AccountSid,
  wanted: NewOperator,
  deps: OperatorsDeps,
): Promise<CustomOperator> {
  const now = deps.clock.now()
  const operator: CustomOperator = {
    sid: sidFrom('operator', deps.clock.randomHex()),
    accountSid: account,
    friendlyName: checkName(wanted.friendlyName),
    description: null,
    operatorType: wanted.operatorType,
    version: 1,
    availability: 'public',
    config: parseConfig({ operatorType: wanted.operatorType, text: wanted.config }, deps.checkConfig),
    dateCreated: now,
    dateUpdated: now,
  }
  await deps.store.operators.insert(operator)
  return operator
}

/** What an update asks for, as sent. */
export interface OperatorUpdate {
  sid: string
  friendlyName: string
  config: string
  ifMatch: string | undefined
}

/** Changes a custom operator; its type stays. Without If-Match a concurrent update is waited out and built upon.
 * @throws VerbatimError notFound, preconditionFailed, invalidParameter, friendlyNameTooLong */
export async function updateOperator(
  account: AccountSid,
  update: OperatorUpdate,
  deps: OperatorsDeps,
): Promise<CustomOperator> {
  for (;;) {
    const current = isSid('operator', update.sid)
      ? await deps.store.operators.find(account, update.sid)
      : null
    if (!current) throw notFound('Operators/Custom', update.sid)
    if (!matchesVersion(update.ifMatch, current.version)) throw fault('preconditionFailed')
    const next: CustomOperator = {
      ...current,
      friendlyName: checkName(update.friendlyName),
      config: parseConfig({ operatorType: current.operatorType, text: update.config }, deps.checkConfig),
      version: current.version + 1,
      dateUpdated: deps.clock.now(),
    }
    if (await deps.store.operators.update(next)) return next
  }
}

/** Deletes a custom operator and detaches it everywhere; results it gave stay.
 * @throws VerbatimError notFound */
export async function deleteOperator(account: AccountSid, sid: string, deps: OperatorsDeps): Promise<void> {
  const removed = await deps.unitOfWork(
    async ({ operators }) => isSid('operator', sid) && operators.remove(account, sid),
  )
  if (!removed) throw notFound('Operators/Custom', sid)
}

function checkName(name: string): string {
  if (name === '') throw fault('invalidParameter', 'FriendlyName is required')
  if (name.length > 64) throw fault('friendlyNameTooLong')
  return name
}

function notFound(collection: Collection, sid: string) {
  return fault('notFound', `The requested resource /v2/${collection}/${sid} was not found`)
}
