// WAVE with 16-bit PCM. The length is known beforehand, so the header is right from the start.
import type { Encoder } from './encoder.ts'
import { type WaveSound, waveHeader } from './wave-header.ts'

const SAMPLE_BYTES = 2

/** How much sound: `sampleCount` per channel, at most two channels. */
export type SoundExtent = Omit<WaveSound, 'encoding'>

/** Size of the whole file, or null when it is more than the 32-bit sizes of RIFF can say. */
export function wavFileBytes(extent: SoundExtent): number | null {
  const header = waveHeader({ ...extent, encoding: 's16' })
  return header && header.length + extent.sampleCount * extent.channelCount * SAMPLE_BYTES
}

/** Makes the encoder of one file of exactly this extent, which must fit ({@link wavFileBytes}). */
export function createWavEncoder(extent: SoundExtent): Encoder {
  let interleaved = new Int16Array(0)
  return {
    start: () => waveHeader({ ...extent, encoding: 's16' })!,
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
