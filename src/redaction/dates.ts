// Dates, said or written: month with day and year in any order, and d/m/y. Ages, durations, times of day, week days
// and years alone are none.
import type { PersonalDataType } from '../domain/sentence.ts'
import { rowDates } from './date-rows.ts'
import { type Finding, lexemesWithin } from './finding.ts'
import { holidayEnd } from './holidays.ts'
import { cueDistance, leftContext } from './left-context.ts'
import type { Lexeme } from './lexeme.ts'
import { isMonth } from './month-words.ts'
import { numberCues, unitWords } from './number-cues.ts'
import { numberAt } from './number-element.ts'
import { numberRunsOf } from './number-run.ts'
import { ordinalWords } from './number-words.ts'
import { breaksBefore, type Passage } from './passage.ts'

const CUE_WORDS = 8
/** How near a word of expiry must be to "9 of 27", in words. */
const EXPIRY_WORDS = 3
/** Most lexemes of an answer that is hardly more than month and year. */
const ANSWER_LEXEMES = 6
const weekdays = new Set(
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri'.split(' '),
)

interface Part {
  to: number
  /** Certainly a day or year, not only a number. */
  plain: boolean
}

/** Every date in `passage`: DOB after words of birth, CARD_EXPIRY after words of expiry, else DATE. */
export function findDates(passage: Passage): Finding[] {
  const findings: Finding[] = [
    ...writtenDates(passage),
    ...bornIn(passage),
    ...monthOfYear(passage),
    ...rowDates(passage),
    ...holidays(passage),
  ]
  const { lexemes } = passage
  for (let at = 0; at < lexemes.length; at++) {
    if (!isMonth(lexemes[at])) continue
    const end = dateAround(lexemes, at)
    const expiry = end && (!end.hasDay || hasYear(lexemes, end)) ? null : expiryAt(passage, at)
    if (expiry) findings.push(expiry)
    if (expiry || !end) continue
    const from = withWeekday(lexemes, end.from)
    const to = relativeYearEnd(lexemes, end.to)
    findings.push({ from, to, type: typeOf(passage, from, end.hasDay) })
    at = end.to
  }
  return findings
}

/** The date ends with a whole year, so that what stands before it is a day. */
function hasYear(lexemes: readonly Lexeme[], { from, to }: { from: number; to: number }): boolean {
  return [to - 2, to - 1, to].some((at) => at > from && yearAt(lexemes, at)?.to === to)
}

/** "March twenty seven", "september of thirty": month and year of a card, where its expiry is spoken of. */
function expiryAt(passage: Passage, at: number): Finding | null {
  const year = shortYearAt(passage.lexemes, skip(passage.lexemes, at + 1, 'of', 'in', 'the'))
  if (year === null || !isExpiryOfCard(passage, at)) return null
  return { from: at, to: year, type: 'CARD_EXPIRY' }
}

/** "9 of 27", "nine of twenty seven" right behind a word of expiry. */
function monthOfYear(passage: Passage): Finding[] {
  const { lexemes } = passage
  return lexemes.flatMap(({ key }, of): Finding[] => {
    const month = key === 'of' ? numberAt(lexemes, of - 1) : null
    const value = Number(month?.digits)
    if (month?.to !== of - 1 || !(value >= 1 && value <= 12)) return []
    const year = shortYearAt(lexemes, of + 1)
    const cued = cueDistance(leftContext(passage, of - 1), numberCues.expiry) <= EXPIRY_WORDS
    return year !== null && cued && isExpiryOfCard(passage, of - 1)
      ? [{ from: of - 1, to: year, type: 'CARD_EXPIRY' }]
      : []
  })
}

/** The last two digits of a year to come. */
function shortYearAt(lexemes: readonly Lexeme[], at: number): number | null {
  const year = numberAt(lexemes, at)
  if (!year || year.amount || breaksAt(lexemes, at) || !/^[2-4]\d$/.test(year.digits)) return null
  const next = lexemes[year.to + 1]
  if (isUnit(next) || (next && ordinalWords.has(next.key) && !breaksBefore(next))) return null
  return next && numberAt(lexemes, year.to + 1) && /^[\s]$/.test(next.gap) ? null : year.to
}

