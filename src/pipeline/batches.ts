// Groups segments into batches for the recogniser: neighbours in length, so that little padding is computed.
import { SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { Segment } from '../domain/speech.ts'
import type { AsrCapabilities } from '../ports/asr.ts'

/** Batches of segments, longest first. A batch counts as rows × its longest row. With several recogniser
 * threads and little audio, batches are kept small enough to occupy all of them. The order is stable by
 * (length, channel, start), so equal input gives equal batches. */
export function toBatches(segments: readonly Segment[], limits: AsrCapabilities): Segment[][] {
  const sorted = [...segments].sort(
    (a, b) => b.sampleCount - a.sampleCount || a.channel - b.channel || a.firstSample - b.firstSample,
  )
  const totalSamples = sorted.reduce((sum, { sampleCount }) => sum + sampleCount, 0)
  const maxSamples = Math.min(limits.batchSeconds * SPOOL_RATE_HZ, totalSamples / limits.threads)
  const batches: Segment[][] = []
  for (const segment of sorted) {
    const batch = batches.at(-1)
    const longest = batch?.[0]?.sampleCount ?? 0
    const fits = batch && batch.length < limits.batchRows && (batch.length + 1) * longest <= maxSamples
    if (fits) batch.push(segment)
    else batches.push([segment])
  }
  return batches
}
