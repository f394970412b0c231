// All machines of an installation must have the same key, or none could read what another sealed.
import type { AccountStore } from '../../ports/account-store.ts'
import type { Installation } from '../../ports/installation.ts'
import type { Vault } from '../../ports/vault.ts'

/** Compares the key of this machine with that of the first one that used the database.
 * @throws Error when it is another */
export async function requireSameKey({
  vault,
  store: { accounts, installation },
}: {
  vault: Vault
  store: { accounts: Pick<AccountStore, 'findOldest'>; installation: Installation }
}): Promise<void> {
  // Before there were fingerprints nothing but a sealed secret told which key was used.
  const oldest = await accounts.findOldest()
  if (oldest && !opens(vault, oldest.tokenSealed)) throw otherKey()
  const own = vault.hash('fingerprint of the key')
  if ((await installation.keep('key fingerprint', own)) !== own) throw otherKey()
}

function opens(vault: Vault, sealed: string): boolean {
  try {
    vault.open(sealed)
    return true
  } catch {
    return false
  }
}

function otherKey(): Error {
  const mend =
    'set the same DATA_KEY on every machine, or bring the secrets.json of the data directory that it began with'
  return new Error(`the secrets in the database were sealed under another key: ${mend}`)
}
