// Waveform peaks of a channel: a fixed number of values, each the sample of its stretch that is furthest from zero.
import { PEAK_COUNT } from '../../ports/renditions.ts'

const FULL_SCALE = 32_768

/** Takes a channel in blocks, in order, and gives its peaks at the end. */
export interface PeakMeter {
  add(block: Int16Array): void
  /** Values −1 to 1, rounded to thousandths. */
  peaks(): number[]
}

/** Makes the meter of a channel of `sampleCount` samples. Where there are fewer samples than peaks, each sample stands
 * for several. */
export function createPeakMeter(sampleCount: number): PeakMeter {
  const furthest = new Int16Array(PEAK_COUNT)
  const stretchOf = (sample: number) => Math.floor((sample * PEAK_COUNT) / sampleCount)
  const firstOf = (stretch: number) => Math.ceil((stretch * sampleCount) / PEAK_COUNT)
  let position = 0
  return {
    add(block) {
      const end = Math.min(position + block.length, sampleCount)
      for (let at = position; at < end; ) {
        const stretch = stretchOf(at)
        const next = Math.min(end, Math.max(at + 1, firstOf(stretch + 1)))
        const value = furthestOf(block.subarray(at - position, next - position), furthest[stretch]!)
        const last = Math.max(stretch, stretchOf(next) - 1)
        furthest.fill(value, stretch, Math.min(PEAK_COUNT, last + 1))
        at = next
      }
      position = end
    },
    peaks: () => Array.from(furthest, (value) => Math.round((value / FULL_SCALE) * 1000) / 1000 || 0),
  }
}

function furthestOf(samples: Int16Array, known: number): number {
  let best = known
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at]!
    if (Math.abs(value) > Math.abs(best)) best = value
  }
  return best
}
