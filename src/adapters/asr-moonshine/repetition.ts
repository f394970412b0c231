// Finds a decoder that goes round in circles (speech-and-media section 3.10, guard 4). Confidence does not
// reveal it: a sentence repeated to the end of a clip had 0.96.

const MAX_UNIT = 24

/** How often a unit of `length` tokens must follow itself before it counts as a loop: people do say "no, no, no". */
function repeatsAllowed(length: number): number {
  if (length === 1) return 6
  return length <= 3 ? 4 : 3
}

/** Looks at the end of `tokens`: when it is one unit repeated back to back too often, returns how many tokens to
 * keep (everything up to the end of the unit's first occurrence), else null. */
export function repetitionStart(tokens: readonly number[]): number | null {
  for (let length = 1; length <= MAX_UNIT; length++) {
    const repeats = repeatsAllowed(length)
    const span = length * repeats
    if (span > tokens.length) break
    const from = tokens.length - span
    let same = true
    for (let at = from + length; at < tokens.length && same; at++) same = tokens[at] === tokens[at - length]
    if (same) return from + length
  }
  return null
}
