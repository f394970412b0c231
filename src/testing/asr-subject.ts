// What the checks of all recognisers run on, and what they listen to.
import { join } from 'node:path'
import { type AudioSlice, type DecodedAudio, SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { AsrEngine, Hypothesis } from '../ports/asr.ts'
import { sampleTurns, sliceOf, type Turn } from './sample-call.ts'
import { seededRandom } from './seeded-random.ts'
import { writeSpool } from './spools.ts'

/** A recogniser, one more to be closed, and audio. */
export interface AsrSubject {
  asr: AsrEngine
  /** A second one, started now. */
  start(): AsrEngine
  audio: AsrAudio
}

/** A stretch of audio and what is said in it. */
export interface SpokenSlice {
  slice: AudioSlice
  text: string
}

/** Everything that recognisers are given to hear. */
export interface AsrAudio {
  /** Turns of the sample call without numbers, each with the padding that segments have. */
  spoken: SpokenSlice[]
  silence: AudioSlice
  noise: AudioSlice
  /** More than half a minute of the call, pauses included. */
  longest: AudioSlice
}

const PADDING_MS = 400
const NOISE_LEVEL = 0.01
const LONGEST_S = 35

/** Makes the audio in `folder`; `call` is the decoded sample call. */
export function asrAudio(folder: string, call: DecodedAudio): AsrAudio {
  const random = seededRandom(11)
  const whole = (path: string, seconds: number, signal: () => number): AudioSlice => ({
    ...writeSpool(join(folder, path), seconds, signal),
    firstSample: 0,
  })
  return {
    spoken: sampleTurns.filter(isPlain).map((turn) => ({
      slice: sliceOf(call, turn, PADDING_MS),
      text: turn.text,
    })),
    silence: whole('silence', 3, () => 0),
    noise: whole('noise', 3, () => (random.integer(-1000, 1000) / 1000) * NOISE_LEVEL),
    longest: { path: call.channels[0]!.path, firstSample: 0, sampleCount: LONGEST_S * SPOOL_RATE_HZ },
  }
}

/** Numbers may be written in many ways. */
function isPlain({ text }: Turn): boolean {
  return !/number is|\b(one|two|three|four|five|six|seven|eight|nine|ten)\b/i.test(text)
}

/** The words as one text. */
export function textOf({ words }: Hypothesis): string {
  return words.map(({ text }) => text).join(' ')
}
