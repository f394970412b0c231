// A number that is begun, put right and gone on with: "five oh three, five five five, oh one, no wait, oh one two nine";
// and one with words of thinking within it: "five oh seven, now let me see, five five five oh one one nine".
import type { PersonalDataType } from '../domain/sentence.ts'
import type { Finding } from './finding.ts'
import type { NumberMeaning } from './number-cues.ts'
import { cuesAt, hasUnit } from './number-meaning.ts'
import type { NumberRun } from './number-row.ts'
import { isShort } from './number-run.ts'
import type { Passage } from './passage.ts'

const MOST_BETWEEN = 7
const LEAST_DIGITS = 2
const LEAST_WITHOUT_CUE = 5
const CUE_WORDS = 8

const corrects = /^(?:no|sorry|wait|oops|actually|scratch|correction|mean)$/
const beside =
  /^(?:no|sorry|wait|oops|actually|scratch|correction|mean|i|that|that's|that 's|'s|it|it's|is|hold|on|let|me|see|make|uh|um|er|not|wrong|my|bad|now|and|then|okay|ok|so|the)$/

const wholes: Partial<
  Record<NumberMeaning | 'none', { type: PersonalDataType; lengths: readonly number[] }>
> = {
  ssn: { type: 'SSN', lengths: [9] },
  card: { type: 'CREDIT_CARD', lengths: [16, 15] },
  phone: { type: 'PHONE', lengths: [10, 11] },
  zip: { type: 'ZIP', lengths: [5] },
  none: { type: 'PHONE', lengths: [10] },
}

/** The numbers of `passage` that are put right within it, each as one place; neighbours of `runs` are looked at. */
export function correctedNumbers(passage: Passage, runs: readonly NumberRun[]): Map<NumberRun, Finding> {
  const found = new Map<NumberRun, Finding>()
  for (let i = 0; i + 1 < runs.length; i++) {
    const [first, second] = [runs[i]!, runs[i + 1]!]
    const type = found.has(first) ? null : typeTogether(passage, first, second)
    if (type === null) continue
    const whole: Finding = { from: first.from, to: second.to, type }
    found.set(first, whole)
    found.set(second, whole)
  }
  return found
}

function typeTogether(passage: Passage, first: NumberRun, second: NumberRun): PersonalDataType | null {
  const between = passage.lexemes.slice(first.to + 1, second.from).map(({ key }) => key)
  if (between.length === 0 || between.length > MOST_BETWEEN || !between.every((key) => beside.test(key)))
    return null
  const corrected = between.some((key) => corrects.test(key))
  if (!corrected && !between.includes('see') && !between.includes('hold')) return null
  if (![...first.elements, ...second.elements].every(isShort) || hasUnit(passage, second)) return null
  if (first.digits.length < LEAST_DIGITS) return null
  const { cues } = cuesAt(passage, first.from)
  const cue = cues[0] && cues[0].distance <= CUE_WORDS ? cues[0].meaning : 'none'
  if (cue === 'none' && first.digits.length < LEAST_WITHOUT_CUE) return null
  const whole = wholes[cue]
  const together = first.digits.length + second.digits.length
  const fits = whole?.lengths.some((length) =>
    corrected
      ? length <= together && length >= second.digits.length && length > first.digits.length
      : length === together,
  )
  return fits ? whole!.type : null
}
