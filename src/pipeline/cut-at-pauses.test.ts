// Where a segment is cut that a decoder got lost in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '../domain/speech.ts'
import { type Speech, voiceActivity } from '../testing/scripted-vad.ts'
import { cutAtPauses } from './cut-at-pauses.ts'

const FRAME_MS = 32
/** A segment from 0 to `ms` with half a second of padding behind it. */
function segmentOf(ms: number): Segment {
  const endFrame = Math.round(ms / FRAME_MS)
  return {
    ...{ channel: 1, firstSample: 0, sampleCount: endFrame * 512 + 8000 },
    ...{ firstFrame: 0, endFrame, cutAtEnd: false },
  }
}
/** Times of the pieces, in milliseconds of frames. */
function cut(ms: number, ...speech: Speech[]) {
  const segment = segmentOf(ms)
  const pieces = cutAtPauses(segment, voiceActivity(ms + 500, speech))
  const samples = pieces.reduce((sum, { sampleCount }) => sum + sampleCount, 0)
  assert.equal(samples, segment.sampleCount, 'nothing is lost or doubled')
  for (const [at, piece] of pieces.entries())
    assert.equal(piece.firstSample, at === 0 ? 0 : pieces[at - 1]!.firstSample + pieces[at - 1]!.sampleCount)
  return pieces.map(({ firstFrame, endFrame, cutAtEnd }) => [
    firstFrame * FRAME_MS,
    endFrame * FRAME_MS,
    cutAtEnd,
  ])
}

test('groups of digits become pieces, and the last of them ends as the segment did', () => {
  const groups = [0, 2048, 4096, 6144].map((fromMs) => ({ fromMs, toMs: fromMs + 1696 }))
  assert.deepEqual(cut(7840, ...groups), [
    [0, 1696, true],
    [2048, 3744, true],
    [4096, 5792, true],
    [6144, 7840, false],
  ])
})

test('pieces that are short enough are not cut again, and none is cut where nobody pauses', () => {
  assert.equal(cut(2400, { fromMs: 0, toMs: 1000 }, { fromMs: 1400, toMs: 2400 }).length, 1)
  assert.equal(cut(9600, { fromMs: 0, toMs: 9600 }).length, 1)
  assert.equal(cut(9600, { fromMs: 0, toMs: 5000 }, { fromMs: 5128, toMs: 9600 }).length, 1)
})

test('the longest pause goes first', () => {
  const speech = [
    { fromMs: 0, toMs: 1600 },
    { fromMs: 1824, toMs: 2400 },
    { fromMs: 3200, toMs: 4800 },
  ]
  assert.deepEqual(cut(4800, ...speech), [
    [0, 2400, true],
    [3200, 4800, false],
  ])
})

test('faint sound between loud words counts as a pause', () => {
  const noise = { fromMs: 1984, toMs: 2592, power: 0.0001, probability: 0.6 }
  assert.equal(cut(5000, { fromMs: 0, toMs: 1984 }, noise, { fromMs: 2592, toMs: 5000 }).length, 2)
})
