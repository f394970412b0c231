// Turns that are a date, or a part of one, and hardly more: "the third of the fourth, sixty one", "in May".
import { maskedType, type Turn } from './dialogue/turn.ts'
import type { Lexeme } from './lexeme.ts'
import { isMonth } from './month-words.ts'
import { numberAt } from './number-element.ts'
import { ordinalWords } from './number-words.ts'

/** A month, an ordinal, or a number, or what was found to be a date. */
export interface DatePart {
  from: number
  to: number
  kind: 'month' | 'day' | 'number' | 'year' | 'found'
}

/** Words that stand between the parts of one date. */
const within = new Set('the of in and on uh um'.split(' '))
/** Words that may stand beside a date in a turn that says nothing else. */
const beside = new Set(
  (
    "it it's its 's is was that that's yes yeah yep no nope sorry actually uh um er well so sure okay ok i he she they we " +
    'you my his her your their i think guess believe born birthday birth date day month year a dob please thanks thank ' +
    'sir mam madam right correct what were am be oh then got mm hm again just said exactly precisely'
  ).split(' '),
)

/** The part of a date that begins at lexeme `at`, or null. */
export function datePartAt(turn: Turn, at: number): DatePart | null {
  const { lexemes } = turn
  if (isMonth(lexemes[at])) return { from: at, to: at, kind: 'month' }
  const type = maskedType(turn, at)
  if (type) return type === 'DOB' || type === 'DATE' ? { from: at, to: at, kind: 'found' } : null
  const day = ordinalEnd(lexemes, at)
  if (day !== null) return { from: at, to: day, kind: 'day' }
  const number = numberAt(lexemes, at)
  if (!number || number.digits.length > 8) return null
  const year = /^(?:19|20)\d\d$/.test(number.digits)
  if (number.amount && !year) return null
  return { from: at, to: number.to, kind: year ? 'year' : 'number' }
}

function ordinalEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const lexeme = lexemes[at]!
  if (ordinalWords.has(lexeme.key)) return at
  const next = lexemes[at + 1]
  if (!next) return null
  const unit = ordinalWords.get(next.key) ?? 99
  if (/^(?:twenty|thirty)$/.test(lexeme.key) && unit < 10 && /^[\s-]$/.test(next.gap)) return at + 1
  return lexeme.kind === 'digits' && next.gap === '' && /^(?:st|nd|rd|th)$/.test(next.key) ? at + 1 : null
}

/** The parts of a date that follow from lexeme `at` on, with no more than "the" and "of" before and between them. */
export function datePartsFrom(turn: Turn, at: number): DatePart[] {
  const parts: DatePart[] = []
  for (let i = at; i < turn.lexemes.length; i++) {
    if (parts.length > 0 && /[.?!;\n]\s/.test(turn.lexemes[i]!.gap)) break
    const part = datePartAt(turn, i)
    if (part) {
      parts.push(part)
      i = part.to
    } else if (!within.has(turn.lexemes[i]!.key)) break
  }
  return parts
}

/** All parts of a date in a turn that says nothing else; none when it does. */
export function datePartsAlone(turn: Turn): DatePart[] {
  const parts: DatePart[] = []
  for (let i = 0; i < turn.lexemes.length; i++) {
    const part = datePartAt(turn, i)
    if (part) {
      parts.push(part)
      i = part.to
    } else if (!within.has(turn.lexemes[i]!.key) && !beside.has(turn.lexemes[i]!.key)) return []
  }
  return parts
}

/** Neighbours among `parts` as one place each, with "the" before it; what was found before is left out. */
export function placesOf(turn: Turn, parts: readonly DatePart[]): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = []
  let last: DatePart | null = null
  for (const part of parts) {
    const between = last && turn.lexemes.slice(last.to + 1, part.from)
    const joined = last && last.kind !== 'found' && between?.every(({ key }) => within.has(key))
    if (part.kind === 'found') last = part
    else if (joined) places.at(-1)!.to = part.to
    else places.push({ from: startOf(turn, part.from), to: part.to })
    last = part
  }
  return places
}

function startOf({ lexemes }: Turn, from: number): number {
  return lexemes[from - 1]?.key === 'the' ? from - 1 : from
}
