// From the model's own probabilities to how often it is right. The model is honest where it is sure and too modest
// where it is not: words of probability 0.5 are right in two cases of three.

/** Measured on 3,800 words of read, telephone, call, noisy and digit speech: probability of a word (geometric mean of
 * its tokens), and the share of such words that were right. */
const measured: readonly (readonly [probability: number, right: number])[] = [
  [0, 0.2],
  [0.25, 0.42],
  [0.45, 0.63],
  [0.55, 0.71],
  [0.66, 0.76],
  [0.75, 0.83],
  [0.86, 0.89],
  [0.985, 0.976],
  [1, 0.99],
]

/** The confidence to report for a word that the model gives `probability` (0..1): on speech like that which it was
 * measured on, this share of such words is right. Never falls with rising probability. */
export function calibrated(probability: number): number {
  const above = measured.findIndex(([at]) => at >= probability)
  if (above <= 0) return measured[0]![1]
  const [from, low] = measured[above - 1]!
  const [to, high] = measured[above]!
  return low + ((probability - from) / (to - from)) * (high - low)
}
