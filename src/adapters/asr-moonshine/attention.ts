// Cross-attention of one decoder step, reduced to one number per encoder frame as soon as it is known, so that
// a batch never holds the attention of every head.

const FILTER_WIDTH = 7

/** Attention of the alignment heads at one step: float [rows, heads, 1, frames]. */
export interface StepAttention {
  data: Float32Array
  heads: number
  frames: number
}

/** Which part of a batch is wanted: row number and that row's own frames, without padding. */
export interface RowFrames {
  row: number
  frames: number
}

/** Sums the normalised attention of all heads for one row: each head is z-scored over the row's own frames, the sum
 * is smoothed by a median filter. */
export function reduceAttention(attention: StepAttention, { row, frames }: RowFrames): Float32Array {
  const sum = new Float32Array(frames)
  for (let head = 0; head < attention.heads; head++) {
    addZScores(sum, attention.data, (row * attention.heads + head) * attention.frames)
  }
  return medianFilter(sum)
}

function addZScores(sum: Float32Array, data: Float32Array, offset: number) {
  const frames = sum.length
  let total = 0
  let squares = 0
  for (let j = 0; j < frames; j++) {
    const value = data[offset + j]!
    total += value
    squares += value * value
  }
  const mean = total / frames
  const scale = 1 / Math.max(Math.sqrt(Math.max(0, squares / frames - mean * mean)), 1e-10)
  for (let j = 0; j < frames; j++) sum[j]! += (data[offset + j]! - mean) * scale
}

/** Median over {@link FILTER_WIDTH} frames with reflected edges; short rows stay as they are. */
export function medianFilter(values: Float32Array): Float32Array {
  const half = FILTER_WIDTH >> 1
  const last = values.length - 1
  if (last < half) return values
  const window = new Float32Array(FILTER_WIDTH)
  return values.map((_, at) => {
    for (let k = -half; k <= half; k++) {
      const j = at + k
      window[k + half] = values[j < 0 ? -j : j > last ? 2 * last - j : j]!
    }
    return window.sort()[half]!
  })
}
