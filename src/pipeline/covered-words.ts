// Where the words are that redaction took out of a call.
import type { MutedRange } from '../domain/audio.ts'
import { type PersonalDataType, redactedOf, type Sentence } from '../domain/sentence.ts'
import { tokenFor } from '../redaction/token.ts'

/** Longest pause within a number that is dictated in pieces. */
const PAUSE_MS = 3000
/** Most words of a sentence beside a number that may be digits themselves. */
const MOST_MISHEARD = 2
const numbers: readonly PersonalDataType[] = ['CREDIT_CARD', 'PHONE', 'SSN', 'ACCOUNT_NUMBER']
/** Kinds of which a digit may be missing in the text: numbers, and the short one of a card. */
const readOut: readonly PersonalDataType[] = [...numbers, 'CVV', 'ZIP', 'CARD_EXPIRY']

/** A range that holds personal data, and the sentence that it begins in. `isNumber`: digits that were read out, of which
 * more may follow. */
export interface CoveredRange extends MutedRange {
  sentence: Sentence
  isNumber: boolean
}

/** The ranges, in order of time on each channel. Where a number goes on after a pause, the pause belongs to it: what can
 * not be told from noise there may be a part of it. */
export function coveredWords(sentences: readonly Sentence[]): CoveredRange[] {
  const ranges: CoveredRange[] = []
  for (const own of Map.groupBy(sentences, ({ channel }) => channel).values()) {
    let open = null as { token: string; range: CoveredRange } | null
    for (const { sentence, text, startMs, endMs, covered } of own.flatMap(wordsOf)) {
      if (!covered) open = null
      else if (open?.token === text && isTokenOf(text, numbers) && startMs - open.range.endMs <= PAUSE_MS)
        open.range.endMs = Math.max(open.range.endMs, endMs)
      else {
        const range = {
          channel: sentence.channel,
          startMs,
          endMs,
          sentence,
          isNumber: isTokenOf(text, readOut),
        }
        open = { token: text, range }
        ranges.push(open.range)
      }
    }
  }
  return ranges
}

/** Words of the redacted form; those that are none of the sentence are tokens, with the time of what they stand for. One
 * or two words beside a long number are taken for digits that were misheard ("for", "H. Vicks"). */
function wordsOf(sentence: Sentence) {
  const spoken = new Set(sentence.words.map(({ startMs, text }) => `${startMs} ${text}`))
  const words = redactedOf(sentence).words.map((word) => ({
    ...word,
    sentence,
    covered: !spoken.has(`${word.startMs} ${word.text}`),
  }))
  const number = words.find(({ covered, text }) => covered && isTokenOf(text, numbers))
  const beside = words.filter(({ covered }) => !covered)
  if (number && beside.length <= MOST_MISHEARD)
    for (const word of beside) Object.assign(word, { covered: true, text: number.text })
  return words
}

function isTokenOf(text: string, types: readonly PersonalDataType[]): boolean {
  return types.some((type) => tokenFor(type) === text)
}
