// The database port over a node-postgres pool. The embedded database uses it as well, with its own stream in
// place of a socket, so that one driver and one set of value parsers serve both.
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Db, SqlResult, SqlSession } from '../../ports/db.ts'
import { isLost, onceConnected, unavailable } from './connecting.ts'
import { isStale, prepared } from './prepared.ts'
import { createWatch, SILENCE, type Silence, unwatched, type Watch } from './watch.ts'

/** Where to connect: a server's address, or streams that already speak its protocol (embedded). */
export type PostgresTarget = { connectionString: string } | { stream: () => Duplex }

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 15_000
/** Of a connection that is idle; with what Node asks then, a lost one ends after twenty seconds. */
const KEEP_ALIVE_MS = 10_000
/** A process that is frozen or cut off must not keep its locks: they end before its jobs go to others, whose lease is 30 s
 * (queue-pgboss). The same for connections over which nothing comes back. */
const settings = Object.entries({
  timezone: 'UTC',
  idle_in_transaction_session_timeout: '20s',
  tcp_user_timeout: '20s',
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '2',
})
/** Not by the start-up parameter `options`: PgBouncer refuses that, and one in the address would take its place. */
const SET_UP = `select pg_backend_pid() as pid, ${settings
  .map(([name, value]) => `set_config('${name}', '${value}', false)`)
  .join(', ')}`

/** How long a database that is not there yet is waited for. */
export interface Patience {
  waitMs: number
  /** Told once, with the error of the first try. */
  onWait(error: Error): void
}

const AGAIN_MS = 1000
/** Nobody listens, no such name (yet), a server that starts or stops. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P03'])

/** Opens a pool on `target` and checks that the database answers. Statements may take as long as they need while the server
 * works at them; when it is gone without a word they fail after half a minute (`silence`).
 * @throws the driver's error when it cannot be reached, or not in time */
export async function openPostgres(
  target: PostgresTarget,
  patience?: Patience,
  silence: Silence = SILENCE,
): Promise<Db> {
  const embedded = 'stream' in target
  const watch = embedded ? unwatched : createWatch(target.connectionString, silence)
  const pool = new pg.Pool({
    ...(embedded
      ? { stream: target.stream, user: 'postgres', database: 'postgres', host: 'embedded', password: '' }
      : {
          connectionString: target.connectionString,
          // The pool waits for it before anybody gets the connection.
          onConnect: (client) => watch.prepare(client, SET_UP),
          keepAlive: true,
          keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        }),
    // The embedded backend serves one session; the pool's queue is what makes transactions exclusive.
    max: embedded ? 1 : POOL_SIZE,
  })
  // Without both listeners a backend that ends (restart, pg_terminate_backend) takes the process down.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await firstAnswer(pool, patience)
  const take = async () => watched(await onceConnected(() => pool.connect()), watch)

  return {
    exclusive: embedded,
    query: async (text, values) => once(await take(), text, values),
    transaction: async (work) => inTransaction(await take(), work),
    async connect() {
      const { client, query } = await take()
      return { query, release: (broken) => client.release(broken ?? false) }
    },
    close: () => pool.end(),
  }
}

async function firstAnswer(
  pool: pg.Pool,
  { waitMs, onWait }: Patience = { waitMs: 0, onWait: () => undefined },
) {
  const endMs = performance.now() + waitMs
  for (let told = false; ; told = true) {
    try {
      await pool.query('select 1')
      return
    } catch (error) {
      if (!passing.has(codeOf(error)) || performance.now() >= endMs) {
        await pool.end()
        throw error
      }
      if (!told) onWait(error as Error)
      await delay(AGAIN_MS)
    }
  }
}

/** Of several addresses tried in vain the first tells why. */
function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return String((first as { code?: unknown } | null)?.code)
}

/** A connection out of the pool, with its statements watched. */
interface Watched extends SqlSession {
  client: pg.PoolClient
  /** The same with frequent statements prepared, for one transaction. */
  prepared(): SqlSession
}

interface Queryable {
  query(text: string, values?: unknown[]): Promise<unknown>
}

function watched(client: pg.PoolClient, watch: Watch): Watched {
  const on = (queryable: Queryable): SqlSession => ({
    query: (text, values) => watch.answered(client, () => run(queryable, text, values)),
  })
  return { client, ...on(client), prepared: () => on(prepared(client)) }
}

async function run<Row>(on: Queryable, text: string, values?: readonly unknown[]): Promise<SqlResult<Row>> {
  const result = await (values === undefined ? on.query(text) : on.query(text, [...values]))
  return result as SqlResult<Row>
}

async function once<Row>(
  { client, query }: Watched,
  text: string,
  values?: readonly unknown[],
): Promise<SqlResult<Row>> {
  // A text may hold several statements and have begun a transaction: what failed does not go back to the pool.
  let failed = true
  try {
    const result = await query<Row>(text, values)
    failed = false
    return result
  } catch (error) {
    throw isLost(error) ? unavailable(error) : error
  } finally {
    client.release(failed)
  }
}

async function inTransaction<T>(
  { client, query, prepared }: Watched,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  let broken = false
  try {
    await query('begin')
    const value = await work(prepared())
    await query('commit')
    return value
  } catch (error) {
    broken = isStale(error)
    const passes = broken || isLost(error)
    // A connection whose rollback fails must not go back to the pool with a transaction open on it.
    await query('rollback').catch(() => {
      broken = true
    })
    throw passes ? unavailable(error) : error
  } finally {
    client.release(broken)
  }
}
