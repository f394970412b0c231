// Voicemail Detection: whether a call reached a voicemail box.

import { classify } from '../built-in/classification.ts'
import { evidenceIn } from '../built-in/turns.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { hearMachine, strengthOf } from './machine.ts'

const labels = ['voicemail', 'not_voicemail']

/** Judges by what machines say, by what is said to them, and by nobody answering. */
export const runVoicemailDetection: BuiltInOperator = ({ conversation }) => {
  const hearing = hearMachine(conversation)
  const strength = strengthOf(hearing)
  if (strength < 1) return classify(labels, { label: 'not_voicemail', confidence: 0.97 - 0.35 * strength })
  const evidence = hearing.cues.map(({ turn, hit }) => evidenceIn(turn, hit, 'voicemail'))
  return classify(labels, { label: 'voicemail', confidence: Math.min(0.97, 0.6 + 0.15 * strength), evidence })
}
