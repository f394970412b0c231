// Dynamic time warping of tokens against encoder frames.

/** First and last frame of one token, both inclusive. */
export interface FrameSpan {
  first: number
  last: number
}

const DIAGONAL = 0
const UP = 1
const LEFT = 2

/** Aligns the rows of `attention` (one per decoder step, the step that ends the text included) with the frames:
 * the path from the first row and frame to the last ones that gathers the most attention, never going back
 * (speech-and-media section 3.8). Returns the frames of each row. */
export function alignRows(attention: readonly Float32Array[]): FrameSpan[] {
  const rows = attention.length
  const frames = attention[0]?.length ?? 0
  if (rows === 0 || frames === 0) return []
  const steps = fillSteps(attention, frames)
  const spans = Array.from({ length: rows }, () => ({ first: frames, last: -1 }))
  let i = rows - 1
  let j = frames - 1
  while (i >= 0 && j >= 0) {
    const span = spans[i]!
    span.first = Math.min(span.first, j)
    span.last = Math.max(span.last, j)
    const step = steps[i * frames + j]
    if (step !== LEFT) i--
    if (step !== UP) j--
  }
  return spans
}

/** For each cell the step that led to it; ties prefer the diagonal, then up, then left. */
function fillSteps(attention: readonly Float32Array[], frames: number): Uint8Array {
  const steps = new Uint8Array(attention.length * frames)
  let above = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY)
  above[0] = 0
  attention.forEach((row, i) => {
    const here = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY)
    for (let j = 1; j <= frames; j++) {
      let best = above[j - 1]!
      let step = DIAGONAL
      if (above[j]! < best) {
        best = above[j]!
        step = UP
      }
      if (here[j - 1]! < best) {
        best = here[j - 1]!
        step = LEFT
      }
      here[j] = best - row[j - 1]!
      steps[i * frames + j - 1] = step
    }
    above = here
  })
  return steps
}
