// Sentences of a call gathered into stretches of one speaker. A stretch goes on over the listener's "mm-hm" and over
// an echo of its digits, so that a number dictated in pieces is one row of digits.
import type { Sentence } from '../domain/sentence.ts'
import { lexemesOf } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import { numberRunsOf } from './number-run.ts'

/** Longest silence of a speaker within a stretch. */
const PAUSE_MS = 15_000
/** Most interruptions of a number, in turns. */
const MOST_INTERRUPTIONS = 4
/** From how many sentences on a stretch ends where no number is said. */
const LONG_SENTENCES = 40
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

/** The stretches of a call, ordered by their first sentences. */
export function stretchesOf(sentences: readonly Sentence[]): Stretch[] {
  const stretches: Stretch[] = []
  const open = new Map<number, { stretch: Stretch; interruptions: number }>()
  sentences.forEach((sentence, index) => {
    const current = open.get(sentence.channel)
    const lastEndMs = current ? sentences[current.stretch.sentences.at(-1)!]!.endMs : Number.NEGATIVE_INFINITY
    const near = sentence.startMs - lastEndMs <= PAUSE_MS
    if (current && near && !isLongEnough(sentences, current.stretch, sentence))
      current.stretch.sentences.push(index)
    else {
      const stretch = { channel: sentence.channel, sentences: [index] }
      stretches.push(stretch)
      open.set(sentence.channel, { stretch, interruptions: 0 })
    }
    for (const [channel, other] of open) {
      if (channel === sentence.channel) continue
      other.interruptions++
      const said = sentences[other.stretch.sentences.at(-1)!]!.text
      if (other.interruptions > MOST_INTERRUPTIONS || !isBackChannel(sentence.text, said))
        open.delete(channel)
    }
    const own = open.get(sentence.channel)
    if (own) own.interruptions = 0
  })
  return stretches
}

/** A monologue is cut now and then, but never within a number. */
function isLongEnough(sentences: readonly Sentence[], { sentences: said }: Stretch, next: Sentence): boolean {
  if (said.length < LONG_SENTENCES) return false
  const ends = [sentences[said.at(-1)!]!.text, next.text]
  return ends.every((text) => numberRunsOf(lexemesOf(text)).length === 0)
}

/** True when `text` says nothing of its own: words of listening, and digits out of `said`. */
export function isBackChannel(text: string, said: string): boolean {
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
