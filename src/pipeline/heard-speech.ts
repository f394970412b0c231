// Judges a hypothesis against the speech it was made from.
import { samplesToMs } from '../domain/audio.ts'
import type { Word } from '../domain/sentence.ts'
import type { Segment } from '../domain/speech.ts'
import type { Hypothesis } from '../ports/asr.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'

const FRAME_MS = samplesToMs(VAD_FRAME_SAMPLES)
const SPEECH = 0.5
/** A speech frame this near to a word counts as covered by it. */
const REACH_MS = 500
/** More speech than this behind the last word means that the tail was dropped. */
const TAIL_MS = 2000
/** Normal speech has at least 1.42 tokens a second. */
const MIN_TOKENS_PER_SECOND = 1.2

/** Frames of `segment` that the detector took for speech. */
export function speechFrames(segment: Segment, { probability }: VoiceActivity): number[] {
  const found: number[] = []
  for (let at = segment.firstFrame; at < segment.endFrame; at++) {
    if ((probability[at] ?? 0) >= SPEECH) found.push(at)
  }
  return found
}

/** Words of a hypothesis with times counted from the start of the recording, trimmed to where there is speech: the
 * alignment lets first words begin in the padding, and gives the frame between two words to both. Starts never go
 * back, ends lie behind starts, and a word ends where the next one starts. */
export function placeWords(hypothesis: Hypothesis, segment: Segment, activity: VoiceActivity): Word[] {
  const offsetMs = samplesToMs(segment.firstSample)
  let floorMs = 0
  const placed = hypothesis.words.map((word) => {
    const moved = { ...word, startMs: offsetMs + word.startMs, endMs: offsetMs + word.endMs }
    const trimmed = trimToSpeech(moved, activity)
    const startMs = Math.max(trimmed.startMs, floorMs)
    floorMs = startMs
    return { ...trimmed, startMs }
  })
  return placed.map((word, at) => {
    const nextMs = placed[at + 1]?.startMs ?? Number.POSITIVE_INFINITY
    return { ...word, endMs: Math.max(Math.min(word.endMs, nextMs), word.startMs + MIN_WORD_MS) }
  })
}

const MIN_WORD_MS = 20
const KEEP_MS = 50

function trimToSpeech(word: Word, { probability }: VoiceActivity): Word {
  const silent = (ms: number) => (probability[Math.floor(ms / FRAME_MS)] ?? 0) < SPEECH
  let { startMs, endMs } = word
  const latestStart = endMs - KEEP_MS
  while (startMs < latestStart && silent(startMs)) startMs = (Math.floor(startMs / FRAME_MS) + 1) * FRAME_MS
  startMs = Math.max(word.startMs, Math.min(startMs, latestStart))
  const earliestEnd = startMs + KEEP_MS
  while (endMs > earliestEnd && silent(endMs - 1)) endMs = Math.floor((endMs - 1) / FRAME_MS) * FRAME_MS
  return { ...word, startMs, endMs: Math.min(word.endMs, Math.max(endMs, earliestEnd)) }
}

/** Share of the speech of `segment` that lies near a word, 0..1; 1 when there is no speech. */
export function coverage(words: readonly Word[], segment: Segment, activity: VoiceActivity): number {
  const frames = speechFrames(segment, activity)
  if (frames.length === 0) return 1
  const near = frames.filter((frame) => {
    const ms = frame * FRAME_MS
    return words.some((word) => ms >= word.startMs - REACH_MS && ms <= word.endMs + REACH_MS)
  })
  return near.length / frames.length
}

/** Below this confidence a second reading is worth its time (measured; ADR 4). */
const SURE = 0.895
/** Pieces of shorter segments are too short to be understood better. */
const SECOND_READING_MS = 2000

/** True when `hypothesis` should be checked against another reading of the same speech. */
export function isDoubtful(hypothesis: Hypothesis, segment: Segment, activity: VoiceActivity): boolean {
  const unsure =
    hypothesis.confidence < SURE && (segment.endFrame - segment.firstFrame) * FRAME_MS >= SECOND_READING_MS
  return unsure || losesSpeech(hypothesis, segment, activity)
}

/** True when the words of `hypothesis` can't be all that was said: the decoder stopped early, went round in
 * circles, or left speech without words. */
export function losesSpeech(hypothesis: Hypothesis, segment: Segment, activity: VoiceActivity): boolean {
  if (hypothesis.end !== 'eos') return true
  const frames = speechFrames(segment, activity)
  const lastMs = samplesToMs(segment.firstSample) + (hypothesis.words.at(-1)?.endMs ?? 0)
  const tailMs = frames.filter((frame) => frame * FRAME_MS > lastMs).length * FRAME_MS
  const speechS = (frames.length * FRAME_MS) / 1000
  return tailMs > TAIL_MS || (speechS > 2 && hypothesis.tokenCount / speechS < MIN_TOKENS_PER_SECOND)
}
