// The words of a sentence with the signs that stand between them in its text: words are without the full stop behind a
// token, for instance. Pure.
import type { Sentence, Word } from '../wire.ts'

/** The same sentence whose words, joined by blanks, are its text; unchanged where they are not to be found in it. */
export function withPunctuation(sentence: Sentence): Sentence {
  const { transcript: text, words } = sentence
  let end = 0
  const whole: Word[] = []
  for (const one of words) {
    const start = text.indexOf(one.word, end)
    if (start < 0) return sentence
    const between = text.slice(end, start)
    const last = whole.at(-1)
    // In front of the first word there is nothing that they could follow.
    if (last) last.word += between.trimEnd()
    whole.push({ ...one, word: last ? one.word : between.trimStart() + one.word })
    end = start + one.word.length
  }
  const last = whole.at(-1)
  if (last) last.word += text.slice(end).trimEnd()
  return { ...sentence, words: whole }
}
