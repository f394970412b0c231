// What the person who moves a database has to know: what no copy of rows can see to.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openVault } from '../adapters/vault-file/vault.ts'
import type { Config } from '../config.ts'
import type { OpenDatabase } from './open-database.ts'

/** A server that still runs goes on writing where nobody will look for it. */
export async function tellOthers({ db, name }: OpenDatabase, say: (line: string) => void) {
  const { rows } = await db.query<{ others: string }>(
    `select count(*) as others from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  const others = Number(rows[0]?.others ?? 0)
  if (others > 0) {
    say(`warning: ${others} other connections use ${name}; what they write from now on is not copied`)
  }
}

/** Secrets were copied sealed: the key must come along. Null when it is there. */
export async function adviceOnKey(
  { db }: OpenDatabase,
  { DATA_DIR, DATA_KEY }: Pick<Config, 'DATA_DIR' | 'DATA_KEY'>,
): Promise<string | null> {
  const { rows } = await db.query<{ sealed: string }>('select token_sealed as sealed from accounts limit 1')
  const sealed = rows[0]?.sealed
  if (sealed === undefined || opens(sealed, resolve(DATA_DIR), DATA_KEY)) return null
  return `warning: the stored secrets were sealed under another key than that of ${resolve(DATA_DIR)}; bring its secrets.json, or set DATA_KEY`
}

/** Makes no key where there is none. */
function opens(sealed: string, dataDir: string, dataKey: Buffer | null): boolean {
  if (dataKey === null && !existsSync(join(dataDir, 'secrets.json'))) return false
  try {
    openVault(dataDir, dataKey).open(sealed)
    return true
  } catch {
    return false
  }
}

/** What is left to do. */
export function adviceOnNext(
  { DATA_DIR, MEDIA_STORE }: Pick<Config, 'DATA_DIR' | 'MEDIA_STORE'>,
  outwards: boolean,
): string[] {
  const media = join(resolve(DATA_DIR), 'media')
  const next = outwards ? 'Set' : 'Unset'
  return [
    MEDIA_STORE
      ? `Recordings stay in the bucket ${MEDIA_STORE.bucket}.`
      : `Recordings are not moved: they are read from ${media}.`,
    `${next} DATABASE_URL before the next start. The database that was copied is left as it was.`,
  ]
}
