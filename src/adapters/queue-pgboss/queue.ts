// The job queue on pg-boss, in the same database as the rows the jobs are about.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Db, SqlSession } from '../../ports/db.ts'
import type {
  Enqueue,
  ForgetJobs,
  JobData,
  JobHandler,
  JobName,
  JobQueue,
  NewJob,
} from '../../ports/queue.ts'
import { forgetDone, forgetJobsOn, transcriptIndex } from './forget-jobs.ts'
import { causeOf, withCause } from './job-cause.ts'
import { queueSettings, waitsS } from './queue-settings.ts'

const SCHEMA = 'jobs'
/** How often the process may die over a job before the job is given up. */
const MOST_CRASHES = 25
const CRASHES_WITHOUT_WAIT = 3
const LONGEST_CRASH_WAIT_S = 60
/** How often an idle loop looks for jobs. A process hears of its own jobs by `wake`; what others enqueued, and retries,
 * wait for the next look. Where many processes share a database these looks are most of what it does, so only the
 * kinds that API processes hand to workers all day are looked for often. */
const POLL_S = { often: 0.5, seldom: 2 }
const lookedForOften: ReadonlySet<JobName> = new Set(['transcript', 'part'])

/** The queue with its writing side, which `within` binds to an open transaction. */
export interface PgBossQueue extends JobQueue {
  within(session: SqlSession): { enqueue: Enqueue; forgetJobs: ForgetJobs }
}

/** Makes the queue on `db`. `onError` hears of failures in pg-boss's own upkeep.
 * @param options `creates`: false where only the queues of others are used */
export function createQueue(db: Db, onError: (error: Error) => void, { creates = true } = {}): PgBossQueue {
  const { boss, onSession } = createBoss(db, creates)
  boss.on('error', onError)
  const workers = new Map<JobName, string[]>()

  return {
    async start() {
      await boss.start()
      if (!creates) return
      await db.query(turnsIndex)
      await db.query(transcriptIndex)
      for (const [name, settings] of queueSettings) {
        await boss.createQueue(name, settings)
        await boss.updateQueue(name, settings)
      }
      if (db.exclusive) await handBackOrphans(boss, db)
    },
    within: (session) => ({
      async enqueue(job) {
        const priority = await turnOf(job, session)
        const options = { group: { id: job.group }, priority }
        const id = await onSession(session, () => boss.send(job.name, withCause(job), options))
        if (!id) throw new Error(`the queue did not take a ${job.name} job`)
        return id
      },
      forgetJobs: forgetJobsOn(session),
    }),
    async work(name, concurrency, handler) {
      const often = !db.exclusive && lookedForOften.has(name)
      const pollingIntervalSeconds = often ? POLL_S.often : POLL_S.seldom
      const options = { pollingIntervalSeconds, includeMetadata: true } as const
      const ids: string[] = []
      for (let i = 0; i < concurrency; i++) {
        ids.push(await boss.work(name, options, keepingTime(db, run(handler, db))))
      }
      workers.set(name, ids)
    },
    wake(name) {
      for (const id of workers.get(name) ?? []) boss.notifyWorker(id)
    },
    stop: (graceMs) => boss.stop({ graceful: graceMs > 0, timeout: Math.max(1000, graceMs) }),
  }
}

/** pg-boss on our connection. Its queue look-ups inside an open transaction must run on that transaction: the
 * embedded database has one connection, and any other handle would wait for it for ever. */
function createBoss(db: Db, creates: boolean) {
  const current = new AsyncLocalStorage<SqlSession>()
  const executeSql = (text: string, values?: unknown[]) => (current.getStore() ?? db).query(text, values)
  const boss = new PgBoss({
    db: { executeSql } as NonNullable<ConstructorParameters<typeof PgBoss>[0] & object>['db'] & object,
    schema: SCHEMA,
    migrate: creates,
    monitorIntervalSeconds: 15,
    superviseIntervalSeconds: 15,
  })
  return { boss, onSession: <T>(session: SqlSession, work: () => Promise<T>) => current.run(session, work) }
}

/** Kinds of job that accounts share fairly: one may be long, or hang on somebody's receiver. */
const sharedFairly: ReadonlySet<JobName> = new Set(['transcript', 'part', 'operators', 'webhook'])

