// How well an operator does on cases: recall and precision (language.md section 9).
import type { OperatorOutcome } from '../domain/operator-result.ts'
import type { Expectation } from './cases.ts'
import { isAmong } from './cases.ts'

/** Findings counted over cases: how many there are to be found, how many the operator claims, how many of these are
 * right. */
export interface Tally {
  expected: number
  claimed: number
  right: number
}

/** Labels that say that nothing out of the ordinary was found. */
const plainLabels = new Set([
  'not_voicemail',
  'NoClass',
  'EnglishConversation',
  'NoPasswordReset',
  'NoTransfer',
  'Ordinary',
])

/** Counts one case. An extraction claims a match or not, a classification any label that is not plain ("NoTransfer");
 * a text claims one thing, which is right when `wrong` is null; entities are counted one by one, of the claims only those
 * that the case names. */
export function tallyOf(outcome: OperatorOutcome, expect: Expectation, wrong: string | null): Tally {
  if (expect.extracts || expect.not_extracts) return tallyEntities(outcome, expect)
  if (expect.match !== undefined) {
    const claimed = outcome.kind === 'extraction' && outcome.match
    return toTally(expect.match, claimed, expect.match && claimed)
  }
  if (expect.label !== undefined) {
    const label = outcome.kind === 'classification' ? outcome.label : ''
    const claimed = !plainLabels.has(label)
    return toTally(!plainLabels.has(expect.label), claimed, claimed && label === expect.label)
  }
  return toTally(true, true, wrong === null)
}

function tallyEntities(outcome: OperatorOutcome, { extracts = {}, not_extracts = {} }: Expectation): Tally {
  const count = (texts: Record<string, string[]>) =>
    Object.entries(texts).flatMap(([name, wanted]) =>
      wanted.filter((text) => outcome.kind === 'extraction' && isAmong(outcome, name, text)),
    ).length
  const right = count(extracts)
  return { expected: Object.values(extracts).flat().length, claimed: right + count(not_extracts), right }
}

function toTally(expected: boolean, claimed: boolean, right: boolean): Tally {
  return { expected: Number(expected), claimed: Number(claimed), right: Number(right) }
}

/** Many tallies as one. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      expected: sum.expected + one.expected,
      claimed: sum.claimed + one.claimed,
      right: sum.right + one.right,
    }),
    { expected: 0, claimed: 0, right: 0 },
  )
}

/** Share 0..1 of what is to be found that is found; 1 when there is nothing to find. */
export function recallOf({ expected, right }: Tally): number {
  return expected === 0 ? 1 : right / expected
}

/** Share 0..1 of the claims that are right; 1 when nothing is claimed. */
export function precisionOf({ claimed, right }: Tally): number {
  return claimed === 0 ? 1 : right / claimed
}
