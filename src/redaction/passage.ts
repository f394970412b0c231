// What one look for personal data works on: a text with its lexemes, and what was said just before it.
import type { PersonalDataSpan } from '../domain/sentence.ts'
import { type Lexeme, lexemesOf, MASK } from './lexeme.ts'
import { anyToken } from './token.ts'

/** A text under examination. */
export interface Passage {
  /** The text with {@link MASK} over everything already found; offsets are those of the original. */
  text: string
  lexemes: Lexeme[]
  /** Lexemes of what was said before, nearest last. */
  before: Lexeme[]
  /** Whether capitals say anything: false for text in one case. */
  cased: boolean
  strict: boolean
}

/** What a passage is made of. `found` are spans of `text` that are already known. */
export interface PassageInput {
  text: string
  before: string
  found: readonly PersonalDataSpan[]
  strict: boolean
}

/** Reads a text; tokens such as `[Name]` that stand in it are masked like `found`. */
export function readPassage({ text, before, found, strict }: PassageInput): Passage {
  const masked = maskTokens(maskSpans(text, found))
  const lexemes = lexemesOf(masked)
  return { text: masked, lexemes, before: lexemesOf(maskTokens(before)), cased: hasCase(lexemes), strict }
}

/** `text` with each character of `spans` replaced by {@link MASK}. */
export function maskSpans(text: string, spans: readonly PersonalDataSpan[]): string {
  let masked = text
  for (const { start, end } of spans) {
    masked = masked.slice(0, start) + MASK.repeat(end - start) + masked.slice(end)
  }
  return masked
}

/** `text` with each token such as `[Name]` replaced by as many {@link MASK}. */
export function maskTokens(text: string): string {
  return text.replaceAll(anyToken, (token) => MASK.repeat(token.length))
}

function hasCase(lexemes: readonly Lexeme[]): boolean {
  const words = lexemes.filter(({ kind, text }) => kind === 'word' && text.length > 1)
  const capitals = words.filter(({ capital }) => capital)
  return capitals.length > 0 && words.some(({ text }) => text !== text.toUpperCase())
}

/** True when a sentence may end, or a line does, between this lexeme and the one before it. */
export function breaksBefore({ gap }: Lexeme): boolean {
  return /[.?!;:|>\n]/.test(gap)
}

/** The span from lexeme `from` to lexeme `to`, both included. */
export function spanOf(
  passage: Passage,
  found: { from: number; to: number },
): { start: number; end: number } {
  return { start: passage.lexemes[found.from]!.start, end: passage.lexemes[found.to]!.end }
}
