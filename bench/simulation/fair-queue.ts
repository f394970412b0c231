// Jobs that wait, served in turns of their accounts by the rule of src/adapters/queue-pgboss/queue.ts (turnOf).
import { createHeap } from './heap.ts'

/** What the queue needs to know of a job. */
export interface Waiting {
  account: number
}

interface Entry<T> {
  job: T
  turn: number
  order: number
}

/** Makes an empty queue. */
export function createFairQueue<T extends Waiting>() {
  const waiting = createHeap<Entry<T>>((a, b) => a.turn < b.turn || (a.turn === b.turn && a.order < b.order))
  const accounts = new Map<number, { lastTurn: number; waiting: number }>()
  let order = 0
  const enter = (job: T, turn: number) => {
    const known = accounts.get(job.account)
    accounts.set(job.account, {
      lastTurn: Math.max(turn, known?.lastTurn ?? 0),
      waiting: (known?.waiting ?? 0) + 1,
    })
    waiting.push({ job, turn, order: order++ })
  }
  return {
    get size() {
      return waiting.size
    },
    /** A new job: one turn after the last of its account that waits, and not before the turn that is served now. */
    push(job: T) {
      const own = accounts.get(job.account)
      enter(job, Math.max(waiting.peek()?.turn ?? 0, own ? own.lastTurn + 1 : 0))
    },
    /** A job that comes back keeps its turn. */
    putBack({ job, turn }: { job: T; turn: number }) {
      enter(job, turn)
    },
    /** The job that is next, and its turn. */
    take(): { job: T; turn: number } | undefined {
      const entry = waiting.pop()
      if (!entry) return undefined
      const own = accounts.get(entry.job.account)!
      if (--own.waiting === 0) accounts.delete(entry.job.account)
      return entry
    },
  }
}
