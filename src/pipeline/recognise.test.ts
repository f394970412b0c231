// The recogniser stage on a scripted engine: what is handed over, what is read again, and which reading wins.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AudioSlice } from '../domain/audio.ts'
import type { HeardSegment, Segment } from '../domain/speech.ts'
import { type Hearing, hypothesis, scriptedAsr } from '../testing/scripted-asr.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { type Speech, voiceActivity } from '../testing/scripted-vad.ts'
import { recogniseSpeech } from './recognise.ts'

const LENGTH_MS = 60_800
const { signal } = new AbortController()

/** Speech from whole frame to whole frame, without padding, so that slices and speech begin alike. */
function segmentOf(fromMs: number, toMs: number, channel = 1): Segment {
  return {
    channel,
    firstSample: fromMs * 16,
    sampleCount: (toMs - fromMs) * 16,
    firstFrame: fromMs / 32,
    endFrame: toMs / 32,
    cutAtEnd: false,
  }
}

/** Recognises `segments`, all of which are speech from end to end unless `speech` says otherwise. */
async function recognise(segments: Segment[], hear: Hearing, speech?: Speech[]) {
  const asr = scriptedAsr(hear)
  const activity = [1, 2].map((channel) => {
    const own = segments.filter((one) => one.channel === channel)
    const spoken = own.map(({ firstFrame, endFrame }) => ({ fromMs: firstFrame * 32, toMs: endFrame * 32 }))
    return voiceActivity(LENGTH_MS, speech ?? spoken)
  })
  const heard = await recogniseSpeech(
    { audio: decodedAudio(LENGTH_MS), speech: { segments, activity, warnings: [] } },
    { asr, signal },
  )
  return { ...heard, asr }
}

const lengthMs = ({ sampleCount }: AudioSlice) => sampleCount / 16
const many = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(' ')
const textOf = (segments: HeardSegment[]) =>
  segments.map(({ words }) => words.map(({ text }) => text).join(' '))
const codes = (warnings: { code: string }[]) => warnings.map(({ code }) => code)

/** Four words a second, all over the slice. */
const good: Hearing = (slice) =>
  hypothesis(many(Math.ceil(lengthMs(slice) / 250)), { fromMs: 0, toMs: lengthMs(slice) })
const nothing: Hearing = () => hypothesis('', { fromMs: 0, toMs: 0 })

const LONG = segmentOf(3200, 12_800)
const isHalf = (slice: AudioSlice) => slice.sampleCount < LONG.sampleCount

test('every segment is handed over once, as its part of the spool of its channel', async () => {
  const segments = [segmentOf(3200, 6400), segmentOf(9600, 11_200), segmentOf(6400, 9600, 2)]
  const { asr } = await recognise(segments, good)
  const handed = asr.batches
    .flat()
    .map(({ path, firstSample, sampleCount }) => `${path} ${firstSample} ${sampleCount}`)
  assert.deepEqual(handed.sort(), [
    'channel-1 153600 25600',
    'channel-1 51200 51200',
    'channel-2 102400 51200',
  ])
})

test('what was heard comes in order of channel and time, with the times of the recording', async () => {
  const segments = [segmentOf(9600, 11_200), segmentOf(6400, 9600, 2), segmentOf(3200, 4800)]
  const {
    segments: heard,
    unrecognised,
    warnings,
  } = await recognise(segments, (slice) =>
    hypothesis(`this is at ${slice.firstSample / 16}`, { fromMs: 0, toMs: lengthMs(slice) }),
  )
  assert.deepEqual(textOf(heard), ['this is at 3200', 'this is at 9600', 'this is at 6400'])
  assert.deepEqual(
    heard.map(({ words }) => words[0]!.startMs),
    [3200, 9600, 6400],
  )
  assert.deepEqual([unrecognised, warnings], [[], []])
})

test('no speech, no call to the engine', async () => {
  const { asr, segments } = await recognise([], good)
  assert.deepEqual([asr.batches, segments], [[], []])
})

const suspicious: { title: string; first: Hearing }[] = [
  { title: 'empty', first: nothing },
  {
    title: 'looped',
    first: () => hypothesis(many(8), { fromMs: 0, toMs: 2400, confidence: 0.96, end: 'looped' }),
  },
  { title: 'capped', first: () => hypothesis(many(64), { fromMs: 0, toMs: 7000, end: 'capped' }) },
  { title: 'cut off at the end', first: () => hypothesis(many(20), { fromMs: 0, toMs: 7000 }) },
  { title: 'thin', first: () => hypothesis(many(9), { fromMs: 0, toMs: 9000, confidence: 0.6 }) },
]

