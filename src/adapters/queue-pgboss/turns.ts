// Whose job comes next. Accounts take turns; where a job waits for somebody's receiver, the receivers of an account
// do so among themselves, and no receiver holds more than a few workers.
import type { SqlSession } from '../../ports/db.ts'
import type { JobData, JobName, NewJob } from '../../ports/queue.ts'

/** Kinds of job that accounts share fairly: one may be long, or hang on somebody's receiver. */
const sharedFairly: ReadonlySet<JobName> = new Set(['transcript', 'part', 'operators', 'webhook'])

/** How many jobs of one receiver may run at once, all processes together; absent for kinds that have no receiver. */
export const atOncePerReceiver: Partial<Record<JobName, number>> = { webhook: 4 }

/** For the look-up of a group's last turn, and of the receivers of an account; pg-boss has an index by priority
 * itself. */
export const turnIndexes = [
  `create index if not exists job_turns on jobs.job (name, group_id, priority) where state < 'active'`,
  `create index if not exists job_first_tries on jobs.job (group_id, priority)
    where name = 'webhook' and state = 'created'`,
]

/** The group that a job is stored under: its account, and behind a space its receiver where it has one. */
export function groupOf(job: NewJob): string {
  if (job.name !== 'webhook') return job.group
  const { url } = job.data as JobData['webhook']
  return `${job.group} ${URL.canParse(url) ? new URL(url).origin : ''}`
}

/** The priority of a new job, so that accounts take turns: each job comes one turn (a lower priority) after the last
 * one of its account that still waits, and none before the turn that is being served now. A burst of one account
 * thus waits in its own row, and a job of another comes next (start-time fair queueing, Goyal et al. 1996, with all
 * jobs of equal length). Jobs created at the same moment may get the same turn; the older goes first.
 * @param session where the job is written */
export async function turnOf(job: NewJob, session: SqlSession): Promise<number> {
  if (!sharedFairly.has(job.name)) return 0
  if (job.name === 'webhook') return turnAmongReceivers(job, session)
  const { rows } = await session.query<{ turn: number }>(
    `select least(
      ${turnServedNow},
      coalesce((select priority - 1 from jobs.job
        where name = $1 and group_id = $2 and state < 'active' order by priority limit 1), 0)
    )::int as turn`,
    [job.name, job.group],
  )
  return rows[0]!.turn
}

const turnServedNow = `coalesce((select priority from jobs.job
  where name = $1 and state < 'active' and not blocked and start_after <= now()
  order by priority desc limit 1), 0)`

/** With n receivers of an account that have first tries waiting, each of them gets every n-th turn of the account: the
 * steps of a row are n turns, and the k-th new row begins k - 1 turns from now. Tries after the first do not count:
 * they have turns of their own. */
async function turnAmongReceivers(job: NewJob, session: SqlSession): Promise<number> {
  const { rows } = await session.query<{ turn: number }>(
    `with own as (
      select group_id, priority from jobs.job
      where name = 'webhook' and state = 'created' and split_part(group_id, ' ', 1) = $2
    ), receivers as (
      select count(distinct group_id) + case when bool_or(group_id = $3) then 0 else 1 end as n from own
    )
    select least(
      ${turnServedNow} - n + 1,
      coalesce((select min(priority) - n from own where group_id = $3), 0)
    )::int as turn from receivers`,
    [job.name, job.group, groupOf(job)],
  )
  return rows[0]!.turn
}

/** Puts a job of a receiver that failed behind everything that waits of its account, before it goes back to wait. */
export async function giveUpTurn({ name, id }: { name: string; id: string }, db: SqlSession): Promise<void> {
  if (atOncePerReceiver[name as JobName] === undefined) return
  await db.query(
    `update jobs.job as failed set priority = least(priority, (
      select min(priority) from jobs.job as waiting
      where name = $1 and state < 'active'
        and split_part(waiting.group_id, ' ', 1) = split_part(failed.group_id, ' ', 1)
    )) - 1 where name = $1 and id = $2`,
    [name, id],
  )
}
