// Towns behind a street line with "in" between them: "forty one bayberry lane in old saybrook".
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import type { Passage } from './passage.ts'
import { isCountry, isEverydayWord, isState } from './words-known.ts'

const MOST_WORDS = 3
const never =
  /^(?:the|a|an|my|your|his|her|our|their|this|that|case|person|front|back|town|about|general|total|here|there|and|or|it|if|order|time|between|case|two|three|four|five|six|ten|january|february|march|april|may|june|july|august|september|october|november|december)$/
const behind =
  /^(?:and|is|right|correct|yes|please|i|it's|that's|it|zip|on|by|near|just|okay|uh|um|but|with|for|the|not|from|can|could|so|then|where|who|since|at)$/

/** The towns of `passage` right behind `addresses`. */
export function townsBehind(passage: Passage, addresses: readonly Finding[]): Finding[] {
  const { lexemes } = passage
  return addresses.flatMap(({ to }): Finding[] => {
    const within = lexemes[to + 1]
    if (within?.key !== 'in' || !/^,? $/.test(within.gap)) return []
    const from = to + 2
    const end = townEnd(passage, from)
    return end === null ? [] : [{ from, to: end, type: 'CITY' }]
  })
}

function townEnd({ lexemes, cased }: Passage, from: number): number | null {
  let to = from - 1
  while (to - from + 1 < MOST_WORDS && isTownWord(lexemes[to + 1], cased)) to++
  if (to < from || isState(lexemes[from]!.key) || isCountry(lexemes[from]!.key)) return null
  const next = lexemes[to + 1]
  const ends =
    !next || /[,.?!;\n]/.test(next.gap) || behind.test(next.key) || isState(next.key) || next.kind !== 'word'
  const strange = cased || lexemes.slice(from, to + 1).some(({ key }) => !isEverydayWord(key))
  return ends && (strange || to > from) ? to : null
}

function isTownWord(lexeme: Lexeme | undefined, cased: boolean): boolean {
  if (lexeme?.kind !== 'word' || lexeme.gap !== ' ' || never.test(lexeme.key) || isState(lexeme.key))
    return false
  return cased ? lexeme.capital : !behind.test(lexeme.key)
}
