// Brings the tables to the version this code expects.
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from '../../ports/db.ts'
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
}

/** The names of all migrations, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort()

/** Runs what is missing, in one transaction; two processes may call it at once.
 * @throws Error when a migration fails, or when the database was written by a newer version */
export async function migrate(db: Db): Promise<void> {
  // The driver's results have all that Kysely reads; our port names only the rows.
  const pool = { connect: () => db.connect(), end: async () => undefined } as unknown as PostgresPool
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw new Error(`the database could not be brought up to date: ${reason(error)}`, { cause: error })
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.startsWith('corrupted migrations') ? 'it was written by a newer version of verbatim' : text
}
