// The job queue on pg-boss, in the same database as the rows the jobs are about.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Db, SqlSession } from '../../ports/db.ts'
import type { JobData, JobHandler, JobName, JobQueue, StepAside } from '../../ports/queue.ts'
import type { Unit } from '../../ports/unit-of-work.ts'
import { hasQueues } from './check-queue.ts'
import { type Claimed, type ClaimLoops, startLoops } from './claim-loops.ts'
import { forgetDone, forgetJobsOn, takeBackRemovalOn } from './forget-jobs.ts'
import { forgetCrashes, handBackOrphans, handingBack, withoutCrashes } from './hand-back.ts'
import { holdJobOn } from './hold-job.ts'
import { causeOf, withCause } from './job-cause.ts'
import { prepare } from './prepare.ts'
import { waitsS } from './queue-settings.ts'
import { atOncePerReceiver, giveUpTurn, groupOf, turnOf } from './turns.ts'

const SCHEMA = 'jobs'
/** What handing jobs back may take, once their grace is over. */
const HAND_BACK_MS = 2000
/** How often an idle process looks for jobs of a kind. It hears of its own jobs by `wake`; what others enqueued, and
 * retries, wait for the next look. Where many processes share a database these looks are most of what it does, so only
 * the kinds that API processes hand to workers all day are looked for often. */
const POLL_MS = { often: 500, seldom: 2000 }
/** What pg-boss would look by itself, for each loop. */
const OWN_POLL_S = 3600
const lookedForOften: ReadonlySet<JobName> = new Set(['transcript', 'part'])

/** The queue with its writing side, which `within` binds to an open transaction. */
export interface PgBossQueue extends JobQueue {
  within(session: SqlSession): Pick<Unit, 'enqueue' | 'forgetJobs' | 'takeBackRemoval' | 'holdJob'>
}

/** Makes the queue on `db`. `onError` hears of failures in pg-boss's own upkeep.
 * @param options `creates`: false where only the queues of others are used */
export function createQueue(db: Db, onError: (error: Error) => void, { creates = true } = {}): PgBossQueue {
  const { boss, onSession } = createBoss(db)
  boss.on('error', onError)
  const loopsOf = new Map<JobName, ClaimLoops>()
  const stopping = new AbortController()

  return {
    async start() {
      if (creates) await prepare(boss, db)
      else await startPrepared(boss, db)
      if (!creates || !db.exclusive) return
      await handBackOrphans(boss, db)
      await endDelays(db)
    },
    within: (session) => ({
      async enqueue(job) {
        const priority = await turnOf(job, session)
        const delay = job.delayMs ? { startAfter: Math.ceil(job.delayMs / 1000) } : {}
        const options = { group: { id: groupOf(job) }, priority, ...delay }
        const id = await onSession(session, () => boss.send(job.name, withCause(job), options))
        if (!id) throw new Error(`the queue did not take a ${job.name} job`)
        return id
      },
      forgetJobs: forgetJobsOn(session),
      takeBackRemoval: takeBackRemovalOn(session),
      holdJob: holdJobOn(session),
    }),
    async work(name, concurrency, handler) {
      loopsOf.get(name)?.stop()
      const often = !db.exclusive && lookedForOften.has(name)
      const groupConcurrency = atOncePerReceiver[name]
      const options = {
        pollingIntervalSeconds: OWN_POLL_S,
        includeMetadata: true,
        ...(groupConcurrency && { groupConcurrency }),
      } as const
      const loops = {
        concurrency,
        lookMs: often ? POLL_MS.often : POLL_MS.seldom,
        start: (work: (jobs: JobWithMetadata<object>[]) => Promise<void>) => boss.work(name, options, work),
        notify: (id: string) => boss.notifyWorker(id),
      }
      const claimed = keepingTime(db, run(handler, db))
      loopsOf.set(name, await startLoops(loops, handingBack(claimed, { db, stopping: stopping.signal })))
    },
    wake: (name) => loopsOf.get(name)?.wake(),
    async stop(graceMs) {
      for (const loops of loopsOf.values()) loops.stop()
      const timer = setTimeout(() => stopping.abort(new Error('the worker is stopping')), graceMs)
      // pg-boss claims nothing from now on, and waits for the loops. What they still hold at the end loses its try.
      await boss.stop({ graceful: true, timeout: graceMs + HAND_BACK_MS })
      clearTimeout(timer)
    },
  }
}

/** Looks itself, for pg-boss would make tables that are not there; told not to, it refuses newer ones, too.
 * @throws Error when a server has not made the queues yet, or one of a newer version that needs newer code has */
async function startPrepared(boss: PgBoss, db: Db) {
  if (!(await hasQueues(db))) throw new Error('the jobs are not prepared yet')
  await boss.start()
}

/** pg-boss on our connection. Its queue look-ups inside an open transaction must run on that transaction: the
 * embedded database has one connection, and any other handle would wait for it for ever. */
function createBoss(db: Db) {
  const current = new AsyncLocalStorage<SqlSession>()
  const executeSql = (text: string, values?: unknown[]) => (current.getStore() ?? db).query(text, values)
  const boss = new PgBoss({
    db: { executeSql } as NonNullable<ConstructorParameters<typeof PgBoss>[0] & object>['db'] & object,
    schema: SCHEMA,
    monitorIntervalSeconds: 15,
    superviseIntervalSeconds: 15,
  })
  return { boss, onSession: <T>(session: SqlSession, work: () => Promise<T>) => current.run(session, work) }
}

/** Kinds of job of which nothing stays once they are done: their data names what is not to be known any more. */
const forgottenWhenDone: ReadonlySet<string> = new Set<JobName>([
  'media-removal',
  'account-removal',
  'abandoned',
])

function run<N extends JobName>(handler: JobHandler<N>, db: Db) {
  return async ([job]: JobWithMetadata<object>[], stepAside: StepAside) => {
    if (!job) return
    await handler({
      id: job.id,
      data: withoutCrashes(job.data) as JobData[N],
      ...causeOf(job.data),
      attempt: job.retryCount + 1,
      last: job.retryCount >= job.retryLimit,
      signal: job.signal,
      stepAside,
    })
    if (forgottenWhenDone.has(job.name)) await forgetDone(db, job.name as JobName, job.id)
  }
}

/** Before pg-boss hears of a failure the job is told how long to wait, where its kind has a timetable: up to a fifth
 * more or less than that, so that what failed together does not come back together. And it gives up its turn. Not so a
 * job that was taken away: others may have it. */
function keepingTime(db: Db, run: Claimed): Claimed {
  return async (jobs, stepAside) => {
    try {
      await run(jobs, stepAside)
    } catch (error) {
      for (const { id, name, retryCount, retryLimit, signal } of jobs) {
        if (signal.aborted) continue
        await giveUpTurn({ name, id }, db)
        if (retryCount >= retryLimit) await forgetCrashes({ name, id }, db)
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

/** On a database of our own: what a delayed job waits for was begun by a process that is gone. */
async function endDelays(db: Db) {
  await db.query(
    `update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now() where state = 'created' and start_after > ${SCHEMA}.job_now()`,
  )
}
