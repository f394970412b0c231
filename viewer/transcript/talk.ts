// Who talks when: shares of talk, overlap and silence, and the gaps that playback may skip. Pure.
import type { Sentence } from '../wire.ts'

/** A stretch of time in seconds. */
export interface Stretch {
  start: number
  end: number
}

/** What a conversation consists of. Seconds. */
export interface Talk {
  /** Talk per channel, in order of channels; or per voice. */
  channels: { channel: number; seconds: number; stretches: Stretch[] }[]
  overlap: number
  silence: number
  /** Where nobody talks for longer than {@link LONG_GAP}. */
  gaps: Stretch[]
}

/** Shorter pauses belong to talking. */
const LONG_GAP = 1.5
/** What is left of a pause on both sides, so that words are not cut. */
const MARGIN = 0.3

/** Adds up the talk in a recording of `duration` seconds, by channel or by what `numberOf` says. */
export function measureTalk(
  sentences: readonly Sentence[],
  duration: number,
  numberOf: (sentence: Sentence) => number = ({ media_channel }) => media_channel,
): Talk {
  const numbers = [...new Set(sentences.map(numberOf))].sort((a, b) => a - b)
  const channels = numbers.map((channel) => {
    const stretches = merge(sentences.filter((one) => numberOf(one) === channel))
    return { channel, seconds: lengthOf(stretches), stretches }
  })
  const all = merge(sentences)
  const talked = lengthOf(all)
  const edges = [{ start: 0, end: 0 }, ...all, { start: duration, end: duration }]
  const gaps = edges.flatMap(({ end }, at) => {
    const next = edges[at + 1]
    return next && next.start - end > LONG_GAP ? [{ start: end + MARGIN, end: next.start - MARGIN }] : []
  })
  return {
    channels,
    overlap: Math.max(0, channels.reduce((sum, { seconds }) => sum + seconds, 0) - talked),
    silence: Math.max(0, duration - talked),
    gaps,
  }
}

function merge(sentences: readonly Sentence[]): Stretch[] {
  const sorted = sentences
    .map(({ start_time, end_time }) => ({ start: Number(start_time), end: Number(end_time) }))
    .sort((a, b) => a.start - b.start)
  const merged: Stretch[] = []
  for (const one of sorted) {
    const last = merged.at(-1)
    if (last && one.start <= last.end) last.end = Math.max(last.end, one.end)
    else merged.push({ ...one })
  }
  return merged
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0)
}

/** The gap that `seconds` lies in; null in talk. */
export function gapAt(gaps: readonly Stretch[], seconds: number): Stretch | null {
  return gaps.find(({ start, end }) => seconds >= start && seconds < end) ?? null
}
