// The pre-built operators that a language model answers where there is one: mood and summary. They go the way of
// custom operators, with prompts of our own.
import type { Conversation } from '../../domain/conversation.ts'
import { fault } from '../../domain/errors.ts'
import { operatorLabels } from '../../domain/operator-catalogue.ts'
import type { GenerativeConfig } from '../../domain/operator-config.ts'
import type { Classification, OperatorOutcome } from '../../domain/operator-result.ts'
import { type GenerativeDeps, runGenerative } from './run.ts'

type PreBuiltOperator = (conversation: Conversation, deps: GenerativeDeps) => Promise<OperatorOutcome>

/** Pre-built operators for a language model, by operator_type.
 * @throws VerbatimError operatorFailed when the model refuses or gives no usable answer */
export const modelOperators: ReadonlyMap<string, PreBuiltOperator> = new Map([
  ['SentimentAnalysis', judgeSentiment],
  ['Summarization', summarise],
])

const sentiments = operatorLabels.get('SentimentAnalysis') ?? []

const sentimentConfig: GenerativeConfig = {
  prompt: [
    'Judge the sentiment of the conversation as a whole: how the parties, above all the customer, feel about what happens in it.',
    'label: "positive" when satisfaction, relief or thanks outweigh everything else; "negative" when anger, disappointment or worry do; "mixed" when both are clearly there; "neutral" when there is little of either. Mere politeness is neutral.',
    'probabilities: for each label how likely it is that a careful reader would choose it, from 0 to 1, all four adding up to 1. The chosen label has the greatest.',
    'When you combine partial answers, judge the whole by them; the end of the conversation counts most.',
  ].join('\n'),
  json_result_schema: {
    type: 'object',
    properties: {
      label: { type: 'string', enum: [...sentiments] },
      probabilities: {
        type: 'object',
        properties: Object.fromEntries(sentiments.map((label) => [label, { type: 'number' }])),
      },
    },
  },
}

const summaryConfig: GenerativeConfig = {
  prompt: [
    'Sum up the conversation in 3 to 5 plain sentences for somebody who was not there: why the parties spoke, what was said about it, what was agreed or promised, and how it ended.',
    'Call the parties by their roles. State only what was said. Use the language of the conversation, no headings and no lists.',
    'Where personal data was replaced by a token such as [Name], leave it out or keep the token; never make up what it stands for.',
  ].join('\n'),
}

async function judgeSentiment(conversation: Conversation, deps: GenerativeDeps): Promise<Classification> {
  const answer = await runGenerative(sentimentConfig, conversation, deps)
  if (answer.kind !== 'json' || answer.json === null) throw refused()
  const label = sentiments.find((one) => one === answer.json?.label)
  if (!label) throw fault('operatorFailed', 'The language model named no known label')
  return {
    kind: 'classification',
    label,
    probabilities: toProbabilities(label, answer.json.probabilities),
  }
}

async function summarise(conversation: Conversation, deps: GenerativeDeps): Promise<OperatorOutcome> {
  const answer = await runGenerative(summaryConfig, conversation, deps)
  if (answer.refusal !== null) throw refused()
  return answer
}

function refused() {
  return fault('operatorFailed', 'The language model refused to answer')
}

/** Nothing is certain, and nothing impossible. */
const LEAST = 0.01

/** What the model says of each label, made to add up to 1; the chosen label never has less than another. */
function toProbabilities(chosen: string, given: unknown): Record<string, number> {
  const said = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {}
  const weights = new Map(sentiments.map((label) => [label, weightOf(said[label])]))
  weights.set(chosen, Math.max(...weights.values()))
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0)
  return Object.fromEntries([...weights].map(([label, weight]) => [label, weight / sum]))
}

function weightOf(value: unknown): number {
  const weight = typeof value === 'number' && Number.isFinite(value) ? value : 0
  return Math.min(1, Math.max(LEAST, weight))
}
