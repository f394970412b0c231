// Unavailable Party Detector: whether somebody was called who could not come to the phone.
import type { Conversation } from '../../domain/conversation.ts'
import { classify } from '../built-in/classification.ts'
import { createCueFinder, type HeardCue } from '../built-in/cues.ts'
import { sidesOf } from '../built-in/sides.ts'
import { evidenceIn, type Turn, turnsOf } from '../built-in/turns.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import type { SentenceWord } from '../phrase-matching/sentence-words.ts'
import { stemOf } from '../phrase-matching/stems.ts'
import { hearMachine } from '../voicemail-detection/machine.ts'
import {
  askCues,
  comesCues,
  commonWords,
  excuseCues,
  firstPersons,
  namingCues,
  notDone,
  otherQuestions,
  otherSubjects,
  presentCues,
  replyCues,
  standIns,
  unavailableCues,
  verbParts,
  wantedParties,
} from './definition.ts'

const labels = ['NoClass', 'UnavailableParty']
/** Later in a call absence is talked about, not met with; nor does the call go on for long. */
const openingTurns = 12
/** Without somebody being asked for, what is said must be clear. */
const neededUnasked = 1.6
const needed = 1
const neededAsked = 0.6
/** So many words of a question may name who is wanted. */
const longestNaming = 7

const findUnavailable = createCueFinder(unavailableCues)
const findAsk = createCueFinder(askCues)
const findOfParty = createCueFinder(replyCues)
const findComing = createCueFinder(comesCues)
const findPresence = createCueFinder(presentCues)
const findNaming = createCueFinder(namingCues)
const findOtherQuestion = createCueFinder(otherQuestions)
const findExcuse = createCueFinder(excuseCues)
/** Cues that name the absent party themselves, or need not. */
const withoutSubject = new Set([
  'message',
  'call again',
  'of the party',
  'not seen',
  'hard to get',
  'gone for good',
  'a relative',
])

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
  const asked = opening.findIndex((turn) => (isMono || agent.has(turn.channel)) && findAsk(turn).length > 0)
  const isAsked = asked >= 0
  const called = opening.filter(isCalled)
  if (!isAsked) {
    const isTold = (turn: Turn) => {
      const before = opening[opening.indexOf(turn) - 1]
      const answersOther = before && before.channel !== turn.channel && findOtherQuestion(before).length > 0
      return findExcuse(turn).length === 0 && !answersOther
    }
    const cues = called.filter(isTold).flatMap(findUnavailable)
    return { cues: cues.filter(isOfSomebodyElse), isAsked }
  }
  const replies = opening.slice(asked + 1).filter(isCalled)
  if (replies.slice(0, 2).some((turn) => findPresence(turn).length > 0)) return { cues: [], isAsked }
  const asking = opening[asked]!
  const names = wordsFrom(asking, Math.min(...findAsk(asking).map(({ hit }) => hit.start)))
  const ofParty = replies.slice(0, 2).flatMap((turn) => findOfParty(readParty(turn, names)))
  const cues = [...called.flatMap(findUnavailable).filter(isOfSomebodyElse), ...ofParty]
  return { cues: cues.filter((cue) => !isFollowed(cue, called.flatMap(findComing))), isAsked }
}

/** Whether the party comes after what sounded like its absence. Later on "hold on" and "yes" are about something
 * else. */
function isFollowed({ turn, hit }: HeardCue, comings: readonly HeardCue[]): boolean {
  return comings.some((one) =>
    one.turn.startMs === turn.startMs
      ? one.cue === 'here' || one.hit.end >= hit.end
      : one.cue === 'comes' && one.turn.startMs > turn.startMs,
  )
}

/** Words of a turn from a place on that may name who is wanted. */
function wordsFrom(turn: Turn, from: number, to = Number.POSITIVE_INFINITY): string[] {
  const said = turn.words.full.filter(({ start }) => start >= from && start < to)
  const naming = said.filter(({ text }) => !commonWords.has(text))
  return naming.slice(0, longestNaming).map(({ text }) => text)
}

/** `turn` with stand-ins for whoever the call is for and for what ends like a doing. */
function readParty(turn: Turn, names: readonly string[]): Turn {
  const named = findNaming(turn).flatMap(({ hit }) => wordsFrom(turn, hit.start, hit.end))
  const parties = new Set([...names, ...named])
  const full = turn.words.full.map((word) => {
    const text = standInFor(word, parties)
    return text === null ? word : { ...word, text, stem: stemOf(text) }
  })
  return { ...turn, words: { ...turn.words, full } }
}

function standInFor({ text }: SentenceWord, parties: ReadonlySet<string>): string | null {
  if (wantedParties.has(text) || parties.has(text)) return standIns.party
  if (text.length < 4 || notDone.has(text)) return null
  if (text.endsWith('ing')) return standIns.doing
  return text.endsWith('ed') ? standIns.done : null
}

/** Whether a cue tells of a third person: "I am in a meeting" is said by a party that did come. */
function isOfSomebodyElse({ turn, hit, cue }: HeardCue): boolean {
  if (withoutSubject.has(cue)) return true
  const { full } = turn.words
  const first = full.findIndex(({ start }) => start >= hit.start)
  // In "I'm out" the hit may begin within the contraction.
  if (full[first + 1]?.start === full[first]?.start && firstPersons.has(full[first]!.text)) return false
  let at = first - 1
  while (at >= 0 && full[at + 1]!.stopBefore === null && verbParts.has(full[at]!.text)) at--
  if (at < 0 || full[at + 1]!.stopBefore !== null) return true
  return !otherSubjects.has(full[at]!.text)
}
