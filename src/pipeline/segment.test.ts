// Segments of speech: padding by hand, and what holds for any voice activity whatever.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { Segment } from '../domain/speech.ts'
import { VAD_FRAME_SAMPLES } from '../ports/vad.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { type Speech, scriptedVad, voiceActivity } from '../testing/scripted-vad.ts'
import { type RandomSource, seededRandom } from '../testing/seeded-random.ts'
import { segmentSpeech } from './segment.ts'

const { signal } = new AbortController()
const LONGEST_S = 20

/** Segments of a one-channel recording. */
async function segmentsOf(lengthMs: number, speech: readonly Speech[]): Promise<Segment[]> {
  const mono = decodedAudio(lengthMs, { channels: [{ path: 'channel-1', sampleCount: lengthMs * 16 }] })
  const { segments } = await segmentSpeech(mono, {
    vad: scriptedVad([voiceActivity(lengthMs, speech)]),
    signal,
  })
  return segments
}

const inMs = ({ firstSample, sampleCount }: Segment) => [firstSample / 16, (firstSample + sampleCount) / 16]

/** Padding around speech that has room on both sides. The tests below hold for any value. */
const [lone] = await segmentsOf(9600, [{ fromMs: 3200, toMs: 4800 }])
const padMs = 3200 - inMs(lone!)[0]!

test('speech gets the same padding on both sides, less than a merged gap', () => {
  assert.deepEqual(inMs(lone!), [3200 - padMs, 4800 + padMs])
  assert.ok(padMs >= 250 && padMs <= 500, `${padMs} ms`)
})

const cases: { title: string; lengthMs: number; speech: Speech[]; slices: number[][] }[] = [
  { title: 'silence has none', lengthMs: 60_000, speech: [], slices: [] },
  {
    title: 'padding does not begin before the start',
    lengthMs: 9600,
    speech: [{ fromMs: 160, toMs: 1600 }],
    slices: [[0, 1600 + padMs]],
  },
  {
    title: 'nor end beyond the end',
    lengthMs: 1700,
    speech: [{ fromMs: 960, toMs: 1600 }],
    slices: [[960 - padMs, 1700]],
  },
  {
    title: 'a last frame that is not full ends with the file',
    lengthMs: 1610,
    speech: [{ fromMs: 960, toMs: 1632 }],
    slices: [[960 - padMs, 1610]],
  },
  {
    // Too long together to be merged, so that a short gap is left between them.
    title: 'padding reaches at most to the middle of the gap to the neighbour',
    lengthMs: 40_000,
    speech: [
      { fromMs: 3200, toMs: 16_000 },
      { fromMs: 16_416, toMs: 30_400 },
    ],
    slices: [
      [3200 - padMs, 16_208],
      [16_208, 30_400 + padMs],
    ],
  },
]

for (const { title, lengthMs, speech, slices } of cases) {
  test(`segments: ${title}`, async () => {
    assert.deepEqual((await segmentsOf(lengthMs, speech)).map(inMs), slices)
  })
}

test('a forced cut has no padding at the cut', async () => {
  const [first, second] = await segmentsOf(60_000, [{ fromMs: 3200, toMs: 30_400 }])
  assert.deepEqual([first!.cutAtEnd, second!.cutAtEnd], [true, false])
  assert.equal(first!.firstSample + first!.sampleCount, second!.firstSample)
})

test('each channel has its own segments and activity, channel 1 first', async () => {
  const vad = scriptedVad([
    voiceActivity(9600, [{ fromMs: 6400, toMs: 8000 }]),
    voiceActivity(9600, [{ fromMs: 1600, toMs: 3200 }]),
  ])
  const { segments, activity, warnings } = await segmentSpeech(decodedAudio(9600), { vad, signal })
  assert.deepEqual(
    segments.map((one) => [one.channel, ...inMs(one)]),
    [
      [1, 6400 - padMs, 8000 + padMs],
      [2, 1600 - padMs, 3200 + padMs],
    ],
  )
  assert.equal(activity.length, 2)
  assert.deepEqual(warnings, [])
})

/** Speech of ten seconds of which every syllable is of another loudness, so many dB softer and ms later. */
function syllables(softerDb: number, afterMs: number, seed: number): Speech[] {
  const random = seededRandom(seed)
  return Array.from({ length: 50 }, (_, at) => ({
    fromMs: 1600 + afterMs + at * 192,
    toMs: 1600 + afterMs + (at + 1) * 192,
    power: 10 ** ((random.integer(-30, -10) - softerDb) / 10),
  }))
}

