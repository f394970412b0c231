// Summarization: an extract of the sentences that tell most, in order of time. It writes nothing of its own.
import type { Conversation } from '../../domain/conversation.ts'
import { sidesOf } from '../built-in/sides.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import {
  type Feature,
  facts,
  greetings,
  identityQuestions,
  outcomes,
  reasons,
  requests,
  steps,
} from './definition.ts'
import { likeness, rankOf } from './rank.ts'
import { type Statement, statementsOf } from './statements.ts'

/** Questions tell little without their answers. */
const questionFactor = 0.4
/** Customers put what they want as a question. */
const requestFactor = 0.9
/** Asked for the reason, people tell it. */
const whyFactor = 1.5
/** Who somebody is, and what is done on the way. */
const dullFactor = 0.35
/** A reason near the beginning and an outcome near the end count for more. */
const placeWeight = 1.2
/** More alike than this say the same. */
const sameLikeness = 0.9

/** Picks two to five sentences: why somebody called, how it ended, and what most of it was about. */
export const runSummarization: BuiltInOperator = ({ conversation }) => {
  const statements = statementsOf(conversation)
  return { kind: 'text', text: write(pick(statements, conversation), conversation), refusal: null }
}

function pick(statements: readonly Statement[], conversation: Conversation): Statement[] {
  const { other, isMono } = sidesOf(conversation)
  const isCustomers = ({ channel }: Statement) => isMono || other.has(channel)
  const ranks = rankOf(statements)
  const scored = statements.map((statement) => {
    const reason = featuresOf(statement, reasons) * (isCustomers(statement) ? 1 : 0.6)
    const outcome = featuresOf(statement, outcomes)
    const base = (ranks.get(statement) ?? 0) + featuresOf(statement, facts)
    const factor = factorOf(statement, isCustomers(statement))
    return {
      statement,
      opening: factor * (reason + base / 2 + placeWeight * (1 - statement.place)) * (reason > 0 ? 1 : 0.5),
      closing: factor * (outcome + base / 2 + placeWeight * statement.place) * (outcome > 0 ? 1 : 0.5),
      score: factor * (0.7 * base + 0.8 * Math.max(reason, outcome)),
    }
  })
  const early = scored.filter(({ statement }) => statement.place <= 0.5 && isCustomers(statement))
  const chosen: Statement[] = []
  add(
    chosen,
    topBy(early, ({ opening }) => opening),
  )
  add(
    chosen,
    topBy(
      scored.filter(({ statement }) => statement.place > 0.4),
      ({ closing }) => closing,
    ),
  )
  const telling = scored.filter(({ statement }) => !isDull(statement))
  for (const { statement } of telling.toSorted((a, b) => b.score - a.score)) {
    if (chosen.length >= countFor(statements.length)) break
    add(chosen, statement)
  }
  return statements.filter((statement) => chosen.includes(statement))
}

function factorOf(statement: Statement, isCustomers: boolean): number {
  if (isDull(statement)) return dullFactor
  if (!statement.isQuestion) return statement.answers === 'why' ? whyFactor : 1
  return isCustomers && requests.test(statement.text) ? requestFactor : questionFactor
}

function isDull({ text, place, isQuestion, answers, stems }: Statement): boolean {
  if (answers === 'who' || stems.size < 2 || steps.test(text)) return true
  return isQuestion ? identityQuestions.test(text) : place < 0.15 && greetings.test(text)
}

function add(chosen: Statement[], statement: Statement | undefined): void {
  if (!statement || chosen.some((one) => likeness(one, statement) > sameLikeness)) return
  if (!chosen.includes(statement)) chosen.push(statement)
}

function topBy<T extends { statement: Statement }>(all: readonly T[], by: (one: T) => number) {
  return all.toSorted((a, b) => by(b) - by(a))[0]?.statement
}

function featuresOf({ text }: Statement, features: readonly Feature[]): number {
  return features.reduce((sum, { pattern, weight }) => sum + (pattern.test(text) ? weight : 0), 0)
}

function countFor(statements: number): number {
  if (statements <= 5) return 3
  return statements <= 9 ? 4 : 5
}

/** One line a speaker: "Customer: …". Where all is on one channel nobody knows who speaks. */
function write(statements: readonly Statement[], conversation: Conversation): string {
  const { isMono } = sidesOf(conversation)
  const lines: { channel: number; texts: string[] }[] = []
  for (const { channel, text } of statements) {
    const last = lines.at(-1)
    if (last?.channel === channel) last.texts.push(text)
    else lines.push({ channel, texts: [text] })
  }
  return lines
    .map(({ channel, texts }) => (isMono ? '' : `${nameOf(channel, conversation)}: `) + texts.join(' '))
    .join('\n')
}

function nameOf(channel: number, { speakers }: Conversation): string {
  const role = speakers.find((speaker) => speaker.channel === channel)?.role ?? ''
  return role === '' || role === 'Unknown' ? `Speaker ${channel}` : role
}
