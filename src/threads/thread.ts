// A worker thread as a function: one message in, one answer out. Errors keep their catalogue key on the way
// over, so a fault thrown inside a thread reads the same outside.
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { parentPort, type ResourceLimits, Worker, workerData } from 'node:worker_threads'
import { type ErrorKey, fault, VerbatimError } from '../domain/errors.ts'
import { isStorageFull } from '../domain/storage-full.ts'
import '../shipped/no-telemetry.ts'

/** A running thread that answers calls in the order they were made. */
export interface Thread<In, Out> {
  /** Sends `input` (structured clone) and waits for its answer.
   * @throws whatever the thread threw; ThreadEnded when it died */
  call(input: In): Promise<Out>
  /** True until the thread ended. */
  readonly alive: boolean
  /** Lets the calls made so far finish, then ends the thread. Threads that run native code must be ended this
   * way: broken off inside it, the runtime takes the whole process down. */
  close(): Promise<void>
  /** Ends the thread at once; calls still waiting reject. */
  kill(): Promise<void>
  /** Waits for nothing any more: a thread that hangs in native code can not be ended, but keeps no process going, and
   * ends by itself should it ever come back. */
  abandon(): void
}

/** What calls reject with whose thread is not there any more. */
export class ThreadEnded extends Error {}

/** In place of a call: end when everything before it is done. */
const CLOSE = 'close'

const NICENESS = 10

interface Reply {
  id: number
  value?: unknown
  fault?: { key: ErrorKey | null; message: string; retryable: boolean; stack: string | undefined }
}

/** How to start a thread: its name in error messages, and caps on its JavaScript heap and stack. */
export interface ThreadOptions {
  name: string
  resourceLimits?: ResourceLimits
}

/** Starts `file` as a thread. `data` reaches it through {@link serveThread}'s `setUp`.
 * @param file URL made with the extension of the importing module, so that src (.ts) and dist (.js) both work
 * @param options the name alone, or with more */
export function startThread<In, Out>(
  file: URL,
  data: unknown,
  options: string | ThreadOptions,
): Thread<In, Out> {
  const { name, ...limits } = typeof options === 'string' ? { name: options } : options
  const worker = new Worker(file, { workerData: data, name, ...limits })
  const waiting = new Map<number, { resolve(value: Out): void; reject(error: Error): void }>()
  let nextId = 0
  let alive = true
  let closing = false
  let cause: unknown

  const end = () => {
    alive = false
    for (const call of waiting.values()) call.reject(new ThreadEnded(`thread ${name} ended`, { cause }))
    waiting.clear()
  }
  worker.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0 && !closing) worker.unref()
    if (!call) return
    if (reply.fault) call.reject(revive(reply.fault))
    else call.resolve(reply.value as Out)
  })
  worker.on('error', (error) => {
    cause = error
  })
  worker.on('exit', end)
  worker.unref()

  return {
    get alive() {
      return alive
    },
    call(input) {
      if (!alive) return Promise.reject(new ThreadEnded(`thread ${name} ended`, { cause }))
      const id = nextId++
      return new Promise<Out>((resolve, reject) => {
        // Throws when the input can not be cloned; then there is no answer to wait for.
        worker.postMessage({ id, input })
        waiting.set(id, { resolve, reject })
        worker.ref()
      })
    },
    async close() {
      if (!alive) return
      closing = true
      worker.ref()
      const ended = once(worker, 'exit')
      worker.postMessage(CLOSE)
      await ended
    },
    async kill() {
      await worker.terminate()
    },
    abandon() {
      closing = true
      worker.postMessage(CLOSE)
      worker.unref()
    },
  }
}

/** Answers the calls of {@link startThread} inside the thread, one after the other. `setUp` runs once with the
 * data given at the start and returns the handler; when it throws, every call is answered with its error. */
export function serveThread<Data, In, Out>(
  setUp: (data: Data) => Promise<(input: In) => Out | Promise<Out>>,
) {
  const port = parentPort
  if (!port) throw new Error('serveThread runs inside a worker thread only')
  lowerPriority()
  const ready = setUp(workerData as Data)
  ready.catch(() => undefined)
  let turn: Promise<unknown> = ready.catch(() => undefined)
  port.on('message', (message: typeof CLOSE | { id: number; input: In }) => {
    turn = turn.then(async () => {
      if (message === CLOSE) process.exit()
      const { id, input } = message
      try {
        port.postMessage({ id, value: await (await ready)(input) } satisfies Reply)
      } catch (error) {
        port.postMessage({ id, fault: flatten(error) } satisfies Reply)
      }
    })
  })
}

/** Threads compute; requests and the database are answered first, and threads take what is left. */
function lowerPriority() {
  try {
    // On Linux this is the priority of the thread; elsewhere it would be that of the whole process.
    if (process.platform === 'linux') setPriority(0, NICENESS)
  } catch {
    // Not allowed here: threads then compete as equals.
  }
}

function flatten(error: unknown): NonNullable<Reply['fault']> {
  if (isStorageFull(error)) {
    const { key, message, retryable } = fault('storageFull')
    return { key, message, retryable, stack: (error as Error).stack }
  }
  if (error instanceof VerbatimError) {
    return { key: error.key, message: error.message, retryable: error.retryable, stack: error.stack }
  }
  const plain = error instanceof Error ? error : new Error(String(error))
  return { key: null, message: plain.message, retryable: true, stack: plain.stack }
}

function revive(given: NonNullable<Reply['fault']>): Error {
  if (given.key) return fault(given.key, given.message, { retryable: given.retryable })
  const error = new Error(given.message)
  if (given.stack) error.stack = given.stack
  return error
}
