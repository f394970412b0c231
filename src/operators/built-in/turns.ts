// Turns: what one speaker says without a pause, put together from sentences that a recogniser cut apart. Offsets in a
// turn lead back to the sentence.
import type { Conversation, Line } from '../../domain/conversation.ts'
import type { Evidence } from '../../domain/operator-result.ts'
import { readSentence, type SentenceWords } from '../phrase-matching/sentence-words.ts'

/** Sentences of one channel in a row, read as one. */
export interface Turn {
  channel: number
  startMs: number
  endMs: number
  words: SentenceWords
  pieces: readonly Piece[]
}

/** One sentence of a turn and where it begins in the turn's text. */
interface Piece {
  line: Line
  start: number
}

/** A longer silence ends a turn, as does another speaker with more than one word. */
const longestPauseMs = 1500
/** Longer turns are cut, so that no pattern reaches over half a call. */
const longestTurnLetters = 400
/** A shorter one is no pause but where the recogniser cut. */
const shortestPauseMs = 300
const backchannelWords = 1

const known = new WeakMap<Conversation, Turn[]>()

/** The turns of `conversation` in order of their beginning, read once for all operators; sentences without words are
 * left out. */
export function turnsOf(conversation: Conversation): readonly Turn[] {
  const found = known.get(conversation) ?? readTurns(conversation)
  known.set(conversation, found)
  return found
}

function readTurns({ lines }: Conversation): Turn[] {
  const groups: Line[][] = []
  const open = new Map<number, Line[]>()
  for (const line of lines) {
    const wordCount = readSentence(line.text).said.length
    if (wordCount === 0) continue
    const group = open.get(line.channel)
    if (wordCount > backchannelWords) open.clear()
    if (group && continues(group, line)) group.push(line)
    else groups.push([line])
    open.set(line.channel, group?.at(-1) === line ? group : groups.at(-1)!)
  }
  return groups.map(turnFrom)
}

function continues(group: readonly Line[], line: Line): boolean {
  const letters = group.reduce((sum, { text }) => sum + text.length, line.text.length)
  return letters <= longestTurnLetters && line.startMs - group.at(-1)!.endMs <= longestPauseMs
}

function turnFrom(lines: readonly Line[]): Turn {
  let text = ''
  const pieces: Piece[] = []
  for (const line of lines) {
    const before = pieces.at(-1)?.line
    if (before) text = joint(text, line.text, line.startMs - before.endMs)
    pieces.push({ line, start: text.length })
    text += line.text
  }
  const [first] = lines
  return {
    channel: first!.channel,
    startMs: first!.startMs,
    endMs: lines.at(-1)!.endMs,
    words: readSentence(text),
    pieces,
  }
}

/** A full stop stays only where a new sentence seems to begin; elsewhere it may be the recogniser's. A pause is a
 * comma. */
function joint(before: string, next: string, pauseMs: number): string {
  const ends = /[.?!…]\s*$/.test(before)
  if (ends && !/^\s*\p{Ll}/u.test(next)) return `${before} `
  const bare = ends && !before.includes('?') ? before.replace(/[.!…\s]+$/, '') : before.trimEnd()
  return pauseMs > shortestPauseMs ? `${bare.replace(/,$/, '')}, ` : `${bare} `
}

/** The passage from `start` to `end` of `turn` as evidence for `label`, as far as it lies in its first sentence. */
export function evidenceIn(
  turn: Turn,
  { start, end }: { start: number; end: number },
  label: string,
): Evidence {
  const piece = turn.pieces.findLast((one) => one.start <= start) ?? turn.pieces[0]!
  const { sid, index, channel, startMs, endMs, text } = piece.line
  return {
    sentenceSid: sid,
    sentenceIndex: index,
    channel,
    startMs,
    endMs,
    text: text.slice(start - piece.start, end - piece.start),
    label,
  }
}
