// Reads again what the recogniser lost or is not sure of, cut in other ways, and keeps the best reading.
import { SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { Word } from '../domain/sentence.ts'
import type { Segment } from '../domain/speech.ts'
import type { DigitStyle, Hypothesis } from '../ports/asr.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'
import { cutAtPauses } from './cut-at-pauses.ts'
import { styleOfDigits } from './digit-speech.ts'
import { coverage, isDoubtful, losesSpeech } from './heard-speech.ts'
import { leastLikelySpeech } from './speech-runs.ts'

/** A hypothesis of one segment, its words placed on the time of the recording. */
export interface Reading {
  segment: Segment
  hypothesis: Hypothesis
  words: Word[]
}

/** What reading again needs. `read` answers one reading per segment, in order. */
export interface Rereading {
  read(segments: readonly Segment[], onlyDigits?: DigitStyle): Promise<Reading[]>
  activityOf(segment: Segment): VoiceActivity
  /** Whether the engine can be told that there are only digits. */
  digitsOnly: boolean
}

/** A segment, and the best reading of it so far: of the whole, or of its pieces in order of time. */
interface Attempt {
  segment: Segment
  parts: Reading[]
}

/** No other way is tried once confidence × coverage is at least this. */
const SETTLED = 0.85
/** How much less likely than any words digits may be and still be what was said. Measured: where digits were spoken
 * they are 0.83 to 1.23 times as likely as the words that came without the hint, elsewhere at most 0.13 times. */
const DIGITS_AT_LEAST = 0.5
/** What digits must score where nothing else was understood. */
const DIGITS_ALONE_AT_LEAST = 0.6

/** Tries doubtful readings in other ways, each where the one before it was not good enough; last, speech that may be
 * digits as nothing but digits.
 * @returns the pieces of each segment in their best reading; they stay apart, so that one without words is reported
 *   by itself */
export async function readAgain(readings: readonly Reading[], tools: Rereading): Promise<Reading[]> {
  const { activityOf } = tools
  const attempts: Attempt[] = readings.map((reading) => ({ segment: reading.segment, parts: [reading] }))
  const doubtful = attempts.filter(({ segment, parts }) =>
    isDoubtful(parts[0]!.hypothesis, segment, activityOf(segment)),
  )
  await tryPieces(doubtful, { pieces: cutEarly, atLeast: 1 }, tools)
  const open = doubtful.filter((attempt) => score(attempt, tools) < SETTLED)
  await tryPieces(open, { pieces: lessPadding, atLeast: 1 }, tools)
  const loses = ({ segment, hypothesis }: Reading) => losesSpeech(hypothesis, segment, activityOf(segment))
  const lost = attempts.filter(
    ({ segment, parts }) => parts.some(loses) && cutAtPauses(segment, activityOf(segment)).length > 1,
  )
  await tryPieces(lost, { pieces: cutAtPauses, atLeast: 1 }, tools)
  if (tools.digitsOnly) await tryDigits(attempts, tools)
  return attempts.flatMap(({ parts }) => parts)
}

async function tryDigits(attempts: readonly Attempt[], tools: Rereading) {
  const pieces = (segment: Segment) => [segment]
  const silent = attempts.filter((attempt) => wordsOf(attempt).length === 0)
  const alone: Way = { pieces, atLeast: 1, floor: DIGITS_ALONE_AT_LEAST, onlyDigits: 'either' }
  await tryPieces(silent, alone, tools)
  for (const onlyDigits of ['words', 'figures'] as const) {
    const isMixed = (attempt: Attempt) => styleOfDigits(wordsOf(attempt)) === onlyDigits
    const way = { pieces, atLeast: DIGITS_AT_LEAST, onlyDigits }
    await tryPieces(attempts.filter(isMixed), way, tools)
    // Where the whole was no good as digits, each piece is judged by itself: one may be, and its neighbour not.
    const cut = attempts.filter((attempt) => attempt.parts.length > 1 && isMixed(attempt))
    const own = cut.map(({ parts }) =>
      parts.map((part): Attempt => ({ segment: part.segment, parts: [part] })),
    )
    await tryPieces(own.flat().filter(isMixed), way, tools)
    for (const [at, attempt] of cut.entries()) attempt.parts = own[at]!.flatMap(({ parts }) => parts)
  }
}

function wordsOf({ parts }: Attempt): Word[] {
  return parts.flatMap(({ words }) => words)
}

interface Way {
  pieces(segment: Segment, activity: VoiceActivity): Segment[]
  /** The new reading is taken when its score is more than this many times the best one's … */
  atLeast: number
  /** … and at least this. */
  floor?: number
  onlyDigits?: DigitStyle
}

async function tryPieces(attempts: readonly Attempt[], way: Way, tools: Rereading) {
  const { floor = 0, atLeast } = way
  const pieces = attempts.map(({ segment }) => way.pieces(segment, tools.activityOf(segment)))
  const heard = await tools.read(pieces.flat(), way.onlyDigits)
  let from = 0
  for (const [at, attempt] of attempts.entries()) {
    const parts = heard.slice(from, from + pieces[at]!.length)
    from += parts.length
    const fresh = score({ ...attempt, parts }, tools)
    if (fresh >= floor && fresh > atLeast * score(attempt, tools)) attempt.parts = parts
  }
}

/** Confidence × share of the speech that has words, 0..1. */
function score({ segment, parts }: Attempt, { activityOf }: Rereading): number {
  const words = parts.flatMap((part) => part.words)
  return confidenceOf(parts) * coverage(words, segment, activityOf(segment))
}

/** Geometric mean over the tokens of all parts; 0 when none of them has any. */
function confidenceOf(parts: readonly Reading[]): number {
  const spoken = parts.map(({ hypothesis }) => hypothesis).filter(({ tokenCount }) => tokenCount > 0)
  const tokens = spoken.reduce((sum, { tokenCount }) => sum + tokenCount, 0)
  const logSum = spoken.reduce((sum, one) => sum + one.tokenCount * Math.log(one.confidence), 0)
  return tokens === 0 ? 0 : Math.exp(logSum / tokens)
}

/** Where a segment is cut in two, as shares of its length: early, since a reading that goes wrong mostly does so at
 * its beginning (measured; ADR 4). */
const CUT_FROM = 0.2
const CUT_TO = 0.45

/** Two pieces, cut where speech is least likely. */
function cutEarly(segment: Segment, { probability }: VoiceActivity): Segment[] {
  const length = segment.endFrame - segment.firstFrame
  const from = segment.firstFrame + Math.max(1, Math.floor(length * CUT_FROM))
  const to = Math.max(from + 1, segment.firstFrame + Math.ceil(length * CUT_TO))
  const cut = leastLikelySpeech(probability, from, to)
  const cutSample = cut * VAD_FRAME_SAMPLES
  const endSample = segment.firstSample + segment.sampleCount
  return [
    { ...segment, sampleCount: cutSample - segment.firstSample, endFrame: cut, cutAtEnd: true },
    { ...segment, firstSample: cutSample, sampleCount: endSample - cutSample, firstFrame: cut },
  ]
}

const LESS_PADDING_SAMPLES = 0.25 * SPOOL_RATE_HZ

/** The whole, with less silence around it. */
function lessPadding(segment: Segment): Segment[] {
  const { firstFrame, endFrame } = segment
  const speech = { from: firstFrame * VAD_FRAME_SAMPLES, to: endFrame * VAD_FRAME_SAMPLES }
  const from = Math.max(segment.firstSample, speech.from - LESS_PADDING_SAMPLES)
  const to = Math.min(segment.firstSample + segment.sampleCount, speech.to + LESS_PADDING_SAMPLES)
  return [{ ...segment, firstSample: from, sampleCount: to - from }]
}
