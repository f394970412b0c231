// Whether something said is negated, as far as the words before it tell.
import type { SentenceWord } from './sentence-words.ts'

const negators = new Set('not no never without nobody none neither nor nothing hardly'.split(' '))

/** "Don't you …", "can't I …" ask; "not only …" affirms. */
const afterMereNot = new Set('i you we he she they only just'.split(' '))
/** "Not interested take me off …" is two sentences where nobody hears the full stop; "not interested in …" is one. */
const afterNotComplete = new Set(
  'interested happy satisfied enough fair acceptable good working helpful'.split(' '),
)
const continuing = new Set('in to with about for that at by if until'.split(' '))
/** "No I want …", "no please …": the no answers something else. */
const afterMereNo = new Set(
  'i we you he she it they this that please can could would just let thank thanks'.split(' '),
)

/** How many words before a match its negation may stand. */
export const negationReach = 4

/** Whether word `index` says no to what follows it. */
export function isNegator(words: readonly SentenceWord[], index: number): boolean {
  const word = words[index]
  const next = words[index + 1]
  if (!word || !negators.has(word.text)) return false
  if (word.text === 'not')
    return !next || !(afterMereNot.has(next.text) || isComplete(next, words[index + 2]))
  if (word.text === 'no') return !next || (next.stopBefore === null && !afterMereNo.has(next.text))
  return true
}

function isComplete(said: SentenceWord, next: SentenceWord | undefined): boolean {
  return afterNotComplete.has(said.text) && next !== undefined && !continuing.has(next.text)
}

/** Whether what begins at word `start` is negated by one of the words before it in the same clause. */
export function isNegated(words: readonly SentenceWord[], start: number): boolean {
  for (let index = start; index > 0 && index > start - negationReach; index--) {
    if (words[index]!.stopBefore === 'hard') return false
    if (isNegator(words, index - 1)) return true
  }
  return false
}
