// What one look for personal data works on: a text with its lexemes, and what was said just before it.
import type { PersonalDataSpan, PersonalDataType } from '../domain/sentence.ts'
import { type Lexeme, lexemesOf, MASK } from './lexeme.ts'
import { tokenPattern, typesOfTokens } from './token.ts'

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
  /** Types of personal data found in the last turns. */
  recent: ReadonlySet<PersonalDataType>
}

/** What a passage is made of. `found` are spans of `text` that are already known. */
export interface PassageInput {
  text: string
  before: string
  /** Types of personal data found in the last turns; tokens in `before` add theirs. */
  recent?: ReadonlySet<PersonalDataType>
  found: readonly PersonalDataSpan[]
  strict: boolean
}

/** Reads a text; tokens such as `[Name]` that stand in it are masked like `found`. */
export function readPassage({ text, before, recent, found, strict }: PassageInput): Passage {
  const masked = maskTokens(maskSpans(text, found))
  const lexemes = lexemesOf(masked)
  return {
    text: masked,
    lexemes,
    before: lexemesOf(maskTokens(before)),
    cased: hasCase(lexemes),
    strict,
    recent: new Set([...(recent ?? []), ...typesOfTokens(before)]),
  }
}

/** `text` with each character of `spans` replaced by {@link MASK}. */
export function maskSpans(text: string, spans: readonly PersonalDataSpan[]): string {
  const pieces: string[] = []
  let done = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= done) continue
    pieces.push(text.slice(done, Math.max(done, start)), MASK.repeat(end - Math.max(done, start)))
    done = end
  }
  return pieces.join('') + text.slice(done)
}

/** `text` with each token such as `[Name]` replaced by as many {@link MASK}. */
export function maskTokens(text: string): string {
  return text.replaceAll(tokenPattern(), (token) => MASK.repeat(token.length))
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
