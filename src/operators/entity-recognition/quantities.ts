// Quantities: a number, in digits or words, with what it counts.
import { uncounted, units } from './definition.ts'

const ones = 'one|two|three|four|five|six|seven|eight|nine'
const teens = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'
const tens = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'
const below100 = `(?:(?:${tens})(?:[ -](?:${ones}))?|${teens}|${ones})`
const scale = '(?:hundred|thousand|million|billion|lakh|crore)'
const spoken = `(?:(?:a |one )?(?:half|quarter)(?: a| an)?|(?:a )?couple(?: of)?|(?:a |half a )?dozen|(?:${below100}|an?) ${scale}(?:(?: and)? (?:${below100})(?: ${scale})?)*(?: (?:and )?${below100})?|${below100}(?: point (?:zero |oh )?${below100})?(?: and a (?:half|quarter))?)`
const digits = '\\d+(?:,\\d{3})*(?:\\.\\d+)?(?: (?:hundred|thousand|million|billion|lakhs?|crores?))?'
/** Before a number: what shows that it goes on to the left, as digits of a code do. */
const notWithin = `(?<![\\w.,:/-])(?<!\\b(?:${ones}|zero|oh|number|\\d) )`
const number = `(?:${digits}|${spoken})`

const money = new RegExp(`${notWithin}[$€£₹]\\s?${digits}(?![\\d])`, 'gi')
const percent = /(?<![\w.,])\d+(?:\.\d+)?\s?%/g
const measured = new RegExp(
  `${notWithin}${number}[ -](?:(?:more|whole|full|extra|business|working|square|us|american) )?(?:${units.join('|')})(?: and (?:${number})? ?(?:cents?|minutes?|pence|inches|ounces))?(?![\\w])`,
  'gi',
)
const counted = new RegExp(`${notWithin}${number} (?:[a-z]{3,} )?([a-z]{2,}s)(?![\\w'’-])`, 'gi')

/** A passage by offsets. */
export interface Passage {
  start: number
  end: number
}

/** The quantities in `text`. */
export function findQuantities(text: string): Passage[] {
  const measures = [money, percent, measured].flatMap((pattern) => passagesOf(text, pattern))
  const counts = [...text.matchAll(counted)]
    .filter((match) => !uncounted.has(match[1]!.toLowerCase()))
    .map(toPassage)
  return [...measures, ...counts]
}

/** Where `pattern` matches in `text`. */
export function passagesOf(text: string, pattern: RegExp): Passage[] {
  return [...text.matchAll(pattern)].map(toPassage)
}

function toPassage(match: RegExpExecArray): Passage {
  return { start: match.index, end: match.index + match[0].length }
}
