// Word error rate with Whisper-style English normalisation: case, punctuation, contractions, titles, number
// words and common British spellings do not count as errors.

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const unitValue = new Map(units.map((word, value) => [word, value]))
const tensValue = new Map(tens.map((word, at) => [word, (at + 2) * 10]))

const expansions: [RegExp, string][] = [
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b/g, 'can not'],
  [/\blet's\b/g, 'let us'],
  [/n't\b/g, ' not'],
  [/'re\b/g, ' are'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'m\b/g, ' am'],
  [/'d\b/g, ' would'],
  [/\b(it|that|what|he|she|there|who|here|where)'s\b/g, '$1 is'],
  [/\bmr\b\.?/g, 'mister'],
  [/\bmrs\b\.?/g, 'missus'],
  [/\bdr\b\.?/g, 'doctor'],
  [/\bst\b\.?/g, 'saint'],
]
const american: Record<string, string> = {
  colour: 'color',
  favour: 'favor',
  flavour: 'flavor',
  grey: 'gray',
  honour: 'honor',
  neighbour: 'neighbor',
  neighbours: 'neighbors',
  parlour: 'parlor',
  realise: 'realize',
  recognise: 'recognize',
  travelled: 'traveled',
}

/** The words of `text` in the form in which they are compared. */
export function normaliseWords(text: string): string[] {
  let plain = text
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/\[[^\]]*\]|\([^)]*\)|<[^>]*>/g, ' ')
    .replace(/\b(uh|um|hmm|mm|mhm)\b/g, ' ')
  for (const [pattern, words] of expansions) plain = plain.replace(pattern, words)
  plain = plain
    .replace(/(\d),(?=\d)/g, '$1')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/[^a-z0-9' ]+/g, ' ')
    .replace(/(^| )'+|'+( |$)/g, ' ')
  return joinNumbers(plain.split(' ').filter(Boolean)).map((word) => american[word] ?? word)
}

function joinNumbers(words: readonly string[]): string[] {
  const joined: string[] = []
  for (let at = 0; at < words.length; at++) {
    const ten = tensValue.get(words[at]!)
    const unit = unitValue.get(words[at]!)
    const next = unitValue.get(words[at + 1] ?? '') ?? 0
    if (ten !== undefined && next > 0 && next < 10) {
      joined.push(String(ten + next))
      at++
    } else joined.push(ten !== undefined ? String(ten) : unit !== undefined ? String(unit) : words[at]!)
  }
  return joined
}

/** `text` normalised, with digit strings taken apart: "4917" and "four nine one seven" are the same four words. */
export function digitsApart(text: string): string {
  return normaliseWords(text)
    .join(' ')
    .replace(/\d(?=\d)/g, '$& ')
}

/** Errors (substitutions, deletions, insertions) against the words of the reference. */
export interface WordErrors {
  errors: number
  words: number
}

/** Compares what was heard with what was said; the rate is `errors / words`. */
export function countWordErrors(reference: string, heard: string): WordErrors {
  const [expected, actual] = [normaliseWords(reference), normaliseWords(heard)]
  let above = actual.map((_, at) => at).concat(actual.length)
  for (const [i, word] of expected.entries()) {
    const row = [i + 1]
    for (const [j, other] of actual.entries()) {
      row.push(Math.min(above[j]! + (word === other ? 0 : 1), above[j + 1]! + 1, row[j]! + 1))
    }
    above = row
  }
  return { errors: above[actual.length]!, words: expected.length }
}
