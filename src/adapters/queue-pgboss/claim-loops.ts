// The loops that claim jobs of one kind, one job each. However many there are, only one of those that are idle looks
// at the database now and then; the one that finds something sends the next one to look. For a job that steps aside
// there is one more loop as long as it does.
import type { JobWithMetadata } from 'pg-boss'
import type { StepAside } from '../../ports/queue.ts'

/** Jobs that may have stepped aside at once, of one kind; each costs hardly more than a socket. Downloads that are given
 * up for being slow end about as fast as others step aside by then. */
const MOST_ASIDE = 24

/** Handles what a loop claimed. `stepAside` is that of the port. */
export type Claimed = (jobs: JobWithMetadata<object>[], stepAside: StepAside) => Promise<void>

/** How a set of loops works. */
export interface LoopsOptions {
  /** Jobs at once, without those that stepped aside. */
  concurrency: number
  /** Between two looks while nothing is told. */
  lookMs: number
  /** Starts a loop that has what it claims handled by `work`; returns its id. */
  start(work: (jobs: JobWithMetadata<object>[]) => Promise<void>): Promise<string>
  /** Has a loop look at once, or right after the job that it is busy with. */
  notify(id: string): void
}

/** Loops of one kind of job. */
export interface ClaimLoops {
  /** Sends an idle loop to look now. */
  wake(): void
  /** No more looks. */
  stop(): void
}

interface Loop {
  id: string | null
  busy: boolean
}

/** Starts the loops. */
export async function startLoops(options: LoopsOptions, claimed: Claimed): Promise<ClaimLoops> {
  const loops: Loop[] = []
  let [aside, next] = [0, 0]
  /** Idle, and among as many as there are free places: jobs that are back may have taken those of others. */
  const isWanted = (loop: Loop) => {
    const idle = loops.filter(({ busy }) => !busy)
    const free = options.concurrency + aside - (loops.length - idle.length)
    return idle.slice(0, Math.max(0, free)).includes(loop)
  }
  const send = (loop: Loop) => loop.id !== null && options.notify(loop.id)
  const wake = () => {
    // In turn: one that waits for an answer of the database which never comes must not be the only one that is asked.
    for (let tried = 0; tried < loops.length; tried++) {
      const loop = loops[next++ % loops.length]!
      if (isWanted(loop)) return void send(loop)
    }
  }
  const stepAside = () => {
    if (aside >= MOST_ASIDE) return null
    aside++
    // A new one looks as it starts; the ones before it sleep.
    if (loops.length < options.concurrency + aside) void add().catch(() => undefined)
    else wake()
    return () => void aside--
  }
  const add = async () => {
    const loop: Loop = { id: null, busy: false }
    loops.push(loop)
    loop.id = await options.start(async (jobs) => {
      loop.busy = true
      wake()
      try {
        await claimed(jobs, stepAside)
      } finally {
        loop.busy = false
        if (isWanted(loop)) send(loop)
        else wake()
      }
    })
  }
  for (let count = 0; count < options.concurrency; count++) await add()
  const timer = setInterval(wake, options.lookMs).unref()
  return { wake, stop: () => clearInterval(timer) }
}
