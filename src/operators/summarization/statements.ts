// What was said as statements that can stand in a summary: whole sentences, without what only keeps talk going.
import type { Conversation } from '../../domain/conversation.ts'
import { turnsOf } from '../built-in/turns.ts'
import { readSentence } from '../phrase-matching/sentence-words.ts'
import { commonWords, identityQuestions, openings, pleasantries, whyQuestions } from './definition.ts'

/** One sentence of one speaker. */
export interface Statement {
  channel: number
  /** Place in the conversation, 0 (begin) to 1 (end). */
  place: number
  text: string
  isQuestion: boolean
  /** What the other side has just asked: who somebody is, why, or nothing of the kind. */
  answers: 'who' | 'why' | null
  /** Stems of the words that tell what it is about. */
  stems: ReadonlySet<string>
}

const fewestWords = 4
/** Longer ones are cut where the speaker paused. */
const mostWords = 32

/** The statements of `conversation` in order of time. */
export function statementsOf(conversation: Conversation): Statement[] {
  const turns = turnsOf(conversation)
  const said = turns.flatMap(({ channel, words }) =>
    sentencesOf(words.text).map((text) => ({ channel, text: clean(text) })),
  )
  return said.flatMap(({ channel, text }, at) => {
    const words = readSentence(text).full
    if (words.length < fewestWords || pleasantries.test(text)) return []
    const stems = words.filter((word) => !commonWords.has(word.text)).map(({ stem }) => stem)
    const place = said.length > 1 ? at / (said.length - 1) : 0
    const answers = answersOf(said[at - 1], channel)
    return [{ channel, place, text, isQuestion: isQuestion(text), answers, stems: new Set(stems) }]
  })
}

function answersOf(before: Pick<Statement, 'channel' | 'text'> | undefined, channel: number) {
  if (!before || before.channel === channel || !isQuestion(before.text)) return null
  if (whyQuestions.test(before.text)) return 'why'
  return identityQuestions.test(before.text) ? 'who' : null
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!])\s+/).flatMap(shorten)
}

/** Where a long sentence can be cut. */
const pauses = /(?<=,)\s+|\s+(?=(?:and|but|so|because)\s+(?:i|we|you|it|they|he|she|that|there)\b)/i

/** Speech without full stops is cut at its pauses, into pieces that are no longer than need be. */
function shorten(text: string): string[] {
  const pieces: string[] = []
  for (const part of text.split(pauses)) {
    const last = pieces.at(-1)
    if (last !== undefined && countWords(last) + countWords(part) <= mostWords) {
      pieces[pieces.length - 1] = `${last} ${part}`
    } else pieces.push(part)
  }
  return pieces
}

function countWords(text: string): number {
  return text.split(/\s+/).length
}

function isQuestion(text: string): boolean {
  return text.endsWith('?')
}

const fillers = /(?:,\s*)?\b(?:uh|uhm|um|umm|er|erm|hmm|mm)\b,?\s*/gi
/** Stammering; repeated digits are said on purpose. */
const repeats =
  /\b(i|the|a|an|to|and|it|it's|is|you|we|my|your|that|that's|they|he|she|of|in|on|for|so|but|i'm|was)(?:,?\s+\1\b)+/gi

const asks =
  /^(?:can|could|would|will|do|does|did|is|are|was|were|have|has|may|should|what|what's|when|where|who|why|how|which)\b/i

/** As one would write it: no fillers, no stammering, a capital and a full stop. */
function clean(text: string): string {
  const bare = text
    .replace(fillers, ' ')
    .replace(repeats, '$1')
    .trim()
    .replace(openings, '')
    .replace(/\bi\b(?=['’\s])/g, 'I')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:–-]+$/, '')
  if (bare === '') return ''
  const whole = bare.charAt(0).toUpperCase() + bare.slice(1)
  if (/[.?!]$/.test(whole)) return whole
  return asks.test(whole) ? `${whole}?` : `${whole}.`
}
