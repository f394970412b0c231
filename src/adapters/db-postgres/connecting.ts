// Connecting to a server that is away for a moment, or asked by too many at once: nothing has been done yet, so it may
// be tried again.
import { setTimeout as delay } from 'node:timers/promises'
import { fault } from '../../domain/errors.ts'

/** How long one request waits for a connection that can not be made. */
const PATIENCE_MS = 3000
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 800

/** The server starts, stops, or has no connection left (PostgreSQL, appendix A). */
const refusedByServer = new Set(['57P03', '53300'])

/** Runs `work`, again and again for a while if it fails before it has a connection.
 * @throws VerbatimError unavailable when there is none in time; whatever else `work` throws */
export async function onceConnected<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const endMs = performance.now() + patienceMs
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      return await work()
    } catch (error) {
      if (!neverConnected(error)) throw error
      if (performance.now() + waitMs > endMs)
        throw fault('unavailable', 'The database can not be reached just now; try again shortly', {
          cause: error,
        })
      await delay(waitMs)
    }
  }
}

/** Of several addresses tried in vain the first tells. */
function neverConnected(error: unknown): boolean {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const { syscall, code } = (first ?? {}) as { syscall?: unknown; code?: unknown }
  return syscall === 'connect' || syscall === 'getaddrinfo' || refusedByServer.has(String(code))
}
