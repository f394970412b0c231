// The queue for a machine whose disk may fill up: a job that met a full disk waits for room before its try counts,
// so that a disk that is full for hours uses up one try, and work goes on by itself once there is room.
import { setTimeout as sleep } from 'node:timers/promises'
import { isStorageFull } from '../domain/storage-full.ts'
import type { JobHandler, JobName, JobQueue } from '../ports/queue.ts'

const LOOK_MS = 2_000

/** Makes handlers of `queue` hold on to a job that failed for want of room until there is some, or it is taken away.
 * @param hasRoom looks at the disk
 * @param lookMs between two looks */
export function waitingForRoom(queue: JobQueue, hasRoom: () => Promise<boolean>, lookMs = LOOK_MS): JobQueue {
  const patient =
    <N extends JobName>(handler: JobHandler<N>): JobHandler<N> =>
    async (job) => {
      try {
        await handler(job)
      } catch (error) {
        if (isStorageFull(error)) await untilRoom(job.signal, { hasRoom, lookMs })
        throw error
      }
    }
  return { ...queue, work: (name, concurrency, handler) => queue.work(name, concurrency, patient(handler)) }
}

async function untilRoom(
  signal: AbortSignal,
  { hasRoom, lookMs }: { hasRoom: () => Promise<boolean>; lookMs: number },
) {
  do {
    await sleep(lookMs, undefined, { signal }).catch(() => undefined)
  } while (!signal.aborted && !(await hasRoom()))
}
