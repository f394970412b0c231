// The streets of a call: found once with a number, redacted where they are said again without one.
import { streetWords, waryStreetWords } from './address-words.ts'
import type { AnalysedSpan } from './analyse.ts'
import { type Lexeme, lexemesOf } from './lexeme.ts'
import type { ExaminedText } from './name-memory.ts'
import { numberAt } from './number-element.ts'
import { maskSpans, maskTokens } from './passage.ts'

/** Most words of a street's name. */
const MOST_WORDS = 4

/** The streets among the addresses of `texts`, as words joined by spaces: "west maple street", "maple street". */
export function streetsIn(texts: readonly ExaminedText[]): Set<string> {
  const streets = new Set<string>()
  for (const { text, spans } of texts) {
    for (const { start, end, type } of spans) {
      if (type === 'ADDRESS') for (const street of streetsOf(text.slice(start, end))) streets.add(street)
    }
  }
  return streets
}

function streetsOf(address: string): string[] {
  const lexemes = lexemesOf(address)
  const kind = lexemes.findIndex((lexeme, at) => at > 0 && isKind(lexeme) && isName(lexemes, at - 1))
  if (kind < 0) return []
  const streets: string[] = []
  for (let from = kind - 1; from >= 0 && kind - from <= MOST_WORDS && isName(lexemes, from); from--)
    streets.push(keysOf(lexemes.slice(from, kind + 1)))
  return streets
}

function isKind({ key }: Lexeme): boolean {
  return streetWords.has(key) || waryStreetWords.has(key)
}

function isName(lexemes: readonly Lexeme[], at: number): boolean {
  const { kind, key } = lexemes[at]!
  return kind === 'word' && key.length > 1 && numberAt(lexemes, at) === null
}

function keysOf(lexemes: readonly Lexeme[]): string {
  return lexemes.map(({ key }) => key).join(' ')
}

/** Where `text`, outside of `found`, names one of `streets`. */
export function knownStreetsIn(
  text: string,
  found: readonly AnalysedSpan[],
  streets: ReadonlySet<string>,
): AnalysedSpan[] {
  if (streets.size === 0) return []
  const lexemes = lexemesOf(maskTokens(maskSpans(text, found)))
  const spans: AnalysedSpan[] = []
  for (let at = 0; at < lexemes.length; at++) {
    const to = streetEnd(lexemes, at, streets)
    if (to === null) continue
    spans.push({ start: lexemes[at]!.start, end: lexemes[to]!.end, type: 'ADDRESS', sure: false })
    at = to
  }
  return spans
}

function streetEnd(lexemes: readonly Lexeme[], at: number, streets: ReadonlySet<string>): number | null {
  for (let to = at + MOST_WORDS; to > at; to--) {
    const words = lexemes.slice(at, to + 1)
    if (to >= lexemes.length || words.some(({ gap }, i) => i > 0 && !/^[ -]$/.test(gap))) continue
    if (streets.has(keysOf(words))) return to
  }
  return null
}
