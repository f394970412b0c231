// Attention reduced to one number per frame: the median filter, and the sum over layers and heads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { medianFilter, reduceAttention } from './attention.ts'

const filtered: [string, number[], number[]][] = [
  ['a constant stays', [2, 2, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2]],
  ['a lone spike goes', [0, 0, 0, 0, 9, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['a plateau of three goes', [0, 0, 0, 0, 9, 9, 9, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['a plateau of four stays', [0, 0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0], [0, 0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0]],
  ['edges are reflected about the edge value', [5, 4, 3, 2, 1, 0], [3, 3, 3, 2, 2, 2]],
  ['seven values have one middle', [7, 1, 6, 2, 5, 3, 4], [2, 5, 3, 4, 3, 4, 3]],
]

for (const [title, values, expected] of filtered) {
  test(`median filter: ${title}`, () => {
    const input = Float32Array.from(values)
    assert.deepEqual([...medianFilter(input)], expected)
    assert.deepEqual([...input], values, 'the input is not changed')
  })
}

test('rows too short to reflect are left alone', () => {
  for (const values of [[], [1], [1, 9], [1, 9, 1]]) {
    assert.deepEqual([...medianFilter(Float32Array.from(values))], values)
  }
})

/** Attention of `rows` × `heads` × `frames`, filled by a formula. */
function attention(
  shape: { rows: number; heads: number; frames: number },
  value: (row: number, head: number, frame: number) => number,
) {
  const { rows, heads, frames } = shape
  const data = new Float32Array(rows * heads * frames)
  for (let row = 0; row < rows; row++) {
    for (let head = 0; head < heads; head++) {
      for (let frame = 0; frame < frames; frame++) {
        data[(row * heads + head) * frames + frame] = value(row, head, frame)
      }
    }
  }
  return { data, heads, frames }
}

const near = (actual: Float32Array, expected: readonly number[]) => {
  assert.equal(actual.length, expected.length)
  for (const [at, value] of expected.entries())
    assert.ok(Math.abs(actual[at]! - value) < 1e-4, `${[...actual]}`)
}

test('a row takes its own heads, each in units of its own spread', () => {
  const shape = { rows: 3, heads: 2, frames: 10 }
  const step = (frame: number) => (frame < 5 ? 0 : 1)
  const only = attention(shape, (row, head, frame) =>
    row === 1 ? step(frame) * (head === 0 ? 0.001 : 50) : 7 * frame,
  )
  // Two values, half of the frames each: one deviation below and above the mean, for either head.
  near(reduceAttention(only, { row: 1, frames: 10 }), [-2, -2, -2, -2, -2, 2, 2, 2, 2, 2])
})

test('heads are summed', () => {
  const shape = { rows: 1, heads: 3, frames: 8 }
  const mixed = attention(shape, (_, head, frame) => Number(head < 2 ? frame >= 4 : frame < 4))
  near(reduceAttention(mixed, { row: 0, frames: 8 }), [-1, -1, -1, -1, 1, 1, 1, 1])
})

test('frames of the padding count for nothing', () => {
  const padded = attention({ rows: 2, heads: 1, frames: 20 }, (_, __, frame) =>
    frame < 8 ? Number(frame >= 4) : 1000,
  )
  near(reduceAttention(padded, { row: 1, frames: 8 }), [-1, -1, -1, -1, 1, 1, 1, 1])
})

test('a head that looks everywhere alike adds nothing', () => {
  const flat = attention({ rows: 1, heads: 1, frames: 8 }, () => 0.125)
  near(reduceAttention(flat, { row: 0, frames: 8 }), new Array(8).fill(0))
})
