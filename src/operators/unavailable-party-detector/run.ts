// Unavailable Party Detector: whether somebody was called who could not come to the phone.
import type { Conversation } from '../../domain/conversation.ts'
import { classify } from '../built-in/classification.ts'
import { createCueFinder, type HeardCue } from '../built-in/cues.ts'
import { sidesOf } from '../built-in/sides.ts'
import { evidenceIn, type Turn, turnsOf } from '../built-in/turns.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { hearMachine } from '../voicemail-detection/machine.ts'
import { askCues, firstPersons, otherSubjects, unavailableCues, verbParts } from './definition.ts'

const labels = ['NoClass', 'UnavailableParty']
/** Later in a call absence is talked about, not met with; nor does the call go on for long. */
const openingTurns = 12
/** Without somebody being asked for, what is said must be clear. */
const neededUnasked = 1.6
const needed = 1
const neededAsked = 0.6

const findUnavailable = createCueFinder(unavailableCues)
const findAsk = createCueFinder(askCues)

/** Judges by what the called side says of somebody else, above all when that somebody was asked for. */
export const runUnavailablePartyDetector: BuiltInOperator = ({ conversation }) => {
  const machine = hearMachine(conversation)
  if (machine.greeting >= 1) return unavailable(machine.cues, 0.85)
  const { cues, isAsked } = hearAbsence(conversation)
  const weight = cues.reduce((sum, cue) => sum + cue.weight, 0)
  const isEnough =
    weight >= (isAsked ? neededAsked : neededUnasked) || (weight >= needed && isShort(conversation))
  if (isEnough) return unavailable(cues, Math.min(0.95, 0.7 + 0.1 * weight))
  return classify(labels, { label: 'NoClass', confidence: Math.max(0.6, 0.96 - 0.25 * weight) })
}

function unavailable(cues: readonly HeardCue[], confidence: number) {
  const evidence = cues.map(({ turn, hit }) => evidenceIn(turn, hit, 'UnavailableParty'))
  return classify(labels, { label: 'UnavailableParty', confidence, evidence })
}

function isShort({ lines }: Conversation): boolean {
  return lines.length <= 4
}

function hearAbsence(conversation: Conversation): { cues: HeardCue[]; isAsked: boolean } {
  const { agent, other, isMono } = sidesOf(conversation)
  const opening = turnsOf(conversation).slice(0, openingTurns)
  const isCalled = (turn: Turn) => isMono || other.has(turn.channel)
  const isAsked = opening.some((turn) => (isMono || agent.has(turn.channel)) && findAsk(turn).length > 0)
  const cues = opening.filter(isCalled).flatMap(findUnavailable).filter(isOfSomebodyElse)
  return { cues, isAsked }
}

/** Whether a cue tells of a third person: "I am in a meeting" is said by a party that did come. */
function isOfSomebodyElse({ turn, hit, cue }: HeardCue): boolean {
  if (cue === 'message' || cue === 'call again') return true
  const { full } = turn.words
  const first = full.findIndex(({ start }) => start >= hit.start)
  // In "I'm out" the hit may begin within the contraction.
  if (full[first + 1]?.start === full[first]?.start && firstPersons.has(full[first]!.text)) return false
  let at = first - 1
  while (at >= 0 && full[at + 1]!.stopBefore === null && verbParts.has(full[at]!.text)) at--
  if (at < 0 || full[at + 1]!.stopBefore !== null) return true
  return !otherSubjects.has(full[at]!.text)
}
