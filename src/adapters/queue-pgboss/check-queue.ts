// Whether jobs could be written and claimed now.
import type { Db } from '../../ports/db.ts'
import { areTablesUsable } from './mixed-versions.ts'
import { queueSettings } from './queue-settings.ts'

/** Whether the queues of this version are there. A database that was never used has none.
 * @throws Error when the tables of jobs were written by a newer version that needs newer code */
export async function hasQueues(db: Db): Promise<boolean> {
  return (await areTablesUsable(db)) && (await missingQueues(db)) === 0
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
