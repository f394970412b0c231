// From probabilities to runs: hysteresis, the shortest speech, merging, cutting. A frame is 32 ms.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSpeechRuns, leastLikelySpeech } from './speech-runs.ts'

/** Probabilities from pairs of how many frames and which value. */
function frames(...parts: [count: number, value: number][]): Float32Array {
  return Float32Array.from(parts.flatMap(([count, value]) => new Array<number>(count).fill(value)))
}

const runsIn = (probability: Float32Array) =>
  findSpeechRuns(probability).map(({ firstFrame, endFrame, cutAtEnd }) =>
    [firstFrame, endFrame, ...(cutAtEnd ? ['cut'] : [])].join(' '),
  )

const cases: { title: string; probability: Float32Array; runs: string[] }[] = [
  { title: 'nothing at all', probability: frames(), runs: [] },
  { title: 'silence', probability: frames([500, 0]), runs: [] },
  { title: 'murmur that never reaches 0.5', probability: frames([500, 0.49]), runs: [] },
  { title: 'speech begins at 0.5', probability: frames([9, 0.49], [9, 0.5], [30, 0]), runs: ['9 18'] },
  {
    title: 'speech goes on down to 0.35',
    probability: frames([9, 0.9], [50, 0.36], [30, 0]),
    runs: ['0 59'],
  },
  { title: 'and ends below', probability: frames([9, 0.9], [50, 0.34], [30, 0]), runs: ['0 9'] },
  { title: 'speech up to the very end', probability: frames([9, 0], [20, 0.9]), runs: ['9 29'] },
  {
    title: 'a tail of silence at the end is left out',
    probability: frames([20, 0.9], [5, 0]),
    runs: ['0 20'],
  },
  { title: 'three frames are no speech', probability: frames([9, 0], [3, 0.9], [90, 0]), runs: [] },
  { title: 'four frames are', probability: frames([9, 0], [4, 0.9], [90, 0]), runs: ['9 13'] },
  {
    title: 'a blip beside speech is dropped before neighbours are merged',
    probability: frames([20, 0.9], [20, 0], [2, 0.9], [20, 0], [20, 0.9]),
    runs: ['0 20', '62 82'],
  },
  {
    title: 'neighbours up to a second apart are one run',
    probability: frames([20, 0.9], [31, 0], [20, 0.9]),
    runs: ['0 71'],
  },
  {
    title: 'neighbours further apart are two',
    probability: frames([20, 0.9], [32, 0], [20, 0.9]),
    runs: ['0 20', '52 72'],
  },
  {
    title: 'neighbours that make up 20 s together are one run',
    probability: frames([300, 0.9], [25, 0], [300, 0.9]),
    runs: ['0 625'],
  },
  {
    title: 'neighbours that would become longer stay apart',
    probability: frames([300, 0.9], [25, 0], [301, 0.9]),
    runs: ['0 300', '325 626'],
  },
  {
    title: 'more than 20 s is cut where speech is least likely in the back half',
    probability: frames([250, 0.9], [3, 0.5], [147, 0.9], [3, 0.6], [300, 0.9]),
    runs: ['0 401 cut', '401 703'],
  },
  {
    title: 'cuts follow one another, and the last piece is not cut',
    probability: frames([400, 0.9], [3, 0.4], [400, 0.9], [3, 0.4], [400, 0.9]),
    runs: ['0 401 cut', '401 804 cut', '804 1206'],
  },
]

for (const { title, probability, runs } of cases) {
  test(`speech runs: ${title}`, () => assert.deepEqual(runsIn(probability), runs))
}

test('a pause of 0.4 s ends a run, a shorter one does not', () => {
  // Too far apart to be merged again: the second run would make them longer than 20 s.
  const around = (pause: number) => runsIn(frames([400, 0.9], [pause, 0], [300, 0.9]))
  assert.deepEqual(around(13), ['0 400', '413 713'])
  assert.equal(around(12)[0], '0 401 cut')
})

test('least likely speech: the lowest mean over a frame and its neighbours, the first of equals', () => {
  const probability = Float32Array.from([0.9, 0.1, 0.9, 0.9, 0.4, 0.4, 0.4, 0.9, 0.9])
  assert.equal(leastLikelySpeech(probability, 0, 9), 0)
  assert.equal(leastLikelySpeech(probability, 2, 9), 5)
  assert.equal(leastLikelySpeech(probability, 6, 7), 6)
  assert.equal(leastLikelySpeech(new Float32Array(20).fill(0.5), 5, 15), 5)
})
