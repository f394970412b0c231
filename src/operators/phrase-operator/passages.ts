// A conversation cut into what phrases are looked for in: every line, and every two lines of one speaker that follow
// each other closely, since recognisers cut sentences in two.
import type { Conversation, Line } from '../../domain/conversation.ts'
import { readSentence, type SentenceWords } from '../phrase-matching/sentence-words.ts'
import type { Side } from './grammar.ts'
import { createSideTeller } from './sides.ts'

/** A part of a passage: `from` is where the line's text begins in the passage's, which holds `length` of it. */
export interface PassagePart {
  line: Line
  from: number
  length: number
}

/** What is read as one sentence. */
export interface Passage {
  sentence: SentenceWords
  side: Side
  /** One line, or two. */
  parts: PassagePart[]
  /** How many lines of this channel precede it. */
  place: number
}

/** Longest silence within a sentence that was cut in two. */
const longestPauseMs = 2000
/** What the other side may say in between. */
const backChannel = /^(?:(?:uh|um|hm|mm|mhm|huh|yes|yeah|yep|ok|okay|right|sure|so|ah|oh)\W*){1,3}$/i

const known = new WeakMap<Conversation, Passage[]>()

/** The passages of `conversation`, read once for all operators. */
export function passagesOf(conversation: Conversation): Passage[] {
  const found = known.get(conversation) ?? readPassages(conversation)
  known.set(conversation, found)
  return found
}

function readPassages(conversation: Conversation): Passage[] {
  const { lines } = conversation
  const sideOf = createSideTeller(conversation)
  const places = new Map<number, number>()
  return lines.flatMap((line, at) => {
    const place = places.get(line.channel) ?? 0
    places.set(line.channel, place + 1)
    const side = sideOf(line)
    const passage = { sentence: readSentence(line.text), side, parts: [wholly(line, 0)], place }
    const next = continuationOf(line, lines.slice(at + 1, at + 4))
    return next ? [passage, { ...join(line, next), side, place }] : [passage]
  })
}

function continuationOf(line: Line, following: readonly Line[]): Line | null {
  const next = following.find(
    ({ channel, text }) => channel === line.channel || !backChannel.test(text.trim()),
  )
  const continues = next?.channel === line.channel && next.startMs - line.endMs <= longestPauseMs
  return continues && !/[?!]\s*$/.test(line.text) ? next : null
}

/** Two lines as one, without the full stop that a cut leaves at the end of the first. */
function join(line: Line, next: Line): Pick<Passage, 'sentence' | 'parts'> {
  const head = line.text.replace(/[\s.,…-]+$/, '')
  const parts = [{ line, from: 0, length: head.length }, wholly(next, head.length + 1)]
  return { sentence: readSentence(`${head} ${next.text}`), parts }
}

function wholly(line: Line, from: number): PassagePart {
  return { line, from, length: line.text.length }
}
