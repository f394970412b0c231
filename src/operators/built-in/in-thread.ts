// The local engines over one conversation, in one thread that starts with the first of them: however long a call is,
// the server goes on answering.
import type { Conversation } from '../../domain/conversation.ts'
import { fault, VerbatimError } from '../../domain/errors.ts'
import type { OperatorOutcome } from '../../domain/operator-result.ts'
import type { PersonalDataSpan } from '../../domain/sentence.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { startThread, type Thread } from '../../threads/thread.ts'
import { builtInEngines } from './engines.ts'
import type { BuiltInJob } from './worker.ts'

const workerFile = moduleBeside(import.meta, 'worker')
/** For one operator; over a call of eight hours all of them together take seconds. */
const TIME_LIMIT_MS = 60_000

/** Local engines, ready for one conversation. */
export interface BuiltIns {
  /** Judges the conversation by the operator of this type.
   * @throws VerbatimError operatorFailed when it has no engine, fails, or takes too long; the reason of the signal; what
   *   finding personal data throws */
  judge(operatorType: string): Promise<OperatorOutcome>
  /** Ends the thread. */
  close(): Promise<void>
}

/** What the engines are to read. */
export interface BuiltInSource {
  conversation: Conversation
  /** The spans of each line; asked once, and only for an engine that reads them. */
  personalData(): Promise<readonly (readonly PersonalDataSpan[])[]>
}

/** Makes the local engines ready; nothing runs before the first `judge`. One call at a time. */
export function openBuiltIns(
  source: BuiltInSource,
  { signal, timeLimitMs = TIME_LIMIT_MS }: { signal: AbortSignal; timeLimitMs?: number },
): BuiltIns {
  let thread: Thread<BuiltInJob, OperatorOutcome> | null = null
  let spans: ReturnType<BuiltInSource['personalData']> | null = null
  const end = async () => {
    const ended = thread
    thread = null
    await ended?.kill()
  }
  return {
    async judge(operatorType) {
      signal.throwIfAborted()
      const engine = Object.hasOwn(builtInEngines, operatorType) ? builtInEngines[operatorType] : undefined
      if (!engine)
        throw fault('operatorFailed', `No engine for operators of type ${operatorType} is installed`)
      spans ??= engine.readsPersonalData ? source.personalData() : null
      const personalData = engine.readsPersonalData ? await spans : null
      thread ??= startThread(workerFile, source.conversation, 'operators')
      const call = thread.call({ operatorType, personalData })
      return await withLimit(call, { signal, timeLimitMs, end, operatorType })
    },
    close: end,
  }
}

interface Limit {
  signal: AbortSignal
  timeLimitMs: number
  end(): Promise<void>
  operatorType: string
}

/** The answer of the thread, which ends when `signal` aborts or time is up. */
async function withLimit(
  call: Promise<OperatorOutcome>,
  { signal, timeLimitMs, end, operatorType }: Limit,
): Promise<OperatorOutcome> {
  let late = false
  const stop = () => void end()
  const timer = setTimeout(() => {
    late = true
    stop()
  }, timeLimitMs)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await call
  } catch (cause) {
    signal.throwIfAborted()
    if (late) throw fault('operatorFailed', `${operatorType} took longer than ${timeLimitMs / 1000} s`)
    if (cause instanceof VerbatimError) throw cause
    // A bug of one engine, or memory that ran out, costs its result and not the transcript.
    await end()
    throw fault('operatorFailed', `The local engine of ${operatorType} failed`, { cause })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
