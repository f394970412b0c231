// Whether words are a number that is read out digit by digit, or what a recogniser makes of one.
import type { Word } from '../domain/sentence.ts'

const SPOKEN = /^(zero|oh?|one|two|three|four|five|six|seven|eight|nine|double|triple)$/
const FIGURES = /^\d+(-\d+)*$/
const FEWEST_DIGITS = 2
/** Share of the words that are digits; the others may be digits misheard ("in one say three days"). */
const LEAST_SHARE = 0.3

/** How most digits are written in `words`, if a good part of these, but not all, are digits: the others should be, too.
 * Null where that is not so. */
export function styleOfDigits(words: readonly Pick<Word, 'text'>[]): 'words' | 'figures' | null {
  const plain = words.map(({ text }) => bare(text))
  const spoken = plain.filter((word) => SPOKEN.test(word)).length
  const figures = plain.filter((word) => FIGURES.test(word)).length
  const digits = spoken + figures
  if (digits < FEWEST_DIGITS || digits < words.length * LEAST_SHARE || digits === words.length) return null
  return spoken >= figures ? 'words' : 'figures'
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]|^-+|-+$/g, '')
}
