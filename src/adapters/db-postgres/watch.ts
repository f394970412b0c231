// Connections over which nothing comes back. TCP tells of a machine that is gone, or of a firewall that forgot the
// connection, after a quarter of an hour if something was sent, and a proxy between never does. So another connection asks
// whether the server is still at work: what takes long is waited for, what is lost is not.
import pg from 'pg'
import { isAnswer } from './connecting.ts'

/** When silence is looked into. */
export interface Silence {
  /** A statement is unanswered for so long: it is asked for, then and again after as long. */
  afterMs: number
  /** What making a connection and one short question on it may take. */
  answerMs: number
}

/** Together half a minute until a lost statement is given up. */
export const SILENCE: Silence = { afterMs: 20_000, answerMs: 10_000 }

/** Watches the statements of connections. */
export interface Watch {
  /** Sets a new connection up, which `settings` does in one statement that returns the backend's `pid`. */
  prepare(client: pg.ClientBase, settings: string): Promise<void>
  /** Gives what `asked` on `client` gives; a connection that is lost is ended, with which it fails. */
  answered<T>(client: pg.ClientBase, asked: () => Promise<T>): Promise<T>
}

/** For a database within this process. */
export const unwatched: Watch = { prepare: async () => undefined, answered: (_client, asked) => asked() }

/** Watches statements on the server of `connectionString`. */
export function createWatch(connectionString: string, { afterMs, answerMs }: Silence): Watch {
  const pids = new WeakMap<pg.ClientBase, number>()
  let asking: Promise<ReadonlySet<number>> | null = null
  /** Many fall silent together; one question serves all. */
  const atWork = () => {
    asking ??= askAtWork(connectionString, { afterMs, answerMs }).finally(() => {
      asking = null
    })
    return asking
  }
  const isLost = async (client: pg.ClientBase) => {
    try {
      return !(await atWork()).has(pids.get(client)!)
    } catch (error) {
      // A server without a connection left, say, lives: no more can be known.
      return !isAnswer(error) || error.code === '57P03'
    }
  }
  return {
    async prepare(client, settings) {
      const { rows } = await within(client, answerMs, () => client.query<{ pid: number }>(settings))
      pids.set(client, rows[0]!.pid)
    },
    async answered(client, asked) {
      let done = false
      const look = async () => {
        if ((await isLost(client)) && !done) cut(client)
      }
      const timer = setInterval(look, afterMs)
      try {
        return await asked()
      } finally {
        done = true
        clearInterval(timer)
      }
    },
  }
}

/** The backends of this database that work at something, or that have begun or ended something since `afterMs`: the answer
 * may be on its way. A server that keeps no account of it (track_activities) has all of them at work.
 * @throws the driver's error when nobody answers in time */
async function askAtWork(
  connectionString: string,
  { afterMs, answerMs }: Silence,
): Promise<ReadonlySet<number>> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: answerMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await within(client, answerMs, () =>
      client.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database()
         and (state in ('active', 'disabled') or state_change > clock_timestamp() - $1 * interval '1 ms')`,
        [afterMs],
      ),
    )
    return new Set(rows.map(({ pid }) => pid))
  } finally {
    // Nobody waits for its end: that may get lost as well.
    client.end().catch(() => undefined)
  }
}

async function within<T>(client: pg.ClientBase, ms: number, asked: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => cut(client), ms)
  try {
    return await asked()
  } finally {
    clearTimeout(timer)
  }
}

/** Ends a connection without a word to the other side. What was asked on it fails with `Connection terminated`. */
function cut(client: pg.ClientBase) {
  ;(client as pg.Client).connection.stream.destroy()
}
