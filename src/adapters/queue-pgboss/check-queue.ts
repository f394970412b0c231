// Whether jobs could be written and claimed now.
import type { Db } from '../../ports/db.ts'
import { queueSettings } from './queue-settings.ts'

/** Looks for every queue that jobs go to.
 * @throws Error when one is missing; the driver's error when the tables of jobs are */
export async function checkQueue(db: Db): Promise<void> {
  const names = queueSettings.map(([name]) => name)
  const { rows } = await db.query<{ name: string }>('select name from jobs.queue where name = any($1)', [
    names,
  ])
  if (rows.length < names.length) throw new Error('a queue is missing')
}
