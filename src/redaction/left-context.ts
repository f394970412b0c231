// What was said to the left of a place, as one string in which cues are looked for.
import type { Lexeme } from './lexeme.ts'
import { digitWords, teenWords, tensWords } from './number-words.ts'
import type { Passage } from './passage.ts'

/** How many words of the passage itself, and of passage and earlier speech together, count as near. */
const OWN_WORDS = 14
const ALL_WORDS = 30
/** Most lexemes that are looked at, numbers included. */
const MOST_LEXEMES = 150

/** Separates what was said before from the passage. */
export const TURN = '¶'

/** The folded words left of lexeme `at`, joined by single spaces, with a space at both ends. Numbers are `#`, of
 * which several in a row count once and not as words. Earlier speech is added when the passage itself is short. */
export function leftContext(passage: Passage, at: number): string {
  const words: string[] = []
  let counted = 0
  const take = (lexemes: readonly Lexeme[], from: number, most: number) => {
    for (let i = from; i >= 0 && from - i < MOST_LEXEMES && counted < most; i--) {
      const { key } = lexemes[i]!
      if (!isNumber(lexemes[i]!)) {
        words.push(key)
        counted++
      } else if (words.at(-1) !== '#') words.push('#')
    }
  }
  take(passage.lexemes, at - 1, OWN_WORDS)
  if (counted < OWN_WORDS && passage.before.length > 0) {
    words.push(TURN)
    take(passage.before, passage.before.length - 1, ALL_WORDS)
  }
  return ` ${words.reverse().join(' ')} `
}

function isNumber({ kind, key }: Lexeme): boolean {
  return kind === 'digits' || (key !== 'o' && digitWords.has(key)) || teenWords.has(key) || tensWords.has(key)
}

/** Where the last match of a global `pattern` in `context` ends, as a distance in words from the end of the
 * context; infinite without a match. */
export function cueDistance(context: string, pattern: RegExp): number {
  let end = -1
  for (const match of context.matchAll(pattern)) end = match.index + match[0].length
  if (end < 0) return Number.POSITIVE_INFINITY
  return context
    .slice(end)
    .split(' ')
    .filter((word) => word !== '' && word !== '#').length
}
