// The redaction thread.
import { serveThread } from '../threads/thread.ts'
import { redactCall } from './redact-call.ts'
import { redactText } from './redact-text.ts'
import type { RedactionAnswer, RedactionJob } from './redaction-job.ts'
import type { RedactorOptions } from './redactor.ts'
import { useTokenTemplate } from './token.ts'

serveThread<RedactorOptions, RedactionJob, RedactionAnswer>(async ({ extended, token }) => {
  useTokenTemplate(token)
  return ({ call, text }) => ({
    sentences: call ? redactCall({ ...call, known: [...call.known], extended }) : [],
    text: text === undefined ? '' : redactText(text, { extended }).redacted,
  })
})
