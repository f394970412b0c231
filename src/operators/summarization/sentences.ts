// What somebody said as sentences one would write: whole ones, without fillers, stammering and openings.
import { openings, salutations } from './courtesies.ts'

/** Longer ones are cut where the speaker paused. */
const mostWords = 32
/** Without any punctuation a sentence is what the recogniser could not divide. */
const mostWordsUnpunctuated = 20
/** Shorter ones are whole, with or without punctuation. */
const fewestToDivide = 7
/** Those who set commas set more of them than one in so many words. */
const wordsToComma = 7

/** A sentence and what it began with: it may be left out, but was an answer. */
export interface Sentence {
  text: string
  says: 'yes' | 'no' | null
}

/** The sentences of `text`; with the text "" those that hold nothing. */
export function sentencesOf(text: string): Sentence[] {
  return text
    .replaceAll('’', "'")
    .split(ends)
    .flatMap(divide)
    .map((said) => ({ text: clean(said), says: answerIn(said) }))
}

function answerIn(said: string): Sentence['says'] {
  if (declines.test(said)) return 'no'
  return accepts.test(said) ? 'yes' : null
}

const declines =
  /^\W*(?:(?:oh|um|uh|hmm?|well|okay|ok|thanks|but)[\s,]+)*(?:no|nope|nah)\b(?! (?:problem|worries|rush|that's (?:fine|okay|good)))/i
const accepts =
  /^\W*(?:(?:oh|um|uh|hmm?|well|alright|all right|and)[\s,]+)*(?:yes|yeah|yep|sure|okay|ok|please|perfect|great|fine|good|alright|that(?:'s| is| works| sounds)|let's|(?:i|we)(?:'ll| will) (?:take|make|be there|do|come)|works)\b|^\W*(?:\w+[\s,]+){1,4}(?:works|is (?:good|fine|okay)|yeah|i can do)\b/i

/** After "Mr." and "5 p.m." a sentence goes on. */
const ends =
  /(?<=[.?!])(?<!\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Ss]t|[Jj]r)\.)(?<![AaPp]\.[Mm]\.(?=\s+\p{Ll}))\s+/u

/** Where a long sentence can be cut. */
const pauses = /(?<=,)\s+|\s+(?=(?:and|but|so|because)\s+(?:i|we|you|it|they|he|she|that|there)\b)/i

/** Words that begin another thought where nobody set a full stop: "… that's on us okay so …", "… can i get your …". */
const turnings =
  /(?<!\b(?:is|are|was|be|an?|that|sounds?|looks?|very|so|and|just|works?|really|all|say|it|i'm|i|you|to)|['’]s)\s+(?=(?:okay|ok|alright|yeah|yep|awesome|perfect|thank you|thanks|no worries|hang on|hold on|let me)\b(?! for\b| with\b))|\s+(?=okay (?:so|let|thank|i|we|what|it)\b)|(?<!\b(?:and|so|when|what|how|that|if|whether|as|where|which|who|why|but|or|all|than|know|see|or|whatever|anything|can))\s+(?=(?:(?:can|could|may|do|did|are|have|would) (?:i|you|we)|what(?:'?s| is| was) (?:the|your)|is there (?:a|any)|how(?:'?s| is) (?:it|the|your))\b)|(?<!\b(?:and|to|the|an?|i|it's|we|you|but|so|because|that|if|when|my|your|is|of|for|in|on|at|with))\s+(?:um|uh|er)\s+(?=(?:so|the|but|okay|yeah|i|we|you|it|it's|i'm|i've|i'll|there's|that)\b)/i

function divide(text: string): string[] {
  if (countWords(text) < fewestToDivide) return [text]
  if (isPunctuated(text)) return shorten(text, mostWords)
  return text.split(turnings).flatMap((part) => shorten(part, mostWordsUnpunctuated))
}

/** Commas may be pauses that were put there where the recogniser cut; of those alone there are few. */
function isPunctuated(text: string): boolean {
  return /[.?!;]$/.test(text) || countWords(text) / (text.match(/,/g)?.length ?? 0) < wordsToComma
}

/** Speech without full stops is cut at its pauses, into pieces that are no longer than need be. */
function shorten(text: string, most: number): string[] {
  const pieces: string[] = []
  for (const part of text.split(pauses)) {
    const last = pieces.at(-1)
    if (last !== undefined && countWords(last) + countWords(part) <= most) {
      pieces[pieces.length - 1] = `${last} ${part}`
    } else pieces.push(part)
  }
  return pieces
}

function countWords(text: string): number {
  return text.split(/\s+/).length
}

const fillers = /(?:,\s*)?\b(?:uh|uhm|um|umm|er|erm|hmm|mm)\b,?\s*/gi
/** Stammering; repeated digits are said on purpose. */
const repeats =
  /\b(i|the|a|an|to|and|it|it's|is|you|we|my|your|that|that's|they|he|she|of|in|on|for|so|but|i'm|was)(?:,?\s+\1\b)+/gi

/** Statements that ask for agreement: "Lovely weather, isn't it?" */
export const tags =
  /\b(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)n['’]t (?:it|they|he|she|you|we)|right|you know|huh)\?$/i

/** How questions begin. */
export const asks =
  /^(?:can|could|would|will|do|does|did|is|are|was|were|have|has|may|should|what|what's|when|where|who|why|how|which)\b(?<!\b(?:what|when|where|who|why|how|which)(?= (?:i|we|you|they|he|she|it)\b))/i

/** As one would write it: no fillers, no stammering, a capital and a full stop. */
function clean(text: string): string {
  const bare = text
    .replace(fillers, ' ')
    .replace(repeats, '$1')
    .trim()
    .replace(salutations, '')
    .replace(openings, '')
    .replace(/\bi\b(?=['’\s])/g, 'I')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:–-]+$/, '')
  if (bare === '') return ''
  const whole = bare.charAt(0).toUpperCase() + bare.slice(1)
  if (/[.?!]$/.test(whole)) return whole
  return asks.test(whole) ? `${whole}?` : `${whole}.`
}
