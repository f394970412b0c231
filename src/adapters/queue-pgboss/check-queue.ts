// Whether jobs could be written and claimed now.
import { createRequire } from 'node:module'
import type { Db } from '../../ports/db.ts'
import { queueSettings } from './queue-settings.ts'

/** The version of its tables that pg-boss works with. */
const { pgboss } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } }

/** Whether the queues of this version are there. A database that was never used has none.
 * @throws Error when the tables of jobs were written by a newer version */
export async function hasQueues(db: Db): Promise<boolean> {
  const there = await db.query<{ there: boolean }>(`select to_regclass('jobs.version') is not null as there`)
  if (!there.rows[0]?.there) return false
  const { rows } = await db.query<{ version: number }>('select version from jobs.version')
  const version = rows[0]?.version ?? 0
  if (version > pgboss.schema) throw new Error('the jobs were written by a newer version of verbatim')
  return version === pgboss.schema && (await missingQueues(db)) === 0
}

/** Looks for every queue that jobs go to.
 * @throws Error when one is missing; the driver's error when the tables of jobs are */
export async function checkQueue(db: Db): Promise<void> {
  if ((await missingQueues(db)) > 0) throw new Error('a queue is missing')
}

async function missingQueues(db: Db): Promise<number> {
  const names = queueSettings.map(([name]) => name)
  const { rows } = await db.query<{ name: string }>('select name from jobs.queue where name = any($1)', [
    names,
  ])
  return names.length - rows.length
}
