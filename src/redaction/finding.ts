// A place in a passage that a rule takes for personal data, before overlaps are settled.
import type { PersonalDataSpan, PersonalDataType } from '../domain/sentence.ts'
import type { Lexeme } from './lexeme.ts'
import { type Passage, spanOf } from './passage.ts'

/** Lexemes `from` to `to`, both included. */
export interface Finding {
  from: number
  to: number
  type: PersonalDataType
  /** A name that was announced as one, or stands in a list: it may be looked for elsewhere in the call. */
  sure?: boolean
  /** Stronger than all that lies within it: a word that explains a letter is no place. */
  spelled?: boolean
  /** A name that was given as one: towns within it are surnames. */
  person?: boolean
}

/** A rule: everything of its kind in a passage. */
export type Finder = (passage: Passage) => Finding[]

/** Strength of a spelled name: only what may be spelled itself is stronger. */
const SPELLED = 4.5
/** Strength of a name that was given as one: only towns and countries are weaker. */
const PERSON = 7.5

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

function strengthOf({ type, spelled, person }: Finding): number {
  if (spelled) return SPELLED
  return person ? PERSON : strength[type]
}

/** Keeps the stronger of two overlapping findings, within one strength the longer. In order of place. */
export function settle(findings: readonly Finding[]): Finding[] {
  const byStrength = [...findings].sort(
    (a, b) => strengthOf(a) - strengthOf(b) || b.to - b.from - (a.to - a.from) || a.from - b.from,
  )
  const kept: Finding[] = []
  const covered = new Set<number>()
  for (const finding of byStrength) {
    if (anyOf(finding, (at) => covered.has(at))) continue
    anyOf(finding, (at) => !covered.add(at))
    kept.push(finding)
  }
  return kept.sort((a, b) => a.from - b.from)
}

/** True when `holds` is true for one of the lexemes of a finding. */
function anyOf({ from, to }: Finding, holds: (at: number) => boolean): boolean {
  for (let at = from; at <= to; at++) if (holds(at)) return true
  return false
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
  const { lexemes } = passage
  const from = firstOf(lexemes, (lexeme) => lexeme.end > start)
  const to = firstOf(lexemes, (lexeme) => lexeme.start >= end) - 1
  return from < lexemes.length && to >= from ? { from, to } : null
}

/** The first lexeme for which `holds` is true, as it is for all behind it; by halves. */
function firstOf(lexemes: readonly Lexeme[], holds: (lexeme: Lexeme) => boolean): number {
  let [low, high] = [0, lexemes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(lexemes[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
