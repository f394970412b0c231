// Streets without their kind, known by the town behind them: "1616 North Ogden, Denver, Colorado", "209 Maple, Savannah".
import { compass, stopWords } from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { phraseOf } from './places.ts'
import { isEverydayWord, isPlace, isState, isStateCode } from './words-known.ts'

const MOST_WORDS = 2
const TOWN_WORDS = 3
/** Behind these a number of a house may stand. */
const mayBegin = / (?:at|to|is|was|'s|it's|from|address|near|by|¶|:|,|\.|uh|um|yes|yeah|so|okay) $|^ +$/

/** The last lexeme of such a street that begins at `at`, behind the house number at `house`, or null. */
export function bareStreetEnd(passage: Passage, house: number, at: number): number | null {
  const { lexemes } = passage
  if (lexemes[at]?.key === 'broadway') return isEnd(lexemes[at + 1]) ? at : null
  const left = nearbyBefore(passage, house)
  if (!mayBegin.test(left) || isYear(passage, house)) return null
  const named = compass.has(lexemes[at]?.key ?? '') ? at + 1 : at
  for (let end = named; end < named + MOST_WORDS; end++) {
    if (!isName(lexemes[end], passage.cased)) return null
    if (/^, ?$/.test(lexemes[end + 1]?.gap ?? '')) return townFollows(passage, end + 1, left) ? end : null
  }
  return null
}

function isEnd(next: Lexeme | undefined): boolean {
  return !next || /[,.?!;\n]/.test(next.gap) || /^(?:and|in|apartment|suite|unit)$/.test(next.key)
}

function isYear({ lexemes }: Passage, house: number): boolean {
  return /^(?:19|20)\d\d$/.test(numberAt(lexemes, house)?.digits ?? '')
}

function isName(lexeme: Lexeme | undefined, cased: boolean): boolean {
  if (lexeme?.kind !== 'word' || lexeme.gap !== ' ' || stopWords.has(lexeme.key) || lexeme.key.length < 3)
    return false
  return (
    !cased || lexeme.capital || /^(?:maple|elm|oak|pine|cedar|walnut|chestnut|willow|birch)$/.test(lexeme.key)
  )
}

/** A town with its state or ZIP behind it; alone where a house was led to. */
function townFollows({ lexemes, cased }: Passage, at: number, left: string): boolean {
  for (let to = at; to < at + TOWN_WORDS && to < lexemes.length; to++) {
    const phrase = phraseOf(lexemes, at, to)
    if (phrase === null || !isPlace(phrase, 'town') || isState(phrase) || (cased && !lexemes[at]!.capital))
      continue
    const next = lexemes[to + 1]
    if (
      next &&
      (isState(next.key) ||
        (isStateCode(next.key) && /^[A-Z]{2}$/.test(next.text)) ||
        /^\d{5}$/.test(next.key))
    )
      return true
    const ends = !next || /[.?!;,\n]/.test(next.gap)
    if (
      ends &&
      !isEverydayWord(phrase) &&
      / (?:at|to|place is|house is|address|address is|address 's) $/.test(left)
    )
      return true
  }
  return false
}
