// The language model port: messages in, one text out. Prompts, parsing and repair of answers are the work of
// the operators, not of the engine.
import { VerbatimError } from '../domain/errors.ts'

/** Thrown when the model did not answer in time, or is not asked because it did not a short while ago: the next
 * question would hardly fare better. */
export class ModelHung extends VerbatimError {
  /** @param message for the operator's owner; without the call's words */
  constructor(message: string) {
    super('operatorFailed', { message, retryable: true })
  }
}

/** One message of a chat. */
export interface LlmMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** One question. With a `schema` the answer should be one JSON object that fits it; the engine asks for that in the
 * strictest way the model offers, and promises nothing. */
export interface LlmRequest {
  messages: readonly LlmMessage[]
  /** `name` has only letters, digits, `_` and `-`; `json` is a JSON Schema. */
  schema?: { name: string; json: object }
  signal: AbortSignal
}

/** Why the text ends: `length` means that question and answer were too long for the model together, and the text
 * may be cut off or empty; `filtered` that a content filter stopped it. */
export type LlmFinish = 'stop' | 'length' | 'filtered' | 'other'

/** How the schema was asked for: by the strict json_schema format, by json_object format and prompt, or by prompt
 * alone; `text` when there was no schema. */
export type LlmRung = 'json_schema' | 'json_object' | 'prompt' | 'text'

/** One answer. */
export interface LlmAnswer {
  text: string
  /** The model's words when it declined to answer. */
  refusal: string | null
  finish: LlmFinish
  /** The model that answered, by its own account. */
  model: string
  rung: LlmRung
}

/** A language model. */
export interface Llm {
  /** The configured model, for diagnostics. */
  readonly name: string
  /** Asks, trying transient failures again.
   * @throws ModelHung; VerbatimError operatorFailed when no usable answer came, or the reason of `signal` */
  complete(request: LlmRequest): Promise<LlmAnswer>
}
