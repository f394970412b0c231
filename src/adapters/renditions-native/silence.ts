// Takes sound out of blocks of samples.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import type { MutedRange } from '../../ports/renditions.ts'

const SAMPLES_PER_MS = SPOOL_RATE_HZ / 1000

/** Sets the samples of `block` (one array per channel, the first sample being number `firstSample`) that lie in a
 * muted range to zero; a sample that is touched at all goes. */
export function silence(
  block: readonly Int16Array[],
  { firstSample, mute }: { firstSample: number; mute: readonly MutedRange[] },
) {
  for (const { channel, startMs, endMs } of mute) {
    const samples = block[channel - 1]
    const start = Math.floor(startMs * SAMPLES_PER_MS) - firstSample
    const end = Math.ceil(endMs * SAMPLES_PER_MS) - firstSample
    if (samples && end > 0 && start < samples.length) samples.fill(0, Math.max(0, start), end)
  }
}
