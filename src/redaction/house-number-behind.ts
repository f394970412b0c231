// The number of a house behind its street: "Oak Avenue, number twelve".
import { announcesAddress } from './address-cue.ts'
import { stopWords, streetWords } from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'

const MOST_DIGITS = 5
const NUMBER_LEXEMES = 8
const NAME_WORDS = 3

/** The last lexeme of a house number at lexeme `at`, right behind a street; null when there is none. `bare` takes one
 * without its word. */
export function houseNumberBehind(
  lexemes: readonly Lexeme[],
  at: number,
  { bare }: { bare: boolean },
): number | null {
  let from = at
  if (lexemes[from]?.key === 'house') from++
  const word = /^(?:number|no|num)$/.test(lexemes[from]?.key ?? '')
  if (word) from++
  else if (!bare) return null
  const run = numberRunsOf(lexemes.slice(from, from + NUMBER_LEXEMES))[0]
  if (run?.from !== 0 || run.unsure || run.digits.length > MOST_DIGITS) return null
  const gaps = lexemes.slice(at, from + 1).map(({ gap }) => gap)
  const next = lexemes[from + run.to + 1]
  const ends =
    next === undefined || /[,.?!;\n]/.test(next.gap) || /^(?:in|and|apartment|apt|unit)$/.test(next.key)
  return ends && gaps.every((gap) => /^,?\s$/.test(gap)) ? from + run.to : null
}

/** Streets of `passage` that are announced and have their number behind them, in whatever case they are written. */
export function streetsWithNumberBehind(passage: Passage): { from: number; to: number }[] {
  const { lexemes } = passage
  return lexemes.flatMap(({ key }, at) => {
    const turned = turnedEnd(lexemes, at)
    if (turned !== null) return [{ from: at, to: turned }]
    const to = streetWords.has(key) ? houseNumberBehind(lexemes, at + 1, { bare: false }) : null
    if (to === null) return []
    let from = at
    while (at - from < NAME_WORDS && isName(lexemes[from - 1]) && /^[ -]$/.test(lexemes[from]!.gap)) from--
    const announced = from < at && announcesAddress(nearbyBefore(passage, from))
    return announced ? [{ from, to }] : []
  })
}

/** "Street washington number four five five the floor three", as those say it who learned English late. */
function turnedEnd(lexemes: readonly Lexeme[], at: number): number | null {
  if (!/^(?:street|avenue|road|calle)$/.test(lexemes[at]!.key)) return null
  for (let i = at + 1; i <= at + NAME_WORDS && isName(lexemes[i]) && lexemes[i]!.gap === ' '; i++) {
    if (lexemes[i]!.key === 'number') return null
    if (lexemes[i + 1]?.key !== 'number') continue
    const run = numberRunsOf(lexemes.slice(i + 2, i + 2 + NUMBER_LEXEMES))[0]
    if (run?.from !== 0 || run.digits.length > MOST_DIGITS) return null
    const to = i + 2 + run.to
    const floor = lexemes[to + 1]?.key === 'the' ? to + 2 : to + 1
    const story = /^(?:floor|apartment|piso)$/.test(lexemes[floor]?.key ?? '')
      ? numberRunsOf(lexemes.slice(floor + 1, floor + 4))[0]
      : undefined
    return story?.from === 0 ? floor + 1 + story.to : to
  }
  return null
}

function isName(lexeme: Lexeme | undefined): boolean {
  return lexeme?.kind === 'word' && !stopWords.has(lexeme.key) && lexeme.key.length > 1
}
