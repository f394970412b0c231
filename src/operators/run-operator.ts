// Runs one operator over one conversation: the table from operator types to engines.
import type { Conversation } from '../domain/conversation.ts'
import { fault } from '../domain/errors.ts'
import type { Operator } from '../domain/operator.ts'
import type { ConfigurableType, GenerativeConfig, PhraseMatchingConfig } from '../domain/operator-config.ts'
import type { OperatorOutcome } from '../domain/operator-result.ts'
import type { Llm, LlmAnswer } from '../ports/llm.ts'
import { checkOperatorConfig, isConfigurable } from './check-config.ts'
import { runGenerative } from './generative/run.ts'
import { runPhrasesInThread } from './phrase-matching/in-thread.ts'

/** What to run, on what. */
export interface OperatorRun {
  operator: Pick<Operator, 'operatorType' | 'config'>
  conversation: Conversation
}

/** What operators may use. */
export interface OperatorDeps {
  /** Null when none is configured. */
  llm: Llm | null
  signal: AbortSignal
  /** Whether text without personal data goes to the model where there is one. */
  redactForLlm: boolean
  /** Largest part of a call in one question, in tokens. */
  llmBudgetTokens?: number
  /** Hears of every answer of the model, for diagnostics. */
  onLlmAnswer?: (answer: Pick<LlmAnswer, 'model' | 'rung'>) => void
}

type Engine = (config: unknown, conversation: Conversation, deps: OperatorDeps) => Promise<OperatorOutcome>

const generative: Engine = async (config, conversation, { llm, onLlmAnswer, llmBudgetTokens, ...deps }) => {
  if (!llm) throw fault('llmNotConfigured')
  const options = { ...deps, llm, onAnswer: onLlmAnswer, budgetTokens: llmBudgetTokens }
  return await runGenerative(config as GenerativeConfig, conversation, options)
}

/** The configs have been checked against the schema of the type. */
const engines: Record<ConfigurableType, Engine> = {
  Generative: generative,
  GenerativeJSON: generative,
  PhraseMatching: (config, conversation, { signal }) =>
    runPhrasesInThread({ config: config as PhraseMatchingConfig, conversation }, { signal }),
}

/** Runs `operator` over `conversation`.
 * @throws VerbatimError operatorFailed when no engine serves the type, the config is broken or the engine failed,
 *   llmNotConfigured when a model is needed and there is none; or the reason of `deps.signal` */
export async function runOperator(
  { operator, conversation }: OperatorRun,
  deps: OperatorDeps,
): Promise<OperatorOutcome> {
  const { operatorType, config } = operator
  deps.signal.throwIfAborted()
  if (!isConfigurable(operatorType)) {
    throw fault('operatorFailed', `No engine for operators of type ${operatorType} is installed`)
  }
  const wrong = checkOperatorConfig(operatorType, config)
  if (wrong !== null) throw fault('operatorFailed', wrong)
  return await engines[operatorType](config, conversation, deps)
}
