// Turns interleaved WAVE sample bytes into one Float32Array per channel. One entry per sample format; none of
// them knows about files or headers.
import type { SampleEncoding } from '../../domain/audio.ts'
import { aLawTable, muLawTable } from './g711.ts'

/** How one kind of sample is stored. `bytes` start at a multiple of 8 within their buffer. */
export interface SampleFormat {
  /** ffmpeg's name of the codec. */
  codec: string
  encoding: SampleEncoding
  bytesPerSample: number
  /** Reads sample `first`, `first + step`, ... into `target`, scaled to [-1, 1). Indices count samples. */
  read(bytes: Uint8Array, stride: SampleStride, target: Float32Array): void
}

/** One channel among interleaved samples. */
export interface SampleStride {
  first: number
  step: number
}

/** Unsigned 8-bit PCM. */
export const pcmU8: SampleFormat = {
  codec: 'pcm_u8',
  encoding: 'u8',
  bytesPerSample: 1,
  read(bytes, { first, step }, target) {
    for (let index = 0, at = first; index < target.length; index++, at += step) {
      target[index] = (bytes[at]! - 128) / 128
    }
  },
}

/** Signed 16-bit PCM. */
export const pcmS16: SampleFormat = {
  codec: 'pcm_s16le',
  encoding: 's16',
  bytesPerSample: 2,
  read(bytes, { first, step }, target) {
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1)
    for (let index = 0, at = first; index < target.length; index++, at += step) {
      target[index] = samples[at]! / 0x8000
    }
  },
}

/** Signed 24-bit PCM, packed. */
export const pcmS24: SampleFormat = {
  codec: 'pcm_s24le',
  encoding: 's24',
  bytesPerSample: 3,
  read(bytes, { first, step }, target) {
    for (let index = 0, at = first * 3; index < target.length; index++, at += step * 3) {
      target[index] = ((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) << 8) / 0x8000_0000
    }
  },
}

/** Signed 32-bit PCM. */
export const pcmS32: SampleFormat = {
  codec: 'pcm_s32le',
  encoding: 's32',
  bytesPerSample: 4,
  read(bytes, { first, step }, target) {
    const samples = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    for (let index = 0, at = first; index < target.length; index++, at += step) {
      target[index] = samples[at]! / 0x8000_0000
    }
  },
}

/** 32-bit float. */
export const pcmF32: SampleFormat = {
  codec: 'pcm_f32le',
  encoding: 'f32',
  bytesPerSample: 4,
  read: (bytes, stride, target) =>
    readFloats(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2), stride, target),
}

/** 64-bit float. */
export const pcmF64: SampleFormat = {
  codec: 'pcm_f64le',
  encoding: 'f64',
  bytesPerSample: 8,
  read: (bytes, stride, target) =>
    readFloats(new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length >> 3), stride, target),
}

/** G.711 A-law. */
export const pcmALaw: SampleFormat = companded('pcm_alaw', { encoding: 'alaw', table: aLawTable })

/** G.711 mu-law. */
export const pcmMuLaw: SampleFormat = companded('pcm_mulaw', { encoding: 'mulaw', table: muLawTable })

/** Reverses the bytes of each sample in place: big-endian data become what the readers expect. */
export function swapSampleBytes(bytes: Uint8Array, bytesPerSample: number): void {
  const whole = bytes.length - (bytes.length % bytesPerSample)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, whole)
  if (bytesPerSample === 2) buffer.swap16()
  if (bytesPerSample === 4) buffer.swap32()
  if (bytesPerSample === 8) buffer.swap64()
  if (bytesPerSample !== 3) return
  for (let first = 0; first < whole; first += 3) {
    const high = buffer[first]!
    buffer[first] = buffer[first + 2]!
    buffer[first + 2] = high
  }
}

function companded(
  codec: string,
  { encoding, table }: { encoding: SampleEncoding; table: Float32Array },
): SampleFormat {
  return {
    codec,
    encoding,
    bytesPerSample: 1,
    read(bytes, { first, step }, target) {
      for (let index = 0, at = first; index < target.length; index++, at += step) {
        target[index] = table[bytes[at]!]!
      }
    },
  }
}

/** NaN and infinities become silence; one of them would otherwise spread over the width of the filter. */
function readFloats(samples: Float32Array | Float64Array, stride: SampleStride, target: Float32Array): void {
  for (let index = 0, at = stride.first; index < target.length; index++, at += stride.step) {
    const value = Math.fround(samples[at]!)
    target[index] = Number.isFinite(value) ? value : 0
  }
}
