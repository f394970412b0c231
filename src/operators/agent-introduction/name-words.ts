// Tells which words of a passage may be names, and puts stand-ins in their place that patterns can ask for.

import type { OperatorInput } from '../built-in-operator.ts'
import type { SentenceWord } from '../phrase-matching/sentence-words.ts'
import { stemOf } from '../phrase-matching/stems.ts'
import type { WordReader } from '../phrase-operator/find-phrases.ts'
import type { Passage } from '../phrase-operator/passages.ts'
import { firstNames } from './first-names.ts'

/** What patterns ask for: a name that is known as one, a word that is written as one, or either of them with 's: whose
 * name it is ("Harper's line") or what it is ("Lola's my name"). */
const nameWords = { known: 'knownname', maybe: 'maybename', owner: 'ownername' } as const

/** Written with a capital letter, and no name. */
const capitalized = new Set(
  `i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december english spanish american british german french italian dutch irish scottish welsh
  polish portuguese russian turkish greek chinese japanese korean indian mexican canadian australian brazilian arabic
  hindi european african asian hispanic latino jewish muslim christian catholic okay ok mr mrs ms miss dr doctor sir madam
  tv id pin it hr christmas easter`.split(/\s+/),
)

/** Reads the words of a passage with stand-ins for names. A word is known to be one when redaction says so or it is a
 * common first name, and may be one when it bears a capital letter within a sentence. */
export const readNameWords: WordReader = (passage, input) => {
  const spans = nameSpans(passage, input)
  const { full, text } = passage.sentence
  // In a text of capitalised words a capital letter tells nothing.
  const hasCase = /\p{Lu}/u.test(text) && (text.match(/(?<=^|\s)\p{Ll}/gu)?.length ?? 0) >= 2
  return full.map((word) => {
    const isSpan = spans.some(({ start, end }) => word.start < end && word.end > start)
    const isKnown = isSpan || firstNames.has(word.text)
    if (!isKnown && !(hasCase && isCapitalized(word, text))) return word
    if (/['’]s$/i.test(text.slice(word.start, word.end))) return standIn(word, nameWords.owner)
    return standIn(word, isKnown ? nameWords.known : nameWords.maybe)
  })
}

function nameSpans({ parts }: Passage, { personalData }: OperatorInput): { start: number; end: number }[] {
  return parts.flatMap(({ line, from }) =>
    (personalData[line.index] ?? [])
      .filter(({ type }) => type === 'NAME')
      .map(({ start, end }) => ({ start: start + from, end: end + from })),
  )
}

function isCapitalized({ start, stopBefore, text: word }: SentenceWord, text: string): boolean {
  const beginsSentence = start === 0 || stopBefore === 'hard'
  // The second word of a contraction stands at the place of the whole.
  const written = text.slice(start, start + word.length)
  const isWritten = written.toLowerCase() === word
  return !beginsSentence && isWritten && /^\p{Lu}/u.test(written) && !capitalized.has(word)
}

function standIn(word: SentenceWord, text: string): SentenceWord {
  return { ...word, text, stem: stemOf(text) }
}
