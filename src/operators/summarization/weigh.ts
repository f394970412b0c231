// How much each statement tells: as the reason of a call, as its end, and in between.
import { kin } from './courtesies.ts'
import {
  announcements,
  decisions,
  demands,
  type Feature,
  facts,
  type Kind,
  offers,
  outcomes,
  proposals,
  reasons,
  refusals,
  requests,
} from './definition.ts'
import { rankOf } from './rank.ts'
import { asks, tags } from './sentences.ts'
import type { Statement } from './statements.ts'

/** A statement and what it is worth. */
export interface Weighed {
  statement: Statement
  isCustomers: boolean
  /** Whether an agent says in it why they call. */
  isAnnouncement: boolean
  kind: Kind | null
  opening: number
  closing: number
  score: number
}

/** Questions tell little without their answers. */
const questionFactor = 0.35
/** Customers put what they want as a question, agents what they offer. */
const requestFactor = 0.85
/** Asked for the reason, people tell it. */
const whyFactor = 1.5
/** What customers are asked on the way matters to the agent only. */
const answerFactor = 0.6
/** "I'll do that." */
const vagueStems = 3
const vagueFactor = 0.5
/** Of what customers can not do. */
const refusedShare = 0.5
/** Of further cues of the same kind. */
const secondShare = 0.3
/** An offer is what comes next once it is accepted, a no to a request an answer. */
const acceptedWeight = 0.8
const declinedWeight = 0.6
/** Of later complaints. */
const reasonShare = 0.6
/** Agents who state something mostly state something of the matter. */
const plainStems = 3
const plainWeight = 0.2
/** What customers ask for is what they want to know. */
const replyWeight = 0.3
/** What nobody wanted. */
const declinedFactor = 0.6
/** Dates and amounts that customers repeat, without anything of their own. */
const echoFactor = 0.5
const littleReason = 0.8
/** Who somebody is, and what is done on the way. */
const dullFactor = 0.2
/** Talk about other things, which a cue of the matter may be right about all the same. */
export const asideFactor = 0.4
/** What the customer decides is what the rest was for. */
const decisionWeight = 0.2
const firstAsideFactor = 0.7
/** A reason near the beginning and an outcome near the end count for more. */
const placeWeight = 1.2
/** With each of their turns it is less likely that customers come to why they call; within one they may tell a story
 * first. */
const laterTurnFactor = 0.8
const laterFactor = 0.95
/** Told because the agent asked how to help. */
const invitedWeight = 0.6
/** With fewer words of its own a statement tells nothing, unless it demands something or has a date or an amount. */
const fewestStems = 2
const thinFactor = 0.1
/** More cues than this say nothing more. */
const mostCues = 2.2
const mostFacts = 0.8

/** Weighs `statements`. Where nobody knows who speaks, `isCustomers` is true of all. */
export function weigh(
  statements: readonly Statement[],
  { isCustomers, isMono }: { isCustomers: (statement: Statement) => boolean; isMono: boolean },
): Weighed[] {
  const ranks = rankOf(statements)
  const earliness = countEarliness()
  return statements.map((statement) => {
    const customers = isCustomers(statement)
    const reason = Math.min(mostCues, cuesOf(statement, reasons))
    const told = Math.min(mostFacts, cuesOf(statement, facts))
    const decided = decidedIn(statement)
    const outcome = Math.min(
      mostCues,
      Math.max(isMono || !customers ? agentsOutcome(statement) : 0, customers ? decided : 0),
    )
    const isEcho = customers && !isMono && decided === 0 && reason < littleReason
    const base = (isEcho ? echoFactor : 1) * told + 0.5 * (ranks.get(statement) ?? 0)
    const isThin = statement.stems.size < fewestStems && told + cuesOf(statement, [demands]) === 0
    const factor = isThin ? thinFactor : factorOf(statement, customers, decided > 0)
    const early = earliness.of(statement, customers)
    const repliesTo = !customers && !statement.isQuestion && statement.answers === 'other' ? replyWeight : 0
    const decision = customers && decided > 0 ? decisionWeight : 0
    return {
      statement,
      isCustomers: customers,
      isAnnouncement: (isMono || !customers) && announcements.test(statement.text),
      kind: customers && decided > 0 ? 'decided' : customers && !isMono ? null : kindOf(statement),
      opening:
        openingFactorOf(statement, factor, early === 1 && customers) *
        (reason * (0.5 + 0.5 * early) +
          base / 2 +
          placeWeight * early +
          (statement.answers === 'what for' ? invitedWeight : 0)),
      closing: factor * (outcome + base + placeWeight * statement.place) * (outcome > 0 ? 1 : 0.5),
      score:
        factor *
        (base +
          Math.max(
            outcome + decision + repliesTo,
            customers ? (statement.answers === 'why' ? 1 : reasonShare) * reason : 0,
          )),
    }
  })
}

