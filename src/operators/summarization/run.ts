// Summarization: an extract of the sentences that tell most, in order of time. It writes nothing of its own.
import type { Conversation } from '../../domain/conversation.ts'
import { sidesOf } from '../built-in/sides.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { callersQuestions } from './definition.ts'
import { coveredBy } from './rank.ts'
import { type Statement, statementsOf } from './statements.ts'
import { asideFactor, type Weighed, weigh } from './weigh.ts'

/** What has been told up to this share is told. */
const mostCovered = 0.9
/** What is said twice tells less. */
const coveredWeight = 0.6
/** What tells of the same as the reason tells more. */
const reasonWeight = 0.3
/** What was found tells more where only promises stand so far. */
const newWeight = 0.3
/** The third promise tells less than the first. */
const alikeWeight = 0.1
/** Less is not worth a place: a short summary is better than a chatty one. */
const leastScore = 0.4
/** Who calls asks for somebody in this share of the call. */
const earliest = 0.2
/** A customer's statement that is at least this much of a reason. */
const leastReason = 1.6

/** Picks up to five sentences: why somebody called, how it ended, and what most of it was about. */
export const runSummarization: BuiltInOperator = ({ conversation }) => {
  const statements = statementsOf(conversation)
  return { kind: 'text', text: write(pick(statements, conversation), conversation), refusal: null }
}

function pick(statements: readonly Statement[], conversation: Conversation): Statement[] {
  const { other, isMono } = sidesOf(conversation)
  const weighed = weigh(statements, {
    isCustomers: ({ channel }) => isMono || other.has(channel),
    isMono,
  })
  const chosen: Weighed[] = []
  const reason = openingOf(weighed)
  add(chosen, reason)
  add(
    chosen,
    topBy(
      weighed.filter(({ statement, score }) => statement.place > 0.4 && score >= leastScore),
      ({ closing }) => closing,
    ),
  )
  while (chosen.length < countFor(statements.length)) {
    const rest = weighed.filter((one) => !chosen.includes(one) && !one.statement.isDull)
    const worth = (one: Weighed) => worthBeside(one, chosen, reason?.statement)
    const next = topBy(rest, worth)
    if (!next || worth(next) < leastScore) break
    chosen.push(next)
  }
  return weighed.filter((one) => chosen.includes(one)).map(({ statement }) => statement)
}

/** Why somebody called: of an agent who says so or asks for somebody, if no customer has told before. */
function openingOf(weighed: readonly Weighed[]): Weighed | undefined {
  const early = weighed.filter(({ statement }) => statement.place <= 0.5)
  const customers = topBy(
    early.filter(({ isCustomers }) => isCustomers),
    ({ opening }) => opening,
  )
  const announced = early.find(({ isAnnouncement }) => isAnnouncement) ?? calledFor(early)
  if (!announced) return customers
  const isFirst = early.some(
    ({ statement, isCustomers, opening }) =>
      isCustomers && statement.place < announced.statement.place && opening > leastReason,
  )
  return isFirst ? customers : announced
}

/** What an agent who has called tells first of substance. */
function calledFor(early: readonly Weighed[]): Weighed | undefined {
  const isCaller = early.some(
    ({ isCustomers, statement }) =>
      !isCustomers && statement.place < earliest && callersQuestions.test(statement.text),
  )
  const told = early.filter(
    ({ isCustomers, statement }) => !isCustomers && !statement.isDull && !statement.isQuestion,
  )
  return isCaller ? topBy(told, ({ score, statement }) => score - statement.place) : undefined
}

function worthBeside(
  { statement, score, kind }: Weighed,
  chosen: readonly Weighed[],
  reason: Statement | undefined,
): number {
  const covered = Math.max(0, ...chosen.map((one) => coveredBy(statement, one.statement)))
  if (covered > mostCovered) return 0
  const isOnReason = reason && [...statement.stems].some((stem) => reason.stems.has(stem))
  const own = isOnReason && statement.isAside ? score / asideFactor : score
  const alike = chosen.filter((one) => one.kind === kind).length
  const isNew = kind !== null && alike === 0 && !statement.isAside
  return (
    own -
    coveredWeight * covered -
    (kind === null ? 0 : alikeWeight * alike) +
    (isOnReason ? reasonWeight : 0) +
    (isNew ? newWeight : 0)
  )
}

function add(chosen: Weighed[], one: Weighed | undefined): void {
  if (!one || chosen.some(({ statement }) => coveredBy(one.statement, statement) > mostCovered)) return
  if (!chosen.includes(one)) chosen.push(one)
}

/** The one with the highest figure, the first of several. */
function topBy(all: readonly Weighed[], by: (one: Weighed) => number): Weighed | undefined {
  let top: { one: Weighed; figure: number } | undefined
  for (const one of all) {
    const figure = by(one)
    if (top === undefined || figure > top.figure) top = { one, figure }
  }
  return top?.one
}

function countFor(statements: number): number {
  if (statements <= 5) return 3
  return statements <= 8 ? 4 : 5
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
