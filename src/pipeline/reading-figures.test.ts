// How first readings and kept readings become figures.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '../domain/speech.ts'
import type { Reading } from './read-again.ts'
import { readingFigures } from './reading-figures.ts'

function aReading(words: number, place: Pick<Segment, 'channel' | 'firstFrame' | 'endFrame'>): Reading {
  return {
    segment: { ...place, firstSample: 0, sampleCount: 0, cutAtEnd: false },
    hypothesis: { words: [], confidence: 0, tokenCount: 0, end: 'empty' },
    words: Array.from({ length: words }, () => ({ text: 'a', startMs: 0, endMs: 1, confidence: 1 })),
  }
}
const first = { channel: 1, firstFrame: 0, endFrame: 10 }
const second = { channel: 1, firstFrame: 10, endFrame: 20 }

test('a segment counts as recovered once, by however many pieces of it have words', () => {
  const pieces = [aReading(1, { ...first, endFrame: 4 }), aReading(2, { ...first, firstFrame: 4 })]
  assert.deepEqual(
    readingFigures([aReading(0, first), aReading(3, second)], [...pieces, aReading(3, second)]),
    {
      segments: 2,
      emptyFirst: 1,
      recovered: 1,
    },
  )
})

test('words of a neighbour or of the other channel recover nothing', () => {
  const kept = [aReading(0, first), aReading(3, second), aReading(3, { ...first, channel: 2 })]
  assert.deepEqual(readingFigures([aReading(0, first)], kept), { segments: 1, emptyFirst: 1, recovered: 0 })
})

test('a call without speech has figures, too', () => {
  assert.deepEqual(readingFigures([], []), { segments: 0, emptyFirst: 0, recovered: 0 })
})
