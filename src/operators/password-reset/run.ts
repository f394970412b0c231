// The PasswordReset operator: what its definition describes, as a classification.
import type { Conversation, Line } from '../../domain/conversation.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import type { Finder } from '../phrase-matching/literal.ts'
import { createPatternFinder } from '../phrase-matching/pattern.ts'
import { readSentence } from '../phrase-matching/sentence-words.ts'
import { createPhraseClassifier } from '../phrase-operator/classifier.ts'
import { fillSlots } from '../phrase-operator/grammar.ts'
import { isRefusal } from '../phrase-operator/refusal.ts'
import { createSideTeller } from '../phrase-operator/sides.ts'
import { passwordReset, troubleQuestions } from './definition.ts'

const judge = createPhraseClassifier({ found: 'PasswordReset', missing: 'NoPasswordReset' }, passwordReset)
let findQuestion: Finder | undefined

/** Runs PasswordReset (contract section 13). */
export const runPasswordReset: BuiltInOperator = (input) => {
  const { conversation } = input
  const lines = conversation.lines.filter(
    (line, at) => !isDenied(line, conversation.lines[at + 1], conversation),
  )
  return judge(
    lines.length === conversation.lines.length
      ? input
      : { ...input, conversation: { ...conversation, lines } },
  )
}

/** Whether an agent asks for trouble with a password that the customer says there is not. */
function isDenied(line: Line, answer: Line | undefined, conversation: Conversation): boolean {
  if (!answer || answer.channel === line.channel || !isRefusal(answer.text)) return false
  findQuestion ??= createPatternFinder(troubleQuestions.map((one) => fillSlots(one, passwordReset.slots)))
  return createSideTeller(conversation)(line) === 'agent' && findQuestion(readSentence(line.text)).length > 0
}
