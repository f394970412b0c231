// The place of a run among those of this worker: it computes when its turn comes, and while it waits for an origin or
// a language model that is slow it keeps nobody from being served.

import type { Place } from '../pipeline/place.ts'
import type { Run } from '../pipeline/run.ts'
import type { ClaimedJob } from '../ports/queue.ts'
import type { FairTurns } from './fair-turns.ts'
import { unlessAborted } from './stall-watch.ts'

/** What downloads usually take is not worth another job in hand: that would wait here while another process is idle. */
const SLOW_MS = 5_000

/** What a place is made of. */
export interface PlaceParts {
  job: Pick<ClaimedJob<'transcript'>, 'stepAside'>
  turns: FairTurns
  /** Aborts when the run stands still. */
  stalled: AbortSignal
  /** After how long the job steps aside, in place of the usual time. */
  slowMs?: number
}

/** The place of `run`. */
export function placeOf({ transcript, signal }: Run, parts: PlaceParts): Place {
  const { job, turns, stalled, slowMs = SLOW_MS } = parts
  return {
    async whileWaiting(work) {
      const aside: { comeBack: (() => void) | null } = { comeBack: null }
      // Again and again: there may be no room for it yet.
      const timer = setInterval(() => {
        aside.comeBack ??= job.stepAside?.() ?? null
      }, slowMs)
      try {
        return await work()
      } finally {
        clearInterval(timer)
        aside.comeBack?.()
      }
    },
    // What stands still may never end; it must not keep its turn.
    inTurn: (work) =>
      turns.run(() => unlessAborted(work(), stalled), { holder: transcript.accountSid, signal }),
  }
}
