// Tells whether two channels hold the same sound, in one pass over the whole file, second by second: a file of an hour
// may be the same on both sides but for one sentence. The sound may come up to 10 ms later on one of them, and inverted.
import { findLag } from './sound-lag.ts'

const LONGEST_LAG_S = 0.01
/** Correlation from which on two sounds are the same. */
const SAME_SOUND_CORRELATION = 0.999
/** Mean square, over a second, below which a channel counts as silent (-80 dBFS): there correlation says nothing. */
const SILENT_POWER = 1e-8
/** Power of what one channel does not share with the other, from which on it may be speech (-70 dBFS). */
const DIFFERENT_POWER = 1e-7
/** How far the level of one channel may go up and down beside the other's (3.5 dB). Each party's echo on the other's
 * channel correlates, too, but is softer on the one with the first and on the other with the second. */
const MOST_LEVEL_CHANGE = 1.5
/** A lag is sought anew where the last one does not hold, so often at most: it is the costly part. */
const MOST_SEARCHES = 30

/** A running comparison of two channels. */
export interface ChannelComparison {
  /** Takes the next samples, as many of one channel as of the other. */
  add(left: Float32Array, right: Float32Array): void
  /** True when the channels were the same in some second (correlation above 0.999) and different in none, and no
   * channel became louder beside the other. To be asked once, at the end. */
  identical(): boolean
}

/** A second of both channels, with as much before and behind it as the sound may be shifted. */
interface Second {
  left: Float32Array
  right: Float32Array
  /** Samples of the second. */
  count: number
  /** Samples before and behind it. */
  reach: number
}

/** Starts a comparison; Pearson's correlation, so a different level or offset does not matter. Once a second differed,
 * what is added costs nothing. The first and last 10 ms of a file are not compared. */
export function createChannelComparison(sampleRateHz: number): ChannelComparison {
  const reach = Math.ceil(sampleRateHz * LONGEST_LAG_S)
  const buffer = () => new Float32Array(sampleRateHz + 2 * reach)
  const second: Second = { left: buffer(), right: buffer(), count: sampleRateHz, reach }
  const size = second.left.length
  const judge = createJudge(sampleRateHz)
  let filled = 0

  const judgeSecond = () => {
    judge.add(second)
    for (const samples of [second.left, second.right]) samples.copyWithin(0, size - 2 * reach)
    filled = 2 * reach
  }
  return {
    add(left, right) {
      for (let from = 0; from < left.length && !judge.differs(); ) {
        const count = Math.min(left.length - from, size - filled)
        second.left.set(left.subarray(from, from + count), filled)
        second.right.set(right.subarray(from, from + count), filled)
        filled += count
        from += count
        if (filled === size) judgeSecond()
      }
    },
    identical() {
      // What is left of the last second. At both ends of the file, what is shifted may have no counterpart.
      if (filled > 2 * reach && !judge.differs()) judge.add({ ...second, count: filled - 2 * reach })
      return judge.alike()
    },
  }
}

/** What a second tells: the same sound, so many times as loud on the right channel; another sound; or nothing. */
type Found = { level: number } | 'different' | 'unknown'

/** Collects what was found in one second after the other. */
function createJudge(sampleRateHz: number) {
  const levels = { least: Number.POSITIVE_INFINITY, most: 0 }
  let lag = 0
  let searches = 0
  let differed = false
  return {
    add(second: Second) {
      let found = compare(second, lag, sampleRateHz)
      if (found === 'different' && searches++ < MOST_SEARCHES) {
        const other = findLag(second)
        found = compare(second, other, sampleRateHz)
        if (found !== 'different') lag = other
      }
      if (found === 'different') differed = true
      else if (found !== 'unknown') {
        levels.least = Math.min(levels.least, found.level)
        levels.most = Math.max(levels.most, found.level)
        differed ||= levels.most > MOST_LEVEL_CHANGE * levels.least
      }
    },
    differs: () => differed,
    alike: () => levels.most > 0 && !differed,
  }
}

/** Compares a second of the left channel with the right channel `lag` samples later. Where both are the same, tells how
 * many times as loud the right one is. */
function compare({ left, right, count, reach }: Second, lag: number, sampleRateHz: number): Found {
  const own = sumsOf(left.subarray(reach, reach + count), right.subarray(reach + lag, reach + lag + count))
  // A last second that is not full counts for what it holds.
  const [powerLeft, powerRight] = [own.varianceLeft / sampleRateHz, own.varianceRight / sampleRateHz]
  const shared = own.covariance ** 2 / (own.varianceLeft * own.varianceRight || 1)
  const sound = powerLeft >= SILENT_POWER && powerRight >= SILENT_POWER
  if (sound && shared > SAME_SOUND_CORRELATION ** 2) return { level: Math.sqrt(powerRight / powerLeft) }
  return Math.max(powerLeft, powerRight) * (1 - shared) > DIFFERENT_POWER ? 'different' : 'unknown'
}

/** Variances and covariance of two pieces of equal length, each times that length. The sums are local variables, which
 * stay in registers. */
function sumsOf(left: Float32Array, right: Float32Array) {
  const count = left.length
  let [sumLeft, sumRight, leftSquared, rightSquared, product] = [0, 0, 0, 0, 0]
  for (let index = 0; index < count; index++) {
    const a = left[index]!
    const b = right[index]!
    sumLeft += a
    sumRight += b
    leftSquared += a * a
    rightSquared += b * b
    product += a * b
  }
  return {
    varianceLeft: leftSquared - sumLeft ** 2 / count,
    varianceRight: rightSquared - sumRight ** 2 / count,
    covariance: product - (sumLeft * sumRight) / count,
  }
}
