// How far word times are off: words heard are matched to the words said, and the starts of equal ones compared.
import type { Word } from '../domain/sentence.ts'
import { normaliseWords } from './word-errors.ts'

/** A word said, with the time at which it begins. */
export interface SaidWord {
  text: string
  startMs: number
}

/** A word heard: what was said at its place, if anything equal, and how far its start is off. */
export interface MatchedWord<W> {
  heard: W
  /** Heard minus said; null when the word is wrong. */
  startErrorMs: number | null
}

/** Matches words heard to words said, in order, with the fewest errors. Words whose normal form is empty, or is
 * several words ("4917"), are left out on both sides unless the reference spells them the same way. */
export function matchWords<W extends Pick<Word, 'text' | 'startMs'>>(
  said: readonly SaidWord[],
  heard: readonly W[],
): MatchedWord<W>[] {
  const expected = said.map((word) => normaliseWords(word.text).join(' '))
  const actual = heard.map((word) => normaliseWords(word.text).join(' '))
  const costs: Uint32Array[] = [Uint32Array.from(actual, (_, at) => at + 1)]
  const cost = (i: number, j: number): number => (i === 0 ? j : j === 0 ? i : costs[i]![j - 1]!)
  for (let i = 1; i <= expected.length; i++) {
    costs.push(new Uint32Array(actual.length))
    for (let j = 1; j <= actual.length; j++) {
      const change = cost(i - 1, j - 1) + (expected[i - 1] === actual[j - 1] ? 0 : 1)
      costs[i]![j - 1] = Math.min(change, cost(i - 1, j) + 1, cost(i, j - 1) + 1)
    }
  }
  const matched: MatchedWord<W>[] = []
  let [i, j] = [expected.length, actual.length]
  // Of equally cheap ways the one with the most equal words: leaving out and adding come before exchanging.
  while (j > 0) {
    const equal = i > 0 && expected[i - 1] === actual[j - 1]
    if (equal && cost(i, j) === cost(i - 1, j - 1)) {
      matched.push({ heard: heard[j - 1]!, startErrorMs: heard[j - 1]!.startMs - said[i - 1]!.startMs })
      i--
      j--
    } else if (i > 0 && cost(i, j) === cost(i - 1, j) + 1) i--
    else {
      matched.push({ heard: heard[j - 1]!, startErrorMs: null })
      if (cost(i, j) !== cost(i, j - 1) + 1) i--
      j--
    }
  }
  return matched.reverse()
}
