// Outbound Call Disposition: what became of a call that somebody made. What the channels tell comes first; words
// decide the rest.
import type { Conversation } from '../../domain/conversation.ts'
import type { Evidence } from '../../domain/operator-result.ts'
import { classify } from '../built-in/classification.ts'
import { createCueFinder, type HeardCue } from '../built-in/cues.ts'
import { sidesOf } from '../built-in/sides.ts'
import { evidenceIn, type Turn, turnsOf } from '../built-in/turns.ts'
import type { BuiltInOperator, OperatorInput } from '../built-in-operator.ts'
import { runDoNotContactMe } from '../do-not-contact-me/run.ts'
import { hearMachine } from '../voicemail-detection/machine.ts'
import { menuCues, wrongNumberCues } from './definition.ts'

const labels = ['GhostCall', 'IVR', 'NoContent', 'Ordinary', 'StopContactingMe', 'Voicemail', 'WrongNumber']

/** What a call came to shows in its first turns of the called side. */
const openingTurns = 12

interface Finding {
  label: string
  confidence: number
  evidence?: Evidence[]
}

/** Judges by who spoke at all, then by what was said. */
export const runOutboundCallDisposition: BuiltInOperator = (input) => {
  const finding = judge(input)
  return classify(labels, { ...finding, weights: { Ordinary: 3 } })
}

function judge(input: OperatorInput): Finding {
  const { conversation } = input
  const turns = turnsOf(conversation)
  if (turns.length === 0) return { label: 'NoContent', confidence: 0.94 }
  const { other, isMono } = sidesOf(conversation)
  const called = turns.filter(({ channel }) => other.has(channel))
  const hearing = hearMachine(conversation)
  const machine = hearing.greeting >= 1 ? findingOf('Voicemail', hearing.cues) : null
  const menu = menuOf((isMono ? turns : called).slice(0, openingTurns))
  const isBothSides = isMono && (machine !== null || menu !== null || isDialogue(conversation))
  if (called.length === 0 && !isBothSides) {
    return { label: 'GhostCall', confidence: 0.94 }
  }
  const heard = (called.length > 0 ? called : turns).slice(0, openingTurns)
  return (
    stopOf(input) ??
    machine ??
    menu ??
    wrongNumberOf(heard) ??
    (hearing.message >= 1 ? findingOf('Voicemail', hearing.cues) : null) ?? {
      label: 'Ordinary',
      confidence: 0.85,
    }
  )
}

function findingOf(label: string, cues: readonly HeardCue[]): Finding {
  const evidence = cues.map(({ turn, hit }) => evidenceIn(turn, hit, label))
  return { label, confidence: cues.length > 1 ? 0.92 : 0.82, evidence }
}

function stopOf(input: OperatorInput): Finding | null {
  const outcome = runDoNotContactMe(input)
  if (outcome.kind !== 'extraction' || !outcome.match) return null
  const evidence = outcome.evidence.map((one) => ({ ...one, label: 'StopContactingMe' }))
  return { label: 'StopContactingMe', confidence: 0.9, evidence }
}

const findMenu = createCueFinder(menuCues)
const findWrongNumber = createCueFinder(wrongNumberCues)

/** A menu that led to a person is none: at least half of what the called side says must come from a machine. */
function menuOf(turns: readonly Turn[]): Finding | null {
  const cues = turns.map((turn) => findMenu(turn))
  const automatic = cues.filter((some) => weigh(some) >= 0.7).length
  const found = cues.flat()
  return weigh(found) >= 1 && automatic * 2 >= turns.length ? findingOf('IVR', found) : null
}

function wrongNumberOf(turns: readonly Turn[]): Finding | null {
  const found = turns.flatMap(findWrongNumber)
  return weigh(found) >= 1 ? findingOf('WrongNumber', found) : null
}

function weigh(cues: readonly HeardCue[]): number {
  return cues.reduce((sum, { weight }) => sum + weight, 0)
}

const answer =
  /^\W*(?:yes|yeah|yep|no|nope|okay|ok|sure|speaking|hello|this is (?:he|she|him|her)|thank|thanks)\b/i
const fewestAnswers = 2

/** Whether lines of one channel answer each other, as in a recording that mixed both sides. */
function isDialogue({ lines }: Conversation): boolean {
  const answers = lines.filter(
    ({ text }, at) => at > 0 && answer.test(text) && /\?\s*$/.test(lines[at - 1]!.text),
  )
  return answers.length >= fewestAnswers
}
