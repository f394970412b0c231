// Headers of WAVE files whose length is known beforehand.
import type { SampleEncoding } from '../../domain/audio.ts'
import { waveEncodings } from './sample-bytes.ts'

const PCM_TAG = 1
const PCM_FORMAT_BYTES = 16
/** Other formats say how long their extension is: 0. */
const OTHER_FORMAT_BYTES = 18
/** What the RIFF size does not count: its own mark and itself. */
const UNCOUNTED_BYTES = 8
const MAX_RIFF_SIZE = 0xffff_ffff

/** The sound of one file; `sampleCount` per channel. */
export interface WaveSound {
  encoding: SampleEncoding
  channelCount: number
  sampleCount: number
  rateHz: number
}

/** Everything before the first sample; null when the file would be larger than the 32-bit sizes of RIFF can say. */
export function waveHeader({ encoding, channelCount, sampleCount, rateHz }: WaveSound): Uint8Array | null {
  const { tag, bytes } = waveEncodings[encoding]
  const frameBytes = bytes * channelCount
  const dataBytes = sampleCount * frameBytes
  const formatBytes = tag === PCM_TAG ? PCM_FORMAT_BYTES : OTHER_FORMAT_BYTES
  const format = Buffer.alloc(formatBytes)
  format.writeUInt16LE(tag, 0)
  format.writeUInt16LE(channelCount, 2)
  format.writeUInt32LE(rateHz, 4)
  format.writeUInt32LE(rateHz * frameBytes, 8)
  format.writeUInt16LE(frameBytes, 12)
  format.writeUInt16LE(bytes * 8, 14)
  const fact = tag === PCM_TAG ? [] : [chunk('fact', uint32(sampleCount))]
  const chunks = [Buffer.from('WAVE'), chunk('fmt ', format), ...fact, Buffer.from('data')]
  const headerBytes = UNCOUNTED_BYTES + Buffer.concat(chunks).length + 4
  const riffSize = headerBytes - UNCOUNTED_BYTES + dataBytes + (dataBytes % 2)
  if (riffSize > MAX_RIFF_SIZE) return null
  return Buffer.concat([Buffer.from('RIFF'), uint32(riffSize), ...chunks, uint32(dataBytes)])
}

function chunk(name: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(name), uint32(body.length), body])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
