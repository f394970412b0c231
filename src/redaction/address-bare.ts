// Streets without their kind, known by the town behind them: "1616 North Ogden, Denver, Colorado", "209 Maple, Savannah".
import { unitEnd } from './address-tail.ts'
import { compass, stopWords, streetWords, waryStreetWords } from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { unitWords as measures } from './number-cues.ts'
import { numberAt } from './number-element.ts'
import type { Passage } from './passage.ts'
import { phraseOf } from './places.ts'
import { isCommonWord, isCountry, isEverydayWord, isPlace, isState, isStateCode } from './words-known.ts'

const MOST_WORDS = 2
const TOWN_WORDS = 3
/** Behind these a number of a house may stand. */
const mayBegin = / (?:at|to|is|was|'s|it's|from|address|near|by|¶|:|,|\.|uh|um|yes|yeah|so|okay) $|^ +$/

/** The last lexeme of such a street that begins at `at`, behind the house number at `house`, or null. */
export function bareStreetEnd(passage: Passage, house: number, at: number): number | null {
  const { lexemes } = passage
  if (lexemes[at]?.key === 'broadway') return isEnd(lexemes[at + 1]) ? at : null
  const left = nearbyBefore(passage, house)
  if (!(mayBegin.test(left) || dwelling.test(left)) || isYear(passage, house)) return null
  const alone = aloneEnd(passage, { house, at, left })
  if (alone !== null) return alone
  const named = compass.has(lexemes[at]?.key ?? '') ? at + 1 : at
  for (let end = named; end < named + MOST_WORDS; end++) {
    if (!isName(lexemes[end], passage.cased)) return null
    if (/^, ?$/.test(lexemes[end + 1]?.gap ?? '')) return townFollows(passage, end + 1, left) ? end : null
  }
  return null
}

interface Start {
  house: number
  at: number
  left: string
}

/** "I live at two twelve south pinckney", "the old address was 88 Lenox", "at 640 Alder, number 12": no town behind it. */
function aloneEnd(passage: Passage, { house, at, left }: Start): number | null {
  const { lexemes, cased } = passage
  const pointed = /^(?:north|south|east|west)$/.test(lexemes[at]?.key ?? '')
  const end = pointed ? at + 1 : at
  const [name, next] = [lexemes[end], lexemes[end + 1]]
  const figures = at - house > 1 || (numberAt(lexemes, house)?.digits.length ?? 0) > 1
  if (!figures || !name || !isName(name, cased) || isNoStreet(lexemes, at, end)) return null
  if (compass.has(name.key) || streetWords.has(name.key) || waryStreetWords.has(name.key)) return null
  const written = cased ? name.capital : !(pointed ? isEverydayWord : isCommonWord)(name.key)
  const unit = written ? unitEnd(passage, end + 1) : null
  if (unit !== null && / (?:at|to|is|was|address|,|from) $/.test(left)) return end
  if (next && !/[,.?!;\n]/.test(next.gap) && !behindStreet.test(next.key)) return null
  if (pointed && written) return dwelling.test(left) || / (?:at|from) $/.test(left) ? end : null
  return written && !isCommonWord(name.key) && dwelling.test(left) ? end : null
}

/** Where no more than a house can follow. */
const dwelling =
  / (?:(?:live|lives|lived|living|stay|stays|staying|reside|resides|located|are|i'm|we're|parked|mail|over|down) at|(?:address|house|place|home|property|building|one|office)(?: is| was| 's)?(?: at| still| now)?|(?:moved|moving|delivered|deliver|delivery|shipped|ship|mailed|send|sent|bring) (?:it |them |that |everything )?to) $/
const behindStreet =
  /^(?:and|in|but|upstairs|downstairs|don't|it's|the|i|we|so|near|by|off|on|if|please|across|right|just|number|for|not|since|until|with|apartment|unit|suite|that's|uh|um|or)$/

/** Units, countries, and sides. */
function isNoStreet(lexemes: readonly Lexeme[], at: number, end: number): boolean {
  const { key } = lexemes[end]!
  const phrase = phraseOf(lexemes, at, end) ?? key
  return (
    measures.has(key) ||
    isState(phrase) ||
    isCountry(phrase) ||
    /^(?:fahrenheit|celsius|kelvin|hertz|kilowatts?|psi|rpm|mph|side|end|bound|coast|america|africa|pole|o'clock|percent|mg|ml|cc|ish|something|plus|odd|hours?|kbps|gbps|fps|dpi|btu|amps?|calories|units?|mm|cm|px|k|stars?|floor)$/.test(
      key,
    )
  )
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
