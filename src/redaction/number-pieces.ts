// A number said in two pieces with a sentence between them: "six one oh five five two. Hold on. Three one four four."
import type { PersonalDataType } from '../domain/sentence.ts'
import { isAside, isRemark } from './asides.ts'
import type { NumberMeaning } from './number-cues.ts'
import { cuesAt } from './number-meaning.ts'
import type { NumberRun } from './number-row.ts'
import { isShort } from './number-run.ts'
import { breaksBefore, type Passage } from './passage.ts'

/** How near the cue of the first piece must be, in words. */
const CUE_WORDS = 8
/** Most lexemes between the pieces. */
const BETWEEN_LEXEMES = 12

const wholeLengths: Partial<Record<NumberMeaning, { type: PersonalDataType; lengths: number[] }>> = {
  ssn: { type: 'SSN', lengths: [9] },
  card: { type: 'CREDIT_CARD', lengths: [15, 16] },
  phone: { type: 'PHONE', lengths: [10, 11] },
  vague: { type: 'PHONE', lengths: [10, 11] },
}

/** The meaning of runs that are pieces of one number: neighbours with no more than a remark between them, which have
 * the length of what was announced only together. */
export function joinedMeanings(
  passage: Passage,
  runs: readonly NumberRun[],
): Map<NumberRun, PersonalDataType> {
  const meanings = new Map<NumberRun, PersonalDataType>()
  for (let i = 0; i + 1 < runs.length; i++) {
    const [first, second] = [runs[i]!, runs[i + 1]!]
    if (meanings.has(first) || !mayBelong(passage, first, second)) continue
    const length = first.digits.length + second.digits.length
    const { cues } = cuesAt(passage, first.from)
    const cue = cues[0]
    const whole = cue && cue.distance <= CUE_WORDS ? wholeLengths[cue.meaning] : undefined
    if (!whole?.lengths.includes(length)) continue
    meanings.set(first, whole.type)
    meanings.set(second, whole.type)
  }
  return meanings
}

/** The second piece is a sentence of its own, and what stands between says nothing. */
function mayBelong({ text, lexemes }: Passage, first: NumberRun, second: NumberRun): boolean {
  const between = lexemes.slice(first.to + 1, second.from)
  if (between.length === 0 || between.length > BETWEEN_LEXEMES) return false
  const alone =
    breaksBefore(lexemes[first.to + 1]!) &&
    breaksBefore(lexemes[second.from]!) &&
    (lexemes[second.to + 1] === undefined || breaksBefore(lexemes[second.to + 1]!))
  const short = [...first.elements, ...second.elements].every(isShort)
  if (!alone || !short) return false
  const said = text.slice(between[0]!.start, between.at(-1)!.end)
  return isAside(said) || isRemark(said)
}
