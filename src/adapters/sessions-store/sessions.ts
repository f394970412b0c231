// Sessions out of the store. What a holder has is random text that says nothing; only its hash is stored.
import type { Caller } from '../../domain/account.ts'
import type { AccountStore } from '../../ports/account-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SessionStore, StoredSession } from '../../ports/session-store.ts'
import type { Sessions, SessionToken } from '../../ports/sessions.ts'
import type { Vault } from '../../ports/vault.ts'
import { readGrant, writeGrant } from './grant-text.ts'

/** What sessions are kept with. */
export interface SessionsDeps {
  store: { accounts: AccountStore; sessions: SessionStore }
  vault: Vault
  clock: Clock
}

type Kind = StoredSession['kind']

const LIFETIME_MS: Record<Kind, number> = {
  session: 12 * 3_600_000,
  link: 10 * 60_000,
  'embed-link': 10 * 60_000,
  embed: 3_600_000,
}

/** Makes the sessions over a store. */
export function createSessions(deps: SessionsDeps): Sessions {
  const { store, vault } = deps
  const rows = createRows(deps)
  const find = async (kind: Kind, token: string) =>
    rows.admit(kind, await store.sessions.find(vault.hash(token)))
  /** Of several who take it at the same time one is admitted. */
  const take = async (kind: Kind, token: string) =>
    rows.admit(kind, await store.sessions.take(vault.hash(token)))
  return {
    open: (caller) => rows.make('session', caller),
    callerOf: (token) => find('session', token),
    end: async (token) => void (await store.sessions.take(vault.hash(token))),
    makeLink: (caller) => rows.make('link', caller),
    async useLink(token) {
      const caller = await take('link', token)
      return caller && rows.make('session', caller)
    },
    makeEmbedLink: (caller, grant) => rows.make('embed-link', caller, writeGrant(grant)),
    async useEmbedLink(token) {
      const [caller, grant] = [await take('embed-link', token), readGrant(token)]
      const opened = caller && grant && (await rows.make('embed', caller, writeGrant(grant)))
      return opened && { ...opened, ...grant }
    },
    async readerOf(token) {
      const [caller, grant] = [await find('embed', token), readGrant(token)]
      if (!caller || !grant) return null
      const seesAll = grant.spoken && caller.scope !== 'redacted-only'
      return { ...caller, ...grant, scope: seesAll ? 'read-only' : 'redacted-only' }
    },
  }
}

function createRows(deps: SessionsDeps) {
  const { store, vault, clock } = deps
  return {
    /** @param ending what the text says beside the random part */
    async make(kind: Kind, caller: Caller, ending = ''): Promise<SessionToken | null> {
      const holder = await holderOf(caller, deps)
      if (!holder) return null
      const [now, token] = [clock.now(), clock.randomHex() + clock.randomHex() + ending]
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
    },
    /** The caller of a row that is of this kind and still good. */
    async admit(kind: Kind, row: StoredSession | null) {
      const now = clock.now()
      if (row?.kind !== kind || row.expires <= now) return null
      const holder = await holderOf(row, deps)
      if (!holder) return null
      const { hash, previousHash, previousUntil } = holder.secret
      const stillGood = previousUntil !== null && previousUntil > now
      if (row.secretHash !== hash && !(stillGood && row.secretHash === previousHash)) return null
      return { accountSid: row.accountSid, keySid: row.keySid, scope: holder.scope, expires: row.expires }
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
