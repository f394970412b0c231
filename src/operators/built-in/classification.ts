// A classification from scores: one place for what probabilities look like.
import type { Classification, Evidence } from '../../domain/operator-result.ts'

/** Nothing is certain, nothing is impossible. */
const least = 0.01

/** A classification by `label` with `confidence` (0..1); the rest goes to the other labels by their `weights` (equal
 * where there are none). No probability is 0 or 1, they sum to 1, and `label` has the greatest. */
export function classify(
  labels: readonly string[],
  found: { label: string; confidence: number; weights?: Record<string, number>; evidence?: Evidence[] },
): Classification {
  const { label, weights = {}, evidence } = found
  const others = labels.filter((one) => one !== label)
  const highest = 1 - least * others.length
  const confidence = Math.min(highest, Math.max(1 / labels.length + least, found.confidence))
  const free = 1 - confidence - least * others.length
  const sum = others.reduce((total, one) => total + (weights[one] ?? 1), 0)
  const share = (one: string) => (sum > 0 ? (weights[one] ?? 1) / sum : 1 / others.length)
  const spread = others.map(
    (one) => [one, Math.min(confidence - least / 2, least + free * share(one))] as const,
  )
  const rest = spread.reduce((total, [, probability]) => total + probability, 0)
  const all = new Map<string, number>([...spread, [label, 1 - rest]])
  return {
    kind: 'classification',
    label,
    probabilities: Object.fromEntries(labels.map((one) => [one, all.get(one) ?? least])),
    ...(evidence ? { evidence } : {}),
  }
}
