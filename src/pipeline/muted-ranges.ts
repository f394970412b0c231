// What must not be heard in a redacted recording (language.md section 6): the words that were taken out of the text,
// speech that nobody could read, and keys that were pressed. All on the channel they were heard on, and on every
// channel where one party's voice leaks into the other's.
import { type DecodedAudio, type MutedRange, samplesToMs } from '../domain/audio.ts'
import { joinRanges } from '../domain/redaction-report.ts'
import type { Sentence, TimedWord } from '../domain/sentence.ts'
import type { Warning } from '../domain/transcript.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'
import { channelsLeak } from './channel-leak.ts'
import { type CoveredRange, coveredWords } from './covered-words.ts'

const FRAME_MS = samplesToMs(VAD_FRAME_SAMPLES)
const SPEECH = 0.5
/** Word times are off by up to a quarter of a second. */
const MARGIN_MS = 250
/** Where there still is speech at the margin, it is followed up to this far from the word. */
const REACH_MS = 400
/** Behind a number that was read out so much goes as well, until somebody speaks: a digit said too low to be noticed. */
const TAIL_MS = 2000
/** Ranges that are closer than this become one: a sliver of sound between them helps nobody. */
const JOIN_MS = 300
/** The same word on the other channel within this time is its echo. */
const ECHO_MS = 300

/** A range that may be of a number that was read out. */
export interface NumberedRange extends MutedRange {
  isNumber?: boolean
}

/** A call that was heard and redacted. */
export interface RedactedCall {
  sentences: readonly Sentence[]
  /** Warnings; those with times tell of speech that was not understood. */
  unread: readonly Warning[]
  /** Pressed keys and anything else that is to go. */
  others: readonly NumberedRange[]
  /** Voice activity, channel 1 first; a channel without any has no known edges of speech. */
  activity: readonly VoiceActivity[]
  audio: Pick<DecodedAudio, 'channels' | 'durationMs' | 'identicalChannels'>
}

/** The ranges in order of channel and time, within the recording. A recording that was not read at all (too short)
 * goes as a whole. */
export function mutedRanges(call: RedactedCall): MutedRange[] {
  const { sentences, unread, others, activity, audio } = call
  const channels = audio.channels.map((_, at) => at + 1)
  const everywhere = (range: Omit<MutedRange, 'channel'>) =>
    channels.map((channel) => ({ ...range, channel }))
  if (unread.some(({ code }) => code === 'recording-too-short'))
    return everywhere({ startMs: 0, endMs: audio.durationMs })
  const alike = audio.identicalChannels || channelsLeak(activity)
  const spread = (range: NumberedRange, onAll: boolean) => {
    const wide = widened(range, activity[range.channel - 1])
    return onAll ? everywhere(wide) : [wide]
  }
  const found = [
    ...coveredWords(sentences).flatMap((range) => spread(range, alike || hasEcho(range, sentences))),
    ...unread.flatMap((warning) => unreadRange(warning).flatMap((range) => spread(range, alike))),
    ...others.flatMap((range) => spread(range, alike)),
  ]
  const inside = found
    .map((range) => ({
      ...range,
      startMs: Math.max(0, range.startMs),
      endMs: Math.min(audio.durationMs, range.endMs),
    }))
    .filter(({ startMs, endMs }) => startMs < endMs)
  return joinRanges(inside, JOIN_MS)
}

function unreadRange({ channel = 1, startMs, endMs }: Warning): MutedRange[] {
  return startMs === undefined || endMs === undefined ? [] : [{ channel, startMs, endMs }]
}

/** True when a word that `range` takes out of its sentence is heard on another channel as well. */
function hasEcho(range: CoveredRange, sentences: readonly Sentence[]): boolean {
  const { sentence } = range
  const taken = sentence.words.filter(({ startMs }) => startMs >= range.startMs && startMs < range.endMs)
  const near = sentences.filter(
    ({ channel, startMs, endMs }) =>
      channel !== sentence.channel && startMs < range.endMs + ECHO_MS && endMs > range.startMs - ECHO_MS,
  )
  const isEcho = (one: TimedWord, other: TimedWord) =>
    Math.abs(one.startMs - other.startMs) <= ECHO_MS && bare(one.text) === bare(other.text)
  return taken.some((one) => near.some(({ words }) => words.some((other) => isEcho(one, other))))
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** `range` with its margin, and where that ends in the middle of speech, with the rest of it if it is short. */
function widened(
  { channel, startMs, endMs, isNumber = false }: NumberedRange,
  activity: VoiceActivity | undefined,
): MutedRange {
  let [from, to] = [startMs - MARGIN_MS, endMs + MARGIN_MS]
  if (activity) {
    const silent = (ms: number) => (activity.probability[Math.floor(ms / FRAME_MS)] ?? 0) < SPEECH
    const before = step(from, startMs - REACH_MS, -FRAME_MS).find(silent)
    const behind = step(to, endMs + REACH_MS, FRAME_MS).find(silent)
    if (before !== undefined) from = Math.min(from, (Math.floor(before / FRAME_MS) + 1) * FRAME_MS)
    if (behind !== undefined) to = Math.max(to, Math.floor(behind / FRAME_MS) * FRAME_MS)
    if (isNumber && silent(to)) {
      const lastMs = endMs + TAIL_MS
      to = Math.max(to, step(to, lastMs, FRAME_MS).find((ms) => !silent(ms)) ?? lastMs)
    }
  }
  return { channel, startMs: from, endMs: to }
}

/** From `from` towards `to` in steps. */
function step(from: number, to: number, by: number): number[] {
  const count = Math.floor((to - from) / by + 1)
  return Array.from({ length: Math.max(0, count) }, (_, at) => from + at * by)
}
