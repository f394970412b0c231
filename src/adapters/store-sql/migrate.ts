// Brings the tables to the version this code expects.
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db, SqlSession } from '../../ports/db.ts'
import { despiteLocks, withLockTimeout } from './locked-tables.ts'
import { firstTables } from './migrations/0001-first-tables.ts'
import { wholeContract } from './migrations/0002-whole-contract.ts'
import { webhookDeliveries } from './migrations/0003-webhook-deliveries.ts'
import { mediaKeys } from './migrations/0004-media-keys.ts'
import { removal } from './migrations/0005-removal.ts'
import { redactionReports } from './migrations/0006-redaction-reports.ts'
import { auditEntries } from './migrations/0007-audit-entries.ts'
import { sentenceSearch } from './migrations/0008-sentence-search.ts'
import { sessions } from './migrations/0009-sessions.ts'
import { severalMachines } from './migrations/0010-several-machines.ts'
import { speakers } from './migrations/0011-speakers.ts'

/** All migrations by name; they run in the order of their names and are never changed once released. */
const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-whole-contract': wholeContract,
  '0003-webhook-deliveries': webhookDeliveries,
  '0004-media-keys': mediaKeys,
  '0005-removal': removal,
  '0006-redaction-reports': redactionReports,
  '0007-audit-entries': auditEntries,
  '0008-sentence-search': sentenceSearch,
  '0009-sessions': sessions,
  '0010-several-machines': severalMachines,
  '0011-speakers': speakers,
}

/** The names of all migrations, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort()

/** The oldest migration whose code works with the tables as they are after the latest one. A migration that takes away
 * what older code needs moves it; all others only add, so that versions can be mixed while machines are replaced one
 * after the other. */
const NEEDED = '0010-several-machines'

/** Runs what is missing, in one transaction; two processes may call it at once. Tables of a newer version are left as
 * they are where several machines share the database and this version works with them. Others that use the tables are
 * waited for as long as they take; whoever comes meanwhile is served.
 * @param onWait is told at times whom it waits for
 * @throws Error when a migration fails, or when the database was written by a newer version that needs newer code */
export async function migrate(db: Db, onWait: (waitsFor: string) => void = () => undefined): Promise<void> {
  if (db.exclusive) await runMissing(db, migrations)
  else await despiteLocks(db, () => runMissing(db, withLockTimeout(migrations)), onWait)
}

async function runMissing(db: Db, known: Record<string, Migration>) {
  if (await isNewerButServes(db)) return
  // The driver's results have all that Kysely reads; our port names only the rows.
  const pool = { connect: () => db.connect(), end: async () => undefined } as unknown as PostgresPool
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => known } })
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw new Error(`the database could not be brought up to date: ${reason(error)}`, { cause: error })
  await db.query(
    `insert into installation (name, value) values ('needs', $1)
     on conflict (name) do update set value = greatest(installation.value, excluded.value)`,
    [NEEDED],
  )
}

/** Of the migrations of this version, those that a database lacks.
 * @throws Error when it was written by a newer version that needs newer code */
export async function missingMigrations(db: Db): Promise<string[]> {
  const done = await doneMigrations(db)
  if (done.some((name) => !migrationNames.includes(name)) && !(await isNewerButServes(db)))
    throw new Error(`the database can not be used: ${NEWER}`)
  return migrationNames.filter((name) => !done.includes(name))
}

/** The migrations that ran on a database, in order. */
export async function doneMigrations(session: SqlSession): Promise<string[]> {
  const there = await session.query<{ there: boolean }>(
    `select to_regclass('kysely_migration') is not null as there`,
  )
  if (!there.rows[0]?.there) return []
  const { rows } = await session.query<{ name: string }>('select name from kysely_migration order by name')
  return rows.map(({ name }) => name)
}

async function isNewerButServes(db: Db): Promise<boolean> {
  if (db.exclusive) return false
  const done = await doneMigrations(db)
  const newer = done.some((name) => !migrationNames.includes(name))
  if (!newer || migrationNames.some((name) => !done.includes(name))) return false
  const { rows } = await db.query<{ value: string }>(`select value from installation where name = 'needs'`)
  const [needs] = rows
  return needs !== undefined && needs.value <= migrationNames.at(-1)!
}

const NEWER = 'it was written by a newer version of verbatim'

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.startsWith('corrupted migrations') ? NEWER : text
}
