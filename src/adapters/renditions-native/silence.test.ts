// Muting of blocks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MutedRange } from '../../domain/audio.ts'
import { silence } from './silence.ts'

const ones = () => [new Int16Array(160).fill(1), new Int16Array(160).fill(1)]
const silentIn = (samples: Int16Array) =>
  [...samples.entries()].filter(([, value]) => value === 0).map(([at]) => at)
const silenced = (mute: MutedRange[]) => ({ rateHz: 16_000, mute, filler: 'silence' as const })

test('only the samples of the range, on its own channel, fall silent', () => {
  const block = ones()
  silence(block, { firstSample: 0, ...silenced([{ channel: 2, startMs: 1, endMs: 3 }]) })
  assert.deepEqual(silentIn(block[0]!), [])
  assert.deepEqual(
    silentIn(block[1]!),
    Array.from({ length: 32 }, (_, at) => at + 16),
  )
})

test('a range that spans blocks is silent in all of them, and in none before or after', () => {
  const silent = [0, 160, 320, 480].map((firstSample) => {
    const block = ones()
    silence(block, { firstSample, ...silenced([{ channel: 1, startMs: 5, endMs: 25 }]) })
    return silentIn(block[0]!).length
  })
  assert.deepEqual(silent, [80, 160, 80, 0])
})

test('a sample that is touched at all goes; a channel that is not there is no matter', () => {
  const [block] = ones()
  const mute = [
    { channel: 1, startMs: 0.01, endMs: 0.1 },
    { channel: 2, startMs: 0, endMs: 9 },
  ]
  silence([block!], { firstSample: 0, ...silenced(mute) })
  assert.deepEqual(silentIn(block!), [0, 1])
})

test('times count at the rate of the samples', () => {
  const block = ones()
  silence(block, { ...silenced([{ channel: 1, startMs: 1, endMs: 3 }]), firstSample: 0, rateHz: 8000 })
  assert.equal(silentIn(block[0]!).length, 16)
})

test('the tone goes on over blocks without a jump, and is no louder than a fifth of full scale', () => {
  const tone = { rateHz: 8000, filler: 'tone', mute: [{ channel: 1, startMs: 0, endMs: 1000 }] } as const
  const whole = [new Int16Array(320)]
  silence(whole, { firstSample: 0, ...tone })
  const parts = [0, 160].map((firstSample) => {
    const part = [new Int16Array(160)]
    silence(part, { firstSample, ...tone })
    return [...part[0]!]
  })
  assert.deepEqual(parts.flat(), [...whole[0]!])
  assert.equal(Math.max(...whole[0]!), Math.round(0.2 * 0x7fff))
})
