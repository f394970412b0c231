// Operators here and now, without a server: the local engines, and the language model if one is configured.
import { readConfig } from '../../config.ts'
import type { Conversation } from '../../domain/conversation.ts'
import type { Operator } from '../../domain/operator.ts'
import { openBuiltInsHere } from '../../operators/built-in/in-process.ts'
import { type Answered, runOperator } from '../../operators/run-operator.ts'
import { redactConversation } from '../../redaction/redact-conversation.ts'
import { useTokenTemplate } from '../../redaction/token.ts'

/** An operator that may not be stored anywhere: its sid is null then. */
export type RunnableOperator = Pick<Operator, 'friendlyName' | 'operatorType' | 'config'> & {
  sid: Operator['sid'] | null
}

/** Runs an operator over a conversation.
 * @throws VerbatimError operatorFailed, llmNotConfigured */
export type Judge = (operator: RunnableOperator, conversation: Conversation) => Promise<Answered>

/** Makes a judge that does as a server with this configuration would.
 * @param options.local never asks the language model */
export async function openJudge({ local = false }: { local?: boolean }): Promise<Judge> {
  const config = readConfig({})
  const { REDACT_EXTENDED: extended, LLM_UNREDACTED: unredacted } = config
  useTokenTemplate(config.REDACT_TOKEN)
  const llm = local || !config.LLM_BASE_URL ? null : (await import('../../engines.ts')).openLlm(config)
  const { signal } = new AbortController()
  return async (operator, given) => {
    const conversation = llm && !unredacted ? withRedactedText(given, extended) : given
    const personalData = async () =>
      redactConversation(given, { strict: false, extended }).map(({ spans }) => spans)
    const builtIns = openBuiltInsHere({ conversation, personalData })
    return await runOperator({ operator, conversation }, { llm, builtIns, signal, redactForLlm: !unredacted })
  }
}

/** What leaves for a language model is redacted. */
function withRedactedText(conversation: Conversation, extended: boolean): Conversation {
  const forms = redactConversation(conversation, { strict: true, extended })
  const lines = conversation.lines.map((line, at) => ({ ...line, redactedText: forms[at]!.text }))
  return { ...conversation, lines }
}
