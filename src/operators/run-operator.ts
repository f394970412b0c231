// Runs one operator over one conversation: the table from operator types to engines.
import type { Conversation } from '../domain/conversation.ts'
import { fault, VerbatimError } from '../domain/errors.ts'
import type { Operator } from '../domain/operator.ts'
import type { ConfigurableType, GenerativeConfig, PhraseMatchingConfig } from '../domain/operator-config.ts'
import type { OperatorOutcome } from '../domain/operator-result.ts'
import type { OperatorEngine } from '../domain/transcript.ts'
import type { Llm, LlmAnswer } from '../ports/llm.ts'
import { hasBuiltInEngine } from './built-in/engines.ts'
import type { BuiltIns } from './built-in/in-thread.ts'
import { checkOperatorConfig, isConfigurable } from './check-config.ts'
import { modelOperators } from './generative/pre-built.ts'
import { type GenerativeDeps, runGenerative } from './generative/run.ts'
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
  /** The local engines of pre-built operators, over the same conversation. */
  builtIns: BuiltIns
  signal: AbortSignal
  /** Whether text without personal data goes to the model where there is one. */
  redactForLlm: boolean
  /** Largest part of a call in one question, in tokens. */
  llmBudgetTokens?: number
}

/** An outcome and who it is from. */
export interface Answered {
  outcome: OperatorOutcome
  by: OperatorEngine
  /** Why a language model that was asked first did not answer; null when none was, or when it did. */
  modelFailure: VerbatimError | null
}

type Engine = (config: unknown, conversation: Conversation, deps: OperatorDeps) => Promise<Answered>

const generative: Engine = (config, conversation, deps) =>
  byModel(deps, (modelDeps) => runGenerative(config as GenerativeConfig, conversation, modelDeps))

/** The configs have been checked against the schema of the type. */
const engines: Record<ConfigurableType, Engine> = {
  Generative: generative,
  GenerativeJSON: generative,
  PhraseMatching: async (config, conversation, { signal }) => {
    const job = { config: config as PhraseMatchingConfig, conversation }
    return byUs(await runPhrasesInThread(job, { signal }))
  },
}

/** Runs `operator` over `conversation`.
 * @throws VerbatimError operatorFailed when no engine serves the type, the config is broken or the engine failed,
 *   llmNotConfigured when a model is needed and there is none; or the reason of `deps.signal` */
export async function runOperator(
  { operator, conversation }: OperatorRun,
  deps: OperatorDeps,
): Promise<Answered> {
  const { operatorType, config } = operator
  deps.signal.throwIfAborted()
  if (hasBuiltInEngine(operatorType) || modelOperators.has(operatorType))
    return await runPreBuilt(operatorType, conversation, deps)
  if (!isConfigurable(operatorType)) {
    throw fault('operatorFailed', `No engine for operators of type ${operatorType} is installed`)
  }
  const wrong = checkOperatorConfig(operatorType, config)
  if (wrong !== null) throw fault('operatorFailed', wrong)
  return await engines[operatorType](config, conversation, deps)
}

/** A model goes before the local engine where the operator has both, and the local engine stands in for it. */
async function runPreBuilt(
  operatorType: string,
  conversation: Conversation,
  deps: OperatorDeps,
): Promise<Answered> {
  const ask = deps.llm && modelOperators.get(operatorType)
  // Of a call without words a model would make something up.
  if (!ask || conversation.lines.length === 0) return byUs(await runLocally(operatorType, conversation, deps))
  try {
    return await byModel(deps, (modelDeps) => ask(conversation, modelDeps))
  } catch (error) {
    deps.signal.throwIfAborted()
    const local = byUs(await runLocally(operatorType, conversation, deps))
    const modelFailure = error instanceof VerbatimError ? error : unforeseen(error)
    return { ...local, modelFailure }
  }
}

function unforeseen(cause: unknown): VerbatimError {
  return fault('operatorFailed', 'Asking the language model failed unexpectedly', { cause })
}

/** Our own engines know English only; in other languages they would guess. */
async function runLocally(operatorType: string, { languageCode }: Conversation, { builtIns }: OperatorDeps) {
  if (!/^en\b/i.test(languageCode)) {
    const message = `The local engine of ${operatorType} reads English only, not ${languageCode}`
    throw fault(
      'operatorFailed',
      modelOperators.has(operatorType) ? `${message}; a language model could` : message,
    )
  }
  return await builtIns.judge(operatorType)
}

function byUs(outcome: OperatorOutcome): Answered {
  return { outcome, by: { engine: 'local', model: null, rung: null }, modelFailure: null }
}

async function byModel(
  { llm, signal, redactForLlm, llmBudgetTokens }: OperatorDeps,
  ask: (deps: GenerativeDeps) => Promise<OperatorOutcome>,
): Promise<Answered> {
  if (!llm) throw fault('llmNotConfigured')
  // Of the questions about one call the last one, which combined the others.
  let last: Pick<LlmAnswer, 'model' | 'rung'> | null = null
  const onAnswer: GenerativeDeps['onAnswer'] = ({ model, rung }) => {
    last = { model, rung }
  }
  const outcome = await ask({ llm, signal, redactForLlm, budgetTokens: llmBudgetTokens, onAnswer })
  const { model, rung } = last ?? { model: llm.name, rung: null }
  return { outcome, by: { engine: 'llm', model, rung }, modelFailure: null }
}
