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

/** Starts a comparison; Pearson's correlation, so a different level or offset does not matter. */
export function createChannelComparison(): ChannelComparison {
  let count = 0
  let sumLeft = 0
  let sumRight = 0
  let powerLeft = 0
  let powerRight = 0
  let product = 0
  return {
    add(left, right) {
      for (let index = 0; index < left.length; index++) {
        const a = left[index]!
        const b = right[index]!
        sumLeft += a
        sumRight += b
        powerLeft += a * a
        powerRight += b * b
        product += a * b
      }
      count += left.length
    },
    identical() {
      if (count === 0) return false
      const varianceLeft = powerLeft / count - (sumLeft / count) ** 2
      const varianceRight = powerRight / count - (sumRight / count) ** 2
      if (varianceLeft < SILENT_POWER || varianceRight < SILENT_POWER) return false
      const covariance = product / count - (sumLeft / count) * (sumRight / count)
      return covariance / Math.sqrt(varianceLeft * varianceRight) > SAME_SOUND_CORRELATION
    },
  }
}
