// Turns that are a number and nothing else: the answer to a question, whatever was asked. Such a number is read out
// digit by digit, unlike an amount.
import { numberAt } from './number-element.ts'
import { slipWords } from './number-words.ts'
import type { Passage } from './passage.ts'

/** Fewest digits of an answer that says who somebody is. */
const LEAST_DIGITS = 3
/** From how many digits on it is no amount, however it was said. */
const LONG_DIGITS = 5

const beside = new Set(
  "uh um er yes yeah yep sure okay ok so it it's its 's s is that that's and then a oh the number".split(' '),
)

/** True when `passage` says a number, and beside it only words that go with one. At the beginning, where nobody knows
 * what was asked, it may be said in any way. */
export function isBareNumber({ lexemes, before }: Passage): boolean {
  let [digits, numbers] = [0, 0]
  for (let at = 0; at < lexemes.length; at++) {
    const number = numberAt(lexemes, at)
    if (number?.amount) return false
    if (number) {
      digits += number.digits.length
      numbers++
      at = number.to
    } else if (!beside.has(lexemes[at]!.key) && !slipWords.has(lexemes[at]!.key)) return false
  }
  const readOut = numbers >= LEAST_DIGITS || digits >= LONG_DIGITS || before.length === 0
  return digits >= LEAST_DIGITS && readOut
}
