// Words in place of digits at the ends of a long number: "for one five five …", "… five five for for".
import type { Lexeme } from './lexeme.ts'
import type { NumberElement } from './number-element.ts'
import type { NumberRun } from './number-row.ts'
import { slipWords } from './number-words.ts'

/** Fewest digits of a number whose ends are looked at, without what is found there and with it. */
const LEAST_DIGITS = 5
const LEAST_IN_ALL = 8
const MOST_WORDS = 6

/** Words behind which a number begins. */
const begins =
  /^(?:is|was|'s|it's|number|digits|yes|yeah|okay|ok|uh|um|sure|card|visa|mastercard|amex|ssn|social|phone|cell|mobile|at|on|with)$/
/** Words that may follow a number at its end. */
const follows = /^(?:please|thanks|thank|okay|ok|uh|um|yes|yeah|right|that's|that)$/

/** `run` with the misheard digits right before and behind it. */
export function withMisheardEnds(lexemes: readonly Lexeme[], run: NumberRun): NumberRun {
  if (run.digits.length < LEAST_DIGITS || run.elements.length < 4) return run
  if (!run.unsure && /^(?:10|16)$/.test(String(run.digits.length))) return run
  const before = leading(lexemes, run.from)
  const behind = trailing(lexemes, run.to)
  const more = before.length + behind.length
  if (more === 0 || run.digits.length + more < LEAST_IN_ALL) return run
  const elements = [...before, ...run.elements, ...behind]
  const digits = (some: readonly NumberElement[]) => some.map((one) => one.digits).join('')
  return {
    ...run,
    from: elements[0]!.from,
    to: elements.at(-1)!.to,
    digits: digits(before) + run.digits + digits(behind),
    groups: [],
    elements,
    unsure: true,
  }
}

function leading(lexemes: readonly Lexeme[], from: number): NumberElement[] {
  let first = from
  while (first > 0 && from - first < MOST_WORDS && isSlip(lexemes, first - 1, lexemes[first]!)) first--
  const before = lexemes[first - 1]
  const starts =
    !before || /[.?!:\n]/.test(lexemes[first]!.gap) || begins.test(before.key) || before.kind === 'masked'
  return starts ? misheard(lexemes, first, from - 1) : []
}

function trailing(lexemes: readonly Lexeme[], to: number): NumberElement[] {
  let last = to
  while (last + 1 < lexemes.length && last - to < MOST_WORDS) {
    if (!isSlip(lexemes, last + 1, lexemes[last + 1]!)) break
    last++
  }
  const next = lexemes[last + 1]
  const ends = !next || /[,.?!;:\n]/.test(next.gap) || follows.test(next.key)
  return ends ? misheard(lexemes, to + 1, last) : []
}

/** A slip word, or an "oh" among them, with no more than a space or a comma in the gap of `right`. */
function isSlip(lexemes: readonly Lexeme[], at: number, right: Lexeme): boolean {
  return digitOf(lexemes[at]!) !== undefined && /^,?[ -]$/.test(right.gap)
}

function digitOf({ key }: Lexeme): string | undefined {
  return slipWords.get(key) ?? (/^oh?$/.test(key) ? '0' : undefined)
}

function misheard(lexemes: readonly Lexeme[], from: number, to: number): NumberElement[] {
  return lexemes.slice(from, to + 1).map((lexeme, i) => ({
    from: from + i,
    to: from + i,
    digits: digitOf(lexeme)!,
    single: true,
    figures: false,
    amount: false,
  }))
}
