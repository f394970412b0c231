// G.711 companding tables: one byte in, one sample in [-1, 1) out.

const FULL_SCALE = 32_768

/** mu-law byte to 16-bit sample (ITU-T G.711, bits inverted on the line). */
export function muLawSample(byte: number): number {
  const code = ~byte & 0xff
  const magnitude = (((code & 15) << 3) + 132) << ((code >> 4) & 7)
  return code & 0x80 ? 132 - magnitude : magnitude - 132
}

/** A-law byte to 16-bit sample (ITU-T G.711, even bits inverted on the line). */
export function aLawSample(byte: number): number {
  const code = byte ^ 0x55
  const exponent = (code >> 4) & 7
  const mantissa = (code & 15) << 4
  const magnitude = exponent ? (mantissa + 264) << (exponent - 1) : mantissa + 8
  return code & 0x80 ? magnitude : -magnitude
}

/** All 256 mu-law values, scaled to [-1, 1). */
export const muLawTable: Float32Array = tableOf(muLawSample)

/** All 256 A-law values, scaled to [-1, 1). */
export const aLawTable: Float32Array = tableOf(aLawSample)

function tableOf(sampleOf: (byte: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => sampleOf(byte) / FULL_SCALE)
}
