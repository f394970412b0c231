// Takes personal data out of what was said (language.md sections 2 to 6), off the calling thread.
import type { RedactedSentence, Sentence } from '../domain/sentence.ts'

/** A party of the call whose name and number are known beforehand. */
export interface KnownParty {
  channel: number
  fullName: string | null
  phone: string | null
}

/** A whole call. */
export interface RedactionRequest {
  /** In order of time over both channels. */
  sentences: readonly Sentence[]
  known: readonly KnownParty[]
  /** Rather one number too many: redacts long runs of digits also where their kind is not known. */
  strict: boolean
}

/** Redacts. */
export interface Redactor {
  /** One redacted form per sentence, in the same order.
   * @throws VerbatimError redactionFailed: nothing may be served as redacted then */
  redact(request: RedactionRequest): Promise<RedactedSentence[]>
  /** The same for a text that stands alone. */
  redactText(text: string): Promise<string>
  close(): Promise<void>
}
