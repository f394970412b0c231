// A sentence as words: what matching works on. Fillers and marks like [noise] are left out; offsets lead back to
// the text as it was said.
import { expandContraction } from './contractions.ts'
import { stemOf } from './stems.ts'

/** One word. `start` and `end` are UTF-16 offsets in the sentence. */
export interface SentenceWord {
  /** In lower case, with straight apostrophes. */
  text: string
  stem: string
  start: number
  end: number
  /** The strongest punctuation between the word before and this one: `hard` for . ? ! ; and `soft` for , : and
   * dashes. */
  stopBefore: 'hard' | 'soft' | null
}

/** A sentence in two ways. */
export interface SentenceWords {
  text: string
  /** As said. */
  said: SentenceWord[]
  /** With contractions in full ("don't" is "do" and "not", both at the offsets of "don't"). */
  full: SentenceWord[]
}

const fillers = new Set('uh uhh uhm um umm er err erm ah eh hm hmm hmmm mm mmm mhm'.split(' '))

const wordOrMark =
  /\[(?:applause|dtmf|foreign|hes|inaudible|laugh|music|noise|ring)\]|\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/giu

/** Reads `text`. */
export function readSentence(text: string): SentenceWords {
  const said: SentenceWord[] = []
  let gapFrom = 0
  let stopBefore: SentenceWord['stopBefore'] = null
  for (const match of text.matchAll(wordOrMark)) {
    stopBefore = strongest(stopBefore, stopIn(text.slice(gapFrom, match.index)))
    const end = match.index + match[0].length
    gapFrom = end
    const word = match[0].toLowerCase().replaceAll('’', "'")
    if (word.startsWith('[') || fillers.has(word)) continue
    said.push({
      text: word,
      stem: '',
      start: match.index,
      end,
      stopBefore: said.length > 0 ? stopBefore : null,
    })
    stopBefore = null
  }
  const full = said.flatMap((word) => fullWords(word))
  for (const word of said) word.stem = stemOf(word.text)
  return { text, said, full }
}

function fullWords(word: SentenceWord): SentenceWord[] {
  return expandContraction(word.text).map((text, index) => ({
    ...word,
    text,
    stem: stemOf(text),
    stopBefore: index === 0 ? word.stopBefore : null,
  }))
}

function stopIn(gap: string): SentenceWord['stopBefore'] {
  if (/[.?!;…]/.test(gap)) return 'hard'
  return /[,:–—]|\s-\s/.test(gap) ? 'soft' : null
}

function strongest(one: SentenceWord['stopBefore'], other: SentenceWord['stopBefore']) {
  return one === 'hard' || other === 'hard' ? 'hard' : (one ?? other)
}
