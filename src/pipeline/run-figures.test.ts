// What runs tell: the arithmetic behind the figures.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sentence } from '../domain/sentence.ts'
import { type Meter, silentTelemetry } from '../ports/telemetry.ts'
import { tellCompleted, tellConfidence, tellMuting, tellReading, tellRedaction } from './run-figures.ts'

/** What `tell` tells, as `[metric, labels, value]`. */
function told(tell: (meter: Meter) => void) {
  const all: [string, object, number][] = []
  tell({
    ...silentTelemetry,
    count: (metric, labels, by = 1) => void all.push([metric, labels, by]),
    observe: (metric, labels, value) => void all.push([metric, labels, value]),
  })
  return all
}
const sentence = (text: string, confidence: number) => ({ text, confidence }) as Sentence

test('each sentence weighs as much as it has words', () => {
  const sentences = [sentence('one two three', 0.9), sentence('four', 0.5)]
  assert.deepEqual(
    told((meter) => tellConfidence(meter, sentences)),
    [['confidence', {}, (3 * 0.9 + 0.5) / 4]],
  )
  assert.deepEqual(
    told((meter) => tellConfidence(meter, [])),
    [],
  )
})

test('waiting for the origin of a recording is no processing', () => {
  const stageMs = { fetch: 9000, decode: 100, recognise: 900 }
  assert.deepEqual(
    told((meter) => tellCompleted(meter, { stageMs, audioMs: 4000 })),
    [
      ['transcriptFinished', { status: 'completed', code: '' }, 1],
      ['realTimeFactor', {}, 0.25],
    ],
  )
})

test('a recording without length has no real-time factor', () => {
  const all = told((meter) => tellCompleted(meter, { stageMs: { decode: 1 }, audioMs: 0 }))
  assert.deepEqual(
    all.map(([metric]) => metric),
    ['transcriptFinished'],
  )
})

test('readings, kinds of personal data and muted time are counted', () => {
  const figures = { segments: 5, emptyFirst: 2, recovered: 1, unrecognised: 1 }
  assert.deepEqual(
    told((meter) => tellReading(meter, figures)).map(([, , value]) => value),
    [5, 2, 1, 1],
  )
  const at = { channel: 1, startMs: 0, endMs: 10, confidence: 1 }
  const entities = [
    { ...at, type: 'NAME' as const },
    { ...at, type: 'NAME' as const },
    { ...at, type: 'SSN' as const },
  ]
  assert.deepEqual(
    told((meter) => tellRedaction(meter, { entities })).map(([, labels]) => labels),
    [{ type: 'NAME' }, { type: 'NAME' }, { type: 'SSN' }],
  )
  const muted = [
    { channel: 1, startMs: 500, endMs: 1500 },
    { channel: 2, startMs: 0, endMs: 250 },
  ]
  const media = {
    durationMs: 2000,
    channelCount: 2,
    filler: 'silence' as const,
    muted,
    unreadRanges: 0,
    keyTones: 0,
  }
  assert.deepEqual(
    told((meter) => tellMuting(meter, { media })),
    [['mutedSeconds', {}, 1.25]],
  )
  assert.deepEqual(
    told((meter) => tellMuting(meter, { media: null })),
    [['mutedSeconds', {}, 0]],
  )
})
