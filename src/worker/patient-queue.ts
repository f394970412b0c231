// The queue for a machine whose disk may fill up: a job that met a full disk waits for room before its try counts,
// so that a disk that is full for hours uses up one try, and work goes on by itself once there is room. Where something
// else is full, a bucket or a database elsewhere, nobody can look: each try waits longer, so that hours use up a few.
import { setTimeout as sleep } from 'node:timers/promises'
import { isStorageFull } from '../domain/storage-full.ts'
import type { JobHandler, JobName, JobQueue } from '../ports/queue.ts'

const LOOK_MS = 2_000
/** Short, since the disk may just have got room; each further wait is four times as long. A transcript waits for ten
 * hours in all its tries together. */
const FIRST_BLIND_MS = 5_000
const LONGEST_BLIND_MS = 4 * 3600_000

/** Waits, until `signal` aborts at the longest. */
type Wait = (ms: number, signal: AbortSignal) => Promise<void>

const pause: Wait = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined)

/** Makes handlers of `queue` hold on to a job that failed for want of room until there is some, or it is taken away.
 * @param hasRoom looks at the disk */
export function waitingForRoom(queue: JobQueue, hasRoom: () => Promise<boolean>, wait = pause): JobQueue {
  const patient =
    <N extends JobName>(handler: JobHandler<N>): JobHandler<N> =>
    async (job) => {
      try {
        await handler(job)
      } catch (error) {
        if (isStorageFull(error)) await untilRoom(job, hasRoom, wait)
        throw error
      }
    }
  return { ...queue, work: (name, concurrency, handler) => queue.work(name, concurrency, patient(handler)) }
}

async function untilRoom(
  { signal, attempt }: { signal: AbortSignal; attempt: number },
  hasRoom: () => Promise<boolean>,
  wait: Wait,
) {
  if (await hasRoom()) return wait(Math.min(FIRST_BLIND_MS * 4 ** (attempt - 1), LONGEST_BLIND_MS), signal)
  do await wait(LOOK_MS, signal)
  while (!signal.aborted && !(await hasRoom()))
}
