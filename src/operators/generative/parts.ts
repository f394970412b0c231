// Cuts what is too long for one question into parts (language.md section 12).

/** How parts are cut. */
export interface PartRules {
  /** Largest part, in tokens as estimated by {@link estimateTokens}. */
  budgetTokens: number
  /** Lines that a part repeats of the one before. */
  overlap: number
}

/** About how many tokens a model makes of `text`: rather too many than too few. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3.5)
}

/** Lines in order, in as few parts as the rules allow; a line longer than the budget is a part of its own. Always at
 * least one part. */
export function cutIntoParts(lines: readonly string[], { budgetTokens, overlap }: PartRules): string[][] {
  const parts: string[][] = []
  let part: string[] = []
  let tokens = 0
  let fresh = 0
  for (const line of lines) {
    const size = estimateTokens(line) + 1
    if (fresh > 0 && tokens + size > budgetTokens) {
      parts.push(part)
      part = tailWithin(part, overlap, budgetTokens / 4)
      tokens = part.reduce((sum, one) => sum + estimateTokens(one) + 1, 0)
      fresh = 0
    }
    part.push(line)
    tokens += size
    fresh++
  }
  return [...parts, part]
}

function tailWithin(lines: readonly string[], count: number, maxTokens: number): string[] {
  const tail = count > 0 ? lines.slice(-count) : []
  while (tail.reduce((sum, line) => sum + estimateTokens(line) + 1, 0) > maxTokens) tail.shift()
  return tail
}
