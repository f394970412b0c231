// TextRank: how central each statement is, from the words it shares with the others.
import type { Statement } from './statements.ts'

const damping = 0.85
const rounds = 20
/** Comparing all with all grows with the square; of longer calls only so many of the richest are compared. */
const mostCompared = 400

/** The rank of each statement, 1 for the most central, 0 for those that share nothing with any other. */
export function rankOf(statements: readonly Statement[]): Map<Statement, number> {
  const compared = statements.toSorted((a, b) => b.stems.size - a.stems.size).slice(0, mostCompared)
  const links = compared.map((one) => compared.map((other) => (one === other ? 0 : likeness(one, other))))
  const sums = links.map((row) => row.reduce((sum, link) => sum + link, 0))
  let ranks = compared.map(() => 1)
  for (let round = 0; round < rounds; round++) {
    ranks = links.map(
      (row) =>
        1 -
        damping +
        damping * row.reduce((sum, link, from) => sum + share(link, sums[from]!) * ranks[from]!, 0),
    )
  }
  const alone = 1 - damping
  const highest = Math.max(0, ...ranks) - alone
  return new Map(compared.map((statement, at) => [statement, share(ranks[at]! - alone, highest)]))
}

function share(link: number, sum: number): number {
  return sum > 0 ? link / sum : 0
}

/** Shared stems against length, as in the TextRank paper; 0 where a statement is too short to compare. */
function likeness({ stems: one }: Statement, { stems: other }: Statement): number {
  if (one.size < 2 || other.size < 2) return 0
  let shared = 0
  for (const stem of one) if (other.has(stem)) shared++
  return shared / (Math.log(one.size) + Math.log(other.size))
}

/** The share of what `one` is about that `other` tells as well. */
export function coveredBy({ stems: one }: Statement, { stems: other }: Statement): number {
  return one.size === 0 ? 0 : [...one].filter((stem) => other.has(stem)).length / one.size
}
