// Notices a run that stands still: a thread that hangs in native code answers nothing, and the lease of its job is
// renewed by the process around it for ever.
import { fault } from '../domain/errors.ts'
import type { TranscriptSid } from '../domain/sid.ts'
import type { ProgressBoard } from '../ports/progress-board.ts'

/** Longer than any stage takes that reports nothing while it works: decoding a day of sound may take 73 minutes. */
const STALL_MS = 2 * 3600_000
const LOOKS_PER_STALL = 60

/** A watch over one run. */
export interface StallWatch {
  /** Aborts with a retryable fault (transcriptionFailed) once nothing has moved for too long. */
  signal: AbortSignal
  end(): void
}

/** Watches the progress of a run, which begins now.
 * @param stallMs how long it may stand still */
export function watchForStall(sid: TranscriptSid, board: ProgressBoard, stallMs = STALL_MS): StallWatch {
  const stalled = new AbortController()
  let seen = board.get(sid)
  let movedMs = performance.now()
  const look = () => {
    const progress = board.get(sid)
    const moved = progress?.stage !== seen?.stage || progress?.share !== seen?.share
    // Without any progress the run waits for its turn.
    if (moved || !progress) movedMs = performance.now()
    seen = progress
    if (performance.now() - movedMs < stallMs) return
    stalled.abort(fault('transcriptionFailed', 'Processing came to a standstill', { retryable: true }))
  }
  const timer = setInterval(look, stallMs / LOOKS_PER_STALL)
  return { signal: stalled.signal, end: () => clearInterval(timer) }
}

/** What `work` gives, unless `signal` aborts before: then its reason is thrown, and nobody waits for the work. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
