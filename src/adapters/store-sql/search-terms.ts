// What a user typed, taken apart: alternatives of terms. PostgreSQL reads the same text itself (websearch_to_tsquery), but
// does not tell which part of it was a phrase.

/** A word or a phrase in quotes that must be there, or must not. */
export interface Term {
  text: string
  isPhrase: boolean
  isExcluded: boolean
}

/** The alternatives of `text`; all terms of one must hold. `NOT` and `AND` count as signs beside words in lower case, so
 * that who types in capitals alone is not misunderstood. */
export function parseTerms(text: string): Term[][] {
  const hasSigns = /\p{Ll}/u.test(text)
  const alternatives: Term[][] = [[]]
  let isExcluded = false
  for (const [, minus, phrase, word] of text.matchAll(/(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))/g)) {
    const isWord = phrase === undefined
    if (isWord && /^or$/i.test(word!)) alternatives.push([])
    else if (isWord && hasSigns && word === 'NOT') isExcluded = true
    else if (!(isWord && hasSigns && word === 'AND')) {
      const one = phrase ?? word!
      alternatives.at(-1)!.push({ text: one, isPhrase: !isWord, isExcluded: isExcluded || minus === '-' })
      isExcluded = false
    }
  }
  return alternatives.filter((terms) => terms.length > 0)
}

/** Their text as PostgreSQL reads it. */
export function termsText(alternatives: readonly Term[][]): string {
  const write = ({ text, isPhrase, isExcluded }: Term) =>
    `${isExcluded ? '-' : ''}${isPhrase ? `"${text}"` : text}`
  return alternatives.map((terms) => terms.map(write).join(' ')).join(' or ')
}
