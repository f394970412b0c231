// Decides what a row of digits is: by the nearest cue to its left that fits its length, else by its shape.
import type { PersonalDataType } from '../domain/sentence.ts'
import { cueDistance, leftContext } from './left-context.ts'
import type { Lexeme } from './lexeme.ts'
import { isIdentityBehind, meaningBehind } from './number-behind.ts'
import { type NumberMeaning, numberCues, unitWords } from './number-cues.ts'
import type { NumberRun } from './number-row.ts'
import type { Passage } from './passage.ts'

/** How near a cue such as "order number" must be to keep a number, in words. */
const OTHER_WORDS = 6
/** The same for a number that is grouped like a phone number. */
const OTHER_WORDS_GROUPED = 3

/** How near the word license must be to a short number. */
const LICENSE_WORDS = 3
/** Fewest digits of a number that is named for its use. */
const LEAST_NAMED = 5
const MOST_NAMED = 12

/** Digits or pairs said one by one that make a row of eight suspect. */
const READ_OUT = 4

const rank = [
  'cvv',
  'expiry',
  'ssn',
  'zip',
  'license',
  'passport',
  'account',
  'password',
  'card',
  'phone',
  'birth',
] as const

/** Cues near a number and how far away they are, nearest first; of cues as near as each other the narrower first. */
export interface Cue {
  meaning: NumberMeaning
  distance: number
}

/** All cues left of lexeme `at`. */
export function cuesAt(passage: Passage, at: number): { cues: Cue[]; context: string } {
  const places = known.get(passage) ?? new Map<number, { cues: Cue[]; context: string }>()
  known.set(passage, places)
  const there = places.get(at) ?? readCues(passage, at)
  places.set(at, there)
  return there
}

// Several rules ask for the same place.
const known = new WeakMap<Passage, Map<number, { cues: Cue[]; context: string }>>()

function readCues(passage: Passage, at: number): { cues: Cue[]; context: string } {
  const context = leftContext(passage, at)
  const order: NumberMeaning[] = ['other', ...rank]
  const cues = order.map((meaning) => ({ meaning, distance: cueDistance(context, numberCues[meaning]) }))
  const near = cues.filter(({ distance }) => distance !== Number.POSITIVE_INFINITY)
  return { cues: near.sort((a, b) => a.distance - b.distance), context }
}

