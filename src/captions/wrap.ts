// Lines of a caption.
import { clings } from './phrases.ts'

/** Longest line, in characters. */
export const LINE_CHARACTERS = 42

/** So many characters more in the longer line are better than a word cut off from its phrase. */
const CLINGING_CHARACTERS = 8

/** Puts texts on at most two lines, as even as they get. A text that is longer than a line has one to itself.
 * @param taken characters of the first line that something else needs
 * @returns null when they do not fit */
export function wrap(texts: readonly string[], taken = 0): string[] | null {
  const whole = texts.join(' ')
  if (texts.length <= 1 || taken + whole.length <= LINE_CHARACTERS) return [whole]
  const cuts = texts.slice(1).map((_, at) => {
    const [first, second] = [texts.slice(0, at + 1).join(' '), texts.slice(at + 1).join(' ')]
    const longest = Math.max(taken + first.length, second.length)
    return { lines: [first, second], longest, cost: longest + (clings(texts[at]!) ? CLINGING_CHARACTERS : 0) }
  })
  const possible = cuts.filter(({ longest }) => longest <= LINE_CHARACTERS)
  return possible.toSorted((a, b) => a.cost - b.cost)[0]?.lines ?? null
}
