// Strict mode: digits are redacted unless something says that they are no personal data (language, section 5).
import type { PersonalDataType } from '../domain/sentence.ts'
import { isBareNumber } from './bare-number.ts'
import { cuesAt, hasUnit } from './number-meaning.ts'
import type { NumberRun } from './number-run.ts'
import type { Passage } from './passage.ts'

const LEAST_ASKED = 4
const LEAST_ANYWHERE = 7

/** Speech that makes even short numbers suspect. */
const question =
  /\b(?:cards?|visa|mastercard|amex|social|ssn|account|acct|routing|iban|security code|cvv|cvc|pin|password|passcode|verif\w+|identity|identification|date of birth|last four|passport|licen[sc]e|policy number|member\w*)\b/

/** What `run` is taken for in strict mode, or null. */
export function strictType(passage: Passage, run: NumberRun): PersonalDataType | null {
  if (!passage.strict || hasUnit(passage, run)) return null
  const bare = isBareNumber(passage)
  if (run.digits.length < LEAST_ASKED && !bare) return null
  const { cues } = cuesAt(passage, run.from)
  const other = cues.find(({ meaning }) => meaning === 'other')
  if (other && other.distance <= 6 && other === cues[0]) return null
  const said = [...passage.before, ...passage.lexemes].map(({ key }) => key).join(' ')
  return bare || run.digits.length >= LEAST_ANYWHERE || question.test(said) ? 'ACCOUNT_NUMBER' : null
}
