// Running an operator that is not kept on a call that is, to see what it would answer.
import type { OperatorResult } from '../domain/operator-result.ts'
import type { AttachedOperator, OperatorEngine, Transcript, Warning } from '../domain/transcript.ts'

/** What is to be tried: an operator on a completed transcript that is not encrypted. */
export interface WantedTrial {
  transcript: Transcript
  operator: AttachedOperator
  /** Ends the trial when nobody waits for it any more. */
  signal: AbortSignal
}

/** What came of it; nothing of it is stored. */
export interface Trial {
  /** Null when the operator gave none; a warning says why. */
  result: OperatorResult | null
  by: OperatorEngine | null
  warnings: Warning[]
}

/** Tries operators, a few at a time in this process.
 * @throws VerbatimError tooManyRequests, unavailable when there are too many; the reason of the signal */
export type OperatorTrial = (wanted: WantedTrial) => Promise<Trial>
