// Runs an operator whose prompt a language model carries out: in one question when the call is short, else part by
// part with the answers combined afterwards (language.md sections 11 and 12).
import type { Conversation } from '../../domain/conversation.ts'
import { fault } from '../../domain/errors.ts'
import { type GenerativeConfig, orderKeys } from '../../domain/operator-config.ts'
import type { GeneratedJson, GeneratedText } from '../../domain/operator-result.ts'
import { type AskDeps, type Asked, type Asker, jsonAsker, textAsker } from './ask.ts'
import { cutIntoParts, estimateTokens } from './parts.ts'
import { promptFor } from './prompts.ts'
import { transcriptLines } from './transcript-text.ts'

/** What a run needs beside the model. */
export interface GenerativeDeps extends AskDeps {
  /** Send the text without personal data where there is one. */
  redactForLlm: boolean
  /** Largest part of the call in one question; halved while the model finds it too long. */
  budgetTokens?: number | undefined
}

const standardBudgetTokens = 24_000
const smallestBudgetTokens = 1000
const overlapLines = 3

/** Runs the operator over the whole conversation. A refusal is an answer.
 * @throws VerbatimError operatorFailed when the model gives no usable answer, or the reason of the signal */
export async function runGenerative(
  config: GenerativeConfig,
  conversation: Conversation,
  deps: GenerativeDeps,
): Promise<GeneratedText | GeneratedJson> {
  const lines = transcriptLines(conversation, deps.redactForLlm)
  const schema = config.json_result_schema
  if (!schema) {
    const ask = textAsker(deps)
    const asked = await askAboutCall({ config, lines, ask, asText: String }, deps)
    return 'refusal' in asked
      ? { kind: 'text', text: '', refusal: asked.refusal }
      : { kind: 'text', text: asked.value, refusal: null }
  }
  const ask = jsonAsker(deps, schema)
  const asked = await askAboutCall({ config, lines, ask, asText: JSON.stringify }, deps)
  if ('refusal' in asked) return { kind: 'json', json: null, refusal: asked.refusal }
  return { kind: 'json', json: orderKeys(asked.value, schema) as Record<string, unknown>, refusal: null }
}

interface Task<T> {
  config: GenerativeConfig
  lines: readonly string[]
  ask: Asker<T>
  /** How an answer for a part reads in the question that combines them. */
  asText(value: T): string
}

async function askAboutCall<T>(task: Task<T>, deps: GenerativeDeps): Promise<Exclude<Asked<T>, 'tooLong'>> {
  let budgetTokens = deps.budgetTokens ?? standardBudgetTokens
  const totalTokens = estimateTokens(task.lines.join('\n'))
  for (;;) {
    const asked = await askInParts(task, budgetTokens)
    if (asked !== 'tooLong') return asked
    // Half of the call when the budget was more: the same question again would end the same way.
    budgetTokens = Math.floor(Math.min(budgetTokens, totalTokens) / 2)
    if (budgetTokens < smallestBudgetTokens) {
      throw fault('operatorFailed', 'The language model finds even small parts of the call too long')
    }
  }
}

async function askInParts<T>(task: Task<T>, budgetTokens: number): Promise<Asked<T>> {
  const { config, ask } = task
  const parts = cutIntoParts(task.lines, { budgetTokens, overlap: overlapLines })
  if (parts.length === 1) return await ask(promptFor(config, { about: 'call', lines: parts[0]! }))
  const answers: T[] = []
  for (const [index, lines] of parts.entries()) {
    const about = { about: 'part', number: index + 1, of: parts.length, lines } as const
    const asked = await ask(promptFor(config, about))
    if (asked === 'tooLong' || 'refusal' in asked) return asked
    answers.push(asked.value)
  }
  return await combine(task, answers, budgetTokens)
}

/** Combines answers group by group until one is left. */
async function combine<T>(task: Task<T>, answers: T[], budgetTokens: number): Promise<Asked<T>> {
  const texts = answers.map(task.asText)
  const groups = atLeastPairs(cutIntoParts(texts, { budgetTokens, overlap: 0 }), texts)
  const combined: T[] = []
  let taken = 0
  for (const group of groups) {
    const [first] = answers.slice(taken)
    taken += group.length
    const alone = group.length === 1
    const question = { about: 'answers', answers: group } as const
    const asked = alone ? { value: first! } : await task.ask(promptFor(task.config, question))
    if (asked === 'tooLong' || 'refusal' in asked) return asked
    combined.push(asked.value)
  }
  return combined.length === 1 ? { value: combined[0]! } : await combine(task, combined, budgetTokens)
}

/** Groups of one would never become fewer. */
function atLeastPairs(groups: string[][], texts: readonly string[]): string[][] {
  if (groups.length <= Math.ceil(texts.length / 2)) return groups
  return Array.from({ length: Math.ceil(texts.length / 2) }, (_, index) =>
    texts.slice(index * 2, index * 2 + 2),
  )
}
