import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aLawSample, aLawTable, muLawSample, muLawTable } from './g711.ts'

const bytes = Array.from({ length: 256 }, (_, byte) => byte)

test('mu-law has the ends, the zeros and the first steps of ITU-T G.711', () => {
  const known: [byte: number, sample: number][] = [
    [0x80, 32_124],
    [0x00, -32_124],
    [0xff, 0],
    [0x7f, 0],
    [0xfe, 8],
    [0x7e, -8],
    [0xf0, 120],
    [0xef, 132],
    [0x8f, 16_764],
  ]
  for (const [byte, sample] of known) assert.equal(muLawSample(byte), sample, `byte ${byte}`)
})

test('A-law has the ends, the middle and the first segments of ITU-T G.711', () => {
  const known: [byte: number, sample: number][] = [
    [0xaa, 32_256],
    [0x2a, -32_256],
    [0xd5, 8],
    [0x55, -8],
    [0xd4, 24],
    [0xc5, 264],
    [0xf5, 528],
  ]
  for (const [byte, sample] of known) assert.equal(aLawSample(byte), sample, `byte ${byte}`)
})

test('the sign bit mirrors every value', () => {
  for (const byte of bytes) {
    assert.equal(muLawSample(byte) + muLawSample(byte ^ 0x80), 0)
    assert.equal(aLawSample(byte) + aLawSample(byte ^ 0x80), 0)
  }
})

test('steps between neighbouring levels double from segment to segment', () => {
  const levels = bytes.map(muLawSample).filter((sample) => sample >= 0)
  const steps = [...new Set(levels)]
    .sort((a, b) => a - b)
    .map((level, index, all) => (all[index + 1] ?? level) - level)
  assert.deepEqual(
    [...new Set(steps.slice(0, -1))],
    [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024],
  )
  assert.equal(new Set(bytes.map(aLawSample)).size, 256)
})

test('tables hold every value at full scale 32768', () => {
  for (const byte of bytes) {
    assert.equal(muLawTable[byte], muLawSample(byte) / 32_768)
    assert.equal(aLawTable[byte], aLawSample(byte) / 32_768)
  }
})
