// Text as a row of lexemes: words, digits, "@" and masked places, each with its offsets. Nothing here changes the
// text, so an offset found in any later step is an offset of the original.
import { fold } from './fold.ts'

/** One piece of a text. */
export interface Lexeme {
  /** UTF-16 offsets; `end` is exclusive. */
  start: number
  end: number
  text: string
  /** What is compared: folded letters, digits, `@`, or {@link MASK} for a masked place. */
  key: string
  kind: 'word' | 'digits' | 'at' | 'masked'
  /** The text between the previous lexeme (or the start) and this one. */
  gap: string
  /** True when the first letter is upper case. */
  capital: boolean
}

/** Stands for each character of a place that is already known to be personal data. */
export const MASK = '\ufffc'

const pieces = /(?<masked>\ufffc+)|(?<digits>\d+)|(?<word>[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)|(?<at>@)/gu

/** The lexemes of `text` in order. A possessive or contracted "'s" is one of its own. */
export function lexemesOf(text: string): Lexeme[] {
  const lexemes: Lexeme[] = []
  const add = (kind: Lexeme['kind'], start: number, piece: string) => {
    const gap = text.slice(lexemes.at(-1)?.end ?? 0, start)
    const key = kind === 'masked' ? MASK : kind === 'word' ? fold(piece) : piece
    const capital = kind === 'word' && /^\p{Lu}/u.test(piece)
    lexemes.push({ start, end: start + piece.length, text: piece, key, kind, gap, capital })
  }
  for (const { 0: piece, index, groups } of text.matchAll(pieces)) {
    const kind = groups?.word ? 'word' : groups?.digits ? 'digits' : groups?.at ? 'at' : 'masked'
    const possessive = kind === 'word' && piece.length > 2 && /['’]s$/i.test(piece)
    if (!possessive) add(kind, index, piece)
    else {
      add('word', index, piece.slice(0, -2))
      add('word', index + piece.length - 2, piece.slice(-2))
    }
  }
  return lexemes
}

/** True where a phrase ends before `next`: at a mark, or with the text. */
export function isEnd(next: Lexeme | undefined): boolean {
  return next === undefined || /[,.?!;\n]/.test(next.gap)
}
