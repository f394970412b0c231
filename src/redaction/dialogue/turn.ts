// One turn of a call as rules over a dialogue read it: its words, and what was found in it.
import type { PersonalDataType } from '../../domain/sentence.ts'
import type { AnalysedSpan } from '../analyse.ts'
import { isAside } from '../asides.ts'
import { type Lexeme, lexemesOf } from '../lexeme.ts'
import type { NumberRun } from '../number-row.ts'
import { numberRunsOf } from '../number-run.ts'
import { maskSpans, maskTokens } from '../passage.ts'

/** What one party said, with what was found in it. */
export interface Turn {
  channel: number
  text: string
  lexemes: readonly Lexeme[]
  /** The folded words joined by single spaces, with one at both ends. */
  said: string
  spans: readonly AnalysedSpan[]
  /** The rows of numbers among the lexemes. */
  numbers: readonly NumberRun[]
}

/** Lexemes `from` to `to` of turn `turn`, both included, as an answer. */
export interface Answer {
  turn: number
  from: number
  to: number
  type: PersonalDataType
}

/** Reads one turn; what was found in it is masked. */
export function turnOf(said: { channel: number; text: string; spans: readonly AnalysedSpan[] }): Turn {
  const lexemes = lexemesOf(maskTokens(maskSpans(said.text, said.spans)))
  let runs: NumberRun[] | null = null
  return {
    channel: said.channel,
    text: said.text,
    spans: [...said.spans],
    lexemes,
    said: ` ${lexemes.map(({ key }) => key).join(' ')} `,
    get numbers() {
      runs ??= numberRunsOf(lexemes)
      return runs
    },
  }
}

/** The type of what lexeme `at` hides, null when it hides nothing. */
export function maskedType({ lexemes, spans }: Turn, at: number): PersonalDataType | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'masked') return null
  return spans.find(({ start, end }) => start < lexeme.end && lexeme.start < end)?.type ?? null
}

/** `answer` without what was found in its turn before; names and towns are no hindrance. */
export function freeParts(found: Turn, { turn, from, to, type }: Answer): Answer[] {
  const parts: Answer[] = []
  let open: Answer | null = null
  for (let at = from; at <= to; at++) {
    const hides = maskedType(found, at)
    if (found.lexemes[at]!.kind === 'masked' && hides !== 'NAME' && hides !== 'CITY') open = null
    else if (open) open.to = at
    else {
      open = { turn, from: at, to: at, type }
      parts.push(open)
    }
  }
  return parts
}

/** True when a turn that brought something up asks for something else in a later sentence; `end` is where its words are,
 * as an offset of `said`. */
export function turnsAway({ lexemes, text, said }: Turn, end: number): boolean {
  const behind = said.slice(0, end).trim().split(' ').length
  const next = lexemes.findIndex(({ gap }, at) => at >= behind && /[.?!;]/.test(gap))
  if (next < 0) return false
  const rest = text.slice(lexemes[next]!.start)
  return (
    rest.includes('?') && !isAside(rest) && !/\b(?:it|that|this|tell me|confirm|verify|spell)\b/i.test(rest)
  )
}
