// Redacts a whole call: the question on one channel explains the bare digits on the other, a number may be dictated
// in pieces, and what was found once is redacted wherever it is said (language, sections 4 to 6).
import type { PersonalDataSpan, RedactedSentence, Sentence } from '../domain/sentence.ts'
import { knownStreetsIn, streetsIn } from './address-memory.ts'
import { type AnalysedSpan, analyse } from './analyse.ts'
import { birthsIn, knownBirthsIn } from './birth-memory.ts'
import { contextText, recentTypes, type Surroundings, surroundingsOf } from './call-context.ts'
import { type Dialogue, dialogueOf } from './dialogue/dialogue.ts'
import { type KnownNumber, knownDigitsIn, numbersIn } from './digit-memory.ts'
import { addFree } from './free-spans.ts'
import { rememberNames } from './name-memory.ts'
import { withTokens } from './redact-text.ts'
import { redactedWords } from './redacted-words.ts'
import { type Stretch, stretchesOf } from './turns.ts'

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

/** What strict mode adds is looked for only when the rest is known, so that a number is called what it was asked for as. */
function findInCall(call: CallToRedact): AnalysedSpan[][] {
  const stretches = stretchesOf(call.sentences)
  const surroundings = surroundingsOf(call.sentences, stretches)
  const view: CallView = { stretches, surroundings, dialogue: dialogueOf(call.sentences) }
  const found: AnalysedSpan[][] = call.sentences.map(() => [])
  lookForAll({ ...call, strict: false }, view, found)
  if (call.strict) lookForAll(call, view, found)
  return found
}

interface CallView {
  stretches: Stretch[]
  surroundings: Surroundings[]
  dialogue: Dialogue
}

/** Looks until nothing new turns up: names and numbers found late count for what was said before. A stretch is looked at
 * again only when something was found in it or in what was said before it. */
function lookForAll(
  call: CallToRedact,
  { stretches, surroundings, dialogue }: CallView,
  found: AnalysedSpan[][],
): void {
  let news: Set<number> | null = null
  for (let look = 0; look < MOST_LOOKS; look++) {
    const before = news
    const now = new Set<number>()
    stretches.forEach((stretch, i) => {
      const around = surroundings[i]!
      const near = [...stretch.sentences, ...around.context, ...around.recent]
      if (before && !near.some((index) => before.has(index) || now.has(index))) return
      for (const index of lookAt(call, { stretch, around }, found)) now.add(index)
    })
    for (const index of recall(call, dialogue, found)) now.add(index)
    if (now.size === 0) break
    news = now
  }
}

/** Examines one stretch as a single text and shares what is found among its sentences; returns which got something. */
function lookAt(
  call: CallToRedact,
  { stretch, around }: { stretch: Stretch; around: Surroundings },
  found: AnalysedSpan[][],
): number[] {
  const texts = stretch.sentences.map((index) => call.sentences[index]!.text)
  const starts = startsOf(texts)
  const known = stretch.sentences.flatMap((index, i) => found[index]!.map((span) => moved(span, starts[i]!)))
  const before = contextText(call.sentences, around.context, found)
  const recent = recentTypes(around.recent, found)
  const { strict, extended } = call
  const news = analyse({ text: texts.join('\n'), before, recent, found: known, strict, extended })
  return news.flatMap((span) =>
    stretch.sentences.filter((index, i) => {
      const part = cutTo(span, starts[i]!, texts[i]!)
      if (part) add(found[index]!, part)
      return part !== null
    }),
  )
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

/** Names, numbers, streets and dates of birth of the whole call, looked for in every sentence, and answers known by their
 * questions; returns the sentences where there were any. */
function recall({ sentences, known }: CallToRedact, dialogue: Dialogue, found: AnalysedSpan[][]): number[] {
  const texts = sentences.map(({ text }, i) => ({ text, spans: found[i]! }))
  const names = rememberNames(
    texts,
    known.flatMap(({ fullName }) => (fullName ? [fullName] : [])),
  )
  const numbers = [...texts.flatMap(({ text, spans }) => numbersIn(text, spans)), ...known.flatMap(phoneOf)]
  const streets = streetsIn(texts)
  const births = birthsIn(texts)
  const answers = dialogue(found)
  const news: number[] = []
  texts.forEach(({ text, spans }, index) => {
    const heard = [
      ...answers[index]!,
      ...knownBirthsIn(text, spans, births),
      ...knownStreetsIn(text, spans, streets),
      ...names.namesIn(text, spans),
      ...knownDigitsIn(text, spans, numbers),
    ]
    if (heard.filter((span) => addFree(found[index]!, span)).length > 0) news.push(index)
  })
  return news
}

function phoneOf({ phone }: KnownParty): KnownNumber[] {
  const digits = (phone ?? '').replace(/\D/g, '')
  if (digits.length < 7) return []
  const national = digits.slice(-NATIONAL_DIGITS)
  return [...new Set([digits, national])].map((number) => ({ digits: number, type: 'PHONE' }))
}
