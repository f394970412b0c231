// The moods of single sentences: what patterns find in them, less the formulas of courtesy.
import vader from 'vader-sentiment'
import type { Line } from '../../domain/conversation.ts'
import type { Evidence } from '../../domain/operator-result.ts'
import type { CueGroup } from '../built-in/cues.ts'
import { type Hit, withoutOverlaps } from '../phrase-matching/hit.ts'
import type { Finder } from '../phrase-matching/literal.ts'
import { createPatternFinder } from '../phrase-matching/pattern.ts'
import { readSentence } from '../phrase-matching/sentence-words.ts'
import { complaints, courtesy, echoes, lexiconCourtesy, praises } from './definition.ts'
import { countMoodWords } from './other-languages.ts'

/** What one line shows: 0 and more each way. */
export interface Mood {
  line: Line
  positive: number
  negative: number
}

/** Repeating oneself in one line adds nothing beyond this. */
const mostOfALine = 5

/** From this on (0..1) the lexicon's answer counts, and how much its 1 is worth. */
const lexiconThreshold = 0.35
const lexiconWeight = 2
const foreignWordWeight = 2

interface WeighedFinder {
  find: Finder
  weight: number
}

interface Finders {
  courtesy: Finder
  complaints: WeighedFinder[]
  praises: WeighedFinder[]
  echoes: { complaint: WeighedFinder; praise: WeighedFinder }
}

let made: Finders | undefined

function finders(): Finders {
  made ??= {
    courtesy: createPatternFinder(courtesy),
    complaints: complaints.map(weighed),
    praises: praises.map(weighed),
    echoes: { complaint: weighed(echoes.complaint), praise: weighed(echoes.praise) },
  }
  return made
}

function weighed({ patterns, weight }: CueGroup): WeighedFinder {
  return { find: createPatternFinder(patterns), weight }
}

/** The mood of what a customer says in `line`. Where no pattern is found a general lexicon says a little. */
export function moodOf(line: Line, languageCode: string): Mood {
  if (!languageCode.startsWith('en')) return { line, ...foreignMood(line.text, languageCode) }
  const { courtesy, complaints, praises } = finders()
  const mood = { positive: 0, negative: 0 }
  for (const text of sentencesOf(line.text)) {
    const words = readSentence(text)
    const polite = courtesy(words)
    const weigh = (some: readonly WeighedFinder[]) =>
      some.reduce((sum, { find, weight }) => {
        const hits = withoutOverlaps(find(words)).filter(
          (hit) => !polite.some((other) => overlaps(hit, other)),
        )
        return sum + hits.length * weight
      }, 0)
    mood.negative += weigh(complaints)
    mood.positive += weigh(praises)
  }
  if (mood.negative + mood.positive === 0) return { line, ...lexiconMood(line.text) }
  return {
    line,
    positive: Math.min(mostOfALine, mood.positive),
    negative: Math.min(mostOfALine, mood.negative),
  }
}

function foreignMood(text: string, languageCode: string): Pick<Mood, 'positive' | 'negative'> {
  const { positive, negative } = countMoodWords(text, languageCode)
  return {
    positive: Math.min(mostOfALine, positive * foreignWordWeight),
    negative: Math.min(mostOfALine, negative * foreignWordWeight),
  }
}

/** Nobody says longer words, and the lexicon's time grows with the square of their length. */
const tooLong = /\S{50,}/g

function lexiconMood(text: string): Pick<Mood, 'positive' | 'negative'> {
  const spoken = text.replace(lexiconCourtesy, ' ').replace(tooLong, ' ')
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(spoken)
  const strength = Math.abs(compound) > lexiconThreshold ? lexiconWeight * Math.abs(compound) : 0
  return compound > 0 ? { positive: strength, negative: 0 } : { positive: 0, negative: strength }
}

/** What an agent's `line` tells of the customer's mood. */
export function echoOf(line: Line): Pick<Mood, 'positive' | 'negative'> {
  const words = readSentence(line.text)
  const { complaint, praise } = finders().echoes
  return {
    positive: praise.find(words).length > 0 ? praise.weight : 0,
    negative: complaint.find(words).length > 0 ? complaint.weight : 0,
  }
}

function overlaps(one: Hit, other: Hit): boolean {
  return one.start < other.end && other.start < one.end
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!])\s+/)
}

/** The lines of most mood, as evidence for `label`. */
export function strongest(moods: readonly Mood[], label: 'positive' | 'negative'): Evidence[] {
  return moods
    .filter((mood) => mood[label] > 0)
    .toSorted((a, b) => b[label] - a[label])
    .slice(0, 3)
    .map(({ line: { sid, index, channel, startMs, endMs, text } }) => ({
      sentenceSid: sid,
      sentenceIndex: index,
      channel,
      startMs,
      endMs,
      text,
      label,
    }))
    .sort((a, b) => a.sentenceIndex - b.sentenceIndex)
}
