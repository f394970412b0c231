// The redactor port over the text engine, in a thread of its own: a long call takes seconds of computing.
import { fault } from '../domain/errors.ts'
import type { RedactionRequest, Redactor } from '../ports/redactor.ts'
import { moduleBeside } from '../threads/module-beside.ts'
import { createThreadPool } from '../threads/pool.ts'
import { startThread, ThreadEnded } from '../threads/thread.ts'
import type { RedactionAnswer, RedactionJob } from './redaction-job.ts'
import { useTokenTemplate } from './token.ts'

/** Settings of a redactor. */
export interface RedactorOptions {
  /** Whether the extended set of personal data is redacted as well (language.md section 2). */
  extended: boolean
  /** How tokens are written (domain/token-template.ts). */
  token: string
}

/** Many times what the longest call takes; all others wait behind it. */
const PATIENCE_MS = 10 * 60_000

/** Starts the redactor, and has tokens written its way in the calling thread as well; its word lists load with the first
 * call. */
export function createRedactor({ extended, token }: RedactorOptions): Redactor {
  useTokenTemplate(token)
  const file = moduleBeside(import.meta, 'redaction-worker')
  const pool = createThreadPool<RedactionJob, RedactionAnswer>(
    1,
    () => startThread(file, { extended, token }, 'redaction'),
    PATIENCE_MS,
  )
  const run = (job: RedactionJob) =>
    pool.run(job).catch((cause) => {
      // The next try has a thread of its own; what the engine itself throws, it throws again.
      if (cause instanceof ThreadEnded) throw fault('redactionFailed', undefined, { cause, retryable: true })
      throw cause
    })
  return {
    async redact(call: RedactionRequest) {
      const answer = await run({ call })
      return answer.sentences
    },
    async redactText(text) {
      const answer = await run({ text })
      return answer.text
    },
    close: () => pool.close(),
  }
}