function isExpiryOfCard(passage: Passage, at: number): boolean {
  return (
    typeOf(passage, at, false) === 'CARD_EXPIRY' ||
    (passage.recent.has('CREDIT_CARD') && isShortAnswer(passage)) ||
    isBehindCard(passage, at)
  )
}

/** "… three seven seven zero and march twenty eight": right behind the number of a card. */
function isBehindCard({ lexemes }: Passage, at: number): boolean {
  const last = numberRunsOf(lexemes.slice(0, at)).at(-1)
  if (!last || last.digits.length < 15 || last.digits.length > 16 || at - last.to > 4) return false
  return lexemes
    .slice(last.to + 1, at)
    .every(({ key }) => /^(?:and|uh|um|exp|it|its|it's|is|'s|the|date)$/.test(key))
}

function isShortAnswer({ lexemes }: Passage): boolean {
  return lexemes.length <= ANSWER_LEXEMES
}

/** "May" and "march" are months only beside an ordinal, figures or a year. */
function dateAround(
  lexemes: readonly Lexeme[],
  at: number,
): { from: number; to: number; hasDay: boolean } | null {
  const wary = /^(?:may|march|mar|sun|sat|sep|dec|jan)$/.test(lexemes[at]!.key)
  const before = dayBefore(lexemes, at)
  const afterAt = lexemes[at + 1]?.key === 'the' ? at + 2 : at + 1
  const whole = yearAt(lexemes, skip(lexemes, at + 1, 'of'))
  const after = before || (whole && !dayThenYear(lexemes, afterAt)) ? null : dayAt(lexemes, afterAt)
  if (after && (after.plain || !wary || isYearLast(lexemes, after.to))) {
    if (!after.plain && isUnit(lexemes[after.to + 1])) return null
    const year = yearAfterDay(lexemes, after.to)
    return { from: at, to: year ?? after.to, hasDay: true }
  }
  if (before && (before.plain || !wary)) {
    return { from: before.from, to: yearAfterDay(lexemes, at) ?? at, hasDay: true }
  }
  return whole ? { from: at, to: whole.to, hasDay: false } : null
}

/** A whole year follows the day, or a short one with which the clause ends: "march fourteen eighty two". */
function isYearLast(lexemes: readonly Lexeme[], day: number): boolean {
  if (yearAt(lexemes, skip(lexemes, day + 1, 'of'))) return true
  const year = yearAfterDay(lexemes, day)
  return year !== null && (lexemes[year + 1] === undefined || /[,.?!;\n]/.test(lexemes[year + 1]!.gap))
}

/** "twenty twenty six" may begin with a day: "May twenty twenty six" does not, "May third twenty six" does. */
function dayThenYear(lexemes: readonly Lexeme[], at: number): boolean {
  const day = dayAt(lexemes, at)
  return day !== null && yearAt(lexemes, day.to + 1)?.plain === true
}

function skip(lexemes: readonly Lexeme[], at: number, ...words: string[]): number {
  return words.includes(lexemes[at]?.key ?? '') ? at + 1 : at
}

function isUnit(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && unitWords.has(lexeme.key)
}

function dayAt(lexemes: readonly Lexeme[], at: number): Part | null {
  const lexeme = lexemes[at]
  if (!lexeme || breaksAt(lexemes, at)) return null
  const ordinal = ordinalWords.get(lexeme.key)
  if (ordinal !== undefined) return { to: at, plain: true }
  if (lexeme.key === 'twenty' || lexeme.key === 'thirty') {
    const unit = ordinalWords.get(lexemes[at + 1]?.key ?? '') ?? 99
    if (unit < 10) return { to: at + 1, plain: true }
  }
  if (lexeme.kind === 'digits') {
    const value = Number(lexeme.key)
    if (lexeme.key.length > 2 || value < 1 || value > 31) return null
    const suffix = lexemes[at + 1]
    const glued = suffix && /^(?:st|nd|rd|th)$/.test(suffix.key) && suffix.gap === ''
    if (!glued && suffix && suffix.gap === '') return null
    return { to: glued ? at + 1 : at, plain: true }
  }
  const number = numberAt(lexemes, at)
  if (!number || number.amount || Number(number.digits) > 31 || Number(number.digits) < 1) return null
  return { to: number.to, plain: false }
}

