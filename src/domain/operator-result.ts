// What an operator found in one transcript. How it looks on the wire is the resource's affair.
import type { OperatorSid, SentenceSid } from './sid.ts'

/** The passage that a finding rests on: one sentence, or the matching part of it in `text`. */
export interface Evidence {
  sentenceSid: SentenceSid
  sentenceIndex: number
  channel: number
  startMs: number
  endMs: number
  text: string
  /** What it is evidence for: a label, or the name of a phrase set. */
  label: string
}

/** One label for the whole conversation. Probabilities are 0..1 over all labels and sum to 1. */
export interface Classification {
  kind: 'classification'
  label: string
  probabilities: Record<string, number>
  /** The passages that the label rests on; absent where an operator judges the conversation as a whole. */
  evidence?: Evidence[]
}

/** Passages that were found. `extracts` holds their texts by class or by snake-cased name of the phrase set. */
export interface Extraction {
  kind: 'extraction'
  match: boolean
  /** 0..1 */
  probability: number
  extracts: Record<string, string[]>
  evidence: Evidence[]
}

/** A written answer, or the model's refusal to give one. */
export interface GeneratedText {
  kind: 'text'
  text: string
  refusal: string | null
}

/** An answer in the caller's own schema, keys in the schema's order; null when the model refused. */
export interface GeneratedJson {
  kind: 'json'
  json: Record<string, unknown> | null
  refusal: string | null
}

/** The answer of one operator. */
export type OperatorOutcome = Classification | Extraction | GeneratedText | GeneratedJson

/** A stored result. `position` is the order of attachment. `redacted` is what callers see who may not, or do not
 * want to, see personal data; null when the transcript was made without redaction. */
export interface OperatorResult {
  operatorSid: OperatorSid
  /** The operator's friendly name when it ran. */
  name: string
  position: number
  outcome: OperatorOutcome
  redacted: OperatorOutcome | null
}
