import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VoiceActivity } from '../ports/vad.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { channelsLeak, findLeaks } from './channel-leak.ts'

const source = seededRandom(7)
const random = () => source.integer(0, 1_000_000) / 1_000_000
const FRAMES = 400

/** A channel whose loudness goes up and down by itself; it speaks in every frame from `from` on. */
function speaker(from: number, frames = FRAMES): VoiceActivity {
  const power = Float32Array.from({ length: frames }, () => 0.001 * 10 ** (2 * random()))
  return { probability: Float32Array.from(power, (_, at) => (at >= from ? 0.9 : 0)), power }
}

/** A channel on which `of` is heard `delay` frames later, 20 dB softer, over noise of `noise`. */
function listener(of: VoiceActivity, delay: number, noise: number): VoiceActivity {
  const power = of.power.map((_, at) => (of.power[at - delay] ?? 0) / 100 + noise * (0.5 + random()))
  return { probability: new Float32Array(of.power.length), power }
}

test('a party that is heard on the other channel leaks, at once or with a delay, in either direction', () => {
  const loud = speaker(0)
  for (const delay of [0, 4, 10]) {
    const soft = listener(loud, delay, 1e-7)
    assert.equal(channelsLeak([loud, soft]), true, `${delay} frames later`)
    assert.equal(channelsLeak([soft, loud]), true)
  }
})

test('noise, silence and other speech are no leak; nor is what comes much later, or too little to tell', () => {
  const loud = speaker(0)
  const silence = { probability: new Float32Array(FRAMES), power: new Float32Array(FRAMES) }
  const noise = { ...silence, power: silence.power.map(() => 1e-7 * random()) }
  for (const other of [silence, noise, speaker(FRAMES), listener(loud, 30, 1e-7)])
    assert.equal(channelsLeak([loud, other]), false)
  const short = speaker(0, 60)
  assert.equal(channelsLeak([short, listener(short, 0, 1e-9)]), false)
  assert.equal(channelsLeak([loud]), false)
  assert.equal(channelsLeak([]), false)
})

test('of a leak it is known into which channel, how much later and how much softer', () => {
  const loud = speaker(0)
  for (const delay of [0, 4, 10]) {
    const soft = listener(loud, delay, 1e-9)
    const [intoFirst, intoSecond] = findLeaks([loud, soft])
    assert.equal(intoFirst, null)
    assert.equal(intoSecond?.lagFrames, delay)
    assert.ok(Math.abs(intoSecond!.softerDb - 20) < 1, `${intoSecond!.softerDb} dB`)
    assert.deepEqual(findLeaks([soft, loud]), [intoSecond, null])
  }
})
