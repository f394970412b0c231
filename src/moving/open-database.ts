// The two kinds of database that rows are moved between. Nothing is started beside them.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startEmbedded } from '../adapters/db-pglite/embedded.ts'
import { openPostgres } from '../adapters/db-postgres/postgres.ts'
import type { Db } from '../ports/db.ts'

const LEAST_VERSION = 15

/** An open database; `name` says for people which one it is, without credentials. */
export interface OpenDatabase {
  db: Db
  name: string
  close(): Promise<void>
}

/** A PostgreSQL could not be used. `refused`: it answered, and did not take the credentials. */
export class UnusableServer extends Error {
  readonly refused: boolean

  constructor(message: string, { refused, cause }: { refused: boolean; cause: unknown }) {
    super(message, { cause })
    this.refused = refused
  }
}

/** Opens the embedded database of `dataDir`, under its owner lock.
 * @param onFailure called when it dies later on; what waits for an answer then waits for ever
 * @throws Error when another process has it open, or when it `mustExist` and does not */
export async function openEmbedded(
  dataDir: string,
  { mustExist, onFailure }: { mustExist: boolean; onFailure: (error: Error) => void },
): Promise<OpenDatabase> {
  const folder = join(resolve(dataDir), 'pg')
  if (mustExist && !existsSync(folder))
    throw new Error(`there is no embedded database in ${resolve(dataDir)}`)
  const host = await startEmbedded(resolve(dataDir), onFailure)
  const db = await openPostgres({ stream: host.stream })
  return {
    db,
    name: `the embedded database in ${folder}`,
    async close() {
      await db.close()
      await host.close()
    },
  }
}

/** Connects to a PostgreSQL.
 * @throws UnusableServer when it can not be reached; Error when it is too old or keeps texts in another encoding */
export async function openServer(url: string): Promise<OpenDatabase> {
  const name = nameOf(url)
  const db = await openPostgres({ connectionString: url }).catch((cause) => {
    const refused = typeof cause === 'object' && cause !== null && 'code' in cause && isRefusal(cause.code)
    throw new UnusableServer(`${name} can not be opened: ${reasonOf(cause)}`, { refused, cause })
  })
  try {
    const { rows } = await db.query<{ number: string; encoding: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_encoding') as encoding`,
    )
    const { number, encoding } = rows[0]!
    const version = Math.floor(Number(number) / 10_000)
    if (version < LEAST_VERSION) {
      throw new Error(`${name} has version ${version}; version ${LEAST_VERSION} or later is needed`)
    }
    if (encoding !== 'UTF8') throw new Error(`${name} keeps texts as ${encoding}; make it with encoding UTF8`)
  } catch (error) {
    await db.close()
    throw error
  }
  return { db, name, close: () => db.close() }
}

/** SQLSTATE class 28: invalid authorization. */
function isRefusal(code: unknown): boolean {
  return typeof code === 'string' && code.startsWith('28')
}

/** Connection errors of several addresses at once have no message of their own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

function nameOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? hostname
  return `PostgreSQL ${host}${port === '' ? '' : `:${port}`}${pathname}`
}
