// A matched passage of one sentence, and the choice among passages that overlap.

/** A passage. `start` and `end` are UTF-16 offsets in the sentence; `probability` that it is what was looked for is
 * above 0 and below 1. */
export interface Hit {
  start: number
  end: number
  probability: number
}

/** The hits that stay when none may overlap: the most probable first, then the leftmost, then the longest; in order
 * of their place in the sentence. */
export function withoutOverlaps(hits: readonly Hit[]): Hit[] {
  const ranked = hits.toSorted((a, b) => b.probability - a.probability || a.start - b.start || b.end - a.end)
  const kept: Hit[] = []
  for (const hit of ranked) {
    if (kept.every((other) => hit.end <= other.start || hit.start >= other.end)) kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}
