// Muting of blocks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silence } from './silence.ts'

const ones = () => [new Int16Array(160).fill(1), new Int16Array(160).fill(1)]
const silentIn = (samples: Int16Array) =>
  [...samples.entries()].filter(([, value]) => value === 0).map(([at]) => at)

test('only the samples of the range, on its own channel, fall silent', () => {
  const block = ones()
  silence(block, { firstSample: 0, mute: [{ channel: 2, startMs: 1, endMs: 3 }] })
  assert.deepEqual(silentIn(block[0]!), [])
  assert.deepEqual(
    silentIn(block[1]!),
    Array.from({ length: 32 }, (_, at) => at + 16),
  )
})

test('a range that spans blocks is silent in all of them, and in none before or after', () => {
  const mute = [{ channel: 1, startMs: 5, endMs: 25 }]
  const silent = [0, 160, 320, 480].map((firstSample) => {
    const block = ones()
    silence(block, { firstSample, mute })
    return silentIn(block[0]!).length
  })
  assert.deepEqual(silent, [80, 160, 80, 0])
})

test('a sample that is touched at all goes; a channel that is not there is no matter', () => {
  const [block] = ones()
  silence([block!], {
    firstSample: 0,
    mute: [
      { channel: 1, startMs: 0.01, endMs: 0.1 },
      { channel: 2, startMs: 0, endMs: 9 },
    ],
  })
  assert.deepEqual(silentIn(block!), [0, 1])
})
