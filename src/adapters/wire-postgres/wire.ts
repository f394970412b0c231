// The wire over LISTEN and NOTIFY, on a connection of its own.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Wire, WireMessage } from '../../ports/wire.ts'
import { type Heartbeat, type Line, openLine } from './line.ts'

/** NOTIFY takes 8,000 bytes; a run of a message has at most 120. */
const MOST_RUNS = 60
const RECONNECT_MS = 1000
const SELDOM_MS = 15_000
const HEARTBEAT: Heartbeat = { everyMs: 15_000, answerMs: 5000 }
const kinds: ReadonlySet<unknown> = new Set<WireMessage['kind']>(['progress', 'ended', 'stop'])

/** The wire, and how it ends. */
export interface PostgresWire extends Wire {
  close(): Promise<void>
}

/** Opens a wire through a database. It mends itself when the connection is lost.
 * @param onError hears of lost connections
 * @throws the driver's error when it can not be opened in the first place */
export async function openWire(
  connectionString: string,
  onError: (error: Error) => void,
  heartbeat: Heartbeat = HEARTBEAT,
): Promise<PostgresWire> {
  const self = randomUUID()
  const hearers: ((message: WireMessage) => void)[] = []
  const hear = (payload: string | undefined) => {
    const heard = read(payload)
    if (heard && heard.from !== self) for (const one of hearers) one(heard.message)
  }
  let closed = false
  let line: Line | null = null
  const connect = async () => {
    const fresh = await openLine(connectionString, { hear, onError }, heartbeat)
    if (closed) return void (await fresh.close())
    line = fresh
    fresh.onEnd(() => {
      line = null
      if (!closed) void reconnect()
    })
  }
  const reconnect = async () => {
    for (let waitMs = RECONNECT_MS; !closed && line === null; waitMs = Math.min(2 * waitMs, SELDOM_MS)) {
      // Not all at once, when all have lost it together.
      await delay(waitMs * (0.5 + Math.random()), undefined, { ref: false })
      if (!closed) await connect().catch(onError)
    }
  }
  await connect()
  return {
    send(message) {
      for (const part of inParts(message)) line?.send(JSON.stringify({ from: self, message: part }))
    },
    onMessage: (one) => void hearers.push(one),
    async close() {
      closed = true
      await line?.close()
    },
  }
}

/** What a process of ours sent. Null for anything else: whoever can use the database can send on the channel. */
function read(payload = ''): { from: string; message: WireMessage } | null {
  try {
    const heard = JSON.parse(payload)
    const { kind, runs } = heard.message
    const isRun = kind === 'progress' ? Array.isArray : (run: unknown) => typeof run === 'string'
    return kinds.has(kind) && runs.every(isRun) ? heard : null
  } catch {
    return null
  }
}

function inParts(message: WireMessage): WireMessage[] {
  const count = Math.ceil(message.runs.length / MOST_RUNS)
  return Array.from({ length: count }, (_, at) => {
    const runs: unknown[] = message.runs.slice(at * MOST_RUNS, (at + 1) * MOST_RUNS)
    return { kind: message.kind, runs } as WireMessage
  })
}
