// The names of the months, whole and short.
import type { Lexeme } from './lexeme.ts'

const whole = 'january february march april may june july august september october november december'.split(
  ' ',
)
const short = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** True for a month, "may" and "march" included whatever they mean. */
export function isMonth(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && monthNumber(lexeme.key) > 0
}

/** 1 to 12 for a folded name of a month, 0 for any other word. */
export function monthNumber(key: string): number {
  return Math.max(whole.indexOf(key), short.indexOf(key === 'sept' ? 'sep' : key)) + 1
}
