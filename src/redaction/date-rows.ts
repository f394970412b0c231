// Dates that are said as three numbers: "oh four eighteen sixty eight", "6 14 1983". Words of birth or of an event
// beside them, a whole year, or a name right before them make them dates.
import type { Finding } from './finding.ts'
import { cueDistance, leftContext } from './left-context.ts'
import type { Lexeme } from './lexeme.ts'
import { numberCues } from './number-cues.ts'
import type { NumberElement } from './number-element.ts'
import { hasUnit } from './number-meaning.ts'
import type { NumberRun } from './number-row.ts'
import { numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'
import { isCommonWord, isFirstName, isSurname } from './words-known.ts'

const BIRTH_WORDS = 8
const OTHER_WORDS = 6
/** Most elements of a date: "oh four oh seven nineteen oh nine", and as many that were said twice. */
const MOST_ELEMENTS = 12
const NAME_WORDS = 4

const event =
  / (?:accidents?|incident|happened|happening|occurred|admitted|discharged|loss|service|injury|purchased?|hired?|started|starts|began|begins|effective|surgery|scheduled|appointment|delivered|dated|date|signed|since|procedure|married|died|away|visit|visited|arrived|delivery|issued|opened|closed|installed|cancell?ed|ended|ends|due|on) (?:is |was |of |for |on |in |back on |back |it |that |around |happened |uh |um )*$/
const birthBehind =
  /^(?:(?:is|was|'s|that's|that 's|for) )?(?:(?:my|the|his|her|their|your|our|a) )?(?:[^ ]+ (?:'s )?)?(?:birthday|date of birth|birth ?date|dob|d o b|bday)(?: |$)/
const answer = /^ (?:(?:so|yes|yeah|yep|sure|okay|uh|um|it's|it 's|its|that's|and|oh|well|¶|,|[^¶]*¶) )*$/

/** The dates of `passage` that are rows of numbers. */
export function rowDates(passage: Passage): Finding[] {
  return numberRunsOf(passage.lexemes).flatMap((run): Finding[] => {
    if (
      run.elements.length > MOST_ELEMENTS ||
      hasUnit(passage, run) ||
      passage.lexemes[run.to + 1]?.gap === ''
    )
      return []
    const type = typeOf(passage, run)
    return type ? [{ from: run.from, to: run.to, type }] : []
  })
}

function typeOf(passage: Passage, run: NumberRun): 'DOB' | 'DATE' | null {
  const year = yearOf(run.elements)
  const context = leftContext(passage, run.from)
  const birth = cueDistance(context, numberCues.birth)
  if (birth <= BIRTH_WORDS && birth <= cueDistance(context, numberCues.expiry)) {
    const said = year ?? repeatedYear(run.elements)
    if (said !== null && birth <= nearestOther(context)) return 'DOB'
  }
  if (year === null) return null
  const behind = wordsBehind(passage.lexemes, run.to)
  if (birthBehind.test(behind)) return 'DOB'
  const named = event.test(` ${context.trim()} `) && nearestOther(context) > 0
  if (named && year.value > 1950 && year.value < 2036) return 'DATE'
  if (nearestOther(context) <= OTHER_WORDS) return null
  if (isRecord(passage, run) && year.value < 2010) return 'DOB'
  return year.whole ? 'DATE' : null
}

function nearestOther(context: string): number {
  const meanings = ['other', 'phone', 'account', 'card', 'ssn'] as const
  return Math.min(...meanings.map((meaning) => cueDistance(context, numberCues[meaning])))
}

interface Year {
  value: number
  /** Said with its century. */
  whole: boolean
}

/** The year of month, day and year, or of day, month and year, that `elements` are; null when they are no date. */
function yearOf(elements: readonly NumberElement[]): Year | null {
  for (const first of [1, 2]) {
    const one = dayOrMonth(elements.slice(0, first))
    if (one === null) continue
    for (const second of [1, 2]) {
      const two = dayOrMonth(elements.slice(first, first + second))
      if (two === null || Math.min(one, two) > 12) continue
      const year = yearIn(elements.slice(first + second))
      if (year) return year
    }
  }
  return null
}

/** "Oh five uh oh five twelve nineteen ninety": begun twice. */
function repeatedYear(elements: readonly NumberElement[]): Year | null {
  for (let from = 1; from <= 4 && from < elements.length - 2; from++) {
    const begun = elements.slice(0, from).every(({ digits }, i) => digits === elements[from + i]?.digits)
    const year = begun ? yearOf(elements.slice(from)) : null
    if (year) return year
  }
  return null
}

/** A month or day: one number, or "oh" and a digit. */
function dayOrMonth(elements: readonly NumberElement[]): number | null {
  const digits = elements.map((element) => element.digits).join('')
  const form = elements.length === 1 ? /^(?:0?[1-9]|[12]\d|3[01])$/ : /^0[1-9]$/
  return elements.some(({ amount }) => amount) || !form.test(digits) ? null : Number(digits)
}

function yearIn(elements: readonly NumberElement[]): Year | null {
  const digits = elements.map((element) => element.digits).join('')
  if (/^(?:19|20)\d\d$/.test(digits) && (elements.length === 1 || /^(?:19|20)$/.test(elements[0]!.digits)))
    return { value: Number(digits), whole: true }
  const short = elements.length === 1 || (elements.length === 2 && elements[0]!.digits === '0')
  if (!short || !/^\d\d$/.test(digits)) return null
  const value = Number(digits)
  return { value: value > 35 ? 1900 + value : 2000 + value, whole: false }
}

/** Behind a name alone, or as the first thing that is said before more of the kind: "… and my name is". */
function isRecord({ lexemes, before }: Passage, { from, to }: NumberRun): boolean {
  if (from > BIRTH_WORDS) return false
  const behind = wordsBehind(lexemes, to)
  const more =
    /^(?:and )?(?:my|the|his|her) (?:[^ ]+ )?(?:name|last|first|zip|phone|license|address|number|social|email)/.test(
      behind,
    )
  const words = lexemes.slice(0, from).map(({ key }) => key)
  if (more && before.length === 0 && answer.test(` ${words.join(' ')} `.replace('  ', ' '))) return true
  if (!more && behind !== '') return false
  return words.length > 1 && isNameAlone(lexemes.slice(0, from))
}

function isNameAlone(lexemes: readonly Lexeme[]): boolean {
  const words = lexemes.filter(
    ({ key }) => !/^(?:so|yes|yeah|uh|um|okay|it's|hi|hello|this|is|my|name|and)$/.test(key),
  )
  if (words.length < 2 || words.length > NAME_WORDS || words.some(({ kind }) => kind !== 'word')) {
    return (
      lexemes.length > 0 &&
      lexemes.length <= 3 &&
      lexemes.every(({ kind, key }) => kind === 'masked' || /^(?:so|uh|um|yes|yeah|okay)$/.test(key)) &&
      lexemes.some(({ kind }) => kind === 'masked')
    )
  }
  const names = words.filter(({ key }) => isFirstName(key) || isSurname(key) || !isCommonWord(key))
  return names.length === words.length && words.some(({ key }) => !isCommonWord(key))
}

function wordsBehind(lexemes: readonly Lexeme[], to: number): string {
  return lexemes
    .slice(to + 1, to + 8)
    .map(({ key }) => key)
    .join(' ')
}
