// What was said before a stretch of a call, as far as it says what the stretch is about.
import type { PersonalDataType, Sentence } from '../domain/sentence.ts'
import type { AnalysedSpan } from './analyse.ts'
import { isAside, isPrompt, isRemark } from './asides.ts'
import { isNumberAlone } from './bare-number.ts'
import { lexemesOf } from './lexeme.ts'
import { maskSpans } from './passage.ts'
import type { Stretch } from './turns.ts'

/** How far back the words before a stretch are heard, asides not counted, and counted. */
const CONTEXT_MS = 30_000
const MOST_CONTEXT_MS = 90_000
/** Most words of a bare answer beside its numbers. */
const ANSWER_WORDS = 4
/** Most remarks between a question and its bare answer. */
const MOST_REMARKS = 3
/** How many turns back a card's code is still its code. */
const RECENT_TURNS = 8

/** Sentences before a stretch, as indexes into the call, oldest first. */
export interface Surroundings {
  /** The speaker's own last words, then those of the others. */
  context: number[]
  /** The last turns of all parties. */
  recent: number[]
}

/** Gathers what was said before each of `stretches`. */
export function surroundingsOf(
  sentences: readonly Sentence[],
  stretches: readonly Stretch[],
): Surroundings[] {
  const asides = sentences.map(({ text }) => isAside(text) && !isPrompt(text))
  return stretches.map((stretch) => surroundingOf(sentences, stretch, asides))
}

function surroundingOf(
  sentences: readonly Sentence[],
  stretch: Stretch,
  asides: readonly boolean[],
): Surroundings {
  const first = stretch.sentences[0]!
  const { startMs, channel, text } = sentences[first]!
  const own: number[] = []
  const others: number[] = []
  const recent: number[] = []
  let sinceMs = startMs
  let remarks = isBareAnswer(text) ? MOST_REMARKS : 0
  let closed = false
  for (let i = first - 1; i >= 0 && recent.length < RECENT_TURNS; i--) {
    const sentence = sentences[i]!
    if (sinceMs - sentence.endMs > CONTEXT_MS || startMs - sentence.endMs > MOST_CONTEXT_MS) break
    if (asides[i]) {
      sinceMs = Math.min(sinceMs, sentence.startMs)
      continue
    }
    recent.unshift(i)
    if (closed) continue
    if (remarks > 0 && isRemark(sentence.text)) {
      remarks--
      continue
    }
    if (sentence.channel === channel) own.unshift(i)
    else if (own.length === 0) others.unshift(i)
    else if (isPrompt(sentence.text)) continue
    else closed = true
  }
  return { context: [...own, ...others], recent }
}

/** A number, a name, or hardly more. */
function isBareAnswer(text: string): boolean {
  const lexemes = lexemesOf(text)
  return lexemes.length <= ANSWER_WORDS || isNumberAlone(lexemes)
}

/** The words of `context` with everything in `found` masked. */
export function contextText(
  sentences: readonly Sentence[],
  context: readonly number[],
  found: readonly AnalysedSpan[][],
): string {
  return context.map((index) => maskSpans(sentences[index]!.text, found[index]!)).join('\n')
}

/** The types of what was found in the sentences of `recent`. */
export function recentTypes(
  recent: readonly number[],
  found: readonly AnalysedSpan[][],
): Set<PersonalDataType> {
  return new Set(recent.flatMap((index) => found[index]!.map(({ type }) => type)))
}
