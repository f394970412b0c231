// Single samples as the bytes that WAVE files hold, little-endian, and WAVE's name for each encoding.
import type { SampleEncoding } from '../../domain/audio.ts'

/** How an encoding stands in a WAVE file. */
interface WaveEncoding {
  /** Format tag (registry of RFC 2361). */
  tag: number
  bytes: number
  /** Writes `value` (−1 to 1) at the start of `view`. */
  write(view: DataView, value: number): void
}

/** Every encoding of plain samples. */
export const waveEncodings: Record<SampleEncoding, WaveEncoding> = {
  u8: { tag: 1, bytes: 1, write: (view, value) => view.setUint8(0, 128 + Math.round(value * 127)) },
  s16: { tag: 1, bytes: 2, write: (view, value) => view.setInt16(0, Math.round(value * 0x7fff), true) },
  s24: {
    tag: 1,
    bytes: 3,
    write(view, value) {
      const sample = Math.round(value * 0x7f_ffff)
      view.setUint16(0, sample & 0xffff, true)
      view.setInt8(2, sample >> 16)
    },
  },
  s32: { tag: 1, bytes: 4, write: (view, value) => view.setInt32(0, Math.round(value * 0x7fff_ffff), true) },
  f32: { tag: 3, bytes: 4, write: (view, value) => view.setFloat32(0, value, true) },
  f64: { tag: 3, bytes: 8, write: (view, value) => view.setFloat64(0, value, true) },
  alaw: { tag: 6, bytes: 1, write: (view, value) => view.setUint8(0, aLawByte(value)) },
  mulaw: { tag: 7, bytes: 1, write: (view, value) => view.setUint8(0, muLawByte(value)) },
}

/** The bytes of one sample: `value` lies within ±1, 0 is silence. */
export function sampleBytes(encoding: SampleEncoding, value: number): Uint8Array {
  const { bytes, write } = waveEncodings[encoding]
  const target = new Uint8Array(bytes)
  write(new DataView(target.buffer), value)
  return target
}

const MU_LAW_BIAS = 132
const MU_LAW_MOST = 32_635

/** ITU-T G.711: sign, segment and step of a 16-bit sample, all bits inverted. */
function muLawByte(value: number): number {
  const sample = Math.round(value * 0x7fff)
  const magnitude = Math.min(Math.abs(sample), MU_LAW_MOST) + MU_LAW_BIAS
  const segment = Math.floor(Math.log2(magnitude)) - 7
  const step = (magnitude >> (segment + 3)) & 15
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff
}

/** ITU-T G.711: sign (set = positive), segment and step of a 16-bit sample, every other bit inverted. */
function aLawByte(value: number): number {
  const sample = Math.round(value * 0x7fff)
  const magnitude = sample < 0 ? ~sample : sample
  const segment = Math.max(0, Math.floor(Math.log2(Math.max(1, magnitude))) - 7)
  const step = (magnitude >> (Math.max(1, segment) + 3)) & 15
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ 0x55
}
