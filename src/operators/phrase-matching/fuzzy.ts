// Phrases up to slips of the recogniser: windows of stems that differ from the phrase in few letters.
import { distance } from 'fastest-levenshtein'
import type { Hit } from './hit.ts'
import type { Finder } from './literal.ts'
import { isNegator } from './negation.ts'
import { readSentence, type SentenceWord } from './sentence-words.ts'

/** Least share of letters that must agree. */
const leastSimilarity = 0.8
/** How many words fewer or more than the phrase a window may have. */
const fewerWords = 1
const moreWords = 2

interface FuzzyPhrase {
  stems: string
  wordCount: number
  negations: number
}

/** Finds phrases whose stems agree by at least 0.8 with as many words of a sentence, one fewer, or up to two more.
 * A window that says no where the phrase does not, or the other way round, is no match, however similar. */
export function createFuzzyFinder(phrases: readonly string[]): Finder {
  const sought = phrases.map(readPhrase).filter(({ wordCount }) => wordCount > 0)
  return ({ full }) => {
    const windowsOf = createWindows(full)
    return sought.flatMap((phrase) => findPhrase(phrase, windowsOf))
  }
}

function readPhrase(phrase: string): FuzzyPhrase {
  const { full } = readSentence(phrase)
  return { stems: joinStems(full), wordCount: full.length, negations: countNegators(full) }
}

function joinStems(words: readonly SentenceWord[]): string {
  return words.map(({ stem }) => stem).join(' ')
}

function countNegators(words: readonly SentenceWord[]): number {
  return words.filter((_, index) => isNegator(words, index)).length
}

interface Window {
  words: readonly SentenceWord[]
  stems: string
}

/** All windows of a number of words, made once for all phrases. */
function createWindows(words: readonly SentenceWord[]): (count: number) => Window[] {
  const made = new Map<number, Window[]>()
  const make = (count: number) =>
    Array.from({ length: Math.max(0, words.length - count + 1) }, (_, start) => {
      const window = words.slice(start, start + count)
      return { words: window, stems: joinStems(window) }
    })
  return (count) => {
    const windows = made.get(count) ?? make(count)
    made.set(count, windows)
    return windows
  }
}

function findPhrase(phrase: FuzzyPhrase, windowsOf: (count: number) => Window[]): Hit[] {
  const hits: Hit[] = []
  const least = Math.max(1, phrase.wordCount - fewerWords)
  for (let count = least; count <= phrase.wordCount + moreWords; count++) {
    for (const { words, stems } of windowsOf(count)) {
      const similarity = similarityOf(phrase.stems, stems)
      if (similarity < leastSimilarity || countNegators(words) !== phrase.negations) continue
      hits.push({ start: words[0]!.start, end: words.at(-1)!.end, probability: probabilityOf(similarity) })
    }
  }
  return hits
}

/** 1 = equal; 0 without a comparison when the lengths alone rule out enough similarity. */
function similarityOf(one: string, other: string): number {
  const longest = Math.max(one.length, other.length)
  if (Math.abs(one.length - other.length) > longest * (1 - leastSimilarity)) return 0
  return 1 - distance(one, other) / longest
}

/** 0.6 at the threshold, 0.9 for equal stems. */
function probabilityOf(similarity: number): number {
  return 0.6 + (0.3 * (similarity - leastSimilarity)) / (1 - leastSimilarity)
}
