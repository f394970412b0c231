// By how many samples a sound comes later on one channel than on the other.

/** Samples that are compared at every lag: enough to tell, few enough for a second to take milliseconds. */
const WINDOW = 8192

/** The lag, -`reach` to `reach`, at which `right`, that much later, is most like the `count` samples of `left` behind
 * `reach`: at their loudest, by the size of the correlation, so that an inverted sound is as good. Both hold `reach`
 * samples more behind those. Of lags that are equally good the shortest. */
export function findLag(second: {
  left: Float32Array
  right: Float32Array
  count: number
  reach: number
}): number {
  const { left, right, count, reach } = second
  const length = Math.min(WINDOW, count)
  const from = loudest(left.subarray(reach, reach + count), length)
  const own = withoutMean(left.subarray(reach + from, reach + from + length))
  const other = withoutMean(right.subarray(from, from + length + 2 * reach))
  const energy = runningEnergy(other)
  let best = { lag: 0, likeness: 0 }
  for (let step = 0; step <= 2 * reach; step++) {
    const lag = step % 2 === 0 ? -step / 2 : (step + 1) / 2
    const at = reach + lag
    const product = dot(own, other.subarray(at, at + length))
    const likeness = product ** 2 / (energy[at + length]! - energy[at]! || 1)
    if (likeness > best.likeness) best = { lag, likeness }
  }
  return best.lag
}

/** Where the loudest of the windows of `length` samples begins. */
function loudest(samples: Float32Array, length: number): number {
  let best = { from: 0, energy: -1 }
  for (let from = 0; from + length <= samples.length; from += length) {
    const window = samples.subarray(from, from + length)
    const energy = dot(window, window)
    if (energy > best.energy) best = { from, energy }
  }
  return best.from
}

function withoutMean(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length
  return samples.map((value) => value - mean)
}

/** Energy of the samples before each. */
function runningEnergy(samples: Float32Array): Float64Array {
  const energy = new Float64Array(samples.length + 1)
  for (let at = 0; at < samples.length; at++) energy[at + 1] = energy[at]! + samples[at]! ** 2
  return energy
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!
  return sum
}
