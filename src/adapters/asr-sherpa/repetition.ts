// Finds a text that goes round in circles, by its words.

const MAX_UNIT = 24

/** How often a unit of `length` words must follow itself before it counts as a loop: people do say "no, no, no". */
function repeatsAllowed(length: number): number {
  if (length === 1) return 6
  return length <= 3 ? 4 : 3
}

/** The number of words to keep of a text that begins to repeat itself: all up to the end of the first occurrence of
 * the repeated unit. Null when nothing repeats. Case and punctuation do not count. */
export function wordsBeforeLoop(words: readonly string[]): number | null {
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || word)
  for (let end = 1; end <= plain.length; end++) {
    const keep = loopEndingAt(plain, end)
    if (keep !== null) return keep
  }
  return null
}

function loopEndingAt(words: readonly string[], end: number): number | null {
  for (let length = 1; length <= MAX_UNIT; length++) {
    const from = end - length * repeatsAllowed(length)
    if (from < 0) break
    let same = true
    for (let at = from + length; at < end && same; at++) same = words[at] === words[at - length]
    if (same) return from + length
  }
  return null
}
