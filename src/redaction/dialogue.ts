// A call as a dialogue: what is known of a turn only by who asked what before it, and how it was answered.
import type { AnalysedSpan } from './analyse.ts'
import { answeredAddresses } from './answered-addresses.ts'
import { answeredBirths } from './answered-births.ts'
import { answeredEndings } from './answered-endings.ts'
import { answeredMails } from './answered-mails.ts'
import { answeredSlips } from './answered-slips.ts'
import { answeredSpellings } from './answered-spellings.ts'
import { corrections } from './corrections.ts'
import type { Answer, Turn } from './dialogue-turn.ts'
import { readBacks } from './read-backs.ts'

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

/** What each of `turns` holds by what was asked and said in others. */
export function answersIn(turns: readonly Turn[]): AnalysedSpan[][] {
  const found: AnalysedSpan[][] = turns.map(() => [])
  for (const rule of rules) {
    for (const { turn, from, to, type } of rule(turns)) {
      const { lexemes } = turns[turn]!
      found[turn]!.push({ start: lexemes[from]!.start, end: lexemes[to]!.end, type, sure: false })
    }
  }
  return found
}
