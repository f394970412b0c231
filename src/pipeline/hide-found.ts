// Sentences in, and personal data that only the second look at the sound found; the same sentences out, with the words
// said at that time hidden like all other personal data, so that text and sound show the same.
import type { FoundEntity } from '../domain/redaction-report.ts'
import { type PersonalDataSpan, redactedOf, type Sentence } from '../domain/sentence.ts'
import { withTokens } from '../redaction/redact-text.ts'
import { placesOfWords, redactedWords } from '../redaction/redacted-words.ts'

/** Hides each word of which at least half is within what was found on its channel. What was hidden already stays so. A
 * sentence without word times is hidden as a whole if it touches what was found.
 * @throws VerbatimError internal for a sentence without a redacted form, redactionFailed when its text and its words
 *   differ */
export function hideFound(sentences: readonly Sentence[], found: readonly FoundEntity[]): Sentence[] {
  return sentences.map((sentence) => {
    const here = found.filter(({ channel }) => channel === sentence.channel)
    const spans = newSpans(sentence, here)
    if (spans.length === 0) return sentence
    const all = [...redactedOf(sentence).spans, ...spans].sort((a, b) => a.start - b.start)
    const { text, words } = sentence
    const shown = words.length > 0 ? redactedWords(text, words, all) : []
    return { ...sentence, redacted: { text: withTokens(text, all), words: shown, spans: all } }
  })
}

function newSpans(sentence: Sentence, found: readonly FoundEntity[]): PersonalDataSpan[] {
  const { text, words } = sentence
  const hidden = redactedOf(sentence).spans
  const isHidden = (place: Pick<PersonalDataSpan, 'start' | 'end'>) =>
    hidden.some(({ start, end }) => start < place.end && place.start < end)
  if (words.length === 0) {
    const touching = found.find((one) => one.startMs < sentence.endMs && sentence.startMs < one.endMs)
    const whole = { start: 0, end: text.length }
    return touching && !isHidden(whole) ? [{ ...whole, type: touching.type }] : []
  }
  const spans: PersonalDataSpan[] = []
  const places = placesOfWords(text, words)
  let last: FoundEntity | undefined
  for (const [at, word] of words.entries()) {
    const place = places[at]!
    const inside = found.find((one) => overlapMs(one, word) * 2 >= Math.max(1, word.endMs - word.startMs))
    const news = inside && place.start < place.end && !isHidden(place)
    if (news && inside === last) spans.at(-1)!.end = place.end
    else if (news) spans.push({ ...place, type: inside.type })
    last = news ? inside : undefined
  }
  return spans
}

interface Range {
  startMs: number
  endMs: number
}

function overlapMs(one: Range, other: Range): number {
  return Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs)
}
