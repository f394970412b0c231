// The bleed gate on power and probability made by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VoiceActivity } from '../ports/vad.ts'
import { gateBleed } from './bleed-gate.ts'
import type { Leaks } from './channel-leak.ts'

const FRAMES = 40
const AT = 20

/** A channel that is the same in every frame. */
function steady(probability: number, power: number, frames = FRAMES): VoiceActivity {
  return {
    probability: new Float32Array(frames).fill(probability),
    power: new Float32Array(frames).fill(power),
  }
}

const db = (value: number) => 10 ** (value / 10)
/** As softly as a leak commonly is, in both directions, at once. */
const leaks: Leaks = [
  { lagFrames: 0, softerDb: 24 },
  { lagFrames: 0, softerDb: 24 },
]
const gated = (own: VoiceActivity, other: VoiceActivity) => gateBleed([own, other], leaks)[0].probability[AT]!

const cases: { title: string; own: VoiceActivity; other: VoiceActivity; drowned: boolean }[] = [
  { title: 'leakage at -24 dB', own: steady(0.9, db(-44)), other: steady(0.9, db(-20)), drowned: true },
  {
    title: '15.1 dB below the other party',
    own: steady(0.9, db(-35.1)),
    other: steady(0.9, db(-20)),
    drowned: true,
  },
  {
    title: '14.9 dB below the other party',
    own: steady(0.9, db(-34.9)),
    other: steady(0.9, db(-20)),
    drowned: false,
  },
  {
    title: 'as loud as the other party',
    own: steady(0.9, db(-20)),
    other: steady(0.9, db(-20)),
    drowned: false,
  },
  {
    title: 'louder than the other party',
    own: steady(0.9, db(-5)),
    other: steady(0.9, db(-30)),
    drowned: false,
  },
  {
    title: 'noise on the other channel',
    own: steady(0.9, db(-44)),
    other: steady(0.4, db(-20)),
    drowned: false,
  },
  {
    title: 'the other channel at 0.5 exactly',
    own: steady(0.9, db(-44)),
    other: steady(0.5, db(-20)),
    drowned: false,
  },
  { title: 'no sound of its own', own: steady(0.9, 0), other: steady(0.9, db(-20)), drowned: true },
  { title: 'no sound anywhere', own: steady(0.9, 0), other: steady(0.9, 0), drowned: false },
]

for (const { title, own, other, drowned } of cases) {
  test(`bleed gate: ${title} is ${drowned ? 'silenced' : 'kept'}`, () => {
    assert.equal(gated(own, other), drowned ? 0 : Math.fround(0.9))
  })
}

test('both channels are judged alike, by what they were before', () => {
  const [loud, quiet] = [steady(0.8, db(-20)), steady(0.7, db(-50))]
  const gatedPair = gateBleed([quiet, loud], leaks)
  assert.equal(gatedPair[0].probability[AT], 0)
  assert.equal(gatedPair[1].probability[AT], Math.fround(0.8))
  assert.equal(quiet.probability[AT], Math.fround(0.7), 'the input is not changed')
  assert.equal(gatedPair[0].power, quiet.power)
})

test('power is the mean over three frames on both sides', () => {
  const other = steady(0.9, 0)
  other.power[AT] = 1
  const reach = (gap: number) => {
    const own = steady(0.9, db(-20))
    return gateBleed([own, other], leaks)[0].probability[AT + gap]
  }
  // One frame of seven: -8.5 dB, which is 11.5 dB above.
  assert.equal(reach(0), Math.fround(0.9))
  other.power[AT] = 10
  for (const gap of [-3, 0, 3]) assert.equal(reach(gap), 0, `${gap}`)
  for (const gap of [-4, 4]) assert.equal(reach(gap), Math.fround(0.9), `${gap}`)
})

test('turns that alternate keep each party on its own channel', () => {
  const speaks = (frame: number, channel: number) => Math.floor(frame / 20) % 2 === channel
  const channel = (own: number): VoiceActivity => ({
    probability: Float32Array.from({ length: 80 }, () => 0.9),
    power: Float32Array.from({ length: 80 }, (_, frame) => (speaks(frame, own) ? db(-20) : db(-44))),
  })
  const gatedPair = gateBleed([channel(0), channel(1)], leaks)
  for (const own of [0, 1] as const) {
    // The frames next to a change of turns are smoothed over.
    for (const frame of [10, 30, 50, 70]) {
      assert.equal(gatedPair[own].probability[frame]! > 0, speaks(frame, own), `${own} ${frame}`)
    }
  }
})

test('channels of different length do not disturb each other beyond the shorter one', () => {
  const [first] = gateBleed([steady(0.9, db(-50), 60), steady(0.9, db(-20), 40)], leaks)
  assert.equal(first.probability.length, 60)
  assert.equal(first.probability[20], 0)
  assert.equal(first.probability[50], Math.fround(0.9))
})

test('a channel that nothing leaks into keeps what is said on it, however softly', () => {
  const channels = [steady(0.9, db(-50)), steady(0.9, db(-20))] as const
  const [first, second] = gateBleed(channels, [null, leaks[1]])
  assert.deepEqual([first, second], [...channels])
  assert.equal(gateBleed(channels, [leaks[0], null])[0].probability[AT], 0)
})

test('where more leaks, what is up to 3 dB louder than the leak is silenced, and no more', () => {
  const strong: Leaks = [{ lagFrames: 0, softerDb: 10 }, null]
  const heard = (ownDb: number) =>
    gateBleed([steady(0.9, db(ownDb - 20)), steady(0.9, db(-20))], strong)[0].probability[AT]
  assert.equal(heard(-10), 0)
  assert.equal(heard(-7.1), 0)
  assert.equal(heard(-6.9), Math.fround(0.9))
})

test('an echo that comes later is silenced when it comes, not before', () => {
  const [said, lag] = [{ from: 20, to: 60 }, 8]
  const other = steady(0, db(-90), 120)
  other.probability.fill(0.9, said.from, said.to)
  other.power.fill(db(-20), said.from, said.to)
  const own = steady(0.9, db(-44), 120)
  const [{ probability }] = gateBleed([own, other], [{ lagFrames: lag, softerDb: 24 }, null])
  const silenced = [...probability.keys()].filter((at) => probability[at] === 0)
  // Three frames are smoothed over on either side.
  assert.deepEqual([silenced[0], silenced.at(-1)], [said.from + lag - 3, said.to - 1 + lag + 3])
})

test('sounds of the other party that are not taken for speech are silenced near its speech, and only there', () => {
  const other = steady(0.1, db(-20), 80)
  other.probability[40] = 0.9
  const [{ probability }] = gateBleed([steady(0.9, db(-44), 80), other], leaks)
  const silenced = [...probability.keys()].filter((at) => probability[at] === 0)
  assert.deepEqual([silenced[0], silenced.length, silenced.at(-1)], [30, 21, 50])
})
