// Phrases word for word: as said, or by stems. All phrases of a set are looked up by their first word, so the cost
// hardly grows with their number.
import type { Hit } from './hit.ts'
import { readSentence, type SentenceWord, type SentenceWords } from './sentence-words.ts'

/** Finds its phrases in a sentence. */
export type Finder = (sentence: SentenceWords) => Hit[]

// Words as said leave no doubt but a speaker's irony; stems let in other meanings ("account", "accounting").
const exactProbability = 0.98
const stemProbability = 0.95

/** Finds phrases with exactly these words; case, punctuation and fillers do not matter. */
export function createExactFinder(phrases: readonly string[]): Finder {
  const index = indexByFirst(phrases.map((phrase) => readSentence(phrase).said.map(({ text }) => text)))
  return ({ said }) => find(index, said, { keyOf: ({ text }) => text, probability: exactProbability })
}

/** Finds phrases with these words in any inflection, contractions or not. */
export function createStemFinder(phrases: readonly string[]): Finder {
  const index = indexByFirst(phrases.map((phrase) => readSentence(phrase).full.map(({ stem }) => stem)))
  return ({ full }) => find(index, full, { keyOf: ({ stem }) => stem, probability: stemProbability })
}

type Index = Map<string, string[][]>

/** A phrase without words, such as a filler alone, is never found. */
function indexByFirst(phrases: readonly string[][]): Index {
  return Map.groupBy(
    phrases.filter((phrase) => phrase.length > 0),
    (phrase) => phrase[0]!,
  )
}

interface Comparison {
  keyOf(word: SentenceWord): string
  probability: number
}

function find(index: Index, words: readonly SentenceWord[], { keyOf, probability }: Comparison): Hit[] {
  const keys = words.map(keyOf)
  return keys.flatMap((key, at) =>
    (index.get(key) ?? [])
      .filter((phrase) => phrase.every((part, offset) => keys[at + offset] === part))
      .map((phrase) => ({ start: words[at]!.start, end: words[at + phrase.length - 1]!.end, probability })),
  )
}
