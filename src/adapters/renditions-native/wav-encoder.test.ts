import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWavEncoder, wavFileBytes } from './wav-encoder.ts'

const rateHz = 16_000

test('a file may be as large as its 32-bit sizes can say and not a sample larger', () => {
  // RIFF counts everything but its first 8 bytes; 36 bytes of header are among what it counts.
  const most = Math.floor((0xffff_ffff - 36) / 4)
  assert.equal(wavFileBytes({ channelCount: 2, sampleCount: most, rateHz }), 44 + most * 4)
  assert.equal(wavFileBytes({ channelCount: 2, sampleCount: most + 1, rateHz }), null)
  assert.equal(wavFileBytes({ channelCount: 1, sampleCount: most * 2, rateHz }), 44 + most * 4)
  const header = Buffer.from(createWavEncoder({ channelCount: 2, sampleCount: most, rateHz }).start())
  assert.equal(header.readUInt32LE(4), 36 + most * 4)
})

test('blocks are interleaved one after the other, a shorter one as well', () => {
  const encoder = createWavEncoder({ channelCount: 2, sampleCount: 3, rateHz })
  const written = [
    [Int16Array.of(1, 2), Int16Array.of(-1, -2)],
    [Int16Array.of(3), Int16Array.of(-3)],
  ].map((block) => [...new Int16Array(encoder.encode(block).slice().buffer)])
  assert.deepEqual(written, [
    [1, -1, 2, -2],
    [3, -3],
  ])
  assert.equal(encoder.finish().length, 0)
})

test('one channel is written as it stands, also when it is part of a larger array', () => {
  const samples = Int16Array.of(7, 8, 9, 10).subarray(1, 3)
  const bytes = createWavEncoder({ channelCount: 1, sampleCount: 2, rateHz }).encode([samples])
  assert.deepEqual([...bytes], [8, 0, 9, 0])
})
