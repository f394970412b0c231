// Days that have a name of their own: "Christmas Day", "New Year's Eve".
import type { Lexeme } from './lexeme.ts'

const MOST_WORDS = 4
const first =
  /^(?:christmas|xmas|new|boxing|halloween|valentine|valentines|thanksgiving|easter|independence|saint|st|leap|april|groundhog|juneteenth|veterans|memorial|labor|flag|columbus|all|mother|mothers|father|fathers)$/
const named =
  /^(?:christmas(?: (?:day|eve))?|xmas(?: day| eve)?|new year(?: 's|s)?(?: (?:day|eve))?|boxing day|halloween|valentine(?: 's|s)?(?: day)?|thanksgiving(?: day)?|easter(?: (?:sunday|monday))?|independence day|(?:saint|st) patrick(?: 's|s)? day|leap day|april fools?(?: 's)?(?: day)?|groundhog day|juneteenth|veterans day|memorial day|labor day|flag day|columbus day|all saints day|mother(?: 's|s)? day|father(?: 's|s)? day)$/

/** The last lexeme of the longest holiday that begins at `at`, or null. */
export function holidayEnd(lexemes: readonly Lexeme[], at: number): number | null {
  if (!first.test(lexemes[at]!.key)) return null
  for (let to = Math.min(at + MOST_WORDS, lexemes.length) - 1; to >= at; to--) {
    const words = lexemes.slice(at, to + 1)
    if (words.some(({ kind, gap }, i) => kind !== 'word' || (i > 0 && !/^(?: |\. )?$/.test(gap)))) continue
    if (named.test(words.map(({ key }) => key).join(' '))) return to
  }
  return null
}
