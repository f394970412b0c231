// Credentials out of the store. Every request asks, so that answers are kept for a moment; a change made by
// another process holds after that moment, one made by this process at once.
import { createHash } from 'node:crypto'
import type { Caller, SecretHashes } from '../../domain/account.ts'
import { isSid } from '../../domain/sid.ts'
import type { AccountStore } from '../../ports/account-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { Vault } from '../../ports/vault.ts'

/** What credentials are checked with. */
export interface CredentialsDeps {
  accounts: AccountStore
  vault: Vault
  clock: Clock
}

const KEPT_MS = 2000
const KEPT_AT_MOST = 1000

/** Makes the credentials over `accounts`. */
export function createCredentials(deps: CredentialsDeps): Credentials {
  const known = new Map<string, { caller: Caller; untilMs: number }>()
  const checked = { ...deps, nothing: deps.vault.hash('') }
  return {
    async verify(user, password) {
      const now = deps.clock.now().getTime()
      const pair = createHash('sha256')
        .update(JSON.stringify([user, password]))
        .digest('base64')
      const kept = known.get(pair)
      if (kept && kept.untilMs > now) return kept.caller
      const caller = await check(user, password, checked)
      if (known.size >= KEPT_AT_MOST) known.clear()
      if (caller) known.set(pair, { caller, untilMs: now + KEPT_MS })
      return caller
    },
    async authToken(sid) {
      const account = await deps.accounts.find(sid)
      return account && deps.vault.open(account.tokenSealed)
    },
    forget: () => known.clear(),
  }
}

/** `nothing` stands in for a hash that is not there. */
type CheckDeps = CredentialsDeps & { nothing: string }

async function check(user: string, password: string, deps: CheckDeps): Promise<Caller | null> {
  if (isSid('apiKey', user)) {
    const key = await deps.accounts.findKey(user)
    const good = matches(password, key?.secret, deps)
    return good && key ? { accountSid: key.accountSid, keySid: key.sid, scope: key.scope } : null
  }
  const account = isSid('account', user) ? await deps.accounts.find(user) : null
  const good = matches(password, account?.token, deps)
  return good && account ? { accountSid: account.sid, keySid: null, scope: 'full' } : null
}

/** Without hashes the same work is done, for an answer that takes as long. */
function matches(
  secret: string,
  hashes: SecretHashes | undefined,
  { vault, clock, nothing }: CheckDeps,
): boolean {
  const current = vault.matches(secret, hashes?.hash ?? nothing)
  const previous = vault.matches(secret, hashes?.previousHash ?? nothing)
  if (!hashes) return false
  const stillGood = hashes.previousUntil !== null && hashes.previousUntil > clock.now()
  return current || (previous && hashes.previousHash !== null && stillGood)
}
