// The dates of birth of a call: found once with certainty, redacted where they are read back in short: "march fourteen
// eighty two".
import type { AnalysedSpan } from './analyse.ts'
import { type Lexeme, lexemesOf } from './lexeme.ts'
import { isMonth, monthNumber } from './month-words.ts'
import type { ExaminedText } from './name-memory.ts'
import { numberAt } from './number-element.ts'
import { ordinalWords } from './number-words.ts'
import { maskSpans, maskTokens } from './passage.ts'

/** Most lexemes from a month to the last number of its date. */
const REACH = 7

/** What is known of a date of birth: month and day, and the last two digits of the year, null when it was not said. */
export interface KnownBirth {
  month: number
  day: number
  year: string | null
}

/** The dates of birth among the spans of `texts`, as far as they name a month and a day. */
export function birthsIn(texts: readonly ExaminedText[]): KnownBirth[] {
  return texts.flatMap(({ text, spans }) =>
    spans
      .filter(({ type }) => type === 'DOB')
      .flatMap(({ start, end }) => birthOf(lexemesOf(text.slice(start, end)))),
  )
}

function birthOf(lexemes: readonly Lexeme[]): KnownBirth[] {
  const month = lexemes.findIndex(isMonth)
  if (month < 0) return figuresOf(lexemes)
  const numbers = numbersOf(lexemes, 0, lexemes.length - 1)
  const day = numbers.find(({ value }) => value >= 1 && value <= 31)
  if (!day) return []
  const year = numbers
    .filter((number) => number !== day)
    .map(({ digits }) => digits)
    .join('')
  const known = { month: monthNumber(lexemes[month]!.key), day: day.value }
  return [{ ...known, year: year.length >= 2 ? year.slice(-2) : null }]
}

/** "03/14/1982": month first, or day first where that is the only way. */
function figuresOf(lexemes: readonly Lexeme[]): KnownBirth[] {
  const [first, second, ...rest] = numbersOf(lexemes, 0, lexemes.length - 1)
  if (!first || !second || first.value < 1 || second.value < 1) return []
  const year = rest.map(({ digits }) => digits).join('')
  const [month, day] = first.value > 12 ? [second.value, first.value] : [first.value, second.value]
  return month <= 12 && day <= 31 ? [{ month, day, year: year.length >= 2 ? year.slice(-2) : null }] : []
}

interface SaidNumber {
  to: number
  digits: string
  value: number
}

/** Numbers and ordinals from lexeme `from` to `last`, with nothing but "the" and "of" between them. */
function numbersOf(lexemes: readonly Lexeme[], from: number, last: number): SaidNumber[] {
  const numbers: SaidNumber[] = []
  for (let at = from; at <= last && at < lexemes.length; at++) {
    const { key, gap } = lexemes[at]!
    if (at > from && /[.?!;]\s/.test(gap)) break
    const number = ordinalAt(lexemes, at) ?? cardinalAt(lexemes, at)
    if (number) {
      numbers.push(number)
      at = number.to
    } else if (!/^(?:the|of|in|st|nd|rd|th)$/.test(key) && !isMonth(lexemes[at]!)) break
  }
  return numbers
}

function ordinalAt(lexemes: readonly Lexeme[], at: number): SaidNumber | null {
  const { key } = lexemes[at]!
  const tens = { twenty: 20, thirty: 30 }[key]
  const unit = tens ? ordinalWords.get(lexemes[at + 1]?.key ?? '') : undefined
  if (tens && unit !== undefined && unit < 10) return saidNumber(at + 1, tens + unit)
  const value = ordinalWords.get(key)
  return value === undefined ? null : saidNumber(at, value)
}

function saidNumber(to: number, value: number): SaidNumber {
  return { to, digits: String(value), value }
}

function cardinalAt(lexemes: readonly Lexeme[], at: number): SaidNumber | null {
  const number = numberAt(lexemes, at)
  return number && { to: number.to, digits: number.digits, value: Number(number.digits) }
}

/** Where `text`, outside of `found`, says one of `births` again: month and day, with or without the year. */
export function knownBirthsIn(
  text: string,
  found: readonly AnalysedSpan[],
  births: readonly KnownBirth[],
): AnalysedSpan[] {
  if (births.length === 0) return []
  const lexemes = lexemesOf(maskTokens(maskSpans(text, found)))
  return lexemes.flatMap((lexeme, at): AnalysedSpan[] => {
    if (!isMonth(lexeme)) return []
    const to = birthEnd(lexemes, at, births)
    return to === null ? [] : [{ start: lexeme.start, end: lexemes[to]!.end, type: 'DOB', sure: false }]
  })
}

function birthEnd(lexemes: readonly Lexeme[], at: number, births: readonly KnownBirth[]): number | null {
  const [day, ...rest] = numbersOf(lexemes, at + 1, at + REACH)
  const month = monthNumber(lexemes[at]!.key)
  const birth = births.find((known) => known.month === month && known.day === day?.value)
  if (!birth || !day) return null
  let year = ''
  for (const number of rest) {
    year += number.digits
    if (birth.year !== null && year.length <= 4 && year.length >= 2 && year.endsWith(birth.year))
      return number.to
  }
  return day.to
}
