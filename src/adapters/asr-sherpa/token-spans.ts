// Which tokens make up which word. Both are measured in UTF-8 bytes without blanks, because a token may be a part of a
// character; where the text was rewritten after decoding (numbers, for one) the places are in proportion.

/** First and last token of a word, both inclusive. */
export interface TokenSpan {
  first: number
  last: number
}

/** The tokens of each of `words`, which follow each other in the text; null when the tokens hold no text. */
export function tokenSpans(words: readonly string[], tokens: readonly string[]): TokenSpan[] | null {
  const ends: number[] = []
  let total = 0
  for (const token of tokens) {
    total += tokenBytes(token)
    ends.push(total)
  }
  const textBytes = words.reduce((sum, word) => sum + Buffer.byteLength(word), 0)
  if (total === 0 || textBytes === 0) return null
  let offset = 0
  return words.map((word) => {
    const from = offset
    offset += Buffer.byteLength(word)
    // Whole numbers, so that nothing is rounded across a border: token bytes × text bytes.
    const first = ends.findIndex((end) => end * textBytes > from * total)
    const last = ends.findIndex((end) => end * textBytes >= offset * total)
    return { first, last: Math.max(first, last) }
  })
}

function tokenBytes(token: string): number {
  return /^<0x[0-9A-F]{2}>$/.test(token) ? 1 : Buffer.byteLength(token.replace(/[\s\u2581]/g, ''))
}
