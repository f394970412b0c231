// What the person who moves a database has to know: what no copy of rows can see to.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openVault } from '../adapters/vault-file/vault.ts'
import type { Config } from '../config.ts'
import type { SqlSession } from '../ports/db.ts'
import type { FoundMedia } from './find-media.ts'
import { type MediaConfig, mediaFolder, placeOf } from './media-places.ts'
import type { OpenDatabase } from './open-database.ts'

/** Connections that are just being closed. */
const CLOSING_LOOKS = 4
const CLOSING_MS = 500

/** A server that still runs goes on writing where nobody will look for it.
 * @param force copies nevertheless, with a warning
 * @throws Error when others have the database open */
export async function requireAlone(
  { db, name }: OpenDatabase,
  { force, say }: { force: boolean; say: (line: string) => void },
): Promise<void> {
  let others = await othersIn(db)
  for (let looks = 1; others.length > 0 && !force && looks < CLOSING_LOOKS; looks++) {
    await delay(CLOSING_MS)
    others = await othersIn(db)
  }
  if (others.length === 0) return
  const using = `${others.length === 1 ? 'one other connection uses' : `${others.length} other connections use`} ${name}${namesOf(others)}`
  if (!force) {
    throw new Error(
      `${using}: stop every server and worker first, since what they write from now on would be lost; with --force it is copied nevertheless`,
    )
  }
  say(`warning: ${using}; what they write from now on is not copied`)
}

/** What others of the same database call themselves, one a connection. Those of other roles do not show what kind they
 * are. */
async function othersIn(db: SqlSession): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select coalesce(application_name, '') as name from pg_stat_activity
     where datname = current_database() and usesysid is not null and pid <> pg_backend_pid()
       and coalesce(backend_type, 'client backend') = 'client backend'`,
  )
  return rows.map(({ name }) => name)
}

/** Those that are not ours have a name: psql, pgAdmin, pg_dump. */
function namesOf(others: readonly string[]): string {
  const names = [...new Set(others)].filter((name) => name !== '').sort()
  return names.length > 0 ? ` (${names.join(', ')})` : ''
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

/** Where recordings are read from, what of them is there, and how to bring the rest. */
export function adviceOnMedia(found: FoundMedia, config: MediaConfig): string[] {
  const { place, named, missing, waveforms } = found
  const where = `Recordings are not moved: they are read from ${place}.`
  const counted = `${found.found} of ${named} recordings found there`
  if (named === 0) return [where]
  if (found.found === named) {
    const drawn = waveforms.named - waveforms.found
    const rest = drawn > 0 ? `; ${drawn} of ${waveforms.named} waveforms are drawn anew when needed` : ''
    return [where, `${counted}${rest}.`]
  }
  return [
    where,
    `warning: ${counted}; the first that lack one: ${missing.join(', ')}`,
    bringing(found, config),
  ]
}

function bringing({ named, found, inFolder, place }: FoundMedia, config: MediaConfig): string {
  if (!config.MEDIA_STORE) {
    return `Copy the folder media of the data directory that has them to ${place}, or set MEDIA_STORE to their bucket.`
  }
  const folder = mediaFolder(config)
  if (inFolder === 0) return `They are not in ${folder} either: set MEDIA_STORE to where they are.`
  const endpoint = config.S3_ENDPOINT ? ` --endpoint-url ${config.S3_ENDPOINT}` : ''
  const sync = `aws s3 sync ${inShell(folder)} ${inShell(place)}${endpoint}`
  return `${inFolder} of those ${named - found} are in ${folder}; bring them with: ${sync}`
}

function inShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** The copy is complete, whether or not the recordings can be looked for. */
export function adviceOnUnseenMedia(error: unknown, config: MediaConfig): string[] {
  const reason = error instanceof Error ? error.message : String(error)
  return [
    `Recordings are not moved: they are read from ${placeOf(config)}.`,
    `warning: they could not be looked for: ${reason}`,
  ]
}

/** What is left to do. */
export function adviceOnNext(outwards: boolean): string {
  return `${outwards ? 'Set' : 'Unset'} DATABASE_URL before the next start. The database that was copied is left as it was.`
}
