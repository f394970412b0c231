// Whether two passages belong to one clause, as far as words tell: recognisers set commas by chance.
import type { SentenceWord } from '../phrase-matching/sentence-words.ts'

/** Offsets of a passage in its sentence. */
interface Place {
  start: number
  end: number
}

const joining = new Set('and but so because then or'.split(' '))
/** What a clause of its own begins with after "and" or "so": "salt and pepper" are no two clauses. */
const beginning = new Set(
  `i we you he she it they there that this let please can could would will may just my your now if when do get give put
  take`.split(/\s+/),
)

/** Whether `one` and `other` overlap, or no new clause begins between them. */
export function areInOneClause(one: Place, other: Place, words: readonly SentenceWord[]): boolean {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one]
  return !words.some((word, at) => {
    const isBetween = word.start >= first.end && word.start <= second.start
    return isBetween && beginsClause(words, at, second.start)
  })
}

/** @param next where the second passage begins: right after "and" it is a clause */
function beginsClause(words: readonly SentenceWord[], at: number, next: number): boolean {
  const word = words[at]!
  if (word.stopBefore !== null) return true
  const before = words[at - 1]
  if (!before || !joining.has(before.text)) return word.text === 'but' || word.text === 'because'
  return beginning.has(word.text) || word.start === next
}
