// A place in a passage that a rule takes for personal data, before overlaps are settled.
import type { PersonalDataSpan, PersonalDataType } from '../domain/sentence.ts'
import { type Passage, spanOf } from './passage.ts'

/** Lexemes `from` to `to`, both included. */
export interface Finding {
  from: number
  to: number
  type: PersonalDataType
  /** A name that was announced as one, or stands in a list: it may be looked for elsewhere in the call. */
  sure?: boolean
}

/** A rule: everything of its kind in a passage. */
export type Finder = (passage: Passage) => Finding[]

// The smaller, the stronger: URL/EMAIL/IP > card > SSN > account ids > PHONE > dates > ADDRESS > ZIP > places > NAME.
const strength: Record<PersonalDataType, number> = {
  URL: 0,
  EMAIL: 0,
  IP: 0,
  CREDIT_CARD: 1,
  SSN: 2,
  PASSWORD: 3,
  ACCOUNT_NUMBER: 3,
  DRIVER_LICENSE: 3,
  PASSPORT: 3,
  PHONE: 4,
  CARD_EXPIRY: 5,
  CVV: 5,
  DOB: 5,
  DATE: 5,
  ADDRESS: 6,
  ZIP: 7,
  CITY: 8,
  COUNTRY: 8,
  NAME: 9,
}

/** Keeps the stronger of two overlapping findings, within one strength the longer. In order of place. */
export function settle(findings: readonly Finding[]): Finding[] {
  const byStrength = [...findings].sort(
    (a, b) => strength[a.type] - strength[b.type] || b.to - b.from - (a.to - a.from) || a.from - b.from,
  )
  const kept: Finding[] = []
  for (const finding of byStrength) {
    if (!kept.some(({ from, to }) => from <= finding.to && finding.from <= to)) kept.push(finding)
  }
  return kept.sort((a, b) => a.from - b.from)
}

/** The findings as spans of the text. */
export function toSpans(passage: Passage, findings: readonly Finding[]): PersonalDataSpan[] {
  return findings.map((finding) => ({ ...spanOf(passage, finding), type: finding.type }))
}

/** The lexemes that offsets `start` to `end` touch, or null when there are none. */
export function lexemesWithin(
  passage: Passage,
  start: number,
  end: number,
): { from: number; to: number } | null {
  const from = passage.lexemes.findIndex((lexeme) => lexeme.end > start)
  const to = passage.lexemes.findLastIndex((lexeme) => lexeme.start < end)
  return from >= 0 && to >= from ? { from, to } : null
}
