// Tells whether two channels hold the same sound, in one pass over the whole file.

const SAME_SOUND_CORRELATION = 0.999
/** Mean square below which a channel counts as silent (-80 dBFS): there correlation says nothing. */
const SILENT_POWER = 1e-8

/** A running comparison of two channels. */
export interface ChannelComparison {
  add(left: Float32Array, right: Float32Array): void
  /** True when neither channel was silent and they correlate above 0.999. */
  identical(): boolean
}

/** Sums over one pair of samples after the other. */
interface Sums {
  count: number
  left: number
  right: number
  leftSquared: number
  rightSquared: number
  product: number
}

/** Starts a comparison; Pearson's correlation, so a different level or offset does not matter. */
export function createChannelComparison(): ChannelComparison {
  const total: Sums = { count: 0, left: 0, right: 0, leftSquared: 0, rightSquared: 0, product: 0 }
  return {
    add(left, right) {
      addSums(total, left, right)
    },
    identical() {
      if (total.count === 0) return false
      const meanLeft = total.left / total.count
      const meanRight = total.right / total.count
      const varianceLeft = total.leftSquared / total.count - meanLeft ** 2
      const varianceRight = total.rightSquared / total.count - meanRight ** 2
      if (varianceLeft < SILENT_POWER || varianceRight < SILENT_POWER) return false
      const covariance = total.product / total.count - meanLeft * meanRight
      return covariance / Math.sqrt(varianceLeft * varianceRight) > SAME_SOUND_CORRELATION
    },
  }
}

/** Sums up in local variables, which stay in registers, and touches the totals once. */
function addSums(total: Sums, left: Float32Array, right: Float32Array): void {
  let [sumLeft, sumRight, leftSquared, rightSquared, product] = [0, 0, 0, 0, 0]
  for (let index = 0; index < left.length; index++) {
    const a = left[index]!
    const b = right[index]!
    sumLeft += a
    sumRight += b
    leftSquared += a * a
    rightSquared += b * b
    product += a * b
  }
  total.count += left.length
  total.left += sumLeft
  total.right += sumRight
  total.leftSquared += leftSquared
  total.rightSquared += rightSquared
  total.product += product
}
