import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AudioChunk } from './audio-stream.ts'
import { createOggTimeline, type PageTime, type TimelineOptions } from './ogg-timeline.ts'

/** Pages of counting samples: `[samples, end, what is special]`. */
type Page = [samples: number, granule: number | null, special?: Partial<PageTime>]

/** What comes out: samples as `[first, last]`, lost time as a number. */
function place(options: Partial<TimelineOptions>, ...pages: Page[]): (number | [number, number])[] {
  const take = createOggTimeline({ skipSamples: 0, trimsStart: false, ...options })
  let count = 0
  const out: AudioChunk[] = []
  for (const [length, granule, special] of pages) {
    const samples = Float32Array.from({ length }, (_, index) => count + index)
    count += length
    const chunks: AudioChunk[] = [
      { kind: 'samples', channels: [samples.subarray(0, 10)] },
      { kind: 'samples', channels: [samples.subarray(10)] },
    ]
    out.push(...take(chunks, { granule, last: false, gap: false, ...special }))
  }
  return out.flatMap((chunk): (number | [number, number])[] => {
    if (chunk.kind === 'damage') return [chunk.lostSamples]
    const [samples] = chunk.channels
    return samples!.length > 0 ? [[samples![0]!, samples!.at(-1)!]] : []
  })
}

const gap = { gap: true }
const last = { last: true }

test('pages that fit together pass through', () => {
  assert.deepEqual(place({}, [20, 20], [20, 40], [20, 60]), [
    [0, 9],
    [10, 19],
    [20, 29],
    [30, 39],
    [40, 49],
    [50, 59],
  ])
})

test('samples to skip are dropped once, over pages if need be', () => {
  assert.deepEqual(place({ skipSamples: 12 }, [20, 20], [20, 40]), [
    [12, 19],
    [20, 29],
    [30, 39],
  ])
  assert.deepEqual(place({ skipSamples: 25 }, [20, 20], [20, 40]), [
    [25, 29],
    [30, 39],
  ])
})

test('only the last page may end early', () => {
  assert.deepEqual(place({}, [20, 20], [20, 28, last]), [
    [0, 9],
    [10, 19],
    [20, 27],
  ])
  assert.deepEqual(place({}, [20, 13, last]), [
    [0, 9],
    [10, 12],
  ])
  assert.deepEqual(place({}, [20, 20], [20, 28], [20, 48]).length, 6)
})

test('what is missing before a page is what its end tells', () => {
  assert.deepEqual(place({}, [20, 20], [20, 90, gap]), [[0, 9], [10, 19], 50, [20, 29], [30, 39]])
  assert.deepEqual(place({}, [20, 20], [20, 90]), [[0, 9], [10, 19], 50, [20, 29], [30, 39]])
  assert.deepEqual(place({}, [20, 20], [20, 40, gap]), [[0, 9], [10, 19], 0, [20, 29], [30, 39]])
})

test('a stream that begins late was cut out of another; one with a gap before it lost its beginning', () => {
  assert.deepEqual(place({}, [20, 1020]), [
    [0, 9],
    [10, 19],
  ])
  assert.deepEqual(place({}, [20, 1020, gap]), [1000, [0, 9], [10, 19]])
})

test('samples to skip that are lost are not dropped again', () => {
  assert.deepEqual(place({ skipSamples: 30 }, [20, 70, gap]), [20, [0, 9], [10, 19]])
  assert.deepEqual(place({ skipSamples: 55 }, [20, 70, gap]), [0, [5, 9], [10, 19]])
})

test('a first page that ends early means a late start where the codec says so', () => {
  const pages: Page[] = [
    [20, 14],
    [20, 34],
  ]
  assert.deepEqual(place({ trimsStart: true }, ...pages)[0], [6, 9])
  assert.deepEqual(place({}, ...pages)[0], [0, 9])
})

test('a page without an end goes on where the one before it ended', () => {
  assert.deepEqual(place({}, [20, null], [20, null], [20, 60]).length, 6)
  assert.deepEqual(place({}, [20, null], [20, 100])[2], 60)
})

test('time that runs backwards is a new origin', () => {
  assert.deepEqual(place({}, [20, 1000], [20, 20], [20, 50]).at(4), 10)
})
