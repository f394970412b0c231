// Which versions of the tables and of the queues a database has.
import { doneMigrations, migrationNames } from '../adapters/store-sql/migrate.ts'
import type { SqlSession } from '../ports/db.ts'
import { tableExists } from './tables.ts'

/** The newest migration of our tables and the version of the queues' schema; null for what is not there. */
export interface Versions {
  tables: string | null
  jobs: number | null
}

/** What helps when a source is of an older version. */
export const updateFirst = 'bring it up to date first, with verbatim migrate and nothing else'

/** Reads both. */
export async function readVersions(session: SqlSession): Promise<Versions> {
  const done = await doneMigrations(session)
  return { tables: done.at(-1) ?? null, jobs: await jobsVersion(session) }
}

/** @throws Error when the tables of a database called `name` are not those of this version */
export async function requireCurrent(session: SqlSession, name: string): Promise<void> {
  const done = await doneMigrations(session)
  if (done.length === 0) throw new Error(`${name} holds nothing of verbatim`)
  const unknown = done.filter((one) => !migrationNames.includes(one))
  if (unknown.length > 0) {
    throw new Error(`${name} was written by a newer version of verbatim (${unknown.join(', ')})`)
  }
  const missing = migrationNames.filter((one) => !done.includes(one))
  if (missing.length > 0) {
    throw new Error(`${name} lacks ${missing.join(', ')}: ${updateFirst}`)
  }
}

async function jobsVersion(session: SqlSession): Promise<number | null> {
  if (!(await tableExists(session, 'jobs.version'))) return null
  const { rows } = await session.query<{ version: number }>('select version from jobs.version')
  return rows[0]?.version ?? null
}
