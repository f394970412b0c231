// What goes to the redaction thread and what comes back.
import type { RedactedSentence } from '../domain/sentence.ts'
import type { RedactionRequest } from '../ports/redactor.ts'

/** A whole call, or a text that stands alone. */
export interface RedactionJob {
  call?: RedactionRequest
  text?: string
}

/** The redacted forms of what was asked for; the other is empty. */
export interface RedactionAnswer {
  sentences: RedactedSentence[]
  text: string
}
