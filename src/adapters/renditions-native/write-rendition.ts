// Writes one rendition from spools, block by block. Synchronous file access and long computations: it belongs into
// the rendition thread, never onto the main event loop.
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Spool } from '../../domain/audio.ts'
import type { RenditionFormat } from '../../ports/renditions.ts'
import type { Encoder } from './encoder.ts'
import { mixDown } from './mix-down.ts'
import { createMp3Encoder } from './mp3-encoder.ts'
import { type Muting, silence } from './silence.ts'
import { longestOf, readBlocks } from './spool-blocks.ts'
import { createWavEncoder } from './wav-encoder.ts'

/** What crosses into the rendition thread: one or two spools, and as many channels as there are spools, or one. */
export interface RenditionJob {
  spools: readonly Spool[]
  channelCount: 1 | 2
  format: RenditionFormat
  toPath: string
  muting: Muting
}

/** Writes `job.toPath` (0600); after a failure what was written stays there for the caller to remove.
 * @returns its size in bytes
 * @throws the file system's errors as they are */
export async function writeRendition({ toPath, ...job }: RenditionJob): Promise<number> {
  const encoder = await createEncoder(job)
  const file = openSync(toPath, 'w', 0o600)
  try {
    let bytes = append(file, encoder.start())
    let firstSample = 0
    for (const block of readBlocks(job.spools)) {
      silence(block, { firstSample, ...job.muting })
      firstSample += block[0]!.length
      const [first, second] = block
      const mixed = job.channelCount === 1 && second ? [mixDown(first!, second, first!)] : block
      bytes += append(file, encoder.encode(mixed))
    }
    return bytes + append(file, encoder.finish())
  } finally {
    closeSync(file)
  }
}

async function createEncoder({
  spools,
  channelCount,
  format,
  muting: { rateHz },
}: Omit<RenditionJob, 'toPath'>): Promise<Encoder> {
  if (format === 'mp3') return createMp3Encoder(channelCount)
  return createWavEncoder({ channelCount, sampleCount: longestOf(spools), rateHz })
}

function append(file: number, bytes: Uint8Array): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
  return bytes.length
}
