// Local engines as the case suites and benchmarks run them: in this process, with personal data from the redactor.
import type { Conversation } from '../../src/domain/conversation.ts'
import type { OperatorOutcome } from '../../src/domain/operator-result.ts'
import { openBuiltInsHere } from '../../src/operators/built-in/in-process.ts'
import { redactConversation } from '../../src/redaction/redact-conversation.ts'

/** Judges a conversation by the pre-built operator of a type.
 * @throws VerbatimError operatorFailed */
export function judgeHere(operatorType: string, conversation: Conversation): Promise<OperatorOutcome> {
  const personalData = async () =>
    redactConversation(conversation, { strict: false, extended: false }).map(({ spans }) => spans)
  return openBuiltInsHere({ conversation, personalData }).judge(operatorType)
}
