// A fixed number of equal threads behind one queue.
import { fault } from '../domain/errors.ts'
import type { Thread } from './thread.ts'

/** Runs calls on whichever thread is free, first come first served. */
export interface ThreadPool<In, Out> {
  /** Waits for a free thread and runs `input` on it; leaves the queue when `signal` aborts before that.
   * @throws what the thread threw, or the signal's reason */
  run(input: In, signal?: AbortSignal): Promise<Out>
  /** Rejects the calls that wait for a thread, lets running ones finish, and ends all threads. */
  close(): Promise<void>
}

interface Waiting<In, Out> {
  input: In
  /** Called when the call leaves the queue: its signal counts no more. */
  leave(): void
  resolve(value: Out): void
  reject(error: unknown): void
}

/** Longer than any call takes, on a machine that is busy with ten other things, too. */
const PATIENCE_MS = 30 * 60_000

/** Makes a pool of `size` threads. A thread that died is replaced before the next call; one that has not answered for
 * `patienceMs` is left alone for good and replaced, and its call fails in a way that may be tried again. */
export function createThreadPool<In, Out>(
  size: number,
  start: () => Thread<In, Out>,
  patienceMs = PATIENCE_MS,
): ThreadPool<In, Out> {
  const idle: Thread<In, Out>[] = Array.from({ length: size }, start)
  const all = new Set(idle)
  const queue: Waiting<In, Out>[] = []
  let closed = false

  const replace = (dead: Thread<In, Out>) => {
    all.delete(dead)
    const fresh = start()
    all.add(fresh)
    return fresh
  }
  const serve = async (free: Thread<In, Out>, call: Waiting<In, Out>) => {
    call.leave()
    const thread = free.alive ? free : replace(free)
    let hangs = false
    const patience = setTimeout(() => {
      hangs = true
      thread.abandon()
      call.reject(fault('transcriptionFailed', 'A thread gave no answer for too long', { retryable: true }))
      giveBack(closed ? null : replace(thread))
    }, patienceMs)
    patience.unref()
    try {
      call.resolve(await thread.call(call.input))
    } catch (error) {
      call.reject(error)
    }
    clearTimeout(patience)
    if (!hangs) giveBack(thread)
  }
  const giveBack = (thread: Thread<In, Out> | null) => {
    if (thread) idle.push(thread)
    pump()
  }
  const pump = () => {
    while (queue.length > 0 && idle.length > 0) void serve(idle.shift()!, queue.shift()!)
  }
  return {
    run(input, signal) {
      if (closed) return Promise.reject(new Error('the thread pool is closed'))
      if (signal?.aborted) return Promise.reject(signal.reason)
      return new Promise((resolve, reject) => {
        const abort = () => {
          queue.splice(queue.indexOf(call), 1)
          reject(signal?.reason)
        }
        const leave = () => signal?.removeEventListener('abort', abort)
        const call = { input, leave, resolve, reject }
        signal?.addEventListener('abort', abort, { once: true })
        queue.push(call)
        pump()
      })
    },
    async close() {
      closed = true
      for (const call of queue.splice(0)) {
        call.leave()
        call.reject(new Error('the thread pool is closed'))
      }
      await Promise.all([...all].map((thread) => thread.close()))
    },
  }
}
