// The words of a sentence with tokens in place of personal data (language, section 6).
import { fault } from '../domain/errors.ts'
import type { PersonalDataSpan, TimedWord } from '../domain/sentence.ts'
import { tokenFor } from './token.ts'

/** Where each of `words` stands in `text`, which may be spaced and cased in another way, but has the same letters and
 * digits in the same order. A word without any has an empty place.
 * @throws VerbatimError redactionFailed when text and words differ */
export function placesOfWords(text: string, words: readonly TimedWord[]): { start: number; end: number }[] {
  const weighing = [...text.matchAll(/[\p{L}\p{M}\p{N}]/gu)]
  let at = 0
  const places = words.map((word) => {
    const letters = [...word.text.matchAll(/[\p{L}\p{M}\p{N}]/gu)]
    const first = weighing[at]
    for (const [letter] of letters) {
      if (weighing[at]?.[0].toLowerCase() !== letter.toLowerCase()) throw mismatch()
      at++
    }
    const last = weighing[at - 1]
    if (letters.length === 0 || !first || !last) {
      const behind = last ? last.index + last[0].length : 0
      return { start: behind, end: behind }
    }
    return { start: first.index, end: last.index + last[0].length }
  })
  if (at !== weighing.length) throw mismatch()
  return places
}

function mismatch(): Error {
  return fault('redactionFailed', 'The words of a sentence are not those of its text')
}

/** `words` of `text` with all words that a span touches replaced by one entry, `[Name]` from the start of the first to
 * the end of the last. Spans that touch the same word share an entry.
 * @throws VerbatimError redactionFailed when text and words differ */
export function redactedWords(
  text: string,
  words: readonly TimedWord[],
  spans: readonly PersonalDataSpan[],
): TimedWord[] {
  const places = placesOfWords(text, words)
  const redacted: TimedWord[] = []
  let open: { entry: TimedWord; last: PersonalDataSpan } | null = null
  words.forEach((word, i) => {
    const { start, end } = places[i]!
    const touching = spans.filter((span) => span.start < end && start < span.end)
    if (touching.length === 0) {
      redacted.push({ ...word })
      open = null
      return
    }
    const news = touching.filter((span) => span !== open?.last)
    const tokens = news.map(({ type }) => tokenFor(type)).join(' ')
    if (open && touching[0] === open.last) {
      open.entry.endMs = word.endMs
      if (tokens !== '') open.entry.text += ` ${tokens}`
    } else {
      open = { entry: { text: tokens, startMs: word.startMs, endMs: word.endMs }, last: touching[0]! }
      redacted.push(open.entry)
    }
    open.last = touching.at(-1)!
  })
  return redacted
}
