// Times statements of the job queue one by one, on an empty queue and behind ten thousand jobs that wait.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { processMs } from './backend-time.ts'

const BACKLOG = 10_000
const LOOKS = 1500
const CLAIMS = 150
const COMMITS = 150

/** Milliseconds for one statement: on a processor of the database, and until the answer came. */
export interface StatementTime {
  processorMs: number
  answerMs: number
}

/** Times the queue of the database at `url`, which the product has made and nobody uses meanwhile. */
export async function timeQueue(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const executeSql = (text: string, values?: unknown[]) => pool.query(text, values)
  const boss = new PgBoss({ db: { executeSql }, schema: 'jobs', migrate: false } as ConstructorOptions)
  boss.on('error', () => undefined)
  const time = timer(pool)
  const fetch = () => boss.fetch('transcript', { includeMetadata: true })
  await boss.start()
  const emptyPoll = await time(LOOKS, fetch)
  await boss.send('transcript', { transcriptSid: randomUUID() }, { group: { id: 'a' } })
  await fill(pool)
  const claimBehindBacklog = await time(CLAIMS, fetch)
  await pool.query('create table flushed (n int)')
  const commit = await time(COMMITS, () => pool.query('insert into flushed values (1)'))
  await pool.query('set synchronous_commit = off')
  const commitUnflushed = await time(COMMITS, () => pool.query('insert into flushed values (1)'))
  await boss.stop({ graceful: false })
  await pool.end()
  return { emptyPoll, claimBehindBacklog, flushMs: commit.answerMs - commitUnflushed.answerMs }
}

function timer(pool: pg.Pool) {
  return async (times: number, work: () => Promise<unknown>): Promise<StatementTime> => {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    const { pid } = rows[0]!
    for (let n = 0; n < 20; n++) await work()
    const [beforeMs, startedMs] = [processMs(pid), performance.now()]
    for (let n = 0; n < times; n++) await work()
    const answerMs = (performance.now() - startedMs) / times
    return { processorMs: (processMs(pid) - beforeMs) / times, answerMs }
  }
}

/** Copies of the one job that waits, each in a turn of its own. */
async function fill(pool: pg.Pool) {
  const { rows } = await pool.query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
     where table_schema = 'jobs' and table_name = 'job' and is_generated = 'NEVER'
       and column_name not in ('id', 'priority')`,
  )
  const { names } = rows[0]!
  await pool.query(
    `insert into jobs.job (id, priority, ${names})
     select gen_random_uuid(), -n, ${names} from jobs.job, generate_series(1, $1::int) n
     where name = 'transcript' and state = 'created'`,
    [BACKLOG],
  )
  await pool.query('vacuum analyze jobs.job')
}