for (const { title, first } of suspicious) {
  test(`a reading that is ${title} is read again in two halves, which win when they cover more`, async () => {
    const { asr, segments, warnings } = await recognise([LONG], (slice) =>
      (isHalf(slice) ? good : first)(slice),
    )
    const [, ...again] = asr.batches.flat()
    assert.equal(again.length, 2)
    assert.deepEqual(
      segments.map(({ segment }) => segment.cutAtEnd),
      [true, false],
    )
    assert.equal(
      textOf(segments).join(' ').split(' ').length,
      again.reduce((sum, slice) => sum + Math.ceil(lengthMs(slice) / 250), 0),
    )
    assert.deepEqual(warnings, [])
  })

  test(`a reading that is ${title} stays when its halves are no better`, async () => {
    const worse: Hearing = (slice) => hypothesis('hm', { fromMs: 0, toMs: lengthMs(slice), confidence: 0.01 })
    if (first === nothing) return
    const { segments, warnings } = await recognise([LONG], (slice) => (isHalf(slice) ? worse : first)(slice))
    assert.equal(segments.length, 1)
    assert.equal(segments[0]!.words.length, (await first(LONG as never)).words.length)
    assert.deepEqual(codes(warnings), ['speech-may-be-missing'])
    assert.deepEqual([warnings[0]!.startMs, warnings[0]!.endMs], [3200, 12_800])
  })
}

test('a good reading is not read again', async () => {
  const { asr } = await recognise([LONG], good)
  assert.equal(asr.batches.flat().length, 1)
})

test('the halves meet where speech is least likely in the middle 40 %', async () => {
  const speech = [
    { fromMs: 3200, toMs: 12_800 },
    { fromMs: 3840, toMs: 3936, probability: 0.1 },
    { fromMs: 8960, toMs: 9056, probability: 0.4 },
  ]
  const { asr } = await recognise([LONG], nothing, speech)
  const halves = asr.batches
    .flat()
    .slice(1)
    .sort((a, b) => a.firstSample - b.firstSample)
  assert.deepEqual(
    halves.map(({ firstSample, sampleCount }) => [firstSample / 16, (firstSample + sampleCount) / 16]),
    [
      [3200, 8992],
      [8992, 12_800],
    ],
  )
})

test('the shortest segments are halved into two that both hold sound', async () => {
  for (const frames of [2, 3, 4]) {
    const { asr } = await recognise([segmentOf(3200, 3200 + frames * 32)], nothing)
    const halves = asr.batches.flat().slice(1)
    assert.equal(halves.length, 2)
    assert.ok(halves.every(({ sampleCount }) => sampleCount >= 512))
  }
})

test('there is one more round of reading, not one after the other', async () => {
  const { asr } = await recognise([LONG, segmentOf(16_000, 25_600)], nothing)
  assert.equal(asr.batches.flat().length, 2 + 4)
})

test('speech that stays without words is reported, from half a second on', async () => {
  const { segments, unrecognised, warnings } = await recognise(
    [LONG, segmentOf(16_000, 16_448), segmentOf(19_200, 19_712, 2)],
    nothing,
  )
  assert.deepEqual(segments, [])
  assert.deepEqual(unrecognised, [
    { channel: 1, startMs: 3200, endMs: 12_800 },
    { channel: 2, startMs: 19_200, endMs: 19_712 },
  ])
  assert.deepEqual(codes(warnings), ['unrecognised-speech', 'unrecognised-speech'])
  assert.deepEqual([warnings[1]!.channel, warnings[1]!.startMs, warnings[1]!.endMs], [2, 19_200, 19_712])
})

test('half a segment without words is reported by itself', async () => {
  const speech = [
    { fromMs: 3200, toMs: 12_800 },
    { fromMs: 8000, toMs: 8096, probability: 0.1 },
  ]
  const hear: Hearing = (slice) =>
    isHalf(slice) && slice.firstSample > LONG.firstSample ? good(slice) : nothing(slice)
  const { segments, unrecognised, warnings } = await recognise([LONG], hear, speech)
  assert.equal(segments.length, 1)
  assert.deepEqual(unrecognised, [{ channel: 1, startMs: 3200, endMs: 8032 }])
  assert.deepEqual(codes(warnings), ['unrecognised-speech'])
})

test('a failure of the engine ends the stage', async () => {
  await assert.rejects(
    recognise([LONG], () => Promise.reject(new Error('out of order'))),
    /out of order/,
  )
})

test('an aborted run calls the engine no more', async () => {
  const stopped = AbortSignal.abort(new Error('stopping'))
  const asr = scriptedAsr(good)
  const speech = { segments: [LONG], activity: [voiceActivity(LENGTH_MS, [])], warnings: [] }
  await assert.rejects(
    recogniseSpeech({ audio: decodedAudio(LENGTH_MS), speech }, { asr, signal: stopped }),
    /stopping/,
  )
  assert.deepEqual(asr.batches, [])
})

test('no more batches are handed over than the engine has threads, so that recordings take turns', async () => {
  const segments = Array.from({ length: 6 }, (_, n) => segmentOf(n * 9600, n * 9600 + 9280))
  let [running, most] = [0, 0]
  const hear = async (slice: AudioSlice) => {
    most = Math.max(most, ++running)
    await sleep(5)
    running--
    return hypothesis('one two three four five six seven eight nine ten eleven twelve', {
      fromMs: 0,
      toMs: slice.sampleCount / 16,
    })
  }
  const asr = scriptedAsr(hear, { threads: 2, batchRows: 1 })
  const lengthMs = 60_800
  const activity = [voiceActivity(lengthMs, [{ fromMs: 0, toMs: lengthMs }])]
  const input = { audio: decodedAudio(lengthMs, {}), speech: { segments, activity, warnings: [] } }
  const { segments: heard } = await recogniseSpeech(input, { asr, signal })
  assert.equal(heard.length, 6)
  assert.equal(most, 2)
})
