// Which versions of the tables of jobs and of the settings of queues go together, so that machines can be replaced one
// after the other. What a database was left as stands in a table of ours beside those of pg-boss.
import { createRequire } from 'node:module'
import type { Db } from '../../ports/db.ts'
import { SETTINGS } from './queue-settings.ts'

/** The version of its tables that pg-boss works with. */
const { pgboss } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } }

/** The oldest version of pg-boss's tables whose code works with them as this version leaves them. An upgrade of pg-boss
 * that takes away what older code needs moves it; with one that only adds it stays. */
const NEEDED = 43

/** Whether the tables of jobs are there and not older than this version. Newer ones are left as they are where this
 * version works with them.
 * @throws Error when they were written by a newer version that needs newer code */
export async function areTablesUsable(db: Db): Promise<boolean> {
  if (!(await exists(db, 'jobs.version'))) return false
  const { rows } = await db.query<{ version: number }>('select version from jobs.version')
  const version = rows[0]?.version ?? 0
  if (version <= pgboss.schema) return version === pgboss.schema
  const needs = await readFact(db, 'needs')
  if (needs === null || needs > pgboss.schema)
    throw new Error('the jobs were written by a newer version of verbatim')
  return true
}

/** Whether the settings of queues were last written by a version that knew no more than this one. */
export async function areSettingsOurs(db: Db): Promise<boolean> {
  return ((await readFact(db, 'settings')) ?? 0) <= SETTINGS
}

/** Notes what this version left: what its tables need, and its settings. Nothing is taken back that a newer one noted. */
export async function noteVersions(db: Db): Promise<void> {
  await db.query('create table if not exists jobs.verbatim (name text primary key, value integer not null)')
  await db.query(
    `insert into jobs.verbatim as noted (name, value) values ('needs', $1), ('settings', $2)
     on conflict (name) do update set value = greatest(noted.value, excluded.value)`,
    [NEEDED, SETTINGS],
  )
}

async function readFact(db: Db, name: 'needs' | 'settings'): Promise<number | null> {
  if (!(await exists(db, 'jobs.verbatim'))) return null
  const { rows } = await db.query<{ value: number }>('select value from jobs.verbatim where name = $1', [
    name,
  ])
  return rows[0]?.value ?? null
}

async function exists(db: Db, table: string): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table])
  return rows[0]?.there ?? false
}
