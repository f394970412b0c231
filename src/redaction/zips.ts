// ZIP codes that stand right behind a city, state or country, and written British and Canadian ones.
import { type Finding, lexemesWithin } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'
import { phraseOf } from './places.ts'
import {
  isCommonWord,
  isEverydayWord,
  isFirstName,
  isPlace,
  isState,
  isStateCode,
  isSurname,
} from './words-known.ts'

/** How far before digits a licence is looked for, in words. */
const LICENSE_WORDS = 6
const british = /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/g
const canadian = /\b[A-Z]\d[A-Z] \d[A-Z]\d\b/g

/** The ZIP codes behind `places` and behind states. */
export function findZips(passage: Passage, places: readonly Finding[]): Finding[] {
  const { lexemes } = passage
  const lettered = [...passage.text.matchAll(british), ...passage.text.matchAll(canadian)].flatMap(
    ({ 0: text, index }): Finding[] => {
      const place = lexemesWithin(passage, index, index + text.length)
      return place ? [{ ...place, type: 'ZIP' }] : []
    },
  )
  const numbers = numberRunsOf(lexemes).flatMap(({ from, to, digits }): Finding[] => {
    if (from === 0 || !/^[\s,.>]{1,3}$/.test(lexemes[from]!.gap)) return []
    if (digits.length === 9 && isLicensed(passage, from)) return []
    const place = places.find((finding) => finding.to === from - 1)
    const before = lexemes[from - 1]!
    const state = isState(before.key) || isState(phraseOf(lexemes, from - 2, from - 1) ?? '')
    const code = isStateCode(before.key) && /^[A-Z]{2}$/.test(before.text)
    const fits =
      state || code || place?.type === 'CITY'
        ? [5, 9].includes(digits.length)
        : place && digits.length >= 5 && digits.length <= 6
    return fits ? [{ from, to, type: 'ZIP' }] : []
  })
  return [...lettered, ...numbers, ...beforeTowns(passage)]
}

/** "78382, Rockport". */
function beforeTowns({ lexemes, cased }: Passage): Finding[] {
  return lexemes.flatMap(({ kind, key }, at): Finding[] => {
    const town = lexemes[at + 1]
    if (!cased || kind !== 'digits' || key.length !== 5 || !town?.capital || !/^,? $/.test(town.gap))
      return []
    for (const to of [at + 3, at + 2, at + 1]) {
      const phrase = to < lexemes.length ? phraseOf(lexemes, at + 1, to) : null
      if (phrase === null || isEverydayWord(phrase)) continue
      if (!isPlace(phrase, 'town') && !(to === at + 1 && isUnknown(lexemes, to))) continue
      return [
        { from: at, to: at, type: 'ZIP' },
        { from: at + 1, to, type: 'CITY' },
      ]
    }
    return []
  })
}

/** A word of no list between commas. */
function isUnknown(lexemes: readonly Lexeme[], at: number): boolean {
  const { key, gap } = lexemes[at]!
  const listed = isCommonWord(key) || isFirstName(key) || isSurname(key)
  const next = lexemes[at + 1]
  return gap === ', ' && key.length > 4 && !listed && (next === undefined || /[,.?]/.test(next.gap))
}

/** "License from new york" and nine digits. */
function isLicensed({ lexemes }: Passage, at: number): boolean {
  return lexemes
    .slice(Math.max(0, at - LICENSE_WORDS), at)
    .some(({ key }) => /^(?:licen[sc]e|licen[sc]es|dl|permit)$/.test(key))
}
