import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amplified, sine } from './recording-fixtures.ts'
import { createResampler } from './resample.ts'

/** A sine at full scale. */
const fullSine = (...of: Parameters<typeof sine>) => amplified(sine(...of), 2)

const RATES_HZ = [8000, 8001, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000]
/** Output samples at both ends that feel the edge of the signal. */
const EDGE = 100

function resample(rateHz: number, input: Float32Array, pieceSamples = input.length): Float32Array {
  const parts: Float32Array[] = []
  const resampler = createResampler(rateHz, (samples) => parts.push(samples.slice()))
  for (let start = 0; start < input.length; start += pieceSamples) {
    resampler.push(input.subarray(start, start + pieceSamples))
  }
  resampler.flush()
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

/** Power of `samples` without the edges, in dB of a full-scale sine. */
function levelDb(samples: Float32Array): number {
  const middle = samples.subarray(EDGE, samples.length - EDGE)
  const power = middle.reduce((sum, value) => sum + value * value, 0) / middle.length
  return 10 * Math.log10(2 * power)
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value - b[index]!)
}

function noise(sampleCount: number): Float32Array {
  let state = 1
  return Float32Array.from({ length: sampleCount }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 1_073_741_824 - 1
  })
}

test('a 1 kHz tone keeps its level and its place in time', () => {
  for (const rateHz of RATES_HZ) {
    const output = resample(rateHz, fullSine(1000, rateHz, rateHz / 4))
    assert.ok(Math.abs(levelDb(output)) < 0.01, `${rateHz} Hz: ${levelDb(output)} dB`)
    const error = levelDb(difference(output, fullSine(1000, 16_000, output.length)))
    assert.ok(error < -90, `${rateHz} Hz: off by ${error} dB`)
  }
})

test('the pass band reaches to 7 kHz', () => {
  for (const rateHz of [44_100, 48_000]) {
    const level = levelDb(resample(rateHz, fullSine(7000, rateHz, rateHz / 4)))
    assert.ok(Math.abs(level) < 0.15, `${rateHz} Hz: ${level} dB`)
  }
})

test('tones above the new band are rejected by more than 90 dB', () => {
  for (const rateHz of [22_050, 44_100, 48_000]) {
    const level = levelDb(resample(rateHz, fullSine(9000, rateHz, rateHz / 4)))
    assert.ok(level < -90, `${rateHz} Hz: ${level} dB`)
  }
})

test('the mirror image of an 8 kHz source is rejected by more than 90 dB', () => {
  const output = resample(8000, fullSine(3400, 8000, 8000))
  const level = levelDb(difference(output, fullSine(3400, 16_000, output.length)))
  assert.ok(level < -90, `${level} dB`)
})

test('the length is that of the input, rounded up, whatever the rate', () => {
  for (const rateHz of [...RATES_HZ, 16_000, 768_000]) {
    for (const sampleCount of [1, 2, 3, 159, 160, 4096, 10_007]) {
      const output = resample(rateHz, new Float32Array(sampleCount))
      assert.equal(
        output.length,
        Math.ceil((sampleCount * 16_000) / rateHz),
        `${sampleCount} at ${rateHz} Hz`,
      )
    }
  }
})

test('no input gives no output', () => {
  assert.equal(resample(8000, new Float32Array(0)).length, 0)
})

test('how the input is cut changes no bit of the output', () => {
  const input = noise(10_000)
  for (const rateHz of RATES_HZ) {
    const whole = resample(rateHz, input)
    for (const pieceSamples of [1, 7, 441, 4096, 4097]) {
      assert.deepEqual(resample(rateHz, input, pieceSamples), whole, `${rateHz} Hz by ${pieceSamples}`)
    }
  }
})

test('16 kHz passes through untouched', () => {
  const input = noise(1000)
  assert.deepEqual(resample(16_000, input, 33), input)
})
