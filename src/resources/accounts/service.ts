// Rules of accounts: tokens are shown once, when they are made.
import { type Account, rotateHashes } from '../../domain/account.ts'
import { fault } from '../../domain/errors.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import type { StoredAccount } from '../../ports/account-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { JobName } from '../../ports/queue.ts'
import type { Store, UnitOfWork } from '../../ports/unit-of-work.ts'
import type { Vault } from '../../ports/vault.ts'

/** What accounts need. */
export interface AccountsDeps {
  store: Store
  unitOfWork: UnitOfWork
  /** Tells the workers of this process that there is work. */
  wake(name: JobName): void
  vault: Vault
  credentials: Credentials
  clock: Clock
  /** The account that may manage all others. */
  firstAccountSid: AccountSid
  /** Its token is set by TWILIO_AUTH_TOKEN, which would undo a rotation at the next start. */
  firstIsConfigured: boolean
}

/** An account with its token in the clear, to be shown once. */
export interface AccountWithToken {
  account: Account
  authToken: string
}

/** Makes an account.
 * @throws VerbatimError friendlyNameTooLong */
export async function createAccount(friendlyName: string, deps: AccountsDeps): Promise<AccountWithToken> {
  if (friendlyName.length > 64) throw fault('friendlyNameTooLong')
  const { clock, vault } = deps
  const [now, authToken] = [clock.now(), clock.randomHex()]
  const account: StoredAccount = {
    sid: sidFrom('account', clock.randomHex()),
    friendlyName,
    token: { hash: vault.hash(authToken), previousHash: null, previousUntil: null },
    tokenSealed: vault.seal(authToken),
    dateCreated: now,
    dateUpdated: now,
  }
  await deps.store.accounts.insert(account)
  return { account, authToken }
}

/** Finds an account.
 * @throws VerbatimError notFound */
export async function fetchAccount(sid: string, { store }: AccountsDeps): Promise<StoredAccount> {
  const account = isSid('account', sid) ? await store.accounts.find(sid) : null
  if (!account) throw fault('notFound', `The account ${sid} was not found`)
  return account
}

/** Other processes take a token for good that they checked a moment ago. */
const LAST_REQUESTS_MS = 5000

/** Deletes an account: from now on its tokens, keys and sessions are refused and what was encrypted for it can not be read
 * by anybody; a job removes the rest.
 * @throws VerbatimError notFound, conflict for the first account */
export async function deleteAccount(sid: string, deps: AccountsDeps): Promise<void> {
  if (sid === deps.firstAccountSid) throw fault('conflict', 'The first account can not be deleted')
  if (!isSid('account', sid)) throw fault('notFound', `The account ${sid} was not found`)
  await deps.unitOfWork(async ({ accounts, enqueue }) => {
    if (!(await accounts.remove(sid))) throw fault('notFound', `The account ${sid} was not found`)
    const job = { name: 'account-removal', data: { accountSid: sid }, group: sid } as const
    await enqueue(job)
    await enqueue({ ...job, delayMs: LAST_REQUESTS_MS })
  })
  deps.credentials.forget()
  deps.wake('account-removal')
}

/** Gives an account a new token, which also signs webhooks from now on; the old one is good for `graceMs` more.
 * @throws VerbatimError notFound, conflict for an account whose token is configured */
export async function rotateToken(
  sid: string,
  graceMs: number,
  deps: AccountsDeps,
): Promise<AccountWithToken> {
  const found = await fetchAccount(sid, deps)
  if (deps.firstIsConfigured && found.sid === deps.firstAccountSid) {
    throw fault('conflict', 'The token of this account is set by TWILIO_AUTH_TOKEN: change it there')
  }
  const [now, authToken] = [deps.clock.now(), deps.clock.randomHex()]
  const account: StoredAccount = {
    ...found,
    token: rotateHashes(found.token, deps.vault.hash(authToken), { now, graceMs }),
    tokenSealed: deps.vault.seal(authToken),
    dateUpdated: now,
  }
  await deps.store.accounts.update(account)
  deps.credentials.forget()
  return { account, authToken }
}
