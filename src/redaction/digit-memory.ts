// The numbers of a call: a part of one that is read back is redacted as what the whole was (language, section 5).
import type { PersonalDataType } from '../domain/sentence.ts'
import type { AnalysedSpan } from './analyse.ts'
import { lexemesOf } from './lexeme.ts'
import { hasUnit } from './number-meaning.ts'
import { numberRunsOf } from './number-run.ts'
import { readPassage } from './passage.ts'

const LEAST_DIGITS = 4
/** The same for a date, of which a year alone says nothing. */
const LEAST_DATE_DIGITS = 5

const numeric = new Set<PersonalDataType>([
  'CREDIT_CARD',
  'SSN',
  'PHONE',
  'ACCOUNT_NUMBER',
  'DRIVER_LICENSE',
  'PASSPORT',
  'ZIP',
  'CVV',
  'PASSWORD',
  'DOB',
])

/** A number that was found, or known before. */
export interface KnownNumber {
  digits: string
  type: PersonalDataType
}

/** The digits of the personal numbers among `spans` of `text`. */
export function numbersIn(text: string, spans: readonly AnalysedSpan[]): KnownNumber[] {
  return spans
    .filter(({ type }) => numeric.has(type))
    .map(({ start, end, type }) => ({ digits: digitsOf(text.slice(start, end)), type }))
    .filter(({ digits }) => digits.length >= LEAST_DIGITS)
}

/** All digits that `text` says, in order. */
export function digitsOf(text: string): string {
  return numberRunsOf(lexemesOf(text))
    .map(({ digits }) => digits)
    .join('')
}

/** Where `text`, outside of `found`, says four or more digits in a row out of `known`. */
export function knownDigitsIn(
  text: string,
  found: readonly AnalysedSpan[],
  known: readonly KnownNumber[],
): AnalysedSpan[] {
  if (known.length === 0) return []
  const passage = readPassage({ text, before: '', found, strict: false })
  return numberRunsOf(passage.lexemes).flatMap((run): AnalysedSpan[] => {
    if (run.digits.length < LEAST_DIGITS || hasUnit(passage, run)) return []
    const match = known.find(({ digits, type }) => {
      const part = digits.includes(run.digits) && (type !== 'DOB' || run.digits.length >= LEAST_DATE_DIGITS)
      return part || (digits.length >= 7 && run.digits.includes(digits))
    })
    if (!match) return []
    return [
      {
        start: passage.lexemes[run.from]!.start,
        end: passage.lexemes[run.to]!.end,
        type: match.type,
        sure: false,
      },
    ]
  })
}
