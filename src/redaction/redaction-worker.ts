// The redaction thread.
import { serveThread } from '../threads/thread.ts'
import { redactCall } from './redact-call.ts'
import { redactText } from './redact-text.ts'
import type { RedactionAnswer, RedactionJob } from './redaction-job.ts'

serveThread<{ extended: boolean }, RedactionJob, RedactionAnswer>(
  async ({ extended }) =>
    ({ call, text }) => ({
      sentences: call ? redactCall({ ...call, known: [...call.known], extended }) : [],
      text: text === undefined ? '' : redactText(text, { extended }).redacted,
    }),
)
