// Speech that may be personal data although nobody could tell: what was understood badly, or left no words at all, after
// a question for such data, after some of it, right before a number, or where nobody knows what was asked (language.md
// section 6).
import { type MutedRange, samplesToMs } from '../domain/audio.ts'
import type { Sentence } from '../domain/sentence.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'
import { mayHoldDigits } from '../redaction/digit-like.ts'
import { asksForPersonalData } from '../redaction/personal-question.ts'
import { coveredWords } from './covered-words.ts'

const FRAME_MS = samplesToMs(VAD_FRAME_SAMPLES)
const SPEECH = 0.5
/** How long after a question its answer is waited for. */
const ANSWER_MS = 15_000
/** Sentences that the recogniser is less sure of may be anything. */
const UNSURE = 0.7
/** How long before a number its first digits may have been said. */
const LEAD_MS = 3000
/** A sentence that ends so shortly before a number, has a number in it and is no surer than this, may be its beginning. */
const BESIDE_MS = 1000
const NOT_SURE = 0.9
/** Speech this near to a word belongs to it. */
const REACH_MS = 300
/** Shorter sounds hold no digit. */
const LEAST_MS = 200

/** What is looked at: the call, and the voice activity of its channels, channel 1 first. */
export interface HeardCall {
  sentences: readonly Sentence[]
  activity: readonly VoiceActivity[]
}

/** After `asking`, on every channel. */
interface Window {
  asking: Sentence
  endMs: number
}

/** A number that was taken out. */
interface GivenNumber {
  sentence: Sentence
  channel: number
  startMs: number
}

/** Where on which channel. */
export function unsureSpeech({ sentences, activity }: HeardCall): MutedRange[] {
  const windows = sentences
    .filter(({ text, redacted }) => (redacted?.spans.length ?? 0) > 0 || asksForPersonalData(text))
    .map((asking) => ({ asking, endMs: asking.endMs + ANSWER_MS }))
  const numbers = coveredWords(sentences).filter(({ isNumber }) => isNumber)
  const unsure = sentences.filter(
    (one) =>
      (one.confidence < UNSURE &&
        (windows.some((window) => isAnswer(one, window)) || comesFromNowhere(one, sentences))) ||
      numbers.some((number) => mayBegin(one, number)),
  )
  return [
    ...unsure.map(({ channel, startMs, endMs }) => ({ channel, startMs, endMs })),
    ...activity.flatMap((one, at) => {
      const channel = at + 1
      const own = sentences.filter((sentence) => sentence.channel === channel)
      const leads = numbers.filter((number) => number.channel === channel)
      return wordlessSpeech(one, { channel, sentences: own, windows, leads })
    }),
  ]
}

/** Whether a sentence may hold the first digits of `number`, which the recogniser took for something else. */
function mayBegin({ index, channel, endMs, confidence, text }: Sentence, number: GivenNumber): boolean {
  const beforeMs = number.startMs - endMs
  const isBeside = channel === number.channel && index !== number.sentence.index
  return isBeside && beforeMs >= 0 && beforeMs <= BESIDE_MS && confidence < NOT_SURE && mayHoldDigits(text)
}

function isAnswer({ index, startMs }: Sentence, { asking, endMs }: Window): boolean {
  return index !== asking.index && startMs >= asking.startMs && startMs <= endMs
}

/** True when nothing was said before a sentence that it could answer: a recording may begin after the question. */
function comesFromNowhere({ index, startMs }: Sentence, sentences: readonly Sentence[]): boolean {
  return !sentences.some((one) => one.index < index && startMs - one.endMs <= ANSWER_MS)
}

interface Watched {
  channel: number
  /** Those of the channel. */
  sentences: readonly Sentence[]
  windows: readonly Window[]
  /** Numbers on the channel, which may have begun before their words. */
  leads: readonly GivenNumber[]
}

/** Runs of speech with no word near, in the windows and before numbers. */
function wordlessSpeech({ probability }: VoiceActivity, watched: Watched): MutedRange[] {
  const { channel, sentences, windows, leads } = watched
  const wanted = new Uint8Array(probability.length)
  const mark = (value: 0 | 1, fromMs: number, toMs: number) =>
    wanted.fill(value, Math.max(0, Math.floor(fromMs / FRAME_MS)), Math.max(0, Math.ceil(toMs / FRAME_MS)))
  for (const { asking, endMs } of windows) mark(1, asking.endMs, endMs)
  for (const { startMs } of leads) mark(1, startMs - LEAD_MS, startMs)
  for (const sentence of sentences)
    for (const { startMs, endMs } of sentence.words) mark(0, startMs - REACH_MS, endMs + REACH_MS)
  const found: MutedRange[] = []
  let first = -1
  for (let at = 0; at <= wanted.length; at++) {
    const speech = wanted[at] === 1 && probability[at]! >= SPEECH
    if (speech && first < 0) first = at
    if (speech || first < 0) continue
    if ((at - first) * FRAME_MS >= LEAST_MS)
      found.push({ channel, startMs: first * FRAME_MS, endMs: at * FRAME_MS })
    first = -1
  }
  return found
}
