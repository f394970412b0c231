// The pieces of a sentence that are never cut: words, and tokens like `[Name]`, with their times.
import { type CaptionSentence, oneLine } from './caption-source.ts'

/** A piece of text that stays on one line; times in whole milliseconds. */
export interface Atom {
  text: string
  startMs: number
  endMs: number
}

// A token may hold spaces, as in `[Redacted: name]`.
const pieces = /(?:\[[^[\]]*\]|\S)+/g

/** The atoms of a sentence, in order; none when it has no text. Their times are those of its words where the words
 * make up the text, else each gets its share of the sentence by length. */
export function atomsOf(sentence: CaptionSentence): Atom[] {
  const text = oneLine(sentence.text)
  const words = sentence.words
    .map((word) => ({ ...word, text: oneLine(word.text) }))
    .filter(({ text }) => text)
  const spoken = words.map(({ text }) => text).join(' ') === text
  return spoken ? words.map(wholeMs) : shared(text, sentence)
}

function wholeMs({ text, startMs, endMs }: Atom): Atom {
  const start = Math.round(startMs)
  return { text, startMs: start, endMs: Math.max(start, Math.round(endMs)) }
}

function shared(text: string, { startMs, endMs }: CaptionSentence): Atom[] {
  const msAt = (place: number) => startMs + ((endMs - startMs) * place) / text.length
  return [...text.matchAll(pieces)].map((match) =>
    wholeMs({ text: match[0], startMs: msAt(match.index), endMs: msAt(match.index + match[0].length) }),
  )
}
