// A fixed number of slots, handed out in order of asking.

/** Slots that questions wait for. */
export interface Slots {
  /** Waits for a free slot.
   * @returns what gives it back; to be called once
   * @throws the reason of `signal` once that aborts */
  take(signal: AbortSignal): Promise<() => void>
}

/** Makes `count` slots. */
export function createSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []
  const give = () => {
    // Handed over, not freed: a newcomer could take it before the one in line wakes up.
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', abort)
        resolve()
      }
      const abort = () => {
        waiting.splice(waiting.indexOf(enter), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', abort, { once: true })
      waiting.push(enter)
    })
  return {
    async take(signal) {
      signal.throwIfAborted()
      if (free > 0) free--
      else await wait(signal)
      return give
    },
  }
}
