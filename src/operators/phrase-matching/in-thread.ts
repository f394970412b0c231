// Phrase matching in a thread of its own, with an end to it: nobody's config can hold up the server.
import { fault } from '../../domain/errors.ts'
import type { Extraction } from '../../domain/operator-result.ts'
import { moduleBeside } from '../../threads/module-beside.ts'
import { startThread } from '../../threads/thread.ts'
import type { PhraseJob } from './worker.ts'

const workerFile = moduleBeside(import.meta, 'worker')
const TIME_LIMIT_MS = 60_000

/** Runs {@link PhraseJob} and ends its thread, also when `signal` aborts or time is up.
 * @throws VerbatimError operatorFailed when it takes longer than `timeLimitMs`; the reason of `signal` */
export async function runPhrasesInThread(
  job: PhraseJob,
  { signal, timeLimitMs = TIME_LIMIT_MS }: { signal: AbortSignal; timeLimitMs?: number },
): Promise<Extraction> {
  const thread = startThread<PhraseJob, Extraction>(workerFile, null, 'phrase matching')
  let late = false
  const end = () => void thread.kill()
  const timer = setTimeout(() => {
    late = true
    end()
  }, timeLimitMs)
  signal.addEventListener('abort', end, { once: true })
  try {
    return await thread.call(job)
  } catch (error) {
    signal.throwIfAborted()
    throw late
      ? fault('operatorFailed', `Looking for the phrases took longer than ${timeLimitMs / 1000} s`)
      : error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    await thread.kill()
  }
}
