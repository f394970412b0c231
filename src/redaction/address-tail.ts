// What follows a street line at once: unit, town, state, ZIP, country.
import { unitWords } from './address-words.ts'
import { houseNumberBehind } from './house-number-behind.ts'
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import { numberRunsOf } from './number-run.ts'
import { ordinalWords } from './number-words.ts'
import type { Passage } from './passage.ts'
import { phraseOf } from './places.ts'
import { isCommonWord, isCountry, isEverydayWord, isPlace, isState, isStateCode } from './words-known.ts'

const ZIP_DIGITS = { least: 4, most: 9 }
const PLACE_WORDS = 4

/** The last lexeme of the address whose street line ends at `end`; `end` itself when nothing belongs to it. */
export function tailEnd(passage: Passage, end: number): number {
  let to = end
  let placed = false
  for (;;) {
    const at = to + 1
    if (!mayFollow(passage.lexemes[at])) return to
    const unit = unitEnd(passage, at)
    const place = placeEnd(passage, at)
    const zip = placed || unit !== null || to > end ? zipEnd(passage.lexemes, at) : null
    const house = to === end ? houseNumberBehind(passage.lexemes, at, { bare: false }) : null
    const next = house ?? unit ?? place ?? zip
    if (next === null) return to
    placed ||= place !== null
    to = next
    if (zip !== null && next === zip && !isCountry(passage.lexemes[to + 1]?.key ?? '')) return to
  }
}

function mayFollow(lexeme: Lexeme | undefined): boolean {
  return (
    lexeme !== undefined &&
    lexeme.kind !== 'masked' &&
    /^[\s,.\-#\n]{0,3}$/.test(lexeme.gap) &&
    !/[.\n]\s/.test(lexeme.gap.replace(/^\.,?\s/, ''))
  )
}

/** The unit that starts at `at`: "apartment four B", "Apt. 971", "#4". */
export function unitEnd({ lexemes }: Passage, at: number): number | null {
  const word = lexemes[at]
  if (!word) return null
  const sharp = /#\s?$/.test(word.gap) && word.kind === 'digits'
  if (sharp) return at
  const floor = lexemes[at + 1]
  const ordinal =
    ordinalWords.has(word.key) || (word.kind === 'digits' && /^(?:st|nd|rd|th)$/.test(floor?.key ?? ''))
  if (ordinal) {
    const last = word.kind === 'digits' ? at + 2 : at + 1
    return lexemes[last]?.key === 'floor' && !/[.?!]/.test(lexemes[last].gap) ? last : null
  }
  const numbered = word.key === 'number' || (word.key === 'no' && /^\.\s?$/.test(floor?.gap ?? ''))
  if (!unitWords.has(word.key) && !(numbered && isUnitNumber(lexemes, at + 1))) return null
  let from = at + 1
  if (/^(?:number|no)$/.test(lexemes[from]?.key ?? '')) from++
  const next = lexemes[from]
  if (!next || !/^[\s.,#-]{0,3}$/.test(next.gap)) return null
  const letterFirst = /^[a-z]$/.test(next.key) && !/^[ai]$/.test(next.text)
  const run = numberRunsOf(lexemes.slice(letterFirst ? from + 1 : from, from + 9))[0]
  const base = letterFirst ? from + 1 : from
  const counted = run?.from === 0 && run.digits.length <= 5 && /^[\s.,#-]{0,3}$/.test(lexemes[base]!.gap)
  if (!counted) return letterFirst ? from : null
  const after = base + run.to + 1
  const letterLast =
    /^[a-z]$/.test(lexemes[after]?.key ?? '') &&
    /^[\s-]?$/.test(lexemes[after]!.gap) &&
    !/^[ai]$/.test(lexemes[after]!.text)
  return letterLast ? after : after - 1
}

/** "Number 1704", "number six": no more than a flat has. */
function isUnitNumber(lexemes: readonly Lexeme[], at: number): boolean {
  const run = numberRunsOf(lexemes.slice(at, at + 9))[0]
  return run?.from === 0 && run.digits.length <= 4
}

function placeEnd(passage: Passage, at: number): number | null {
  const { lexemes, cased } = passage
  for (let to = Math.min(at + PLACE_WORDS, lexemes.length) - 1; to >= at; to--) {
    const phrase = phraseOf(lexemes, at, to)
    if (phrase === null) continue
    if (isCountry(phrase) || isState(phrase)) return to
    if (
      isPlace(phrase, 'town') &&
      (!isCommonWord(phrase) ||
        (cased && lexemes[at]!.capital) ||
        placeFollows(passage, to + 1) ||
        (to === lexemes.length - 1 &&
          phrase.length > 4 &&
          !isEverydayWord(phrase) &&
          !/(?:ing|ed)$/.test(phrase)))
    )
      return to
  }
  const { key, text, kind } = lexemes[at]!
  if (isStateCode(key) && (/^[A-Z]{2}$/.test(text) || zipEnd(lexemes, at + 1) !== null)) return at
  if (/^[A-Z]{2}$/.test(text) && numberAt(lexemes, at + 1)) return at
  const spelled =
    /^[a-z]$/.test(key) &&
    /^[a-z]$/.test(lexemes[at + 1]?.key ?? '') &&
    isStateCode(key + lexemes[at + 1]!.key)
  if (spelled) return at + 1
  if (kind !== 'word' || key.length < 2) return null
  if (!isCommonWord(key) && (!cased || lexemes[at]!.capital) && !/^(?:i'm|it|he|she)/.test(key)) return at
  const named = cased ? lexemes[at]!.capital : key.length > 3
  return named && placeFollows(passage, at + 1) ? at : null
}

/** A state or country follows, or a ZIP. */
function placeFollows({ lexemes }: Passage, at: number): boolean {
  const next = lexemes[at]
  if (!next || !/^[\s,]{1,2}$/.test(next.gap)) return false
  const two = phraseOf(lexemes, at, at + 1) ?? ''
  if (isState(next.key) || isCountry(next.key) || isState(two) || isCountry(two)) return true
  return isStateCode(next.key) && zipEnd(lexemes, at + 1) !== null
}

function zipEnd(lexemes: readonly Lexeme[], at: number): number | null {
  if (!lexemes[at]) return null
  const british =
    /^[a-z]{1,2}$/.test(lexemes[at].key) && lexemes[at + 1]?.kind === 'digits' && lexemes[at + 1]!.gap === ''
  if (british) return britishEnd(lexemes, at)
  const run = numberRunsOf(lexemes.slice(at, at + 12))[0]
  if (run?.from !== 0) return null
  const length = run.digits.length
  return length >= ZIP_DIGITS.least && length <= ZIP_DIGITS.most ? at + run.to : null
}

/** "SW1A 1AA". */
function britishEnd(lexemes: readonly Lexeme[], at: number): number | null {
  let to = at + 1
  while (
    lexemes[to + 1] &&
    to - at < 5 &&
    (lexemes[to + 1]!.gap === '' || (lexemes[to + 1]!.gap === ' ' && lexemes[to + 1]!.kind === 'digits'))
  )
    to++
  const text = lexemes
    .slice(at, to + 1)
    .map(({ key }) => key)
    .join('')
  return /^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/.test(text) ? to : null
}
