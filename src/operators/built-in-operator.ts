// What a pre-built operator is: a pure function from a conversation to an outcome.
import type { Conversation } from '../domain/conversation.ts'
import type { OperatorOutcome } from '../domain/operator-result.ts'
import type { PersonalDataSpan } from '../domain/sentence.ts'

/** A conversation and what else is known about it. */
export interface OperatorInput {
  conversation: Conversation
  /** Personal data of each line, in offsets of its `text`; as many entries as there are lines. */
  personalData: readonly (readonly PersonalDataSpan[])[]
}

/** Judges one conversation. Synchronous, deterministic, without I/O; never throws over what was said. */
export type BuiltInOperator = (input: OperatorInput) => OperatorOutcome
