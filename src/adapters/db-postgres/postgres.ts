// The database port over a node-postgres pool. The embedded database uses it as well, with its own stream in
// place of a socket, so that one driver and one set of value parsers serve both.
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Db, SqlResult, SqlSession } from '../../ports/db.ts'
import { isLost, onceConnected, unavailable } from './connecting.ts'
import { isStale, prepared } from './prepared.ts'

/** Where to connect: a server's address, or streams that already speak its protocol (embedded). */
export type PostgresTarget = { connectionString: string } | { stream: () => Duplex }

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 15_000
/** A process that is frozen or cut off must not keep its locks: they end before its jobs go to others, whose lease is 30 s
 * (queue-pgboss). The same for connections over which nothing comes back. */
const serverOptions = Object.entries({
  timezone: 'UTC',
  idle_in_transaction_session_timeout: '20s',
  tcp_user_timeout: '20s',
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 2,
})
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ')

/** How long a database that is not there yet is waited for. */
export interface Patience {
  waitMs: number
  /** Told once, with the error of the first try. */
  onWait(error: Error): void
}

const AGAIN_MS = 1000
/** Nobody listens, no such name (yet), a server that starts or stops. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P03'])

/** Opens a pool on `target` and checks that the database answers.
 * @throws the driver's error when it cannot be reached, or not in time */
export async function openPostgres(target: PostgresTarget, patience?: Patience): Promise<Db> {
  const embedded = 'stream' in target
  const pool = new pg.Pool({
    ...(embedded
      ? { stream: target.stream, user: 'postgres', database: 'postgres', host: 'embedded', password: '' }
      : {
          connectionString: target.connectionString,
          options: serverOptions,
          keepAlive: true,
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        }),
    // The embedded backend serves one session; the pool's queue is what makes transactions exclusive.
    max: embedded ? 1 : POOL_SIZE,
  })
  // Without both listeners a backend that ends (restart, pg_terminate_backend) takes the process down.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await firstAnswer(pool, patience)

  return {
    exclusive: embedded,
    query: (text, values) => once(pool, text, values),
    transaction: (work) => inTransaction(pool, work),
    async connect() {
      const client = await onceConnected(() => pool.connect())
      return {
        query: (text, values) => run(client, text, values),
        release: (broken) => client.release(broken ?? false),
      }
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

interface Queryable {
  query(text: string, values?: unknown[]): Promise<unknown>
}

async function run<Row>(on: Queryable, text: string, values?: readonly unknown[]): Promise<SqlResult<Row>> {
  const result = await (values === undefined ? on.query(text) : on.query(text, [...values]))
  return result as SqlResult<Row>
}

async function once<Row>(pool: pg.Pool, text: string, values?: readonly unknown[]): Promise<SqlResult<Row>> {
  const client = await onceConnected(() => pool.connect())
  // A text may hold several statements and have begun a transaction: what failed does not go back to the pool.
  let failed = true
  try {
    const result = await run<Row>(client, text, values)
    failed = false
    return result
  } catch (error) {
    throw isLost(error) ? unavailable(error) : error
  } finally {
    client.release(failed)
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const client = await onceConnected(() => pool.connect())
  let broken = false
  try {
    await client.query('begin')
    const session = prepared(client)
    const value = await work({ query: (text, values) => run(session, text, values) })
    await client.query('commit')
    return value
  } catch (error) {
    broken = isStale(error)
    const passes = broken || isLost(error)
    // A connection whose rollback fails must not go back to the pool with a transaction open on it.
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw passes ? unavailable(error) : error
  } finally {
    client.release(broken)
  }
}
