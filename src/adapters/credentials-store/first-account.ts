// The account that an installation begins with: the one of the configuration, else the oldest that is stored, else
// a new one.
import { randomBytes } from 'node:crypto'
import { VerbatimError } from '../../domain/errors.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import type { StoredAccount } from '../../ports/account-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import type { Vault } from '../../ports/vault.ts'

/** An account with its token in the clear. */
export interface AccountSecret {
  accountSid: AccountSid
  authToken: string
}

/** Where the first account may come from. */
export interface FirstAccountSources {
  /** TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN. */
  configured: { accountSid: string | null; authToken: string | null }
  /** Left by an earlier version; taken once. */
  legacy: { accountSid: string; authToken: string } | null
}

/** Finds or makes the first account. `generated`: made just now, to be shown once. `configured`: its token is set by
 * the configuration, and so again at every start.
 * @throws Error when only one of sid and token is configured, or the sid is malformed */
export async function openFirstAccount(
  sources: FirstAccountSources,
  deps: FirstAccountDeps,
): Promise<FirstAccount> {
  // Of two processes that begin at once, one inserts the account; the other finds it when it looks again.
  return tryFirstAccount(sources, deps).catch((error) => {
    if (error instanceof VerbatimError && error.key === 'conflict') return tryFirstAccount(sources, deps)
    throw error
  })
}

interface FirstAccountDeps {
  unitOfWork: UnitOfWork
  vault: Vault
}

type FirstAccount = AccountSecret & { generated: boolean; configured: boolean }

async function tryFirstAccount(
  { configured, legacy }: FirstAccountSources,
  deps: FirstAccountDeps,
): Promise<FirstAccount> {
  const given = readConfigured(configured)
  return deps.unitOfWork(async ({ accounts }) => {
    if (given) {
      const stored = await accounts.find(given.accountSid)
      const fresh = toStored(given, deps.vault)
      if (!stored) await accounts.insert(fresh)
      else if (!deps.vault.matches(given.authToken, stored.token.hash)) {
        await accounts.update({ ...fresh, friendlyName: stored.friendlyName })
      }
      return { ...given, generated: false, configured: true }
    }
    const secret = (legacy as AccountSecret | null) ?? newSecret()
    if (await accounts.insertFirst(toStored(secret, deps.vault)))
      return { ...secret, generated: !legacy, configured: false }
    const oldest = (await accounts.findOldest())!
    return {
      accountSid: oldest.sid,
      authToken: deps.vault.open(oldest.tokenSealed),
      generated: false,
      configured: false,
    }
  })
}

function readConfigured({ accountSid, authToken }: FirstAccountSources['configured']): AccountSecret | null {
  if (!accountSid && !authToken) return null
  if (!accountSid || !authToken)
    throw new Error('set both TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or neither')
  if (!isSid('account', accountSid)) throw new Error('TWILIO_ACCOUNT_SID must be AC and 32 hex digits')
  return { accountSid, authToken }
}

function newSecret(): AccountSecret {
  const hex = () => randomBytes(16).toString('hex')
  return { accountSid: sidFrom('account', hex()), authToken: hex() }
}

function toStored({ accountSid, authToken }: AccountSecret, vault: Vault): StoredAccount {
  const now = new Date()
  return {
    sid: accountSid,
    friendlyName: 'First account',
    token: { hash: vault.hash(authToken), previousHash: null, previousUntil: null },
    tokenSealed: vault.seal(authToken),
    dateCreated: now,
    dateUpdated: now,
  }
}
