// Sessions out of the store. What a holder has is random text that says nothing; only its hash is stored.
import type { Caller } from '../../domain/account.ts'
import type { AccountStore } from '../../ports/account-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SessionStore, StoredSession } from '../../ports/session-store.ts'
import type { Sessions, SessionToken } from '../../ports/sessions.ts'
import type { Vault } from '../../ports/vault.ts'

/** What sessions are kept with. */
export interface SessionsDeps {
  store: { accounts: AccountStore; sessions: SessionStore }
  vault: Vault
  clock: Clock
}

const LIFETIME_MS = { session: 12 * 3_600_000, link: 10 * 60_000 }

/** Makes the sessions over a store. */
export function createSessions(deps: SessionsDeps): Sessions {
  const { store, vault, clock } = deps
  const make = async (kind: StoredSession['kind'], caller: Caller): Promise<SessionToken | null> => {
    const holder = await holderOf(caller, deps)
    if (!holder) return null
    const [now, token] = [clock.now(), clock.randomHex() + clock.randomHex()]
    const expires = new Date(now.getTime() + LIFETIME_MS[kind])
    const { accountSid, keySid } = caller
    await store.sessions.removeExpired(now)
    const { hash: secretHash } = holder.secret
    await store.sessions.insert({
      tokenHash: vault.hash(token),
      kind,
      accountSid,
      keySid,
      secretHash,
      expires,
    })
    return { token, expires }
  }
  /** The caller of a row that is of this kind and still good. */
  const admit = async (kind: StoredSession['kind'], row: StoredSession | null) => {
    const now = clock.now()
    if (row?.kind !== kind || row.expires <= now) return null
    const holder = await holderOf(row, deps)
    if (!holder) return null
    const { hash, previousHash, previousUntil } = holder.secret
    const stillGood = previousUntil !== null && previousUntil > now
    if (row.secretHash !== hash && !(stillGood && row.secretHash === previousHash)) return null
    return { accountSid: row.accountSid, keySid: row.keySid, scope: holder.scope, expires: row.expires }
  }
  return {
    open: (caller) => make('session', caller),
    callerOf: async (token) => admit('session', await store.sessions.find(vault.hash(token))),
    end: async (token) => void (await store.sessions.take(vault.hash(token))),
    makeLink: (caller) => make('link', caller),
    async useLink(token) {
      const caller = await admit('link', await store.sessions.take(vault.hash(token)))
      return caller && make('session', caller)
    },
  }
}

/** The hashes of the secret that a caller has now, and what it may do. */
async function holderOf({ accountSid, keySid }: Pick<Caller, 'accountSid' | 'keySid'>, deps: SessionsDeps) {
  const { accounts } = deps.store
  if (!keySid) {
    const account = await accounts.find(accountSid)
    return account && { secret: account.token, scope: 'full' as const }
  }
  const key = await accounts.findKey(keySid)
  return key?.accountSid === accountSid ? { secret: key.secret, scope: key.scope } : null
}
