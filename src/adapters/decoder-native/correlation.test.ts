// Whether two channels hold the same sound: level, offset, shift and sign do not matter, one second that differs does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../testing/seeded-random.ts'
import { createChannelComparison } from './correlation.ts'
import { amplified, sine } from './recording-fixtures.ts'

const RATE_HZ = 8000

function identical(left: Float32Array, right: Float32Array, pieceSamples = left.length): boolean {
  const comparison = createChannelComparison(RATE_HZ)
  for (let start = 0; start < left.length; start += pieceSamples) {
    comparison.add(left.subarray(start, start + pieceSamples), right.subarray(start, start + pieceSamples))
  }
  return comparison.identical()
}

const tone = sine(440, RATE_HZ, RATE_HZ)
const other = sine(700, RATE_HZ, RATE_HZ)

/** `seconds` of a sound that is like itself at no lag: noise, smoothed, that swells and ebbs as speech does. */
function voice(seed: number, seconds: number): Float32Array {
  const random = seededRandom(seed)
  let smooth = 0
  return Float32Array.from({ length: seconds * RATE_HZ }, (_, at) => {
    smooth = 0.8 * smooth + random.integer(-1000, 1000) / 5000
    return smooth * (0.6 + 0.4 * Math.sin(at / 700))
  })
}

const silence = (seconds: number) => new Float32Array(Math.round(seconds * RATE_HZ))
const joined = (...pieces: Float32Array[]) => Float32Array.from(pieces.flatMap((piece) => [...piece]))
const later = (samples: Float32Array, count: number) =>
  joined(new Float32Array(count), samples).subarray(0, samples.length)

const talk = voice(1, 5)

test('the same sound on both channels is recognised at any level, offset and cut', () => {
  assert.equal(identical(tone, tone), true)
  const quieter = tone.map((value) => value * 0.5 + 0.1)
  assert.equal(identical(tone, quieter, 77), true)
  assert.equal(identical(talk, amplified(talk, 0.1), 1234), true)
})

test('so is a sound that is inverted, comes up to 10 ms later on either channel, or both', () => {
  assert.equal(identical(tone, amplified(tone, -1)), true)
  assert.equal(identical(talk, amplified(talk, -1)), true)
  for (const count of [1, 3, 8, 40, 80]) {
    const shifted = later(joined(talk, silence(0.3)), count)
    const whole = joined(talk, silence(0.3))
    assert.equal(identical(whole, shifted), true, `${count} samples later`)
    assert.equal(identical(amplified(shifted, -0.3), whole, 999), true, `${count} samples sooner, inverted`)
  }
})

test('a tone before shifted speech, which is like itself at many lags, leads nowhere', () => {
  const call = joined(tone, tone, talk)
  assert.equal(identical(call, later(call, 40)), true)
})

test('different, delayed by more and merely similar channels are not identical', () => {
  assert.equal(identical(tone, other), false)
  assert.equal(identical(talk, voice(2, 5)), false)
  assert.equal(identical(talk, later(talk, 200)), false)
  const leaky = tone.map((value, index) => value + 0.1 * other[index]!)
  assert.equal(identical(tone, leaky), false)
})

test('a common offset is not a common sound', () => {
  const lift = (samples: Float32Array) => samples.map((value) => value * 0.01 + 0.5)
  assert.equal(identical(lift(tone), lift(other)), false)
})

test('one second that differs is enough, wherever it is and however loud the rest', () => {
  const loud = amplified(voice(3, 58), 1.5)
  const soft = amplified(voice(4, 1), 0.02)
  const nothing = silence(1)
  for (const [left, right] of [
    [joined(loud, nothing), joined(loud, soft)],
    [joined(soft, loud), joined(nothing, loud)],
    [joined(talk, soft, nothing.subarray(0, 100)), joined(talk, nothing, nothing.subarray(0, 100))],
    [joined(talk, soft.subarray(0, 4000)), joined(talk, nothing.subarray(0, 4000))],
  ] as const) {
    assert.equal(identical(left, right, 4096), false)
    assert.equal(identical(right, left, 4096), false)
  }
})

test('parties who take turns and are heard on both channels are two, however exact their echo', () => {
  const [first, second] = [joined(talk, silence(6)), joined(silence(6), voice(7, 5))]
  for (const echo of [0.5, 0.1, -0.5]) {
    const left = first.map((value, at) => value + echo * second[at]!)
    const right = second.map((value, at) => value + echo * first[at]!)
    assert.equal(identical(left, right), false, `${echo}`)
  }
})

test('hiss of its own on each channel is no difference, nor is a second of silence', () => {
  const hiss = (seed: number) => amplified(voice(seed, 8), 1e-4)
  const call = joined(silence(2), talk, silence(1))
  const [left, right] = [hiss(5), hiss(6)].map((noise) => call.map((value, at) => value + noise[at]!))
  assert.equal(identical(left!, right!), true)
})

test('a silent channel is never identical', () => {
  assert.equal(identical(silence(1), silence(1)), false)
  assert.equal(identical(tone, silence(1)), false)
  const hiss = amplified(tone, 1e-4)
  assert.equal(identical(hiss, hiss), false)
  assert.equal(createChannelComparison(RATE_HZ).identical(), false)
})
