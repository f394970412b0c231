// Jobs that go back because the process that held them stopped or died. Hardly any of them was to blame, so none loses a
// try.
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { Db } from '../../ports/db.ts'
import type { Claimed } from './claim-loops.ts'
import { queueSettings } from './queue-settings.ts'

/** How often the process may die over a job before the job is given up. */
const MOST_CRASHES = 25
const CRASHES_WITHOUT_WAIT = 3
const LONGEST_CRASH_WAIT_S = 60
/** No job has ever come to this try. */
const NO_TRY = Number.MAX_SAFE_INTEGER

/** Has jobs that are in hand when `stopping` aborts go back as they were, due at once. Their signal aborts, and what
 * becomes of their handlers means nothing any more. */
export function handingBack(claimed: Claimed, { db, stopping }: { db: Db; stopping: AbortSignal }): Claimed {
  return async (jobs, stepAside) => {
    // One that was claimed while the process began to stop.
    if (stopping.aborted) return handBack(jobs, db)
    const own = new AbortController()
    for (const job of jobs) job.signal = AbortSignal.any([job.signal, own.signal])
    const stop = Promise.withResolvers<'stopped'>()
    const onStop = () => {
      stop.resolve('stopped')
      own.abort(stopping.reason)
    }
    stopping.addEventListener('abort', onStop)
    try {
      const end = await Promise.race([claimed(jobs, stepAside), stop.promise])
      if (end === 'stopped') await handBack(jobs, db)
    } finally {
      stopping.removeEventListener('abort', onStop)
    }
  }
}

async function handBack(jobs: JobWithMetadata<object>[], db: Db) {
  for (const job of jobs) {
    const { name, id, retryCount } = job
    // pg-boss settles a job by its id and the number of the try, which is the same for whoever takes it up next.
    job.retryCount = NO_TRY
    await db.query(
      `update jobs.job set state = 'retry', started_on = null, heartbeat_on = null, start_after = jobs.job_now()
       where name = $1 and id = $2 and state = 'active' and retry_count = $3`,
      [name, id, retryCount],
    )
  }
}

/** On a database of our own nobody else can hold a job: whatever is active was held by a process that died. The first
 * few crashes cost a job no wait. One that is to blame must not keep the process down: with each further crash it waits
 * longer, while others are done, and in the end it is given up. */
export async function handBackOrphans(boss: PgBoss, db: Db): Promise<void> {
  const { rows } = await db.query<{ id: string; name: string; crashes: number }>(
    `update jobs.job set state = 'retry', started_on = null, heartbeat_on = null,
       data = data || jsonb_build_object('crashes', coalesce((data ->> 'crashes')::int, 0) + 1),
       start_after = jobs.job_now() + interval '1 second' * case
         when coalesce((data ->> 'crashes')::int, 0) < $1 then 0
         else least($2, power(2, least(20, (data ->> 'crashes')::int + 1 - $1))) end
     where state = 'active' and name = any($3) returning id, name, (data ->> 'crashes')::int as crashes`,
    [CRASHES_WITHOUT_WAIT, LONGEST_CRASH_WAIT_S, queueSettings.map(([name]) => name)],
  )
  for (const { id, name, crashes } of rows) {
    if (crashes <= MOST_CRASHES) continue
    await db.query('update jobs.job set retry_count = retry_limit where name = $1 and id = $2', [name, id])
    await forgetCrashes({ name, id }, db)
    await boss.fail(name, id, { reason: 'its process ended too often' })
  }
}

/** Before a job is given up: pg-boss copies its data into the one that comes of it, which has crashed nothing yet. */
export async function forgetCrashes({ name, id }: { name: string; id: string }, db: Db): Promise<void> {
  await db.query(`update jobs.job set data = data - 'crashes' where name = $1 and id = $2`, [name, id])
}

/** The data of a job without the count of its crashes, which would go on in a job that is enqueued with it. */
export function withoutCrashes(stored: object): object {
  const { crashes: _, ...data } = stored as { crashes?: unknown }
  return data
}
