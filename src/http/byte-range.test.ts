// The Range header against the rules of RFC 9110, section 14.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../testing/seeded-random.ts'
import { parseRange } from './byte-range.ts'

type Outcome = ReturnType<typeof parseRange>

const table: [header: string | undefined, size: number, outcome: Outcome][] = [
  [undefined, 10, null],
  ['', 10, null],
  ['bytes=0-0', 10, { start: 0, end: 0 }],
  ['bytes=0-', 10, { start: 0, end: 9 }],
  ['bytes=3-5', 10, { start: 3, end: 5 }],
  ['bytes=9-', 10, { start: 9, end: 9 }],
  ['bytes=5-99', 10, { start: 5, end: 9 }],
  ['bytes=0-99999999999999999999', 10, { start: 0, end: 9 }],
  ['bytes=-1', 10, { start: 9, end: 9 }],
  ['bytes=-10', 10, { start: 0, end: 9 }],
  ['bytes=-11', 10, { start: 0, end: 9 }],
  ['bytes = 3 - 5', 10, { start: 3, end: 5 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=10-12', 10, 'unsatisfiable'],
  ['bytes=99999999999999999999-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=-5', 0, 'unsatisfiable'],
  ['bytes=5-3', 10, null],
  ['bytes=-', 10, null],
  ['bytes=', 10, null],
  ['bytes=0-1,4-5', 10, null],
  ['bytes=a-b', 10, null],
  ['bytes=1.5-3', 10, null],
  ['bytes=0x1-3', 10, null],
  ['bytes=-1-3', 10, null],
  ['items=0-1', 10, null],
  ['0-1', 10, null],
]
for (const [header, size, outcome] of table) {
  const shown =
    outcome === null ? 'the whole' : outcome === 'unsatisfiable' ? outcome : `${outcome.start}-${outcome.end}`
  test(`${header ?? 'no header'} of ${size} bytes is ${shown}`, () => {
    assert.deepEqual(parseRange(header, size), outcome)
  })
}

test('a range that is served holds exactly the bytes asked for, as far as they exist', () => {
  const random = seededRandom(31)
  for (let round = 0; round < 2000; round++) {
    const size = random.integer(1, 50)
    const [first, last] = [random.integer(0, 60), random.integer(0, 60)]
    const bytes = Array.from({ length: size }, (_, at) => at)
    const [header, wanted] = random.pick([
      [`bytes=${first}-`, bytes.slice(first)],
      [`bytes=${first}-${last}`, bytes.slice(first, last + 1)],
      [`bytes=-${last}`, last === 0 ? [] : bytes.slice(-last)],
    ] as [string, number[]][])
    const range = parseRange(header, size)
    if (range === null) assert.ok(header === `bytes=${first}-${last}` && last < first, header)
    else if (range === 'unsatisfiable') assert.deepEqual(wanted, [], `${header} of ${size}`)
    else assert.deepEqual(bytes.slice(range.start, range.end + 1), wanted, `${header} of ${size}`)
  }
})
