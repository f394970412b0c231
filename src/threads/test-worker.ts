// The thread that this folder's tests start; nothing of the product imports it.
import { setTimeout as sleep } from 'node:timers/promises'
import { threadId } from 'node:worker_threads'
import { type ErrorKey, fault } from '../domain/errors.ts'
import { serveThread } from './thread.ts'

/** What a test may ask of the thread. */
export type Order =
  | { do: 'echo'; value: unknown }
  /** Answers the number of the thread after `ms`. */
  | { do: 'wait'; ms: number }
  /** Answers nothing for `ms`, not even that it is to end. */
  | { do: 'hang'; ms: number }
  | { do: 'fault'; key: ErrorKey; message: string; retryable: boolean }
  | { do: 'throw'; value: unknown }
  /** Answers what cannot be sent. */
  | { do: 'answer-function' }
  | { do: 'exit' }
  /** Ends the thread after it answered. */
  | { do: 'exit-later' }
  | { do: 'crash' }
  /** Takes memory until there is none. */
  | { do: 'grow' }
  /** Answers the data of the start. */
  | { do: 'data' }

serveThread(async (data: { broken?: string } | null) => {
  if (data?.broken) throw new Error(data.broken)
  return (order: Order) => carryOut(order, data)
})

async function carryOut(order: Order, data: unknown): Promise<unknown> {
  if (order.do === 'echo') return order.value
  if (order.do === 'data') return data
  if (order.do === 'fault') throw fault(order.key, order.message, { retryable: order.retryable })
  if (order.do === 'throw') throw order.value
  if (order.do === 'answer-function') return () => undefined
  if (order.do === 'exit') process.exit(3)
  if (order.do === 'exit-later') setImmediate(() => process.exit(3))
  if (order.do === 'grow') for (const hoard: object[][] = []; ; ) hoard.push(Array(1000).fill({}))
  if (order.do === 'crash') {
    setImmediate(() => {
      throw new Error('crashed on purpose')
    })
    await sleep(60_000)
  }
  if (order.do === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, order.ms)
  if (order.do === 'wait') await sleep(order.ms)
  return threadId
}
