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
  const asr = scriptedAsr(hear, { digitsOnly: true })
  const activity = [1, 2].map((channel) => {
    const own = segments.filter((one) => one.channel === channel)
    const spoken = own.map(({ firstFrame, endFrame }) => ({ fromMs: firstFrame * 32, toMs: endFrame * 32 }))
    return voiceActivity(LENGTH_MS, speech ?? spoken)
  })
  const heard = await recogniseSpeech(
    { audio: decodedAudio(LENGTH_MS), speech: { segments, activity } },
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
const isPiece = (slice: AudioSlice) => slice.sampleCount < LONG.sampleCount
const byStart = (a: AudioSlice, b: AudioSlice) => a.firstSample - b.firstSample

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
  test(`a reading that is ${title} is read again in two pieces, which win when they cover more`, async () => {
    const { asr, segments, warnings } = await recognise([LONG], (slice) =>
      (isPiece(slice) ? good : first)(slice),
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

  test(`a reading that is ${title} stays when nothing else is better`, async () => {
    const worse: Hearing = (slice) => hypothesis('hm', { fromMs: 0, toMs: lengthMs(slice), confidence: 0.01 })
    if (first === nothing) return
    const { segments, warnings } = await recognise([LONG], (slice) => (isPiece(slice) ? worse : first)(slice))
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

test('the pieces meet where speech is least likely from a fifth to nearly a half', async () => {
  const speech = [
    { fromMs: 3200, toMs: 12_800 },
    { fromMs: 3840, toMs: 3936, probability: 0.1 },
    { fromMs: 6080, toMs: 6176, probability: 0.4 },
    { fromMs: 8960, toMs: 9056, probability: 0.1 },
  ]
  const { asr } = await recognise([LONG], nothing, speech)
  const pieces = asr.batches.flat().filter(isPiece).sort(byStart)
  assert.deepEqual(
    pieces.map(({ firstSample, sampleCount }) => [firstSample / 16, (firstSample + sampleCount) / 16]),
    [
      [3200, 6112],
      [6112, 12_800],
    ],
  )
})

test('the shortest segments are cut into two that both hold sound', async () => {
  for (const frames of [2, 3, 4]) {
    const { asr } = await recognise([segmentOf(3200, 3200 + frames * 32)], nothing)
    const pieces = asr.batches.flat().filter(({ sampleCount }) => sampleCount < frames * 512)
    assert.equal(pieces.length, 2)
    assert.ok(pieces.every(({ sampleCount }) => sampleCount >= 512))
  }
})

test('what no way of reading helps is read in pieces, with less padding, as digits, and no more', async () => {
  const { asr } = await recognise([LONG, segmentOf(16_000, 25_600)], nothing)
  const slices = asr.batches.flat()
  assert.equal(slices.length, 2 + 4 + 2 + 2)
  assert.equal(slices.filter(({ onlyDigits }) => onlyDigits).length, 2)
})

test('a reading that has become good enough is not read in the next way', async () => {
  const { asr } = await recognise([LONG], (slice) => (isPiece(slice) ? good(slice) : nothing(slice)))
  assert.equal(asr.batches.flat().length, 1 + 2)
})

test('what loops in every longer piece is read from pause to pause', async () => {
  const spoken = [3200, 5600, 8000, 10_400].map((fromMs) => ({ fromMs, toMs: fromMs + 2080 }))
  const short: Hearing = (slice) =>
    lengthMs(slice) < 3000
      ? hypothesis('one one one one', { fromMs: 0, toMs: lengthMs(slice) })
      : hypothesis('one', { fromMs: 0, toMs: 500, end: 'looped' })
  const { segments, warnings } = await recognise([segmentOf(3200, 12_480)], short, spoken)
  assert.deepEqual(textOf(segments), Array(4).fill('one one one one'))
  assert.deepEqual(warnings, [])
})

test('less padding is a quarter of a second on either side of the speech', async () => {
  const padded = { ...LONG, firstSample: LONG.firstSample - 8000, sampleCount: LONG.sampleCount + 16_000 }
  const { asr } = await recognise([padded], nothing)
  const lengths = asr.batches.flat().map(({ sampleCount }) => sampleCount - LONG.sampleCount)
  assert.ok(lengths.includes(8000))
})

const MISHEARD = 'in one say three days'
const says = (text: string, confidence: number, slice: AudioSlice) =>
  hypothesis(text, { fromMs: 0, toMs: lengthMs(slice), confidence })
/** Hears `MISHEARD` with confidence 0.96, and digits with `confidence` where it is told that there are only digits. */
const digitsHeard =
  (confidence: number, otherwise: Hearing = (slice) => says(MISHEARD, 0.96, slice)): Hearing =>
  (slice) =>
    slice.onlyDigits ? says('three one six three eight', confidence, slice) : otherwise(slice)
const SHORT = segmentOf(3200, 6400)

test('words a good part of which are digits are read as digits, and believed from half as likely on', async () => {
  const believed = await recognise([SHORT], digitsHeard(0.5))
  assert.deepEqual(textOf(believed.segments), ['three one six three eight'])
  assert.equal(believed.asr.batches.flat().length, 2)
  const unlikely = await recognise([SHORT], digitsHeard(0.47))
  assert.deepEqual(textOf(unlikely.segments), [MISHEARD])
})

for (const text of [
  'in one say the days',
  'three one six three eight',
  '4917, 1 2',
  'seven of the best clubs',
]) {
  test(`"${text}" is not read as digits`, async () => {
    const { asr } = await recognise(
      [SHORT],
      digitsHeard(0.99, (slice) => says(text, 0.96, slice)),
    )
    assert.ok(asr.batches.flat().every(({ onlyDigits }) => !onlyDigits))
  })
}

test('pieces of several segments, of whatever length, find back to their own', async () => {
  const segments = [segmentOf(3200, 12_800), segmentOf(16_000, 19_200), segmentOf(22_400, 28_800)]
  const hear: Hearing = (slice) => {
    const whole = segments.some(({ sampleCount }) => sampleCount === slice.sampleCount)
    return whole ? nothing(slice) : says(`at ${slice.firstSample} in this piece`, 0.9, slice)
  }
  const { segments: heard } = await recognise(segments, hear)
  assert.equal(heard.length, 6)
  for (const { segment, words } of heard) assert.equal(words[1]!.text, `${segment.firstSample}`)
})

test('where nothing was understood digits must be likely', async () => {
  const heard = await recognise([SHORT], digitsHeard(0.61, nothing))
  assert.deepEqual(textOf(heard.segments), ['three one six three eight'])
  const unlikely = await recognise([SHORT], digitsHeard(0.59, nothing))
  assert.deepEqual(unlikely.segments, [])
  assert.deepEqual(codes(unlikely.warnings), ['unrecognised-speech'])
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

test('a piece of a segment without words is reported by itself', async () => {
  const speech = [
    { fromMs: 3200, toMs: 12_800 },
    { fromMs: 6080, toMs: 6176, probability: 0.1 },
  ]
  const hear: Hearing = (slice) =>
    isPiece(slice) && slice.firstSample > LONG.firstSample ? good(slice) : nothing(slice)
  const { segments, unrecognised, warnings } = await recognise([LONG], hear, speech)
  assert.equal(segments.length, 1)
  assert.deepEqual(unrecognised, [{ channel: 1, startMs: 3200, endMs: 6112 }])
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
