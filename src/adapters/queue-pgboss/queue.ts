// The job queue on pg-boss, in the same database as the rows the jobs are about.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Db, SqlSession } from '../../ports/db.ts'
import type { Enqueue, JobData, JobHandler, JobName, JobQueue } from '../../ports/queue.ts'
import { queueSettings, waitsS } from './queue-settings.ts'

const SCHEMA = 'jobs'
/** How often idle workers look for jobs. With the database to itself a process hears of its own jobs by `wake`,
 * and only retries wait for the next look. */
const POLL_S = { shared: 0.5, exclusive: 2 }

/** The queue with its writing side: `within` binds Enqueue to an open transaction. */
export interface PgBossQueue extends JobQueue {
  within(session: SqlSession): Enqueue
}

/** Makes the queue on `db`. `onError` hears of failures in pg-boss's own upkeep. */
export function createQueue(db: Db, onError: (error: Error) => void): PgBossQueue {
  const { boss, onSession } = createBoss(db)
  boss.on('error', onError)
  const workers = new Map<JobName, string[]>()

  return {
    async start() {
      await boss.start()
      for (const [name, settings] of queueSettings) {
        await boss.createQueue(name, settings)
        await boss.updateQueue(name, settings)
      }
      if (db.exclusive) await handBackOrphans(boss, db)
    },
    within: (session) => async (job) => {
      const id = await onSession(session, () => boss.send(job.name, job.data, { group: { id: job.group } }))
      if (!id) throw new Error(`the queue did not take a ${job.name} job`)
      return id
    },
    async work(name, concurrency, handler) {
      const pollingIntervalSeconds = db.exclusive ? POLL_S.exclusive : POLL_S.shared
      const options = { pollingIntervalSeconds, includeMetadata: true } as const
      const ids: string[] = []
      for (let i = 0; i < concurrency; i++) {
        ids.push(await boss.work(name, options, keepingTime(db, run(handler))))
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

function run<N extends JobName>(handler: JobHandler<N>) {
  return async ([job]: JobWithMetadata<object>[]) => {
    if (!job) return
    await handler({
      id: job.id,
      data: job.data as JobData[N],
      attempt: job.retryCount + 1,
      last: job.retryCount >= job.retryLimit,
      signal: job.signal,
    })
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

/** On a database of our own nobody else can hold a job: whatever is active was held by a process that died. */
async function handBackOrphans(boss: PgBoss, db: Db) {
  for (const [name] of queueSettings) {
    const { rows } = await db.query<{ id: string }>(
      `select id from ${SCHEMA}.job where name = $1 and state = 'active'`,
      [name],
    )
    if (rows.length > 0)
      await boss.fail(
        name,
        rows.map(({ id }) => id),
        { reason: 'its process ended' },
      )
  }
}
