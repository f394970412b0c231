// How many encoder frames a slice has; the loop itself is tested on real models in split-decoder.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encoderFrames } from './greedy.ts'
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
