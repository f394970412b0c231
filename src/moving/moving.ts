// What `verbatim migrate` does, for one configuration: opens the databases, and closes them again.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openVault } from '../adapters/vault-file/vault.ts'
import type { Config } from '../config.ts'
import { type MovedTable, moveDatabase } from './move-database.ts'
import { type OpenDatabase, openEmbedded, openServer } from './open-database.ts'
import { updateSchema } from './update-schema.ts'

export { UnusableServer } from './open-database.ts'

/** What both take. `say` hears of progress, `onFailure` when the embedded database dies. */
export interface Given {
  config: Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'DATA_KEY'>
  say(line: string): void
  onFailure(error: Error): void
}

/** Versions before and after; null where there was nothing. */
export interface Updated {
  database: string
  tables: { from: string | null; to: string | null }
  jobs: { from: number | null; to: number | null }
}

/** `copied` is false when a table differs: nothing was kept then. */
export interface Moved {
  copied: boolean
  from: string
  to: string
  tables: MovedTable[]
}

/** Brings the configured database up to date.
 * @throws UnusableServer, or Error when the data directory is in use or was written by a newer version */
export async function updateConfigured({ config, onFailure }: Given): Promise<Updated> {
  const opened = config.DATABASE_URL
    ? await openServer(config.DATABASE_URL)
    : await openEmbedded(config.DATA_DIR, { mustExist: false, onFailure })
  return closing([opened], async () => {
    const { before, after } = await updateSchema(opened.db)
    return {
      database: opened.name,
      tables: { from: before.tables, to: after.tables },
      jobs: { from: before.jobs, to: after.jobs },
    }
  })
}

/** Copies the embedded database of DATA_DIR into a PostgreSQL, or the other way.
 * @throws UnusableServer, or Error as {@link moveDatabase} */
export async function moveBetween(way: { to: string } | { from: string }, given: Given): Promise<Moved> {
  const { config, say, onFailure } = given
  const outwards = 'to' in way
  const server = await openServer(outwards ? way.to : way.from)
  return closing([server], async () => {
    if (!outwards) await tellOthers(server, say)
    const embedded = await openEmbedded(config.DATA_DIR, { mustExist: outwards, onFailure })
    return closing([embedded], async () => {
      const [source, target] = outwards ? [embedded, server] : [server, embedded]
      const tables = await moveDatabase({ source, target, say })
      const copied = tables.every(({ equal }) => equal)
      if (copied) await tellKey(target, config, say)
      return { copied, from: source.name, to: target.name, tables }
    })
  })
}

/** A server that still runs goes on writing where nobody will look for it. */
async function tellOthers({ db, name }: OpenDatabase, say: Given['say']) {
  const { rows } = await db.query<{ others: string }>(
    `select count(*) as others from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  const others = Number(rows[0]?.others ?? 0)
  if (others > 0) {
    say(`warning: ${others} other connections use ${name}; what they write from now on is not copied`)
  }
}

/** Secrets were copied sealed: the key must come along. */
async function tellKey({ db }: OpenDatabase, { DATA_DIR, DATA_KEY }: Given['config'], say: Given['say']) {
  const { rows } = await db.query<{ sealed: string }>('select token_sealed as sealed from accounts limit 1')
  const sealed = rows[0]?.sealed
  if (sealed === undefined) return
  const dataDir = resolve(DATA_DIR)
  const hasKey = DATA_KEY !== null || existsSync(join(dataDir, 'secrets.json'))
  try {
    if (hasKey) {
      openVault(dataDir, DATA_KEY).open(sealed)
      return
    }
  } catch {
    // Told below.
  }
  say(
    `warning: the stored secrets were sealed under another key than that of ${dataDir}; bring its secrets.json, or set DATA_KEY`,
  )
}

async function closing<T>(opened: readonly OpenDatabase[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    for (const one of opened) await one.close()
  }
}
