// Non English Call: whether a conversation was held in another language than English. Lines vote by their words. A
// statistical detector was tried and is not used: on single lines it was wrong more often than the word lists.
import type { Line } from '../../domain/conversation.ts'
import { classify } from '../built-in/classification.ts'
import type { BuiltInOperator } from '../built-in-operator.ts'
import { englishWords, fewestWords, foreignWords, languageOffer, shares } from './definition.ts'

const labels = ['NonEnglishConversation', 'EnglishConversation']

/** What is known of some words: how many there are, and the shares (0..1) of common English and foreign ones. */
interface Vocabulary {
  words: number
  english: number
  foreign: number
  /** Whether most letters are of another script. */
  isOtherScript: boolean
}

/** Judges by the languages of most words. Without any it says English, with little confidence. */
export const runNonEnglishCall: BuiltInOperator = ({ conversation }) => {
  const lines = conversation.lines.filter(({ text }) => !languageOffer.test(text))
  const votes = { english: 0, foreign: 0 }
  for (const { text } of lines) {
    const vocabulary = vocabularyOf(text)
    const language = languageOf(vocabulary)
    if (language !== null) votes[language] += vocabulary.words
  }
  const all = votes.english + votes.foreign
  if (all === 0) return classify(labels, { label: 'EnglishConversation', confidence: 0.6 })
  if (votes.foreign > votes.english) {
    return classify(labels, { label: 'NonEnglishConversation', confidence: confidenceIn(votes.foreign, all) })
  }
  if (isMisheard(lines)) return classify(labels, { label: 'NonEnglishConversation', confidence: 0.65 })
  return classify(labels, { label: 'EnglishConversation', confidence: confidenceIn(votes.english, all) })
}

function vocabularyOf(text: string): Vocabulary {
  const letters = text.match(/\p{L}/gu) ?? []
  const plain = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length
  const isOtherScript = letters.length > 0 && plain * 2 < letters.length
  // Scripts without blanks have no words to count: two letters are about one.
  if (isOtherScript) return { words: Math.ceil(letters.length / 2), english: 0, foreign: 1, isOtherScript }
  const words = (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}']+/gu) ?? []
  ).filter(isTelling)
  const share = (list: ReadonlySet<string>) =>
    words.filter((word) => list.has(word)).length / (words.length || 1)
  return { words: words.length, english: share(englishWords), foreign: share(foreignWords), isOtherScript }
}

/** Letters that somebody spells and sounds of hesitation are of no language. */
function isTelling(word: string): boolean {
  return (
    (word.length > 1 || word === 'a' || word === 'i') && !/^(?:u+h*m*|e+r+m*|a+h+|h+m+|m+h*m*|uh)$/.test(word)
  )
}

function languageOf({ words, english, foreign, isOtherScript }: Vocabulary): 'english' | 'foreign' | null {
  if (isOtherScript) return 'foreign'
  if (words === 0) return null
  if (foreign >= 0.5 && english < 0.5) return 'foreign'
  if (words >= fewestWords.foreignLine && english < shares.foreign) return 'foreign'
  if (words >= fewestWords.line && foreign > 0 && english < shares.mixed) return 'foreign'
  return english >= shares.mixed ? 'english' : null
}

/** An English-only recogniser writes English-looking words for foreign speech, but not the common ones. */
function isMisheard(lines: readonly Line[]): boolean {
  const { words, english } = vocabularyOf(lines.map(({ text }) => text).join(' '))
  return words >= fewestWords.misheardCall && english < shares.misheard
}

/** Half a dozen words of one language are enough to be nearly sure. */
function confidenceIn(words: number, all: number): number {
  const share = words / all
  return share * Math.min(0.97, 0.7 + 0.05 * words)
}
