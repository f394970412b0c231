// The resampling filter as numbers: a Kaiser-windowed sinc, cut into the phases that a rational rate change
// needs. Parameters: speech-and-media section 6.
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'

const ZERO_CROSSINGS = 32
const KAISER_BETA = 10
/** Pass band edge as a part of the lower Nyquist frequency. */
const CUT_OFF = 0.94
/** Rates with more phases than this share this many and interpolate between neighbours. */
const MAX_PHASES = 1000
const INTERPOLATED_PHASES = 1024
/** The kernel handles this many taps in one turn. */
const TAP_MULTIPLE = 8

/** A polyphase filter from one rate to the spool rate. */
export interface FirDesign {
  /** Output sample n lies at input position n * stepNumerator / stepDenominator. */
  stepNumerator: number
  stepDenominator: number
  /** Taps on each side of an output sample, in input samples. */
  halfLength: number
  /** Taps per row; the tail beyond 2 * halfLength is zero. */
  tapCount: number
  /** Rows of `tapCount`. Exactly one per phase, or, when `interpolated`, `phaseRows` + 1 over one input step. */
  coefficients: Float32Array
  phaseRows: number
  interpolated: boolean
}

/** Designs the filter from `inputRateHz` to 16 kHz. */
export function designFir(inputRateHz: number): FirDesign {
  const divisor = greatestCommonDivisor(inputRateHz, SPOOL_RATE_HZ)
  const stepDenominator = SPOOL_RATE_HZ / divisor
  const interpolated = stepDenominator > MAX_PHASES
  const phaseRows = interpolated ? INTERPOLATED_PHASES : stepDenominator
  const rowCount = interpolated ? phaseRows + 1 : phaseRows
  const cutOff = 0.5 * Math.min(1, SPOOL_RATE_HZ / inputRateHz) * CUT_OFF
  const halfLength = 2 * Math.ceil(ZERO_CROSSINGS / (2 * cutOff) / 2)
  const tapCount = Math.ceil((2 * halfLength) / TAP_MULTIPLE) * TAP_MULTIPLE
  const coefficients = new Float32Array(rowCount * tapCount)
  for (let row = 0; row < rowCount; row++) {
    coefficients.set(phaseOf(row / phaseRows, halfLength, cutOff), row * tapCount)
  }
  return {
    stepNumerator: inputRateHz / divisor,
    stepDenominator,
    halfLength,
    tapCount,
    coefficients,
    phaseRows,
    interpolated,
  }
}

/** The taps for an output that lies `fraction` of an input sample behind its base; they sum to 1. */
function phaseOf(fraction: number, halfLength: number, cutOff: number): Float64Array {
  const taps = new Float64Array(2 * halfLength)
  let sum = 0
  for (let tap = 0; tap < taps.length; tap++) {
    const time = tap - halfLength + 1 - fraction
    const value = 2 * cutOff * sinc(2 * cutOff * time) * kaiser(time / halfLength)
    taps[tap] = value
    sum += value
  }
  return taps.map((value) => value / sum)
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function kaiser(position: number): number {
  return besselI0(KAISER_BETA * Math.sqrt(Math.max(0, 1 - position * position))) / besselI0(KAISER_BETA)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let order = 1; term > sum * 1e-17; order++) {
    term *= (x / (2 * order)) ** 2
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
