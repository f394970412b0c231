// Takes sound out of blocks of samples.
import type { Filler, MutedRange } from '../../domain/audio.ts'
import { firstMuted, mutedEnd } from './muted-samples.ts'
import { tone } from './tone.ts'

/** Which samples of a recording go, and what comes in their place. */
export interface Muting {
  rateHz: number
  mute: readonly MutedRange[]
  filler: Filler
}

/** Replaces the samples of `block` (one array per channel, the first sample being number `firstSample`) that lie in a
 * muted range; a sample that is touched at all goes. */
export function silence(
  block: readonly Int16Array[],
  { firstSample, rateHz, mute, filler }: Muting & { firstSample: number },
) {
  for (const range of mute) {
    const samples = block[range.channel - 1]
    if (!samples) continue
    const start = Math.max(0, firstMuted(range, rateHz) - firstSample)
    const end = Math.min(samples.length, mutedEnd(range, rateHz) - firstSample)
    if (start >= end) continue
    if (filler === 'silence') samples.fill(0, start, end)
    else
      for (let at = start; at < end; at++) samples[at] = Math.round(tone(firstSample + at, rateHz) * 0x7fff)
  }
}
