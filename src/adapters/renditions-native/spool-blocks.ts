// Reads spools side by side, a few seconds at a time.
import { closeSync, openSync, readSync } from 'node:fs'
import type { Spool } from '../../domain/audio.ts'

const BLOCK_SAMPLES = 65_536

/** Samples per channel until the longest of `spools` ends. */
export function longestOf(spools: readonly Spool[]): number {
  return Math.max(...spools.map(({ sampleCount }) => sampleCount))
}

/** Yields one array per spool, all of one length; a spool that ends before the longest goes on as silence. The
 * arrays are overwritten by the next block.
 * @throws Error when a file holds fewer samples than its spool says; the file system's errors as they are */
export function* readBlocks(spools: readonly Spool[]): Generator<Int16Array[]> {
  const total = longestOf(spools)
  const buffers = spools.map(() => new Int16Array(BLOCK_SAMPLES))
  const files: number[] = []
  try {
    for (const { path } of spools) files.push(openSync(path, 'r'))
    for (let first = 0; first < total; first += BLOCK_SAMPLES) {
      yield spools.map(({ sampleCount }, index) => {
        const block = buffers[index]!.subarray(0, total - first)
        const present = Math.min(block.length, Math.max(0, sampleCount - first))
        readSamples(files[index]!, first, block.subarray(0, present))
        return block.fill(0, present)
      })
    }
  } finally {
    for (const file of files) closeSync(file)
  }
}

function readSamples(file: number, first: number, target: Int16Array): void {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(file, bytes, done, bytes.length - done, first * 2 + done)
    if (count === 0) throw new Error('a spool holds fewer samples than were written to it')
    done += count
  }
}
