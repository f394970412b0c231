// Turns that are a number and nothing else: the answer to a question, whatever was asked. Such a number is read out
// digit by digit, unlike an amount.
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import { slipWords } from './number-words.ts'
import type { Passage } from './passage.ts'

/** Fewest digits of an answer that says who somebody is. */
const LEAST_DIGITS = 3
/** From how many digits on it is no amount, however it was said. */
const LONG_DIGITS = 5
/** Most digits of two times of day. */
const TIMES_DIGITS = 8

const beside = new Set(
  "uh um er yes yeah yep sure okay ok so it it's its 's s is that that's and then a oh the number".split(' '),
)
/** Questions that are answered by an amount or a year. */
const amountAsked =
  /(?:^| )(?:how (?:many|much|old|long|far|big|tall|high|heavy|often|fast|large)|(?:what|which) (?:year|size|floor|price|amount|percentage|page|channel|speed)|price|costs?|amount|total|quantity)(?: |$)/

/** True when `passage` says a number, and beside it only words that go with one. At the beginning, where nobody knows
 * what was asked, it may be said in any way; a figure of three digits or more counts as read out, unless an amount was
 * asked for. */
export function isBareNumber({ lexemes, before }: Passage): boolean {
  const said = numbersAlone(lexemes)
  if (!said || said.digits < LEAST_DIGITS) return false
  const asked = before.map(({ key }) => key).join(' ')
  if (said.digits <= TIMES_DIGITS && /(?:^| )(?:what|which) time(?: |$)/.test(asked)) return false
  if (said.elements >= LEAST_DIGITS || said.digits >= LONG_DIGITS || before.length === 0) return true
  return said.elements + said.figures >= LEAST_DIGITS && !amountAsked.test(asked)
}

/** True when `lexemes` are nothing but a number, or a piece of one. */
export function isNumberAlone(lexemes: readonly Lexeme[]): boolean {
  return (numbersAlone(lexemes)?.digits ?? 0) > 0
}

/** How many numbers and digits are said, and how many of the digits in long figures; null when something else is. */
function numbersAlone(
  lexemes: readonly Lexeme[],
): { elements: number; digits: number; figures: number } | null {
  const said = { elements: 0, digits: 0, figures: 0 }
  for (let at = 0; at < lexemes.length; at++) {
    const number = numberAt(lexemes, at)
    if (number?.amount) return null
    if (number) {
      said.digits += number.digits.length
      said.elements++
      if (number.figures && number.digits.length >= LEAST_DIGITS) said.figures += number.digits.length
      at = number.to
    } else if (!beside.has(lexemes[at]!.key) && !slipWords.has(lexemes[at]!.key)) return null
  }
  return said
}
