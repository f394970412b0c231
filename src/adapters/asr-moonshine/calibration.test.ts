import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calibrated } from './calibration.ts'

test('a more probable word never gets less confidence, and all stay within 0 and 1', () => {
  let last = 0
  for (let at = 0; at <= 1000; at++) {
    const confidence = calibrated(at / 1000)
    assert.ok(confidence >= last && confidence <= 1, `${at}: ${confidence} after ${last}`)
    last = confidence
  }
})

test('what was measured comes out, and what lies between in between', () => {
  assert.equal(calibrated(0.75), 0.83)
  assert.ok(Math.abs(calibrated(0.805) - 0.86) < 0.001)
  assert.equal(calibrated(0), 0.2)
  assert.equal(calibrated(1), 0.99)
})
