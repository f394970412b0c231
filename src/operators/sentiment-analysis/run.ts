// Sentiment Analysis: the mood of a whole conversation, from the moods of the customer's sentences.

import { classify } from '../built-in/classification.ts'
import { sidesOf } from '../built-in/sides.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { echoOf, type Mood, moodOf, strongest } from './mood.ts'

const labels = ['positive', 'negative', 'neutral', 'mixed']

/** Less than this, both ways, is no mood. */
const leastMood = 1.5
/** Agents say sorry and are glad by trade. */
const mostOfEchoes = 1.4
/** Both ways and the weaker at least this part of the stronger is mixed. */
const mixedShare = 0.35
/** So many lines are an end; so much gladness in them, more than one formula holds, is meant. */
const closingLines = [1, 2]
const leastThanks = 1.4
/** How much more the last sentence counts than the first. */
const endWeight = 1.5
const startWeight = 0.9

/** Judges by the customer; where only one channel speaks, by all. The end counts more. */
export const runSentimentAnalysis: BuiltInOperator = ({ conversation }) => {
  const { other, isMono } = sidesOf(conversation)
  const isCustomers = (channel: number) => isMono || other.has(channel)
  const moods = conversation.lines
    .filter(({ channel }) => isCustomers(channel))
    .map((line) => moodOf(line, conversation.languageCode))
  const echoes = conversation.lines.filter(({ channel }) => !isCustomers(channel)).map(echoOf)
  const positive = total(moods, 'positive') + echoed(echoes, 'positive')
  const negative = total(moods, 'negative') + echoed(echoes, 'negative')
  const overall = labelOf(positive, negative)
  const label = overall === 'negative' && endsInThanks(moods) ? 'mixed' : overall
  return classify(labels, {
    label,
    confidence: confidenceOf(label, positive, negative),
    weights: { positive: positive + 0.3, negative: negative + 0.3, neutral: 1, mixed: 0.6 },
    evidence: evidenceFor(label, moods),
  })
}

function total(moods: readonly Mood[], way: 'positive' | 'negative'): number {
  const last = Math.max(1, moods.length - 1)
  return moods.reduce(
    (sum, mood, at) => sum + mood[way] * (startWeight + ((endWeight - startWeight) * at) / last),
    0,
  )
}

function echoed(
  echoes: readonly Pick<Mood, 'positive' | 'negative'>[],
  way: 'positive' | 'negative',
): number {
  return Math.min(
    mostOfEchoes,
    echoes.reduce((sum, echo) => sum + echo[way], 0),
  )
}

function labelOf(positive: number, negative: number): string {
  const [weaker, stronger] = positive < negative ? [positive, negative] : [negative, positive]
  if (stronger < leastMood) return 'neutral'
  if (weaker >= leastMood && weaker >= mixedShare * stronger) return 'mixed'
  return positive > negative ? 'positive' : 'negative'
}

/** Whether the last that a customer says, after complaints, is gladness alone: many bad words before do not outweigh it. */
function endsInThanks(moods: readonly Mood[]): boolean {
  return closingLines.some((count) => {
    const closing = moods.slice(-count)
    const thanks = closing.reduce((sum, { positive }) => sum + positive, 0)
    return thanks >= leastThanks && closing.every(({ negative }) => negative === 0)
  })
}

function confidenceOf(label: string, positive: number, negative: number): number {
  const all = positive + negative
  if (label === 'neutral') return 0.9 - 0.2 * Math.max(positive, negative)
  if (label === 'mixed') return 0.45 + (0.4 * Math.min(positive, negative)) / (all / 2)
  return Math.min(0.95, 0.55 + 0.05 * Math.abs(positive - negative))
}

function evidenceFor(label: string, moods: readonly Mood[]) {
  if (label === 'positive' || label === 'negative') return strongest(moods, label)
  if (label === 'neutral') return []
  return [...strongest(moods, 'positive'), ...strongest(moods, 'negative')]
}
