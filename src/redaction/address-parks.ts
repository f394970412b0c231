// Places in parks of trailers and the like: "lot nineteen Whispering Pines Mobile Park", "space 41, Desert Palms Estates".
import { stopWords } from './address-words.ts'
import type { Lexeme } from './lexeme.ts'
import { numberRunsOf } from './number-run.ts'
import type { Passage } from './passage.ts'

const MOST_WORDS = 6
const NUMBER_LEXEMES = 6
const MOST_DIGITS = 4
const place =
  /^(?:apartment|apt|suite|lot|space|slip|site|pad|trailer|unit|cabin|bungalow|cottage|stall|berth)$/

/** The addresses of `passage` in such parks. */
export function parkAddresses({ lexemes }: Passage): { from: number; to: number }[] {
  return lexemes.flatMap(({ key }, from) => {
    const number = place.test(key) ? numberEnd(lexemes, from + 1) : null
    const to = number === null ? null : parkEnd(lexemes, number + 1)
    return to === null ? [] : [{ from, to }]
  })
}

function numberEnd(lexemes: readonly Lexeme[], at: number): number | null {
  const run = numberRunsOf(lexemes.slice(at, at + NUMBER_LEXEMES))[0]
  return run?.from === 0 && !run.unsure && run.digits.length <= MOST_DIGITS ? at + run.to : null
}

/** Where the name of a park ends that begins at `at`. */
function parkEnd(lexemes: readonly Lexeme[], at: number): number | null {
  for (let to = at + 1; to < lexemes.length && to - at <= MOST_WORDS; to++) {
    const { key, gap, kind } = lexemes[to]!
    if (kind !== 'word' || gap !== ' ' || stopWords.has(lexemes[to - 1]!.key)) return null
    const before = lexemes[to - 1]!.key
    const park = key === 'park' && /^(?:home|homes|trailer|mobile|rv|vehicle|caravan|camper)$/.test(before)
    const named =
      /^(?:campground|marina|estates|apartments|condos|condominiums|townhomes|lofts|towers)$/.test(key)
    if ((park && to - at > 1) || named) return to
  }
  return null
}