/** What the digits of `run` are, or null when they are no personal data as far as can be told. */
export function meaningOf(passage: Passage, run: NumberRun): PersonalDataType | null {
  const { cues, context } = cuesAt(passage, run.from)
  const length = run.digits.length
  const last4 =
    /(?:end(?:s|ing|ed)?(?: in| with)?|last (?:four|4|#)(?: digits| numbers)?|final (?:four|#)) (?:[a-z' ¶]+ )?$/.test(
      context,
    )
  if (isMoney(passage, run) && length < 13) return null
  if (length < 13 && isCounted(passage.lexemes, run)) return null
  const behind = meaningBehind(passage.lexemes, run.to)
  if (behind === 'other') return null
  if (behind === 'cvv' && length === 3 && mayBeCode.test(context)) return 'CVV'
  if (behind !== null && behind !== 'cvv' && (fits(behind, length) || (length === 4 && behind === 'card')))
    return types[behind]
  if (isKept(run, cues)) return null
  if (last4 && length === 4 && cues.length === 0 && isIdentityBehind(passage.lexemes, run.to)) return 'SSN'
  for (const { meaning, distance } of cues) {
    if (meaning === 'license' && distance > LICENSE_WORDS && !mayBeFarLicense(run)) continue
    const type = meaning === 'other' ? null : typeByCue(meaning, { run, length, last4, context })
    if (type) return (meaning === 'account' && typeOnAccount(cues, length)) || type
  }
  if (last4 && length === 4) return 'CREDIT_CARD'
  return isNumberOfSomething(context, run) ? 'ACCOUNT_NUMBER' : typeByShape(run)
}

/** "Rider number 5 5 0 2 2 1 9": a number that bears the name of what it is for, and is no phone number by its length. */
function isNumberOfSomething(context: string, { digits, groups }: NumberRun): boolean {
  if (
    digits.length < LEAST_NAMED ||
    digits.length > MOST_NAMED ||
    digits.length === 10 ||
    digits.length === 11 ||
    groups.join(',') === '3,4'
  )
    return false
  const noun = /(?: (?:my|your|his|her|our|their|the)|^) ([a-z]{4,}) (?:number|id)(?: is| 's)? $/.exec(
    context,
  )?.[1]
  return noun !== undefined && !plainNouns.test(noun)
}

const plainNouns =
  /^(?:right|wrong|same|other|first|last|second|third|next|whole|exact|total|lucky|random|large|high|good|best|house|street|winning|magic|even|prime|call|caller|contact|final|actual|real|full|correct|current|mobile|work|home|office|cell|phone|main|what|which|this|that|daily|weekly|monthly|yearly|record|sales|target|budget|credit|area|country|zip|postal|extra|minimum|maximum|average|rough|page|channel|jersey|track|episode|part|store|stock|item|table|group|mom|dad|mother|father|sister|brother|wife|husband|neighbor|hotel|clinic|front|desk|lawyer|doctor|school)$/

/** "My license was suspended and I paid 12500": far from the word it has to be long and no phone number. */
function mayBeFarLicense({ digits, groups }: NumberRun): boolean {
  return digits.length >= 7 && !/^(?:1,)?3,3,4$/.test(groups.join(','))
}

/** "The social on the account": a length that only what was named before it has. */
function typeOnAccount(cues: readonly Cue[], length: number): PersonalDataType | null {
  const account = cues.find(({ meaning }) => meaning === 'account')!
  const named = cues.find(
    ({ meaning, distance }) =>
      distance <= account.distance + 4 &&
      ((meaning === 'ssn' && length === 9) || (meaning === 'phone' && length === 10)),
  )
  return named ? types[named.meaning as 'ssn' | 'phone'] : null
}

function isKept(run: NumberRun, cues: readonly Cue[]): boolean {
  const other = cues.find(({ meaning }) => meaning === 'other')
  if (!other) return false
  const nearer = cues.some(
    ({ meaning, distance }) =>
      meaning !== 'other' &&
      meaning !== 'vague' &&
      distance < other.distance &&
      fits(meaning, run.digits.length),
  )
  if (nearer) return false
  if (run.digits.length >= 13 && run.digits.length <= 19 && isCardLike(run.digits)) return false
  const grouped = /^(?:1,)?3,3,4$/.test(run.groups.join(','))
  return other.distance <= (grouped ? OTHER_WORDS_GROUPED : OTHER_WORDS)
}

function fits(meaning: NumberMeaning, length: number): boolean {
  const [least, most] = lengths[meaning]
  return length >= least && length <= most
}

const lengths: Record<NumberMeaning, [number, number]> = {
  card: [8, 24],
  cvv: [3, 4],
  expiry: [3, 6],
  ssn: [4, 10],
  phone: [7, 15],
  zip: [4, 9],
  account: [5, 34],
  license: [5, 20],
  passport: [6, 12],
  password: [3, 12],
  birth: [5, 8],
  vague: [7, 15],
  other: [0, 99],
}

const types: Record<Exclude<NumberMeaning, 'other'>, PersonalDataType> = {
  card: 'CREDIT_CARD',
  cvv: 'CVV',
  expiry: 'CARD_EXPIRY',
  ssn: 'SSN',
  phone: 'PHONE',
  zip: 'ZIP',
  account: 'ACCOUNT_NUMBER',
  license: 'DRIVER_LICENSE',
  passport: 'PASSPORT',
  password: 'PASSWORD',
  birth: 'DOB',
  vague: 'PHONE',
}

interface Evidence {
  run: NumberRun
  length: number
  last4: boolean
  context: string
}

function typeByCue(
  meaning: Exclude<NumberMeaning, 'other'>,
  { run, length, last4, context }: Evidence,
): PersonalDataType | null {
  if (last4 && length === 4) {
    return meaning === 'card' || meaning === 'ssn' || meaning === 'account' || meaning === 'phone'
      ? types[meaning]
      : null
  }
  if (!fits(meaning, length)) return null
  if (meaning === 'cvv' && !namesCode.test(context) && !(length === 3 && saysBack.test(context))) return null
  if (meaning === 'account' && length < 7 && / (?:from|out of|into) $/.test(context)) return null
  if (meaning === 'account' && length < 8 && run.elements.some(({ amount }) => amount)) return null
  if (meaning === 'expiry' && length <= 4 && / (?:security )?code (?:is |'s )?$/.test(context)) return 'CVV'
  if (meaning === 'expiry' && !isMonthYear(run.digits)) return null
  if (meaning === 'birth' && !isDayMonthYear(run)) return null
  if (meaning === 'phone' && (length === 8 || length === 9) && ofPassport.test(context)) return 'PASSPORT'
  if (meaning === 'phone' && length >= 13 && isCardLike(run.digits) && !run.plus) return 'CREDIT_CARD'
  if (meaning === 'ssn' && length > 4 && length < 7) return null
  if (meaning === 'account' && length >= 15 && length <= 16 && isCardLike(run.digits)) return 'CREDIT_CARD'
  return types[meaning]
}

/** "The back says 072." */
const saysBack =
  /^(?: (?:so|and|uh|um|okay))* (?:on )?the back (?:of it )?(?:it 's |it's |is |says |reads |there 's )+$/

/** "My passport expired, the old number was …" */
const ofPassport = / passports? (?:[^ ]+ ){0,5}(?:the|its) (?:old|new|current) (?:number|one) (?:is|was|'s) $/

/** "The 276 on the back". */
const mayBeCode =
  /(?: (?:the|and|is|'s|code|digits|numbers|cvv) $| (?:card|visa|amex|mastercard|discover|#) )/

/** "On the back" is said of other things than cards. */
const namesCode =
  / (?:cards?|expir[a-z]+|amex|visa|mastercard|discover|express|debit|credit|digits?|numbers?|codes?|security|signature|verification|cvv2?|cvc2?|cid|cvn|c v v|c v c|c i d) /

/** Without a cue: cards by length, phone numbers by length or grouping, 9 digits as SSN. Eight read out one by one are
 * one of these with an end misheard. */
function typeByShape(run: NumberRun): PersonalDataType | null {
  const { digits, groups, elements } = run
  const grouping = groups.join(',')
  if (digits.length >= 13) return 'CREDIT_CARD'
  if (run.plus && digits.length >= 7) return 'PHONE'
  if (digits.length >= 10) return 'PHONE'
  if (digits.length === 9) return 'SSN'
  if (digits.length === 8 && isReadOut(elements)) return 'PHONE'
  return grouping === '3,4' ? 'PHONE' : null
}

function isReadOut(elements: NumberRun['elements']): boolean {
  const short = elements.filter(
    ({ digits, figures }) => digits.length === 1 || (digits.length === 2 && !figures),
  )
  return short.length === elements.length && elements.length >= READ_OUT
}

/** A known prefix or a right check digit. A wrong one proves nothing: one digit may be misheard. */
function isCardLike(digits: string): boolean {
  return /^(?:4|5[1-5]|2[2-7]|3[47]|6011|65|64[4-9]|35|30|36|38)/.test(digits) || hasLuhn(digits)
}

function hasLuhn(digits: string): boolean {
  if (digits.includes('?')) return false
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** mmyy, mmyyyy or myy. */
export function isMonthYear(digits: string): boolean {
  return /^(?:0?[1-9]|1[0-2])(?:20)?[2-4]\d$/.test(digits)
}

function isDayMonthYear({ digits }: NumberRun): boolean {
  return (
    /^(?:0?[1-9]|[12]\d|3[01])(?:0?[1-9]|[12]\d|3[01])(?:19|20)?\d\d$/.test(digits) ||
    /^(?:19|20)\d\d[01]\d[0-3]\d$/.test(digits)
  )
}

function isMoney(passage: Passage, run: NumberRun): boolean {
  return /[$€£¥]\s?$/.test(passage.lexemes[run.from]!.gap)
}

function isCounted(lexemes: readonly Lexeme[], run: NumberRun): boolean {
  const next = lexemes[run.to + 1]
  if (!next) return false
  if (/%/.test(next.gap)) return true
  if (!/^[\s.-]?$/.test(next.gap)) return false
  if (next.key === 'pound' && run.elements.length > 2 && run.elements.every(({ single }) => single))
    return false
  if (unitWords.has(next.key)) return true
  if (
    /^(?:a|per|an|each|every)$/.test(next.key) &&
    /^(?:year|month|week|day|hour|person|piece)$/.test(lexemes[run.to + 2]?.key ?? '')
  )
    return true
  return /^[ap]$/.test(next.key) && lexemes[run.to + 2]?.key === 'm'
}

/** True when a percent sign or a unit follows at the end of a text too. */
export function hasUnit(passage: Passage, run: NumberRun): boolean {
  return isMoney(passage, run) || isCounted(passage.lexemes, run)
}
