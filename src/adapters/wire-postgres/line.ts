// One connection of the wire, from when it listens until it ends. Who only listens is not told when nothing comes over it
// any more, so it asks now and then, and ends by itself when there is no answer.
import pg from 'pg'

const CHANNEL = 'verbatim_wire'
const CONNECT_TIMEOUT_MS = 10_000
const KEEP_ALIVE_MS = 10_000
/** So many payloads may wait for the server, which takes them one after the other. More are lost, as on a dead wire. */
const MOST_WAITING = 200

/** How often a line asks whether it is alive, and how long it waits for the answer. */
export interface Heartbeat {
  everyMs: number
  answerMs: number
}

/** Who is told what. */
export interface LineEars {
  hear(payload: string | undefined): void
  /** Hears why the line ends, and of payloads that the server did not take. */
  onError(error: Error): void
}

/** A line that listens. */
export interface Line {
  send(payload: string): void
  /** Calls `ended` when the line has ended, however that came. */
  onEnd(ended: () => void): void
  close(): Promise<void>
}

/** Connects and listens.
 * @throws the driver's error when that does not succeed in time */
export async function openLine(
  connectionString: string,
  { hear, onError }: LineEars,
  { everyMs, answerMs }: Heartbeat,
): Promise<Line> {
  const client = new pg.Client({
    connectionString,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  let dead = false
  client.on('notification', ({ payload }) => hear(payload))
  client.on('error', (error) => {
    dead = true
    onError(error)
  })
  // One after the other: the driver keeps no queue for us.
  let last: Promise<unknown> = client.connect()
  const ask = (text: string, values?: string[]) => {
    const asked = last.then(() => client.query(text, values))
    last = asked.catch(() => undefined)
    return asked
  }
  const askSoon = (text: string) => cutUnless(client, ask(text), answerMs)
  try {
    await last
    await askSoon(`listen ${CHANNEL}`)
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  let waiting = 0
  // What goes wrong ends the connection, and that is told.
  const beat = () => askSoon('select 1').catch(() => undefined)
  const beats = setInterval(beat, everyMs).unref()
  client.once('end', () => clearInterval(beats))

  return {
    send(payload) {
      if (waiting >= MOST_WAITING) return
      waiting++
      ask('select pg_notify($1, $2)', [CHANNEL, payload])
        .catch((error) => dead || onError(error))
        .finally(() => waiting--)
    },
    onEnd: (ended) => void client.once('end', ended),
    async close() {
      clearInterval(beats)
      // An end that is not heard would be waited for.
      await beat()
      await client.end()
    },
  }
}

/** Waits for what was asked; without an answer in time the connection ends, without a word to the other side. */
async function cutUnless(client: pg.Client, asked: Promise<unknown>, ms: number): Promise<void> {
  const cut = () => client.connection.stream.destroy(new Error(`no answer within ${ms} ms`))
  const timer = setTimeout(cut, ms)
  try {
    await asked
  } finally {
    clearTimeout(timer)
  }
}
