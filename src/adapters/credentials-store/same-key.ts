// All machines of an installation must have the same key, or none could read what another sealed.
import type { Installation } from '../../ports/installation.ts'
import type { Vault } from '../../ports/vault.ts'

/** Compares the key of this machine with that of the first one that used the database.
 * @throws Error when it is another */
export async function requireSameKey({
  vault,
  installation,
}: {
  vault: Vault
  installation: Installation
}): Promise<void> {
  const own = vault.hash('fingerprint of the key')
  if ((await installation.keep('key fingerprint', own)) === own) return
  const mend =
    'set the same DATA_KEY on every machine, or bring the secrets.json of the data directory that it began with (its dataKey can be DATA_KEY)'
  throw new Error(`the secrets in the database were sealed under another key: ${mend}`)
}
