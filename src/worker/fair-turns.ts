// Turns at computing: so many at once, and whose account was served longest ago comes next. Jobs that were away for long,
// like those with slow downloads, come back in no order; they must not stand in a row before the job of another.

/** Who asks for a turn, and when it gives up waiting. */
export interface Asking {
  holder: string
  signal: AbortSignal
}

/** Turns of many holders. */
export interface FairTurns {
  /** Runs `work` when its turn comes.
   * @throws the reason of the signal when that aborts before, else what `work` throws */
  run<T>(work: () => Promise<T>, asking: Asking): Promise<T>
}

interface Waiting {
  holder: string
  enter(): void
}

/** Makes turns for `atOnce` pieces of work at the same time. */
export function createFairTurns(atOnce: number): FairTurns {
  const waiting = new Set<Waiting>()
  /** Number of the latest turn of each holder, as long as anybody waits. */
  const served = new Map<string, number>()
  let free = atOnce
  let turn = 0

  const take = (holder: string) => {
    free--
    served.set(holder, ++turn)
  }
  const wait = ({ holder, signal }: Asking) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(one)
        reject(signal.reason)
      }
      const one: Waiting = {
        holder,
        enter() {
          waiting.delete(one)
          signal.removeEventListener('abort', leave)
          take(holder)
          resolve()
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.add(one)
    })
  const pass = () => {
    free++
    const since = ({ holder }: Waiting) => served.get(holder) ?? 0
    // Sorting keeps the order of asking among equals.
    const [next] = [...waiting].sort((a, b) => since(a) - since(b))
    if (next) next.enter()
    else served.clear()
  }
  return {
    async run(work, asking) {
      asking.signal.throwIfAborted()
      if (free > 0) take(asking.holder)
      else await wait(asking)
      try {
        return await work()
      } finally {
        pass()
      }
    },
  }
}
