// Runs an operator over the cases of a file and judges what it says.
import type { Conversation } from '../domain/conversation.ts'
import { VerbatimError } from '../domain/errors.ts'
import type { OperatorOutcome } from '../domain/operator-result.ts'
import { checkCase, type OperatorCase } from './cases.ts'
import { type Tally, tallyOf } from './score.ts'

/** One case with how it went. */
export interface JudgedCase {
  name: string
  kind: OperatorCase['kind']
  /** What is wrong with the answer; null when nothing is. */
  wrong: string | null
  tally: Tally
}

/** Runs `judge` over each case, one after the other. An operator that fails is wrong about the case. */
export async function runCases(
  cases: readonly OperatorCase[],
  judge: (conversation: Conversation) => Promise<OperatorOutcome>,
): Promise<JudgedCase[]> {
  const judged: JudgedCase[] = []
  for (const { name, kind, conversation, expect } of cases) {
    const answer = await judge(conversation).then(
      (outcome) => ({ outcome, failure: null }),
      (error: unknown) => {
        // Whatever it is, it costs one result on a server, too.
        const failure =
          error instanceof VerbatimError ? error.message : `The operator failed unexpectedly: ${error}`
        return { outcome: nothing, failure }
      },
    )
    const wrong = answer.failure ?? checkCase(answer.outcome, expect)
    judged.push({ name, kind, wrong, tally: tallyOf(answer.outcome, expect, wrong) })
  }
  return judged
}

const nothing: OperatorOutcome = { kind: 'text', text: '', refusal: null }