/** For the look-up of an account's last turn; pg-boss has an index by priority itself. */
const turnsIndex = `create index if not exists job_turns on ${SCHEMA}.job (name, group_id, priority)
  where state < 'active'`

/** The priority of a new job, so that accounts take turns: each job comes one turn (a lower priority) after the last
 * one of its account that still waits, and none before the turn that is being served now. A burst of one account
 * thus waits in its own row, and a job of another comes next (start-time fair queueing, Goyal et al. 1996, with all
 * jobs of equal length). Jobs created at the same moment may get the same turn; the older goes first. */
async function turnOf({ name, group }: NewJob, session: SqlSession): Promise<number> {
  if (!sharedFairly.has(name)) return 0
  const waiting = `select priority from ${SCHEMA}.job where name = $1 and state < 'active' and not blocked`
  const { rows } = await session.query<{ turn: number }>(
    `select least(
      coalesce((${waiting} and start_after <= now() order by priority desc limit 1), 0),
      coalesce((select priority - 1 from ${SCHEMA}.job
        where name = $1 and group_id = $2 and state < 'active' order by priority limit 1), 0)
    )::int as turn`,
    [name, group],
  )
  return rows[0]!.turn
}

/** Kinds of job of which nothing stays once they are done: their data names what is not to be known any more. */
const forgottenWhenDone: ReadonlySet<string> = new Set<JobName>(['media-removal'])

function run<N extends JobName>(handler: JobHandler<N>, db: Db) {
  return async ([job]: JobWithMetadata<object>[]) => {
    if (!job) return
    await handler({
      id: job.id,
      data: job.data as JobData[N],
      ...causeOf(job.data),
      attempt: job.retryCount + 1,
      last: job.retryCount >= job.retryLimit,
      signal: job.signal,
    })
    if (forgottenWhenDone.has(job.name)) await forgetDone(db, job.name as JobName, job.id)
  }
}

type Runner = (jobs: JobWithMetadata<object>[]) => Promise<void>

/** Before pg-boss hears of a failure the job is told how long to wait, where its kind has a timetable: up to a fifth
 * more or less than that, so that what failed together does not come back together. */
function keepingTime(db: Db, run: Runner): Runner {
  return async (jobs) => {
    try {
      await run(jobs)
    } catch (error) {
      for (const { id, name, retryCount } of jobs) {
        const waitS = waitsS[name as JobName]?.[retryCount]
        if (waitS === undefined) continue
        const jitteredS = Math.round(waitS * (0.8 + 0.4 * Math.random()))
        const statement = `update ${SCHEMA}.job set retry_delay = $1 where name = $2 and id = $3`
        await db.query(statement, [jitteredS, name, id])
      }
      throw error
    }
  }
}

/** On a database of our own nobody else can hold a job: whatever is active was held by a process that died. Hardly any
 * of these jobs was to blame, so none of them loses a try, and the first few crashes cost it no wait. One that is to
 * blame must not keep the process down: with each further crash it waits longer, while others are done, and in the
 * end it is given up. */
async function handBackOrphans(boss: PgBoss, db: Db) {
  await db.query(
    `update ${SCHEMA}.job set state = 'retry', started_on = null, heartbeat_on = null,
       data = data || jsonb_build_object('crashes', coalesce((data ->> 'crashes')::int, 0) + 1),
       start_after = ${SCHEMA}.job_now() + interval '1 second' * case
         when coalesce((data ->> 'crashes')::int, 0) < $1 then 0
         else least($2, power(2, least(20, (data ->> 'crashes')::int + 1 - $1))) end
     where state = 'active' and name = any($3)`,
    [CRASHES_WITHOUT_WAIT, LONGEST_CRASH_WAIT_S, queueSettings.map(([name]) => name)],
  )
  const { rows } = await db.query<{ id: string; name: string }>(
    `update ${SCHEMA}.job set retry_count = retry_limit
     where state = 'retry' and (data ->> 'crashes')::int > $1 returning id, name`,
    [MOST_CRASHES],
  )
  for (const { id, name } of rows) await boss.fail(name, id, { reason: 'its process ended too often' })
}
