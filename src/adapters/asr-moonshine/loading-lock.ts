// Lets the threads of an engine load their models one after the other: while it loads, a model takes twice its memory.

/** A lock that threads share; 0 = free, 1 = held. */
export type LoadingLock = Int32Array<SharedArrayBuffer>

/** A free lock. */
export function newLock(): LoadingLock {
  return new Int32Array(new SharedArrayBuffer(4))
}

/** Several times what loading takes. A thread that holds the lock for longer died over it or hangs; memory is all that the
 * lock spares. */
const PATIENCE_MS = 60_000

/** Runs `load` while holding the lock; blocks this thread until it is free, or has been held for `patienceMs`. */
export async function withLock<T>(
  lock: LoadingLock,
  load: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0)
    if (Atomics.wait(lock, 0, 1, patienceMs) === 'timed-out') break
  try {
    return await load()
  } finally {
    Atomics.store(lock, 0, 0)
    Atomics.notify(lock, 0, 1)
  }
}
