// How large the output of a child may grow. A bound for the disk, not the check of the limits themselves: that is
// the WAVE reader's, which gets to see the header in any case.
import type { FileHandle } from 'node:fs/promises'

const MAX_CHANNELS = 2
const MAX_RATE_HZ = 768_000
const BYTES_PER_SAMPLE = 2
/** RIFF mark and the beginning of the format chunk, which ffmpeg writes first. */
const HEAD_BYTES = 28
/** Enough for the longest header ffmpeg writes. */
const HEADER_BYTES = 4096
/** Beyond the limit by more than the second that shows a recording to be too long. */
const SPARE_SECONDS = 2

/** Bytes of the largest format there is with more than `maxSeconds` of sound: what the system may enforce before
 * anything is known. */
export function mostBytes(maxSeconds: number): number {
  return HEADER_BYTES + (maxSeconds + SPARE_SECONDS) * MAX_RATE_HZ * MAX_CHANNELS * BYTES_PER_SAMPLE
}

/** True once `file`, 16-bit WAVE being written, holds more than is of use: over `maxSeconds` of sound, more than
 * the header of a format that is not served anyway, anything that is not WAVE. */
export async function hasEnough(file: FileHandle, maxSeconds: number): Promise<boolean> {
  const { size } = await file.stat()
  if (size < HEAD_BYTES) return false
  const { buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  return size > usefulBytes(buffer, maxSeconds)
}

function usefulBytes(head: Buffer, maxSeconds: number): number {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 16) !== 'WAVEfmt ') return 0
  const channelCount = head.readUInt16LE(22)
  const sampleRateHz = head.readUInt32LE(24)
  if (channelCount > MAX_CHANNELS || sampleRateHz > MAX_RATE_HZ) return HEADER_BYTES
  return HEADER_BYTES + (maxSeconds + SPARE_SECONDS) * sampleRateHz * channelCount * BYTES_PER_SAMPLE
}
