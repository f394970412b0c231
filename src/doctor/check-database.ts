// Is the database there, can we use it, and is it of our version? The embedded one is looked at from outside only: a
// server may have it open.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPostgres } from '../adapters/db-postgres/postgres.ts'
import { migrationNames } from '../adapters/store-sql/migrate.ts'
import type { Config } from '../config.ts'
import type { Db } from '../ports/db.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'
import { within } from './within.ts'

const { ok, warning, problem } = findingsOf('database')
const LEAST_VERSION = 15
/** PostgreSQL version of the embedded database. */
const EMBEDDED_VERSION = '18'
const ANSWER_MS = 5000

/** What a database says, and its clock if it has one of its own. */
export interface DatabaseFinding {
  finding: Finding
  /** Milliseconds since 1970 by the database, and by us at the same moment. */
  clock: { theirMs: number; ourMs: number } | null
}

/** Looks at PostgreSQL when DATABASE_URL is set, else at the folder of the embedded database. */
export async function checkDatabase({
  DATABASE_URL,
  DATA_DIR,
}: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>): Promise<DatabaseFinding> {
  if (DATABASE_URL === null) return { finding: checkEmbedded(join(resolve(DATA_DIR), 'pg')), clock: null }
  let db: Db
  try {
    db = await within(ANSWER_MS, openPostgres({ connectionString: DATABASE_URL }))
  } catch (error) {
    const mend = 'check DATABASE_URL, and that this machine may connect to the database'
    return { finding: problem(`PostgreSQL can not be reached: ${messageOf(error)}`, mend), clock: null }
  }
  try {
    return await within(ANSWER_MS, askPostgres(db))
  } catch (error) {
    return { finding: problem(`PostgreSQL does not answer as expected: ${messageOf(error)}`), clock: null }
  } finally {
    db.close().catch(() => undefined)
  }
}

function checkEmbedded(folder: string): Finding {
  if (!existsSync(folder)) return ok('embedded; the first start makes it')
  let version: string
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    return problem(
      `the embedded database can not be read: ${messageOf(error)}`,
      `mend the rights of ${folder}`,
    )
  }
  if (version !== EMBEDDED_VERSION) {
    const detail = `${folder} was written by PostgreSQL ${version}, this is ${EMBEDDED_VERSION}`
    return problem(detail, 'use the version of verbatim that wrote it')
  }
  return ok(`embedded, in ${folder}`)
}

/** What a PostgreSQL says of its version, its tables and the time. */
export async function askPostgres(db: Db): Promise<DatabaseFinding> {
  const { rows } = await db.query<{ number: string; ms: string }>(
    `select current_setting('server_version_num') as number,
            (extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  )
  const ourMs = Date.now()
  const { number = '0', ms = '0' } = rows[0] ?? {}
  const version = Math.floor(Number(number) / 10_000)
  const clock = { theirMs: Number(ms), ourMs }
  if (version < LEAST_VERSION) {
    const detail = `PostgreSQL ${version} is too old`
    return { finding: problem(detail, `update it to version ${LEAST_VERSION} or later`), clock }
  }
  return { finding: judgeMigrations(version, await migrationsIn(db)), clock }
}

async function migrationsIn(db: Db): Promise<string[] | null> {
  const { rows } = await db.query<{ there: boolean }>(
    `select to_regclass('kysely_migration') is not null as there`,
  )
  if (!rows[0]?.there) return null
  return (await db.query<{ name: string }>('select name from kysely_migration')).rows.map(({ name }) => name)
}

function judgeMigrations(version: number, done: readonly string[] | null): Finding {
  const name = `PostgreSQL ${version}`
  if (done === null) return ok(`${name}, empty; the first start makes the tables`)
  const unknown = done.filter((one) => !migrationNames.includes(one))
  if (unknown.length > 0) {
    const detail = `${name}: the tables were made by a newer version of verbatim (${unknown.join(', ')})`
    return problem(detail, 'start that version or a later one')
  }
  const missing = migrationNames.filter((one) => !done.includes(one))
  return missing.length > 0
    ? warning(`${name}: ${missing.join(', ')} is still to come`, 'the next start of the server does that')
    : ok(`${name}, tables up to date`)
}
