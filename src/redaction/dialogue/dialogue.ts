// A call as a dialogue: what is known of a turn only by who asked what before it, and how it was answered.
import type { AnalysedSpan } from '../analyse.ts'
import { answeredAddresses } from './answered-addresses.ts'
import { answeredBirths } from './answered-births.ts'
import { answeredEndings } from './answered-endings.ts'
import { answeredMails } from './answered-mails.ts'
import { answeredSlips } from './answered-slips.ts'
import { answeredSpellings } from './answered-spellings.ts'
import { corrections } from './corrections.ts'
import { readBacks } from './read-backs.ts'
import { type Answer, type Turn, turnOf } from './turn.ts'

/** A rule over the turns of a call. */
type DialogueRule = (turns: readonly Turn[]) => Answer[]

const rules: readonly DialogueRule[] = [
  answeredAddresses,
  answeredBirths,
  answeredMails,
  answeredSpellings,
  answeredSlips,
  answeredEndings,
  readBacks,
  corrections,
]

/** Tells what each turn holds by what was asked and said in others, given what was found in each so far. */
export type Dialogue = (found: readonly (readonly AnalysedSpan[])[]) => AnalysedSpan[][]

/** The dialogue of what was `said`, in order; only turns in which something was found since are read again. */
export function dialogueOf(said: readonly { channel: number; text: string }[]): Dialogue {
  let turns: readonly Turn[] = said.map(({ channel, text }) => turnOf({ channel, text, spans: [] }))
  return (found) => {
    turns = turns.map((turn, at) =>
      isSame(turn.spans, found[at]!) ? turn : turnOf({ ...turn, spans: found[at]! }),
    )
    return answersIn(turns)
  }
}

function isSame(a: readonly AnalysedSpan[], b: readonly AnalysedSpan[]): boolean {
  return a.length === b.length && a.every((span, at) => span === b[at])
}

function answersIn(turns: readonly Turn[]): AnalysedSpan[][] {
  const found: AnalysedSpan[][] = turns.map(() => [])
  for (const rule of rules) {
    for (const { turn, from, to, type } of rule(turns)) {
      const { lexemes } = turns[turn]!
      found[turn]!.push({ start: lexemes[from]!.start, end: lexemes[to]!.end, type, sure: false })
    }
  }
  return found
}
