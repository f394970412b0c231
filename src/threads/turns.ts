// A limit to how many pieces of work are under way at once: each takes a core and gigabytes of disk for a long call.

/** Turns, given in order of asking. */
export interface Turns {
  /** Runs `work` when its turn comes.
   * @throws the reason of `signal` when that aborts before, else what `work` throws */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
}

/** Makes turns for `atOnce` pieces of work at the same time. */
export function createTurns(atOnce: number): Turns {
  let free = atOnce
  const waiting = new Set<() => void>()

  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const enter = () => {
        waiting.delete(enter)
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.delete(enter)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.add(enter)
    })
  const pass = () => {
    // The turn goes straight to the next in line, so that no newcomer gets in between.
    const [next] = waiting
    if (next) next()
    else free++
  }
  return {
    async run(work, signal) {
      signal.throwIfAborted()
      if (free > 0) free--
      else await wait(signal)
      try {
        return await work()
      } finally {
        pass()
      }
    },
  }
}
