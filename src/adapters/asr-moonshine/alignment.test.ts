// Dynamic time warping on matrices made by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../testing/seeded-random.ts'
import { alignRows } from './alignment.ts'

/** One text row per token; `#` is strong attention, `+` weak, `.` none. */
function align(...rows: string[]): string[] {
  const value = { '#': 1, '+': 0.25, '.': -0.5 } as Record<string, number>
  const spans = alignRows(rows.map((row) => Float32Array.from(row, (mark) => value[mark]!)))
  return spans.map(({ first, last }) => `${first}-${last}`)
}

const cases: { title: string; rows: string[]; spans: string[] }[] = [
  { title: 'one token takes everything', rows: ['....'], spans: ['0-3'] },
  { title: 'a clear diagonal', rows: ['#...', '.#..', '..#.', '...#'], spans: ['0-0', '1-1', '2-2', '3-3'] },
  { title: 'blocks', rows: ['###.....', '...##...', '.....###'], spans: ['0-2', '3-4', '5-7'] },
  {
    title: 'the last row takes the silence behind the text',
    rows: ['##......', '..##....', '....####'],
    spans: ['0-1', '2-3', '4-7'],
  },
  {
    title: 'the path begins at the first frame and ends at the last',
    rows: ['..##....', '....##..'],
    spans: ['0-3', '4-7'],
  },
  {
    title: 'a stray look ahead does not bend the path',
    rows: ['##....#.', '..##....', '....####'],
    spans: ['0-1', '2-3', '4-7'],
  },
  {
    title: 'several tokens can share a frame',
    rows: ['#.', '#.', '#.', '.#'],
    spans: ['0-0', '0-0', '0-0', '1-1'],
  },
  { title: 'more tokens than frames', rows: ['#', '#', '#'], spans: ['0-0', '0-0', '0-0'] },
  {
    title: 'weak attention decides where there is no strong one',
    rows: ['#+++....', '....+++#'],
    spans: ['0-3', '4-7'],
  },
]

for (const { title, rows, spans } of cases) {
  test(`alignment: ${title}`, () => assert.deepEqual(align(...rows), spans))
}

test('of equal paths the diagonal one is taken', () => {
  const flat = Array.from({ length: 3 }, () => new Float32Array(3))
  assert.deepEqual(
    alignRows(flat).map(({ first, last }) => [first, last]),
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  )
})

test('nothing to align gives nothing', () => {
  assert.deepEqual(alignRows([]), [])
  assert.deepEqual(alignRows([new Float32Array(0)]), [])
})

/** The most attention any path can gather, by trying them all. */
function bestByBruteForce(matrix: readonly Float32Array[], i: number, j: number): number {
  const here = matrix[i]![j]!
  if (i === 0 && j === 0) return here
  const ways = [
    i > 0 && j > 0 ? bestByBruteForce(matrix, i - 1, j - 1) : Number.NEGATIVE_INFINITY,
    i > 0 ? bestByBruteForce(matrix, i - 1, j) : Number.NEGATIVE_INFINITY,
    j > 0 ? bestByBruteForce(matrix, i, j - 1) : Number.NEGATIVE_INFINITY,
  ]
  return here + Math.max(...ways)
}

test('no path gathers more than the one found, on random matrices', () => {
  const random = seededRandom(7)
  for (let round = 0; round < 100; round++) {
    const rows = 1 + (round % 4)
    const frames = 1 + (round % 5)
    const matrix = Array.from({ length: rows }, () =>
      Float32Array.from({ length: frames }, () => random.integer(-1000, 1000) / 1000),
    )
    const spans = alignRows(matrix)
    let gathered = 0
    spans.forEach(({ first, last }, i) => {
      for (let j = first; j <= last; j++) gathered += matrix[i]![j]!
    })
    assert.equal(spans[0]!.first, 0)
    assert.equal(spans.at(-1)!.last, frames - 1)
    const best = bestByBruteForce(matrix, rows - 1, frames - 1)
    assert.ok(Math.abs(gathered - best) < 1e-5, `round ${round}: ${gathered} of ${best}`)
  }
})
