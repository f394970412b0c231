// Numbers with letters: account and member ids, licences, passports, IBANs.
import type { PersonalDataType } from '../domain/sentence.ts'
import type { Finding } from './finding.ts'
import type { Lexeme } from './lexeme.ts'
import { numberAt } from './number-element.ts'
import { cuesAt } from './number-meaning.ts'
import type { NumberRun } from './number-row.ts'
import { breaksBefore, type Passage } from './passage.ts'
import { spelledRunAt, spelledRunsOf } from './spelled-run.ts'
import { isCommonWord, isEverydayWord, isStateCode } from './words-known.ts'

const LEAST_CHARACTERS = 5
const MOST_CHARACTERS = 36
/** Most letters before the figures that are explained. */
const MOST_LETTERS = 4

const coded = new Set<PersonalDataType>(['ACCOUNT_NUMBER', 'DRIVER_LICENSE', 'PASSPORT', 'PASSWORD'])

/** The place of `run`, for ids widened over the letters that belong to it ("D one two three"). */
export function codeAround(
  passage: Passage,
  run: NumberRun,
  type: PersonalDataType,
): { from: number; to: number } {
  if (!coded.has(type)) return { from: run.from, to: run.to }
  const { lexemes } = passage
  let { from, to } = run
  while (from > 0 && joins(lexemes[from]!) && isCodePart(lexemes, from - 1)) from--
  while (to + 1 < lexemes.length && joins(lexemes[to + 1]!) && isCodePart(lexemes, to + 1)) to++
  while (from < run.from && /^(?:a|i|s)$/.test(lexemes[from]!.text)) from++
  while (to > run.to && /^(?:a|i)$/.test(lexemes[to]!.text)) to--
  while (type === 'PASSWORD' && /^(?:star|pound|hash|asterisk)$/.test(lexemes[to + 1]?.key ?? '')) to++
  return { from: lettersBefore(passage, from), to }
}

function joins({ gap }: Lexeme): boolean {
  return /^[\s,.-]{0,2}$/.test(gap)
}

function isCodePart(lexemes: readonly Lexeme[], at: number): boolean {
  const { key, kind, gap } = lexemes[at]!
  if (kind === 'masked' || kind === 'at') return false
  if (/^[a-z]$/.test(key) || kind === 'digits' || numberAt(lexemes, at) !== null) return true
  if (key === 'dash' || key === 'hyphen') return true
  const glued = (gap === '' || gap === '-') && lexemes[at - 1]?.kind === 'digits'
  const gluedNext = /^-?$/.test(lexemes[at + 1]?.gap ?? ' ') && lexemes[at + 1]?.kind === 'digits'
  return key.length <= 4 && (glued || gluedNext)
}

/** Ids whose letters and digits mix, after a cue; digits alone are left to the number rules. */
export function findCodes(passage: Passage): Finding[] {
  const findings: Finding[] = []
  const { lexemes } = passage
  for (let at = 0; at < lexemes.length; at++) {
    const code = codeAt(lexemes, at)
    if (!code) continue
    const from = lettersBefore(passage, code.from)
    if (code.mixed || (from < code.from && code.digits >= 2)) {
      const type = typeAt(passage, from)
      if (type) findings.push({ from, to: code.to, type })
    }
    at = code.to
  }
  return [...findings, ...ibans(passage)]
}

/** Words of two to four letters that are no part of a code when they stand before it in capitals. */
const noPrefix =
  /^(?:IS|AND|THE|MY|OK|US|USA|UK|ID|NO|NOT|PO|AM|PM|TV|PIN|SSN|DOB|CVV|CVC|ZIP|DL|VIN|EXP|IN|ON|AT|IT|OF|TO|OR|WAS|FOR|YES|CALL|CODE|CARD|BANK|ACCT|ATM|DMV|IRS|FAX|CELL|HOME|WORK|MAIN|LAST|FOUR|APT|STE|BOX)$/

/** Where a code begins whose letters are explained ("Z as in zebra, G as in George") or stand before its figures
 * ("YHP 884 221"). */
