// Strict mode: digits are redacted unless something says that they are no personal data (language, section 5).
import type { PersonalDataType } from '../domain/sentence.ts'
import { isBareNumber } from './bare-number.ts'
import { cuesAt, hasUnit } from './number-meaning.ts'
import type { NumberRun } from './number-row.ts'
import { type Passage, spanOf } from './passage.ts'

const LEAST_ASKED = 4
const LEAST_ANYWHERE = 7

/** Speech that makes even short numbers suspect. */
const question =
  /\b(?:cards?|visa|mastercard|amex|social|ssn|account|acct|routing|iban|security code|cvv|cvc|pin|password|passcode|verif\w+|identity|identification|date of birth|last four|passport|licen[sc]e|policy number|member\w*)\b/

/** What `run` is taken for in strict mode, or null. */
export function strictType(passage: Passage, run: NumberRun): PersonalDataType | null {
  if (!passage.strict || hasUnit(passage, run) || isLargeAmount(passage, run)) return null
  const { bare, asked } = wholeOf(passage)
  if (run.digits.length < LEAST_ASKED && !bare) return null
  const { cues } = cuesAt(passage, run.from)
  const other = cues.find(({ meaning }) => meaning === 'other')
  if (other && other.distance <= 6 && other === cues[0]) return null
  return bare || run.digits.length >= LEAST_ANYWHERE || asked ? 'ACCOUNT_NUMBER' : null
}

interface Whole {
  bare: boolean
  /** Something was said that makes even short numbers suspect. */
  asked: boolean
}

// What holds for all numbers of a passage is found out once.
const wholes = new WeakMap<Passage, Whole>()

function wholeOf(passage: Passage): Whole {
  const known = wholes.get(passage)
  if (known) return known
  const said = [...passage.before, ...passage.lexemes].map(({ key }) => key).join(' ')
  const whole = { bare: isBareNumber(passage), asked: question.test(said) }
  wholes.set(passage, whole)
  return whole
}

/** "1,250,000 downloads": grouped by thousands, and something counted behind it. */
function isLargeAmount(passage: Passage, run: NumberRun): boolean {
  const { start, end } = spanOf(passage, run)
  const next = passage.lexemes[run.to + 1]
  const counted = next?.kind === 'word' && /^\s$/.test(next.gap)
  return counted && /^\d{1,3}(?:,\d{3})+$/.test(passage.text.slice(start, end))
}
