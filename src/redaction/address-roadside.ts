// Places on the road: "highway 50, mile marker 31", "exit ninety four off interstate eighty", "the corner of fifth and
// magnolia".
import { compass, stopWords, streetWords, waryStreetWords } from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { nearbyBefore } from './nearby.ts'
import { numberRunsOf } from './number-run.ts'
import { ordinalWords } from './number-words.ts'
import type { Passage } from './passage.ts'
import { isCommonWord } from './words-known.ts'

const MOST_DIGITS = 4
const NUMBER_LEXEMES = 6
const MOST_WORDS = 2

interface Place {
  from: number
  to: number
}

/** The places of `passage` beside a road or where two streets meet. */
export function roadsides(passage: Passage): Place[] {
  const { lexemes } = passage
  return lexemes.flatMap((_, at): Place[] => {
    const to = markerOnRoad(lexemes, at) ?? exitOffRoad(lexemes, at) ?? cornerEnd(passage, at)
    return to === null ? [] : [{ from: at, to }]
  })
}

/** "Interstate 10 at exit 259": a numbered road, and where on it. */
function markerOnRoad(lexemes: readonly Lexeme[], at: number): number | null {
  const road = roadEnd(lexemes, at)
  if (road === null) return null
  let next = road + 1
  if (compass.has(lexemes[next]?.key ?? '') || /bound$/.test(lexemes[next]?.key ?? '')) next++
  if (/^(?:at|near|by|around|past)$/.test(lexemes[next]?.key ?? '')) next++
  return markerEnd(lexemes, next)
}

/** "Exit ninety four off interstate eighty". */
function exitOffRoad(lexemes: readonly Lexeme[], at: number): number | null {
  const marker = markerEnd(lexemes, at)
  if (marker === null || !/^(?:off|on|of|along)$/.test(lexemes[marker + 1]?.key ?? '')) return null
  const of = lexemes[marker + 1]!.key === 'off' && lexemes[marker + 2]?.key === 'of' ? marker + 3 : marker + 2
  return roadEnd(lexemes, lexemes[of]?.key === 'the' ? of + 1 : of)
}

function roadEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const key = lexemes[at]?.key ?? ''
  if (key === 'us' && /^(?:highway|route)$/.test(lexemes[at + 1]?.key ?? ''))
    return numberEnd(lexemes, at + 2)
  return /^(?:highway|hwy|interstate|route|i|turnpike)$/.test(key) ? numberEnd(lexemes, at + 1) : null
}

/** "Mile marker 31", "exit 259". */
function markerEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const key = lexemes[at]?.key ?? ''
  if (key === 'mile' && /^(?:marker|post)$/.test(lexemes[at + 1]?.key ?? ''))
    return numberEnd(lexemes, at + 2)
  return /^(?:exit|milepost|milemarker)$/.test(key) ? numberEnd(lexemes, at + 1) : null
}

function numberEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const run = numberRunsOf(lexemes.slice(at, at + NUMBER_LEXEMES))[0]
  if (run?.from !== 0 || run.unsure || run.digits.length > MOST_DIGITS) return null
  return /^[\s,-]{1,2}$/.test(lexemes[at]!.gap) ? at + run.to : null
}

/** "Fifth and Magnolia" behind "the corner of". */
function cornerEnd(passage: Passage, at: number): number | null {
  if (passage.lexemes[at - 1]?.key !== 'of') return null
  if (!/ (?:corner|intersection) of $/.test(nearbyBefore(passage, at))) return null
  const first = streetEnd(passage, at)
  if (first === null || passage.lexemes[first + 1]?.key !== 'and') return null
  return streetEnd(passage, first + 2)
}

function streetEnd({ lexemes, cased }: Passage, at: number): number | null {
  const start = compass.has(lexemes[at]?.key ?? '') ? at + 1 : at
  let to = start - 1
  while (to + 1 < lexemes.length && to + 1 - start < MOST_WORDS && isStreet(lexemes[to + 1]!, cased)) to++
  if (to < start) return null
  const next = lexemes[to + 1]
  const kind = next?.gap === ' ' && (streetWords.has(next.key) || waryStreetWords.has(next.key))
  return kind ? to + 1 : to
}

function isStreet({ key, kind, capital, gap }: Lexeme, cased: boolean): boolean {
  if (kind !== 'word' || gap !== ' ' || stopWords.has(key)) return false
  return ordinalWords.has(key) || trees.test(key) || (cased ? capital : !isCommonWord(key))
}

/** Streets that are called by a common word. */
const trees =
  /^(?:main|broad|market|grand|central|oak|elm|pine|maple|walnut|cherry|cedar|birch|spruce|broadway|olive|church|park|lake|washington|lincoln|jefferson|madison|jackson|franklin|adams|monroe|high|mill|water|front|state|court|center|college|union|liberty|spring|river)$/
