// Copies plain samples into a WAVE file of their own, some of them replaced. The samples are never decoded, so what is
// not replaced stays as it was recorded. Synchronous file access: it belongs into the rendition thread.
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { Filler, MutedRange, PlainSamples } from '../../domain/audio.ts'
import { firstMuted, mutedEnd } from './muted-samples.ts'
import { sampleBytes, waveEncodings } from './sample-bytes.ts'
import { tone } from './tone.ts'
import { waveHeader } from './wave-header.ts'

const BLOCK_SAMPLES = 65_536

/** What crosses into the rendition thread. */
export interface MutedCopyJob {
  path: string
  toPath: string
  samples: PlainSamples
  channelCount: number
  rateHz: number
  mute: readonly MutedRange[]
  filler: Filler
}

/** Writes `job.toPath` (0600); after a failure what was written stays there for the caller to remove.
 * @returns its size in bytes
 * @throws the file system's errors as they are; Error when there are more samples than a WAVE file can hold, or the file
 *   holds fewer than it did */
export function writeMutedCopy(job: MutedCopyJob): number {
  const { samples, channelCount } = job
  const frameBytes = waveEncodings[samples.encoding].bytes * channelCount
  const header = waveHeader({ ...samples, channelCount, rateHz: job.rateHz })
  if (!header) throw new Error('more samples than a WAVE file can hold')
  const replace = createReplacement(job)
  const source = openSync(job.path, 'r')
  const target = openSync(job.toPath, 'w', 0o600)
  try {
    let bytes = append(target, header)
    const buffer = new Uint8Array(BLOCK_SAMPLES * frameBytes)
    for (let first = 0; first < samples.sampleCount; first += BLOCK_SAMPLES) {
      const count = Math.min(BLOCK_SAMPLES, samples.sampleCount - first)
      const block = buffer.subarray(0, count * frameBytes)
      readWhole(source, samples.firstByte + first * frameBytes, block)
      if (samples.bigEndian) reverseSamples(block, frameBytes / channelCount)
      replace(block, first)
      bytes += append(target, block)
    }
    // Chunks begin at even places.
    return bytes + append(target, new Uint8Array((samples.sampleCount * frameBytes) % 2))
  } finally {
    closeSync(target)
    closeSync(source)
  }
}

/** Puts silence or the tone over what is muted in a block of which the first sample is number `first`. */
function createReplacement({ samples: { encoding }, channelCount, rateHz, mute, filler }: MutedCopyJob) {
  const sampleSize = waveEncodings[encoding].bytes
  const frameBytes = sampleSize * channelCount
  const count = filler === 'tone' ? rateHz : 1
  const pattern = new Uint8Array(count * sampleSize)
  for (let at = 0; at < count; at++)
    pattern.set(sampleBytes(encoding, filler === 'tone' ? tone(at, rateHz) : 0), at * sampleSize)
  return (block: Uint8Array, first: number) => {
    const blockSamples = block.length / frameBytes
    for (const range of mute) {
      const start = Math.max(0, firstMuted(range, rateHz) - first)
      const end = Math.min(blockSamples, mutedEnd(range, rateHz) - first)
      if (range.channel > channelCount) continue
      for (let at = start; at < end; at++) {
        const from = ((first + at) % count) * sampleSize
        const to = at * frameBytes + (range.channel - 1) * sampleSize
        for (let byte = 0; byte < sampleSize; byte++) block[to + byte] = pattern[from + byte]!
      }
    }
  }
}

function reverseSamples(block: Uint8Array, sampleSize: number): void {
  for (let at = 0; at < block.length; at += sampleSize) block.subarray(at, at + sampleSize).reverse()
}

function readWhole(file: number, position: number, target: Uint8Array): void {
  for (let done = 0; done < target.length; ) {
    const count = readSync(file, target, done, target.length - done, position + done)
    if (count === 0) throw new Error('a recording holds fewer samples than it did when it was decoded')
    done += count
  }
}

function append(file: number, bytes: Uint8Array): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
  return bytes.length
}
