import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opusPacketSamples } from './opus-packet.ts'

const samplesOf = (...bytes: number[]) => opusPacketSamples(Uint8Array.from(bytes))
const packet = (configuration: number, code: number, count = 0) =>
  samplesOf((configuration << 3) | code, count)

test('the configuration gives the frame length, in the order of RFC 6716 table 2', () => {
  const milliseconds = [
    ...[10, 20, 40, 60, 10, 20, 40, 60, 10, 20, 40, 60],
    ...[10, 20, 10, 20],
    ...[2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20],
  ]
  for (const [configuration, length] of milliseconds.entries()) {
    assert.equal(packet(configuration, 0), length * 48, `configuration ${configuration}`)
  }
})

test('a packet holds one frame, two, or as many as it says', () => {
  assert.deepEqual(
    [0, 1, 2].map((code) => packet(1, code)),
    [960, 1920, 1920],
  )
  assert.equal(packet(1, 3, 6), 5760)
  assert.equal(packet(1, 3, 0x80 | 0x40 | 2), 1920)
})

test('no packet is longer than 120 ms, and one without frames is none', () => {
  assert.equal(packet(1, 3, 7), 0)
  assert.equal(packet(1, 3, 0), 0)
  assert.equal(samplesOf((1 << 3) | 3), 0)
  assert.equal(samplesOf(), 0)
})
