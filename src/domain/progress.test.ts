import assert from 'node:assert/strict'
import { test } from 'node:test'
import { progressOf } from './progress.ts'
import { stageNames } from './transcript.ts'

test('progress never goes back over the stages and their parts, and stays within 0 and 1', () => {
  const shares = stageNames.flatMap((stage) =>
    [-1, 0, 0.5, 1, 2].map((part) => progressOf(stage, part).share),
  )
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
  )
  assert.equal(shares[0], 0)
  assert.equal(shares.at(-1), 1)
})

test('half of the recognition is half of its share', () => {
  const [from, half, to] = [0, 0.5, 1].map((part) => progressOf('recognise', part).share)
  assert.equal(half, (from! + to!) / 2)
  assert.ok(to! - from! > 0.5)
})