function lettersBefore({ lexemes, cased }: Passage, from: number): number {
  if (from === 0 || !joins(lexemes[from]!)) return from
  for (let at = from - 1; at >= Math.max(0, from - MOST_LETTERS * 4); at--) {
    const run = spelledRunAt(lexemes, at)
    if (run?.to !== from - 1 || run.explained === 0) continue
    const first = Math.max(0, from - MOST_LETTERS * 4)
    const wider = spelledRunsOf(lexemes.slice(first, from)).at(-1)
    return wider && first + wider.to === from - 1 ? first + wider.from : at
  }
  const { text, key } = lexemes[from - 1]!
  const digits =
    lexemes[from]!.kind === 'digits' && lexemes[from]!.gap === ' ' ? lexemes[from]!.text.length : 0
  const spoken =
    !cased &&
    /^[b-df-hj-np-tv-xz]{2,4}$/.test(key) &&
    !isCommonWord(key) &&
    !/^(?:mr|mrs|ms|dr|st|rd|hmm|mm|hm|ft|lb|lbs|km|cm|mm|kg|tv|pm|vs|nd|th|nth)$/.test(key)
  if (spoken && lexemes[from]!.gap === ' ') return from - 1
  if (!cased || digits === 0 || !/^[A-Z]{2,4}$/.test(text)) return from
  return isStateCode(key)
    ? digits !== 5 && digits !== 9
      ? from - 1
      : from
    : isEverydayWord(key) && noPrefix.test(text)
      ? from
      : from - 1
}

function codeAt(
  lexemes: readonly Lexeme[],
  at: number,
): { from: number; to: number; mixed: boolean; digits: number } | null {
  let from = at
  let to = at - 1
  while (to + 1 < lexemes.length && (to < at || joins(lexemes[to + 1]!)) && isCodePart(lexemes, to + 1)) to++
  while (from < to && /^(?:a|i|dash|hyphen)$/.test(lexemes[from]!.text)) from++
  while (to > from && /^(?:a|i|I|dash|hyphen)$/.test(lexemes[to]!.text) && lexemes[to]!.gap !== '') to--
  if (to < from) return null
  let digits = 0
  let letters = 0
  for (let i = from; i <= to; i++) {
    const number = numberAt(lexemes, i)
    if (number) {
      digits += number.digits.length
      i = number.to
    } else letters += lexemes[i]!.key.length
  }
  const size = digits + letters
  return {
    from,
    to,
    digits,
    mixed: digits >= 2 && letters > 0 && size >= LEAST_CHARACTERS && size <= MOST_CHARACTERS,
  }
}

const mayName = /^(?:account|license|passport|password|other|phone|zip)$/

function typeAt(passage: Passage, at: number): PersonalDataType | null {
  const { cues } = cuesAt(passage, at)
  const lettered = /^[a-z]+$/.test(passage.lexemes[at]!.key) && numberAt(passage.lexemes, at) === null
  const nearest = cues.find(({ meaning }) =>
    (lettered ? /^(?:account|license|passport|password|other|zip)$/ : mayName).test(meaning),
  )
  if (!nearest || nearest.distance > 8) return null
  if (nearest.meaning === 'account') return 'ACCOUNT_NUMBER'
  if (nearest.meaning === 'license') return 'DRIVER_LICENSE'
  if (nearest.meaning === 'password') return 'PASSWORD'
  if (nearest.meaning === 'zip') return 'ZIP'
  return nearest.meaning === 'passport' ? 'PASSPORT' : null
}

/** IBANs by shape, and after their word also said ones, in which one short piece may be a bank code. */
function ibans(passage: Passage): Finding[] {
  const { lexemes } = passage
  const findings: Finding[] = []
  for (let at = 0; at < lexemes.length; at++) {
    const to = ibanEnd(passage, at)
    if (to === null) continue
    findings.push({ from: at, to, type: 'ACCOUNT_NUMBER' })
    at = to
  }
  return findings
}

function ibanEnd(passage: Passage, at: number): number | null {
  const { lexemes } = passage
  const spelled = /^[a-z]$/.test(lexemes[at]!.key) && /^[a-z]$/.test(lexemes[at + 1]?.key ?? '')
  const attached = lexemes[at + 1]?.gap === '' && lexemes[at + 1]!.kind === 'digits'
  const common = isCommonWord(lexemes[at]!.key) && !attached
  if (!spelled && (common || !/^[a-z]{2}$/.test(lexemes[at]!.key))) return null
  let text = ''
  let to = -1
  for (let i = at; i < lexemes.length && text.length < MOST_CHARACTERS; i++) {
    const lexeme = lexemes[i]!
    if (i > at && (breaksBefore(lexeme) || !/^[\s,-]{0,2}$/.test(lexeme.gap))) break
    const number = numberAt(lexemes, i)
    const piece =
      lexeme.kind === 'word' &&
      lexeme.key.length <= 4 &&
      (lexeme.key.length === 1 || !isCommonWord(lexeme.key))
    const glued = i > at && lexeme.gap === '' && lexeme.kind === 'word'
    if (i > at && !number && !piece && !glued) break
    text += number ? number.digits : lexeme.key
    i = number ? number.to : i
    to = i
  }
  return /^[a-z]{2}\d\d(?=(?:.*\d){8})[a-z\d]{10,32}$/.test(text) ? to : null
}
