// A fixed number of equal threads behind one queue.
import type { Thread } from './thread.ts'

/** Runs calls on whichever thread is free, first come first served. */
export interface ThreadPool<In, Out> {
  /** Waits for a free thread and runs `input` on it; leaves the queue when `signal` aborts before that.
   * @throws what the thread threw, or the signal's reason */
  run(input: In, signal?: AbortSignal): Promise<Out>
  /** Ends all threads; calls still waiting reject. */
  close(): Promise<void>
}

interface Waiting<In, Out> {
  input: In
  signal: AbortSignal | undefined
  resolve(value: Out): void
  reject(error: unknown): void
}

/** Makes a pool of `size` threads. A thread that died is replaced before the next call. */
export function createThreadPool<In, Out>(size: number, start: () => Thread<In, Out>): ThreadPool<In, Out> {
  const idle: Thread<In, Out>[] = Array.from({ length: size }, start)
  const all = new Set(idle)
  const queue: Waiting<In, Out>[] = []
  let closed = false

  const serve = async (thread: Thread<In, Out>, call: Waiting<In, Out>) => {
    try {
      call.resolve(await thread.call(call.input))
    } catch (error) {
      call.reject(error)
    }
    if (closed) return
    if (!thread.alive) all.delete(thread)
    const next = thread.alive ? thread : start()
    all.add(next)
    idle.push(next)
    pump()
  }
  const pump = () => {
    while (queue.length > 0 && idle.length > 0) {
      const call = queue.shift()!
      if (call.signal?.aborted) call.reject(call.signal.reason)
      else void serve(idle.shift()!, call)
    }
  }
  return {
    run(input, signal) {
      if (closed) return Promise.reject(new Error('the thread pool is closed'))
      return new Promise((resolve, reject) => {
        queue.push({ input, signal, resolve, reject })
        pump()
      })
    },
    async close() {
      closed = true
      for (const call of queue.splice(0)) call.reject(new Error('the thread pool is closed'))
      await Promise.all([...all].map((thread) => thread.close()))
    },
  }
}
