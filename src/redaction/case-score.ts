// Scores predicted spans against labelled ones, by letters and digits. For tests only.
import type { PersonalDataSpan, PersonalDataType } from '../domain/sentence.ts'

const FOUND = 0.8
const RIGHT = 0.5

/** A labelled text; spans of `ignore` are neither right nor wrong. */
export interface LabelledText {
  text: string
  previous?: string
  spans: PersonalDataSpan[]
  ignore?: { start: number; end: number }[]
}

/** Shares in percent; `negativesHit` counts texts without labels in which something was found. */
export interface CaseScore {
  any: number
  typed: number
  precision: number
  negativesHit: number
  /** Labelled spans not found by type and wrong predictions, for reading. */
  misses: string[]
}

type Span = { start: number; end: number }

// A wider type that takes in the thing that was labelled.
const wider: Partial<Record<PersonalDataType, PersonalDataType[]>> = {
  CITY: ['ADDRESS', 'COUNTRY'],
  COUNTRY: ['ADDRESS', 'CITY'],
  ZIP: ['ADDRESS'],
  DOB: ['DATE'],
  DATE: ['DOB'],
  CARD_EXPIRY: ['DATE'],
}

/** Scores what `predict` finds in each of `cases`. */
export function scoreCases(
  cases: readonly LabelledText[],
  predict: (labelled: LabelledText) => PersonalDataSpan[],
): CaseScore {
  const count = { gold: 0, any: 0, typed: 0, predicted: 0, right: 0, negativesHit: 0 }
  const misses: string[] = []
  for (const labelled of cases) {
    const { text, spans, ignore = [] } = labelled
    const predicted = predict(labelled)
    for (const span of spans) {
      const types = [span.type, ...(wider[span.type] ?? [])]
      const typed =
        shareIn(
          text,
          span,
          predicted.filter(({ type }) => types.includes(type)),
        ) >= FOUND
      count.gold++
      if (shareIn(text, span, predicted) >= FOUND) count.any++
      if (typed) count.typed++
      else misses.push(`missed ${span.type} "${text.slice(span.start, span.end)}" in: ${text}`)
    }
    const wrong = predicted.filter((span) => shareIn(text, span, [...spans, ...ignore]) < RIGHT)
    count.predicted += predicted.length
    count.right += predicted.length - wrong.length
    if (spans.length === 0 && wrong.length > 0) count.negativesHit++
    for (const span of wrong)
      misses.push(`wrong ${span.type} "${text.slice(span.start, span.end)}" in: ${text}`)
  }
  const percent = (part: number, whole: number) => (100 * part) / Math.max(1, whole)
  return {
    any: percent(count.any, count.gold),
    typed: percent(count.typed, count.gold),
    precision: percent(count.right, count.predicted),
    negativesHit: count.negativesHit,
    misses,
  }
}

function shareIn(text: string, span: Span, others: readonly Span[]): number {
  const places = [...text.slice(span.start, span.end).matchAll(/[\p{L}\p{M}\p{N}]/gu)].map(
    ({ index }) => span.start + index,
  )
  const covered = places.filter((place) => others.some(({ start, end }) => start <= place && place < end))
  return covered.length / Math.max(1, places.length)
}
