// The calls that come in: from many accounts of very different size, of very different length, now and then a burst.
import type { RandomSource } from '../../src/testing/seeded-random.ts'

/** A call to transcribe. */
export interface Call {
  account: number
  createdS: number
  audioS: number
}

/** What comes. */
export interface LoadPlan {
  seconds: number
  callsPerS: number
  accounts: number
  /** So many calls of one account, all at once. */
  burst?: { atS: number; calls: number }
}

const STEPS = 2 ** 30
/** Logarithms of the lengths are normal: half of the calls are shorter than three minutes, 4 % longer than 15. */
const MEDIAN_S = 180
const SPREAD = 0.9
const LONGEST_S = 7200
/** Sizes of accounts are as 1, 1/2, 1/3 … (Zipf). The account of a burst is one more. */
const BURSTING = -1

/** A number between 0 and 1, neither included. */
export function fraction(random: RandomSource): number {
  return (random.integer(1, STEPS) - 0.5) / STEPS
}

/** A time to the next of events that have nothing to do with each other. */
export function exponential(random: RandomSource, mean: number): number {
  return -mean * Math.log(fraction(random))
}

/** Mean length of a call, in seconds, by drawing many. */
export function meanAudioS(random: RandomSource): number {
  const draws = 50_000
  let sum = 0
  for (let n = 0; n < draws; n++) sum += length(random)
  return sum / draws
}

/** Draws the calls of a plan, in the order in which they come. */
export function drawCalls(plan: LoadPlan, random: RandomSource): Call[] {
  const sizes = Array.from({ length: plan.accounts }, (_, n) => 1 / (n + 1))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const account = () => {
    let rest = fraction(random) * all
    const found = sizes.findIndex((size) => {
      rest -= size
      return rest < 0
    })
    return Math.max(0, found)
  }
  const calls: Call[] = []
  for (let atS = 0; ; ) {
    atS += exponential(random, 1 / plan.callsPerS)
    if (atS > plan.seconds) break
    calls.push({ account: account(), createdS: atS, audioS: length(random) })
  }
  for (let n = 0; n < (plan.burst?.calls ?? 0); n++)
    calls.push({ account: BURSTING, createdS: plan.burst!.atS, audioS: length(random) })
  return calls.sort((one, other) => one.createdS - other.createdS)
}

/** Whether a call belongs to the burst. */
export function ofBurst(call: Call): boolean {
  return call.account === BURSTING
}

function length(random: RandomSource): number {
  const normal = Math.sqrt(-2 * Math.log(fraction(random))) * Math.cos(2 * Math.PI * fraction(random))
  return Math.min(LONGEST_S, MEDIAN_S * Math.exp(SPREAD * normal))
}
