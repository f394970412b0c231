// How segments are put together for the recogniser.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '../domain/speech.ts'
import type { AsrCapabilities } from '../ports/asr.ts'
import { scriptedAsr } from '../testing/scripted-asr.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { toBatches } from './batches.ts'

const { capabilities } = scriptedAsr(() => assert.fail('nothing is recognised here'))

const segment = (seconds: number, firstSample = 0, channel = 1): Segment => ({
  channel,
  firstSample,
  sampleCount: seconds * 16_000,
  firstFrame: 0,
  endFrame: 1,
  cutAtEnd: false,
})
const batched = (segments: readonly Segment[], over: Partial<AsrCapabilities> = {}) =>
  toBatches(segments, { ...capabilities, ...over })
const seconds = (batches: Segment[][]) =>
  batches.map((batch) => batch.map(({ sampleCount }) => sampleCount / 16_000))

const times = (count: number, length: number) => new Array<number>(count).fill(length)
const cases: { title: string; lengths: number[]; limits: Partial<AsrCapabilities>; batches: number[][] }[] = [
  { title: 'nothing', lengths: [], limits: {}, batches: [] },
  {
    title: 'longest first, neighbours together',
    lengths: [1, 5, 2, 4, 3],
    limits: { batchRows: 2 },
    batches: [[5, 4], [3, 2], [1]],
  },
  { title: 'at most 8 rows', lengths: times(17, 2), limits: {}, batches: [times(8, 2), times(8, 2), [2]] },
  { title: 'at most 80 s', lengths: times(5, 20), limits: {}, batches: [times(4, 20), [20]] },
  {
    title: 'padding counts: rows times the longest',
    lengths: [20, 20, 20, 1, 1, 1],
    limits: { batchSeconds: 60 },
    batches: [
      [20, 20, 20],
      [1, 1, 1],
    ],
  },
  {
    title: 'a segment longer than the limit goes alone',
    lengths: [20, 20],
    limits: { batchSeconds: 10 },
    batches: [[20], [20]],
  },
  {
    title: 'little audio is spread over all threads',
    lengths: times(4, 5),
    limits: { threads: 2 },
    batches: [
      [5, 5],
      [5, 5],
    ],
  },
  {
    title: 'one segment is one batch, however many threads',
    lengths: [5],
    limits: { threads: 8 },
    batches: [[5]],
  },
  {
    title: 'much audio is bound by seconds, not by threads',
    lengths: times(40, 10),
    limits: { threads: 2 },
    batches: times(5, 0).map(() => times(8, 10)),
  },
]

for (const { title, lengths, limits, batches } of cases) {
  test(`batches: ${title}`, () =>
    assert.deepEqual(
      seconds(
        batched(
          lengths.map((length) => segment(length)),
          limits,
        ),
      ),
      batches,
    ))
}

test('equal lengths are ordered by channel, then start', () => {
  const order = [segment(2, 900, 2), segment(2, 500, 1), segment(2, 100, 2), segment(2, 300, 1)]
  const [batch] = batched(order)
  assert.deepEqual(
    batch!.map(({ channel, firstSample }) => [channel, firstSample]),
    [
      [1, 300],
      [1, 500],
      [2, 100],
      [2, 900],
    ],
  )
})

test('every segment is in one batch, within the limits, whatever order they come in', () => {
  const random = seededRandom(61)
  for (let round = 0; round < 200; round++) {
    const limits = {
      batchRows: random.integer(1, 8),
      batchSeconds: random.integer(20, 80),
      threads: random.integer(1, 4),
    }
    const segments = Array.from({ length: random.integer(0, 40) }, (_, at) =>
      segment(random.integer(1, 20), at, random.integer(1, 2)),
    )
    const batches = batched(segments, limits)
    assert.deepEqual(new Set(batches.flat()), new Set(segments))
    assert.equal(batches.flat().length, segments.length)
    for (const batch of batches) {
      assert.ok(batch.length <= limits.batchRows)
      assert.ok(batch.length === 1 || batch.length * batch[0]!.sampleCount <= limits.batchSeconds * 16_000)
    }
    const shuffled = segments.toSorted(
      (a, b) => ((a.firstSample * 7919) % 41) - ((b.firstSample * 7919) % 41),
    )
    assert.deepEqual(batched(shuffled, limits), batches)
  }
})
