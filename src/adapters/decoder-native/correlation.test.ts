import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createChannelComparison } from './correlation.ts'
import { sine } from './recording-fixtures.ts'

function identical(left: Float32Array, right: Float32Array, pieceSamples = left.length): boolean {
  const comparison = createChannelComparison()
  for (let start = 0; start < left.length; start += pieceSamples) {
    comparison.add(left.subarray(start, start + pieceSamples), right.subarray(start, start + pieceSamples))
  }
  return comparison.identical()
}

const tone = sine(440, 8000, 8000)
const other = sine(700, 8000, 8000)

test('the same sound on both channels is recognised at any level, offset and cut', () => {
  assert.equal(identical(tone, tone), true)
  const quieter = tone.map((value) => value * 0.5 + 0.1)
  assert.equal(identical(tone, quieter, 77), true)
})

test('different, inverted and merely similar channels are not identical', () => {
  assert.equal(identical(tone, other), false)
  const inverted = tone.map((value) => -value)
  assert.equal(identical(tone, inverted), false)
  const leaky = tone.map((value, index) => value + 0.1 * other[index]!)
  assert.equal(identical(tone, leaky), false)
})

test('a common offset is not a common sound', () => {
  const lift = (samples: Float32Array) => samples.map((value) => value * 0.01 + 0.5)
  assert.equal(identical(lift(tone), lift(other)), false)
})

test('the whole file counts, not only its beginning', () => {
  const comparison = createChannelComparison()
  comparison.add(tone, tone)
  comparison.add(tone, other)
  assert.equal(comparison.identical(), false)
})

test('a silent channel is never identical', () => {
  const silence = new Float32Array(8000)
  assert.equal(identical(silence, silence), false)
  assert.equal(identical(tone, silence), false)
  const hiss = tone.map((value) => value * 1e-4)
  assert.equal(identical(hiss, hiss), false)
  assert.equal(createChannelComparison().identical(), false)
})
