// One number as it stands in a text: a digit word, "twenty two", "nine hundred", "double seven", or figures.
import type { Lexeme } from './lexeme.ts'
import { digitWords, teenWords, tensWords } from './number-words.ts'

/** A number and the lexemes (both included) that say it. */
export interface NumberElement {
  from: number
  to: number
  digits: string
  /** One digit said or written alone. */
  single: boolean
  figures: boolean
  /** Said as an amount: with "hundred", "thousand" or more. */
  amount: boolean
}

/** The number that starts at lexeme `at`, or null. */
export function numberAt(lexemes: readonly Lexeme[], at: number): NumberElement | null {
  const lexeme = lexemes[at]
  if (!lexeme) return null
  const element = (to: number, digits: string): NumberElement => {
    return {
      from: at,
      to,
      digits,
      single: digits.length === 1,
      figures: lexeme.kind === 'digits',
      amount: false,
    }
  }
  if (lexeme.kind === 'digits') {
    if (isGlued(lexemes[at + 1]) && /^(?:st|nd|rd|th)$/.test(lexemes[at + 1]!.key)) return null
    return withScale(lexemes, element(at, lexeme.key))
  }
  const times = { double: 2, triple: 3, treble: 3 }[lexeme.key]
  if (times !== undefined) {
    const next = lexemes[at + 1]
    const digit = next && (digitWords.get(next.key) ?? (/^\d$/.test(next.key) ? next.key : undefined))
    return digit === undefined ? null : { ...element(at + 1, digit.repeat(times)), single: true }
  }
  const small = belowHundred(lexemes, at)
  return small && withScale(lexemes, element(small.to, small.digits))
}

function belowHundred(lexemes: readonly Lexeme[], at: number): { to: number; digits: string } | null {
  const { key } = lexemes[at]!
  const digits = digitWords.get(key) ?? teenWords.get(key)
  if (digits !== undefined) return { to: at, digits }
  const ten = tensWords.get(key)
  if (ten === undefined) return null
  const next = lexemes[at + 1]
  const unit = next && /^[\s-]$/.test(next.gap) ? digitWords.get(next.key) : undefined
  if (unit === undefined || unit === '0') return { to: at, digits: ten }
  return { to: at + 1, digits: ten[0] + unit }
}

function isGlued(lexeme: Lexeme | undefined): boolean {
  return lexeme?.gap === ''
}

/** Adds "hundred", "thousand" and what is counted on top of them. A row of single digits after "hundred" is not
 * counted on top: "nine hundred one two three" is 900123. */
function withScale(lexemes: readonly Lexeme[], element: NumberElement): NumberElement {
  let { to } = element
  let value = Number(element.digits)
  let amount = false
  const scale = (key: string) => lexemes[to + 1]?.key === key && /^[\s-]$/.test(lexemes[to + 1]!.gap)
  const addBelow = () => {
    const and = lexemes[to + 1]?.key === 'and' ? 1 : 0
    const next = lexemes[to + 1 + and] ? belowHundred(lexemes, to + 1 + and) : null
    if (!next || !/^\s$/.test(lexemes[to + 1 + and]!.gap)) return
    const lone = next.digits.length === 1 && lexemes[next.to + 1] && belowHundred(lexemes, next.to + 1)
    if (lone || next.digits === '0' || scaleFollows(lexemes, next.to)) return
    value += Number(next.digits)
    to = next.to
  }
  if (scale('hundred') && value < 100) {
    value *= 100
    to++
    amount = true
    addBelow()
  }
  if (scale('thousand') && value < 1000) {
    value *= 1000
    to++
    amount = true
    const hundreds = belowHundred(lexemes, to + 1 < lexemes.length ? to + 1 : to)
    if (hundreds && hundreds.to > to && lexemes[hundreds.to + 1]?.key === 'hundred') {
      value += Number(hundreds.digits) * 100
      to = hundreds.to + 1
    }
    addBelow()
  }
  return amount ? { ...element, to, digits: String(value), single: false, amount } : element
}

function scaleFollows(lexemes: readonly Lexeme[], at: number): boolean {
  return /^(?:hundred|thousand|million)$/.test(lexemes[at + 1]?.key ?? '')
}
