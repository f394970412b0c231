// How many encoder frames a slice has, and which samples each window holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encoderFrames, encoderInputs } from './encoder-inputs.ts'
import { FRAME_MS } from './token-words.ts'

const cases: [number, number][] = [
  [895, 1],
  [4000, 9],
  [16_000, 40],
  [320_000, 832],
]

for (const [samples, frames] of cases) {
  test(`${samples} samples are ${frames} frames`, () => assert.equal(encoderFrames(samples), frames))
}

test('frames never reach beyond the audio', () => {
  for (let samples = 895; samples < 40_000; samples += 7) {
    assert.ok(encoderFrames(samples) * FRAME_MS <= samples / 16, `${samples} samples`)
  }
})

test('every step has the samples that the published convolution sees there', () => {
  const samples = Float32Array.from({ length: 16_037 }, (_, at) => at)
  const { windows, second, third } = encoderInputs(samples)
  const [steps, width] = windows.dims as [number, number]
  assert.equal(steps, Math.floor((samples.length - 127) / 64) + 1)
  for (let step = 0; step < steps; step++) {
    const window = (windows.data as Float32Array).subarray(step * width, step * width + 127)
    assert.deepEqual([window[0], window.at(-1)], [step * 64, step * 64 + 126])
  }
  assert.deepEqual([...(second.data as BigInt64Array).slice(7, 14)].map(Number), [3, 4, 5, 6, 7, 8, 9])
  assert.deepEqual([...(third.data as BigInt64Array).slice(3, 6)].map(Number), [2, 3, 4])
  assert.deepEqual(third.dims, [encoderFrames(samples.length), 3])
  assert.ok([...(second.data as BigInt64Array)].every((place) => place < steps))
  assert.ok([...(third.data as BigInt64Array)].every((place) => place < second.dims[0]!))
})
