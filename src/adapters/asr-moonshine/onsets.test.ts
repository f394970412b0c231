// Word times against sounds whose borders are known.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharpenTimes } from './onsets.ts'

/** Bursts of noise in near silence: `[startMs, endMs]` each; -80 dB between them. */
function bursts(spans: readonly (readonly [number, number])[], lengthMs: number): Float32Array {
  let seed = 7
  const noise = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 1_073_741_823.5 - 1
  }
  const samples = Float32Array.from({ length: lengthMs * 16 }, () => 1e-4 * noise())
  for (const [startMs, endMs] of spans) {
    for (let at = startMs * 16; at < endMs * 16; at++) samples[at] = 0.2 * noise()
  }
  return samples
}

const word = (text: string, startMs: number, endMs: number) => ({ text, startMs, endMs, confidence: 1 })
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) <= 16, `${actual} instead of ${expected}`)

const spans = [
  [200, 500],
  [700, 1000],
  [1150, 1500],
] as const
const sound = bursts(spans, 2000)

const guesses: [title: string, borders: [number, number][]][] = [
  [
    'in the middle of the pauses',
    [
      [100, 600],
      [600, 1080],
      [1080, 1700],
    ],
  ],
  [
    'late, inside the words',
    [
      [280, 560],
      [800, 1040],
      [1240, 1500],
    ],
  ],
  [
    'early, at the end of the word before',
    [
      [0, 500],
      [500, 1000],
      [1000, 1500],
    ],
  ],
]
for (const [title, borders] of guesses) {
  test(`borders that were guessed ${title} move to where the sound is`, () => {
    const words = borders.map(([startMs, endMs], at) => word(`w${at}`, startMs, endMs))
    const sharpened = sharpenTimes(words, sound)
    for (const [at, [startMs, endMs]] of spans.entries()) {
      near(sharpened[at]!.startMs, startMs)
      if (at < spans.length - 1) near(sharpened[at]!.endMs, endMs)
    }
    assert.deepEqual(
      sharpened.map(({ text }) => text),
      ['w0', 'w1', 'w2'],
    )
  })
}

test('words that run into each other keep their border', () => {
  const words = [word('a', 200, 520), word('b', 520, 900)]
  const [first, second] = sharpenTimes(words, bursts([[200, 900]], 1200))
  assert.equal(first!.endMs, 520)
  assert.equal(second!.startMs, 520)
})

test('a closure of 30 ms inside a word is no pause', () => {
  const words = [word('eight', 200, 600), word('o', 620, 900)]
  const sharpened = sharpenTimes(
    words,
    bursts(
      [
        [200, 380],
        [410, 900],
      ],
      1200,
    ),
  )
  assert.equal(sharpened[1]!.startMs, 620)
})

test('words never end before they start, in whatever sound', () => {
  const odd = [word('a', 0, 0), word('b', 0, 24), word('c', 24, 24), word('d', 1990, 2100)]
  for (const samples of [sound, new Float32Array(0), new Float32Array(100), bursts([], 2000)]) {
    for (const { startMs, endMs } of sharpenTimes(odd, samples)) assert.ok(endMs >= startMs)
  }
  assert.deepEqual(sharpenTimes([], sound), [])
})
