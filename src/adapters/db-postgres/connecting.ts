// Connections that can not be made for a moment, or that end in the middle of something.
import { setTimeout as delay } from 'node:timers/promises'
import { fault } from '../../domain/errors.ts'

/** How long one request waits for a connection that can not be made. */
const PATIENCE_MS = 3000
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 800

/** Answers of a server that starts, stops, or has no connection left (PostgreSQL, appendix A). */
const notNow = new Set(['57P03', '53300'])
/** Answers with which it ends a connection: shut down, crashed, or idle for too long within a transaction. */
const ended = new Set(['57P01', '57P02', '57P05', '25P03'])

/** Gets a connection from `connect`, again and again for a while if that fails: nothing has been done yet.
 * @throws VerbatimError unavailable when there is none in time; what the server says to such a user or database */
export async function onceConnected<T>(connect: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const endMs = performance.now() + patienceMs
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      return await connect()
    } catch (error) {
      if (isAnswer(error) && !notNow.has(error.code)) throw error
      if (performance.now() + waitMs > endMs) throw unavailable(error)
      await delay(waitMs)
    }
  }
}

/** True for the error of a statement whose connection ended: whether it was carried out is not known. */
export function isLost(error: unknown): boolean {
  if (isAnswer(error)) return ended.has(error.code)
  const { code, message } = error as { code?: unknown; message?: unknown }
  return (
    /^(?:ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(String(code)) ||
    /^Connection terminated|is not queryable$/.test(String(message))
  )
}

/** What callers are told of a database that is away. */
export function unavailable(cause: unknown): Error {
  return fault('unavailable', 'The database can not be reached just now; try again shortly', { cause })
}

/** True for what the server said: its errors have a severity. */
export function isAnswer(error: unknown): error is { code: string } {
  return error instanceof Error && 'severity' in error && 'code' in error
}