/** 1 for the customer's first statement, less for each later one. */
function countEarliness() {
  let early = 1
  let turn: number | null = null
  return {
    of(statement: Statement, isCustomers: boolean): number {
      if (turn !== null && isCustomers) early *= turn === statement.turn ? laterFactor : laterTurnFactor
      if (isCustomers && !statement.isDull) turn = statement.turn
      return early
    },
  }
}

/** How much a customer's statement decides. */
function decidedIn(statement: Statement): number {
  const isDeclined = statement.answers === 'to do' && statement.says === 'no'
  const isVague = statement.stems.size < vagueStems && cuesOf(statement, facts) === 0
  const decided = Math.max(
    isDeclined ? declinedWeight : 0,
    cuesOf(statement, [demands]),
    (isVague ? vagueFactor : 1) * Math.max(0, ...weightsOf(statement, decisions)),
  )
  return decided > 0 ? decided + refusedShare * cuesOf(statement, [refusals]) : 0
}

function agentsOutcome(statement: Statement): number {
  const isAccepted = statement.isQuestion && statement.isAgreedTo && proposals.test(statement.text)
  const byKind = [...kinds, undefined].map((kind) => {
    const weights = weightsOf(statement, outcomesOf(kind))
    // Two signs of one thing are one thing.
    const most = Math.max(0, ...weights)
    return kind === undefined ? sum(weights) : most + secondShare * (sum(weights) - most)
  })
  const isPlain = !statement.isQuestion && statement.stems.size >= plainStems
  return sum(byKind) + (isAccepted ? acceptedWeight : 0) + (isPlain ? plainWeight : 0)
}

/** The kind with most cues. */
function kindOf(statement: Statement): Kind | null {
  const sums = kinds.map((kind) => sum(weightsOf(statement, outcomesOf(kind))))
  const most = Math.max(...sums)
  return most > 0 ? kinds[sums.indexOf(most)]! : null
}

const kinds: readonly Kind[] = ['refused', 'done', 'next', 'found', 'price']

function outcomesOf(kind: Kind | undefined): readonly Feature[] {
  return [...outcomes, refusals].filter((feature) => feature.kind === kind)
}

function factorOf(statement: Statement, isCustomers: boolean, decides: boolean): number {
  const { isDull, isAside, isQuestion, isAgreedTo, isDeclined, answers, text } = statement
  if (isDull) return dullFactor
  const aside = isAside || (!decides && kin.test(text)) ? asideFactor : 1
  if (isQuestion) {
    const isTelling = isCustomers
      ? requests.test(text) || !(asks.test(text) || tags.test(text))
      : proposals.test(text) && isAgreedTo
    return aside * (isTelling ? requestFactor : questionFactor)
  }
  if (answers === 'why') return whyFactor
  if (isDeclined && !isCustomers && offers.test(text)) return declinedFactor
  return aside * (isCustomers && answers === 'other' && !decides ? answerFactor : 1)
}

/** What customers say first is seldom beside the matter, and can be a question. */
function openingFactorOf(
  { isDull, isAside, isQuestion }: Statement,
  factor: number,
  isFirst: boolean,
): number {
  if (isDull || !isFirst) return factor
  if (isQuestion) return isAside ? factor : Math.max(factor, requestFactor)
  return Math.max(factor, isAside ? firstAsideFactor : 1)
}

function cuesOf(statement: Statement, features: readonly Feature[]): number {
  return sum(weightsOf(statement, features))
}

function weightsOf({ text }: Statement, features: readonly Feature[]): number[] {
  return features.flatMap(({ pattern, weight }) => (pattern.test(text) ? [weight] : []))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
