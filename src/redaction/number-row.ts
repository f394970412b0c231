// What a row of numbers is, such as a card number that is read out. Found in number-run.ts.
import type { NumberElement } from './number-element.ts'

/** A row of numbers. */
export interface NumberRun {
  /** First and last lexeme, both included. */
  from: number
  to: number
  /** All digits; `?` stands for a word that was heard in place of a digit. */
  digits: string
  /** How many digits were said or written without a pause, in order; empty when each stood alone. */
  groups: number[]
  elements: NumberElement[]
  /** True when "plus" or "+" stands before it. */
  plus: boolean
  /** True when it contains words that may be no digits. */
  unsure: boolean
}