test('the other party leaking into a channel, at once or as an echo, makes no segment there, but a warning', async () => {
  for (const afterMs of [0, 160, 320]) {
    const vad = scriptedVad([
      voiceActivity(16_000, syllables(0, 0, 5)),
      voiceActivity(16_000, syllables(24, afterMs, 5)),
    ])
    const { segments, activity, warnings } = await segmentSpeech(decodedAudio(16_000), { vad, signal })
    assert.deepEqual(
      segments.map(({ channel }) => channel),
      [1],
      `${afterMs} ms`,
    )
    assert.equal(activity[1]!.probability[100], 0)
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['bleed'],
    )
  }
})

test('both who speak at once are kept, however much softer one of them is', async () => {
  const vad = scriptedVad([
    voiceActivity(16_000, syllables(0, 0, 5)),
    voiceActivity(16_000, syllables(30, 0, 6)),
  ])
  const { segments, warnings } = await segmentSpeech(decodedAudio(16_000), { vad, signal })
  assert.deepEqual([segments.map(({ channel }) => channel), warnings], [[1, 2], []])
})

test('two equal channels are heard once, as channel 1, with a warning', async () => {
  const both = voiceActivity(9600, [{ fromMs: 1600, toMs: 3200 }])
  const vad = scriptedVad([both, both])
  const audio = decodedAudio(9600, { identicalChannels: true })
  const { segments, activity, warnings } = await segmentSpeech(audio, { vad, signal })
  assert.deepEqual(vad.calls, ['channel-1'])
  assert.deepEqual(segments.map(inMs), [[1600 - padMs, 3200 + padMs]])
  assert.equal(activity.length, 1)
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['identical-channels'],
  )
})

/** Talk, murmur and silence of all lengths, up to a minute without a break. */
function randomSpeech(random: RandomSource, lengthMs: number): Speech[] {
  const speech: Speech[] = []
  for (let fromMs = 0; fromMs < lengthMs; ) {
    const toMs = fromMs + random.pick([32, 96, 320, 992, 3200, 12_000, 60_000]) * random.integer(1, 3)
    speech.push({ fromMs, toMs, probability: random.pick([0, 0, 0.2, 0.4, 0.6, 0.95]) })
    fromMs = toMs
  }
  return speech
}

test('whatever was detected: segments are short, apart, in order, inside the file, and hold all speech', async () => {
  const random = seededRandom(71)
  const frameOf = (ms: number) => Math.round(ms / 32)
  for (let round = 0; round < 300; round++) {
    const lengthMs = random.integer(300, 200_000)
    const speech = randomSpeech(random, lengthMs)
    const segments = await segmentsOf(lengthMs, speech)
    let endSample = 0
    for (const { firstSample, sampleCount, firstFrame, endFrame } of segments) {
      assert.ok(Number.isInteger(firstSample) && Number.isInteger(sampleCount))
      assert.ok(
        firstFrame < endFrame && endFrame - firstFrame <= (LONGEST_S * SPOOL_RATE_HZ) / VAD_FRAME_SAMPLES,
      )
      assert.ok(sampleCount <= LONGEST_S * SPOOL_RATE_HZ + 2 * padMs * 16)
      assert.ok(firstSample >= endSample, `round ${round}: overlap at ${firstSample}`)
      assert.ok(firstSample <= firstFrame * VAD_FRAME_SAMPLES)
      endSample = firstSample + sampleCount
      assert.ok(endSample >= Math.min(endFrame * VAD_FRAME_SAMPLES, lengthMs * 16))
      assert.ok(endSample <= lengthMs * 16, `round ${round}: beyond the file`)
    }
    const spoken = speech.filter(
      ({ probability, fromMs, toMs }) => probability! >= 0.5 && toMs - fromMs >= 128 && toMs <= lengthMs,
    )
    for (const { fromMs, toMs } of spoken) {
      for (const frame of [frameOf(fromMs), frameOf(toMs) - 1]) {
        const holders = segments.filter(({ firstFrame, endFrame }) => firstFrame <= frame && frame < endFrame)
        assert.equal(holders.length, 1, `round ${round}: speech at ${frame} is in ${holders.length} segments`)
      }
    }
  }
})