/** The day before a month: "the twenty second of May", "5 July". */
function dayBefore(lexemes: readonly Lexeme[], month: number): { from: number; plain: boolean } | null {
  if (breaksBefore(lexemes[month]!)) return null
  const of = lexemes[month - 1]?.key === 'of'
  const last = of ? month - 2 : month - 1
  for (const from of [last - 1, last]) {
    const day = from >= 0 ? dayAt(lexemes, from) : null
    if (day?.to !== last) continue
    const isOrdinal = lexemes[last]!.kind !== 'digits' && day.plain
    if (!of && !isOrdinal && (/,/.test(lexemes[month]!.gap) || !day.plain)) continue
    return { from: lexemes[from - 1]?.key === 'the' ? from - 1 : from, plain: day.plain }
  }
  return null
}

function yearAfterDay(lexemes: readonly Lexeme[], dayEnd: number): number | null {
  const at = skip(lexemes, dayEnd + 1, 'of', 'in')
  const year = yearAt(lexemes, at)
  if (year) return year.to
  const short = at === dayEnd + 1 && lexemes[at] && !breaksAt(lexemes, at) ? numberAt(lexemes, at) : null
  if (!short || short.digits.length !== 2 || isUnit(lexemes[short.to + 1])) return null
  const apostrophe = /['’]$/.test(lexemes[at]!.gap)
  return apostrophe || Number(short.digits) > 20 ? short.to : null
}

/** A whole year: "1964", "nineteen eighty four", "nineteen oh five", "two thousand and six", "twenty twenty eight". */
function yearAt(lexemes: readonly Lexeme[], at: number): Part | null {
  const lexeme = lexemes[at]
  if (!lexeme || breaksAt(lexemes, at)) return null
  if (lexeme.kind === 'digits') return /^(?:18|19|20)\d\d$/.test(lexeme.key) ? { to: at, plain: true } : null
  const number = numberAt(lexemes, at)
  if (!number) return null
  if (number.amount) return /^(?:19|20)\d\d$/.test(number.digits) ? { to: number.to, plain: true } : null
  if (!/^(?:eighteen|nineteen|twenty)$/.test(lexeme.key) || number.to !== at) return null
  const rest = numberAt(lexemes, at + 1)
  if (!rest || breaksAt(lexemes, at + 1)) return null
  if (rest.digits.length === 2) return { to: rest.to, plain: true }
  const unit = rest.digits === '0' ? numberAt(lexemes, at + 2) : null
  return unit?.single ? { to: unit.to, plain: true } : null
}

function breaksAt(lexemes: readonly Lexeme[], at: number): boolean {
  return /[?!;|>()]/.test(lexemes[at]!.gap)
}

/** "May 19th of this year". */
function relativeYearEnd(lexemes: readonly Lexeme[], to: number): number {
  const from = skip(lexemes, to + 1, 'of')
  const [which, year] = [lexemes[from], lexemes[from + 1]]
  const relative = /^(?:this|last|next)$/.test(which?.key ?? '') && year?.key === 'year'
  return relative && !breaksBefore(lexemes[to + 1]!) ? from + 1 : to
}

/** "Born on Christmas Day", "New Year's Eve 1999". */
function holidays(passage: Passage): Finding[] {
  const { lexemes } = passage
  return lexemes.flatMap((_, from): Finding[] => {
    const end = holidayEnd(lexemes, from)
    if (end === null) return []
    const year = yearAt(lexemes, skip(lexemes, end + 1, 'of', 'in'))
    const born = / (?:born (?:on )?|birthday (?:is |'s )(?:on )?|birth (?:is |was )?)$/.test(
      leftContext(passage, from),
    )
    const day = /^(?:day|eve)$/.test(lexemes[end]!.key)
    if (!(year && day) && !born) return []
    return [{ from, to: year?.to ?? end, type: typeOf(passage, from, true) }]
  })
}

function withWeekday(lexemes: readonly Lexeme[], from: number): number {
  const the = lexemes[from - 1]?.key === 'the' ? from - 1 : from
  return weekdays.has(lexemes[the - 1]?.key ?? '') ? the - 1 : from
}

const writtenDate =
  /(?<![\d/.-])(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([/-])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)(?![\d/-]|\.\d)/g
const writtenMonthYear = /(?<![\d/.-])(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?[2-4]\d(?![\d/-])/g

const writtenDay = /(?<![\d/.$-])(?:0?[1-9]|1[0-2])\/(?:0?[5-9]|0[24]|[12]\d|3[01]|0?[13])(?![\d/%]|\.\d)/g
/** "2/3 of it", "10/10". */
function isFraction(text: string, next: Lexeme | undefined): boolean {
  const [above, below] = text.split('/').map(Number) as [number, number]
  return (
    above === below ||
    (above < below && below <= 5) ||
    /^(?:of|scale|basis|th|ths|odds)$/.test(next?.key ?? '')
  )
}

/** Before "12/4" and the like. */
const dayCue =
  / (?:on|by|since|until|till|before|after|due|dated|delivered|arrived|scheduled for|appointment (?:is|for)|through|starting|as of|paid|posted|charged|billed|shipped) $/

function writtenDates(passage: Passage): Finding[] {
  const findings: Finding[] = []
  for (const { 0: text, index } of passage.text.matchAll(writtenDate)) {
    const place = isCalendar(text) ? lexemesWithin(passage, index, index + text.length) : null
    if (place) findings.push({ ...place, type: typeOf(passage, place.from, true) })
  }
  for (const { 0: text, index } of passage.text.matchAll(writtenMonthYear)) {
    const place = lexemesWithin(passage, index, index + text.length)
    if (place && typeOf(passage, place.from, false) === 'CARD_EXPIRY')
      findings.push({ ...place, type: 'CARD_EXPIRY' })
  }
  for (const { 0: text, index } of passage.text.matchAll(writtenDay)) {
    const place = lexemesWithin(passage, index, index + text.length)
    if (
      place &&
      !isFraction(text, passage.lexemes[place.to + 1]) &&
      dayCue.test(leftContext(passage, place.from))
    )
      findings.push({ ...place, type: 'DATE' })
  }
  return findings
}

function isCalendar(text: string): boolean {
  const [a, b, c] = text.split(/[-/.]/).map(Number) as [number, number, number]
  const [day, month] = a > 31 ? [c, b] : [a, b]
  return day >= 1 && month >= 1 && day <= 31 && month <= 31 && Math.min(day, month) <= 12
}

/** "Born in nineteen eighty four": the one year alone that counts. */
function bornIn(passage: Passage): Finding[] {
  return passage.lexemes.flatMap((lexeme, at): Finding[] => {
    if (lexeme.key !== 'born') return []
    const from = skip(passage.lexemes, at + 1, 'in')
    const year = yearAt(passage.lexemes, from)
    return year ? [{ from, to: year.to, type: 'DOB' }] : []
  })
}

const otherExpiry =
  / (?:policy|membership|passport|licen[sc]e|warranty|subscription|contract|lease|offer|visa(?! (?:#|ending|card|number))|coupon|plan|trial|registration) /

function typeOf(passage: Passage, from: number, hasDay: boolean): PersonalDataType {
  const context = leftContext(passage, from)
  const birth = cueDistance(context, numberCues.birth)
  const expiry = cueDistance(context, numberCues.expiry)
  if (birth <= CUE_WORDS && birth < expiry) return 'DOB'
  if (!hasDay && expiry <= CUE_WORDS && !otherExpiry.test(context.slice(-60))) return 'CARD_EXPIRY'
  return 'DATE'
}
