// How fast the body of a request must come. A body may be large and take hours, but whoever sends next to nothing holds
// a place that others wait for.
import type { IncomingMessage } from 'node:http'
import { fault } from '../domain/errors.ts'

/** `bytes` that must come in every `ms`, the first of which is also the grace. */
export interface BodyPace {
  ms: number
  bytes: number
}

/** 4 KiB/s: half of what one channel of telephone speech takes. */
const usualPace: BodyPace = { ms: 30_000, bytes: 30 * 4096 }

/** A watch over the body of one request. */
export interface PaceWatch {
  /** Aborts with `requestTooSlow` once the body is. */
  signal: AbortSignal
  end(): void
}

/** Watches the body of `request` from now on, until it has come as a whole or the watch is ended. */
export function watchPace(request: IncomingMessage, { ms, bytes }: BodyPace = usualPace): PaceWatch {
  const tooSlow = new AbortController()
  let seen = request.socket.bytesRead
  const look = () => {
    const now = request.socket.bytesRead
    // Where the buffer is full it is us who do not read.
    const isOurs = request.readableLength >= request.readableHighWaterMark
    if (!request.complete && !isOurs && now - seen < bytes) tooSlow.abort(fault('requestTooSlow'))
    seen = now
  }
  const timer = setInterval(look, ms)
  return { signal: tooSlow.signal, end: () => clearInterval(timer) }
}
