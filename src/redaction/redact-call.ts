// Redacts a whole call: the question on one channel explains the bare digits on the other, a number may be dictated
// in pieces, and what was found once is redacted wherever it is said (language, sections 4 to 6).
import type { PersonalDataSpan, RedactedSentence, Sentence } from '../domain/sentence.ts'
import { type AnalysedSpan, analyse } from './analyse.ts'
import { type KnownNumber, knownDigitsIn, numbersIn } from './digit-memory.ts'
import { rememberNames } from './name-memory.ts'
import { maskSpans } from './passage.ts'
import { withTokens } from './redact-text.ts'
import { redactedWords } from './redacted-words.ts'
import { type Stretch, stretchesOf } from './turns.ts'

/** How far back the words before a stretch are heard. */
const CONTEXT_MS = 30_000
/** Most looks at the call; each looks at what the one before left over. */
const MOST_LOOKS = 6
/** Digits of a known phone number that may be said without its country code. */
const NATIONAL_DIGITS = 10

/** Somebody on the call: name and number are redacted wherever they are said. Null when unknown. */
export interface KnownParty {
  channel: number
  fullName: string | null
  phone: string | null
}

/** A call to redact. */
export interface CallToRedact {
  /** The whole call in order of time, all channels; `redacted` is ignored. */
  sentences: readonly Sentence[]
  known: KnownParty[]
  /** Redacts any digits that nothing speaks for as harmless (language, section 5). */
  strict: boolean
  /** Finds the extended types too (language, section 2). */
  extended: boolean
}

/** The redacted view of each sentence, in the same order. Pure: the same call always gives the same outcome.
 * @throws VerbatimError redactionFailed when the words of a sentence are not those of its text */
export function redactCall(call: CallToRedact): RedactedSentence[] {
  const found = findInCall(call)
  return call.sentences.map(({ text, words }, i) => {
    const spans = found[i]!.map(({ start, end, type }): PersonalDataSpan => ({ start, end, type }))
    return { text: withTokens(text, spans), words: redactedWords(text, words, spans), spans }
  })
}

/** Looks until nothing new turns up: names and numbers found late count for what was said before. */
function findInCall(call: CallToRedact): AnalysedSpan[][] {
  const stretches = stretchesOf(call.sentences)
  const found: AnalysedSpan[][] = call.sentences.map(() => [])
  for (let look = 0; look < MOST_LOOKS; look++) {
    let news = 0
    for (const stretch of stretches) news += lookAt(call, stretch, found)
    news += recall(call, found)
    if (news === 0) break
  }
  return found
}

/** Examines one stretch as a single text and shares what is found among its sentences. */
function lookAt(call: CallToRedact, stretch: Stretch, found: AnalysedSpan[][]): number {
  const texts = stretch.sentences.map((index) => call.sentences[index]!.text)
  const starts = startsOf(texts)
  const known = stretch.sentences.flatMap((index, i) => found[index]!.map((span) => moved(span, starts[i]!)))
  const before = contextOf(call.sentences, stretch, found)
  const { strict, extended } = call
  const news = analyse({ text: texts.join('\n'), before, found: known, strict, extended })
  for (const span of news) {
    stretch.sentences.forEach((index, i) => {
      const part = cutTo(span, starts[i]!, texts[i]!)
      if (part) add(found[index]!, part)
    })
  }
  return news.length
}

function startsOf(texts: readonly string[]): number[] {
  let next = 0
  return texts.map((text) => {
    const start = next
    next += text.length + 1
    return start
  })
}

function moved(span: AnalysedSpan, by: number): AnalysedSpan {
  return { ...span, start: span.start + by, end: span.end + by }
}

/** The part of `span` within the sentence that starts at `start`, in its own offsets and without outer blanks. */
function cutTo(span: AnalysedSpan, start: number, text: string): AnalysedSpan | null {
  const from = Math.max(0, span.start - start)
  const to = Math.min(text.length, span.end - start)
  if (to <= from) return null
  const inside = /[\p{L}\p{N}@](?:.*[\p{L}\p{M}\p{N}])?/su.exec(text.slice(from, to))
  return inside && { ...span, start: from + inside.index, end: from + inside.index + inside[0].length }
}

function add(spans: AnalysedSpan[], span: AnalysedSpan): void {
  spans.push(span)
  spans.sort((a, b) => a.start - b.start)
}

/** What was said within half a minute before a stretch: the speaker's own last words, then those of the others. */
function contextOf(
  sentences: readonly Sentence[],
  stretch: Stretch,
  found: readonly AnalysedSpan[][],
): string {
  const first = stretch.sentences[0]!
  const { startMs, channel } = sentences[first]!
  const own: string[] = []
  const others: string[] = []
  for (let i = first - 1; i >= 0 && startMs - sentences[i]!.endMs <= CONTEXT_MS; i--) {
    const { text } = sentences[i]!
    const masked = maskSpans(text, found[i]!)
    if (sentences[i]!.channel !== channel) {
      if (own.length > 0) break
      others.unshift(masked)
    } else own.unshift(masked)
  }
  return [...own, ...others].join('\n')
}

/** Names and numbers of the whole call, looked for in every sentence. */
function recall({ sentences, known }: CallToRedact, found: AnalysedSpan[][]): number {
  const texts = sentences.map(({ text }, i) => ({ text, spans: found[i]! }))
  const names = rememberNames(
    texts,
    known.flatMap(({ fullName }) => (fullName ? [fullName] : [])),
  )
  const numbers = [...texts.flatMap(({ text, spans }) => numbersIn(text, spans)), ...known.flatMap(phoneOf)]
  let news = 0
  texts.forEach(({ text, spans }) => {
    for (const span of names.namesIn(text, spans)) news += addFree(spans as AnalysedSpan[], span)
    for (const span of knownDigitsIn(text, spans, numbers)) news += addFree(spans as AnalysedSpan[], span)
  })
  return news
}

function addFree(spans: AnalysedSpan[], span: AnalysedSpan): number {
  if (spans.some(({ start, end }) => start < span.end && span.start < end)) return 0
  add(spans, span)
  return 1
}

function phoneOf({ phone }: KnownParty): KnownNumber[] {
  const digits = (phone ?? '').replace(/\D/g, '')
  if (digits.length < 7) return []
  const national = digits.slice(-NATIONAL_DIGITS)
  return [...new Set([digits, national])].map((number) => ({ digits: number, type: 'PHONE' }))
}
