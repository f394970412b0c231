// WAVE with 16-bit PCM at the spool rate. The length is known beforehand, so the header is right from the start.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import type { Encoder } from './encoder.ts'

const HEADER_BYTES = 44
const FORMAT_CHUNK_BYTES = 16
const PCM_TAG = 1
const SAMPLE_BYTES = 2
/** What the RIFF size does not count: its own mark and itself. */
const UNCOUNTED_BYTES = 8
const MAX_RIFF_SIZE = 0xffff_ffff

/** How much sound: `sampleCount` per channel. */
export interface SoundExtent {
  channelCount: number
  sampleCount: number
}

/** Size of the whole file, or null when it is more than the 32-bit sizes of RIFF can say. */
export function wavFileBytes({ channelCount, sampleCount }: SoundExtent): number | null {
  const bytes = HEADER_BYTES + sampleCount * channelCount * SAMPLE_BYTES
  return bytes - UNCOUNTED_BYTES > MAX_RIFF_SIZE ? null : bytes
}

/** Makes the encoder of one file of exactly this extent, which must fit ({@link wavFileBytes}). */
export function createWavEncoder(extent: SoundExtent): Encoder {
  let interleaved = new Int16Array(0)
  return {
    start: () => wavHeader(extent),
    encode(block) {
      const [first, second] = block
      if (!second) return bytesOf(first!)
      if (interleaved.length !== first!.length * 2) interleaved = new Int16Array(first!.length * 2)
      for (let index = 0; index < first!.length; index++) {
        interleaved[index * 2] = first![index]!
        interleaved[index * 2 + 1] = second[index]!
      }
      return bytesOf(interleaved)
    },
    finish: () => new Uint8Array(0),
  }
}

/** Platforms are little-endian here, as for spools. */
function bytesOf({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function wavHeader({ channelCount, sampleCount }: SoundExtent): Uint8Array {
  const frameBytes = channelCount * SAMPLE_BYTES
  const dataBytes = sampleCount * frameBytes
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(HEADER_BYTES + dataBytes - UNCOUNTED_BYTES, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(FORMAT_CHUNK_BYTES, 16)
  header.writeUInt16LE(PCM_TAG, 20)
  header.writeUInt16LE(channelCount, 22)
  header.writeUInt32LE(SPOOL_RATE_HZ, 24)
  header.writeUInt32LE(SPOOL_RATE_HZ * frameBytes, 28)
  header.writeUInt16LE(frameBytes, 32)
  header.writeUInt16LE(SAMPLE_BYTES * 8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes, 40)
  return header
}
