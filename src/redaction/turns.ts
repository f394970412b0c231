// Sentences of a call gathered into stretches of one speaker. A stretch goes on over the listener's "mm-hm" and over
// an echo of its digits, so that a number dictated in pieces is one row of digits.
import type { Sentence } from '../domain/sentence.ts'
import { isAside, isRemark } from './asides.ts'
import { isNumberAlone } from './bare-number.ts'
import { lexemesOf } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import { numberRunsOf } from './number-run.ts'

/** Longest silence of a speaker within a stretch. */
const PAUSE_MS = 15_000
/** Longest time that asides keep a stretch open. */
const MOST_WAITING_MS = 60_000
/** Most interruptions of a number, in turns. */
const MOST_INTERRUPTIONS = 4
/** From how many sentences on a stretch ends where no number is said. */
const LONG_SENTENCES = 40
/** Most digits of a piece that a number is given in. */
const PIECE_DIGITS = 6
/** Most words of a back-channel. */
const BACK_WORDS = 8

/** Consecutive sentences of one channel, as indexes into the call, oldest first. */
export interface Stretch {
  channel: number
  sentences: number[]
}

const backWords = new Set(
  (
    'mm hm mhm mmhm mmhmm hmm uh huh uhhuh um okay ok yes yeah yep yup right sure alright all good great perfect go ahead ' +
    "going on got it that continue and then next i i'm am listening with you please thanks thank keep the rest last first " +
    'digits numbers part of one more so far what s ready take your time no problem correct cool fine lovely excellent'
  ).split(' '),
)

interface OpenStretch {
  stretch: Stretch
  interruptions: number
  /** A remark came between: only more of a number goes on with it. */
  numbersOnly: boolean
  /** Until when nothing but this stretch, asides and back-channels was said. */
  untilMs: number
}

/** The stretches of a call, ordered by their first sentences. Asides are stretches of their own, in which nothing ends;
 * a number goes on over a remark, too. */
export function stretchesOf(sentences: readonly Sentence[]): Stretch[] {
  const stretches: Stretch[] = []
  const open = new Map<number, OpenStretch>()
  sentences.forEach((sentence, index) => {
    const { channel, startMs, endMs, text } = sentence
    if (isAside(text)) {
      stretches.push({ channel, sentences: [index] })
      for (const other of open.values()) waitFor(sentences, other, endMs)
      return
    }
    const current = open.get(channel)
    if (current && startMs - current.untilMs <= PAUSE_MS && goesOn(sentences, current, sentence)) {
      current.stretch.sentences.push(index)
      Object.assign(current, { interruptions: 0, numbersOnly: false, untilMs: endMs })
    } else {
      const stretch = { channel, sentences: [index] }
      stretches.push(stretch)
      open.set(channel, { stretch, interruptions: 0, numbersOnly: false, untilMs: endMs })
    }
    for (const [other, one] of open) {
      if (other !== channel && !survives(sentences, one, text)) open.delete(other)
    }
  })
  return stretches
}

/** The time of an aside does not count as silence, within bounds. */
function waitFor(sentences: readonly Sentence[], open: OpenStretch, endMs: number): void {
  const lastMs = sentences[open.stretch.sentences.at(-1)!]!.endMs
  if (endMs - lastMs <= MOST_WAITING_MS) open.untilMs = Math.max(open.untilMs, endMs)
}

function goesOn(
  sentences: readonly Sentence[],
  { stretch, numbersOnly }: OpenStretch,
  next: Sentence,
): boolean {
  if (numbersOnly && !isNumberAlone(lexemesOf(next.text))) return false
  return !isLongEnough(sentences, stretch, next)
}

/** Whether a stretch goes on after another party said `text`. */
function survives(sentences: readonly Sentence[], open: OpenStretch, text: string): boolean {
  open.interruptions++
  if (open.interruptions > MOST_INTERRUPTIONS) return false
  const said = sentences[open.stretch.sentences.at(-1)!]!.text
  if (isBackChannel(text, said)) return true
  open.numbersOnly = isRemark(text) && isPieceOfNumber(said)
  return open.numbersOnly
}

/** A number alone, but too short to be whole. */
function isPieceOfNumber(text: string): boolean {
  const lexemes = lexemesOf(text)
  const digits = numberRunsOf(lexemes).reduce((sum, run) => sum + run.digits.length, 0)
  return digits <= PIECE_DIGITS && isNumberAlone(lexemes)
}

/** A monologue is cut now and then, but never within a number. */
function isLongEnough(sentences: readonly Sentence[], { sentences: said }: Stretch, next: Sentence): boolean {
  if (said.length < LONG_SENTENCES) return false
  const ends = [sentences[said.at(-1)!]!.text, next.text]
  return ends.every((text) => numberRunsOf(lexemesOf(text)).length === 0)
}

/** True when `text` says nothing of its own: words of listening, and digits out of `said`. */
function isBackChannel(text: string, said: string): boolean {
  const lexemes = lexemesOf(text)
  const digits = numberRunsOf(lexemesOf(said)).map((run) => run.digits)
  let words = 0
  for (let at = 0; at < lexemes.length; at++) {
    const number = numberAt(lexemes, at)
    if (number) {
      if (!digits.some((row) => row.includes(number.digits))) return false
      at = number.to
    } else {
      words++
      if (!backWords.has(lexemes[at]!.key.replace(/^'/, ''))) return false
    }
  }
  return words <= BACK_WORDS
}
