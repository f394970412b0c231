// A first name that is a word too, right before a surname of the call: "Stone. Will Stone."
import type { Lexeme } from './lexeme.ts'
import { neverNames } from './name-cues.ts'
import { isFirstName, isWordyName } from './words-known.ts'

const introducing = /^(?:is|'s|it's|i'm|am|name|names|yes|yeah|with|to|by)$/

/** True when lexeme `at` is such a name and the surname, known by `isSurname`, ends what is said. */
export function isFirstNameBefore(
  lexemes: readonly Lexeme[],
  at: number,
  isSurname: (lexeme: Lexeme) => boolean,
): boolean {
  const [lexeme, last, behind] = [lexemes[at]!, lexemes[at + 1], lexemes[at + 2]]
  if (!last || last.gap !== ' ' || !isSurname(last) || !mayBeFirst(lexeme.key)) return false
  const before = lexemes[at - 1]
  const begins = !before || /[.?!,;\n]/.test(lexeme.gap) || introducing.test(before.key)
  return begins && (!behind || /[.?!,;\n]/.test(behind.gap))
}

function mayBeFirst(key: string): boolean {
  return isWordyName(key) || (isFirstName(key) && !neverNames.has(key))
}
