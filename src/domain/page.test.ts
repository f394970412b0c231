// Pages over a list that changes while it is walked.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RandomSource, seededRandom } from '../testing/seeded-random.ts'
import { type Cursor, type Page, type PageRequest, pageOf, type SortKey, toPage } from './page.ts'

/** Reads one page of an ascending list the way a store does: outwards from the cursor, one row more than asked. */
function readPage(rows: readonly number[], request: PageRequest): Page<number> {
  const { cursor, limit } = request
  const sorted = rows.toSorted((a, b) => a - b)
  const from = Number(cursor?.key[0] ?? Number.NEGATIVE_INFINITY)
  const outwards =
    cursor?.direction === 'previous'
      ? sorted.filter((row) => row < from).reverse()
      : sorted.filter((row) => row > from)
  return toPage(outwards.slice(0, limit + 1), request, (row) => [row])
}

function walk(start: Cursor | null, limit: number, read: (request: PageRequest) => Page<number>): number[] {
  const seen: number[] = []
  let cursor: Cursor | null = start
  do {
    const page = read({ limit, cursor })
    seen.push(...page.items)
    cursor = page.next
  } while (cursor)
  return seen
}

function someRows(random: RandomSource): number[] {
  const count = random.pick([0, 1, 2, 3, random.integer(0, 40)])
  return [...new Set(Array.from({ length: count }, () => random.integer(0, 1000)))]
}

test('walking forwards over a list at rest gives every row once, in order, in full pages', () => {
  const random = seededRandom(11)
  for (let round = 0; round < 300; round++) {
    const rows = someRows(random)
    const limit = random.integer(1, 12)
    const sizes: number[] = []
    const seen = walk(null, limit, (request) => {
      const page = readPage(rows, request)
      sizes.push(page.items.length)
      return page
    })
    assert.deepEqual(
      seen,
      rows.toSorted((a, b) => a - b),
    )
    assert.ok(sizes.slice(0, -1).every((size) => size === limit))
    assert.ok(sizes.at(-1)! > 0 || rows.length === 0, 'a walk never ends on an empty page')
  }
})

test('rows that come and go during a walk: every survivor once, in order, nothing twice', () => {
  const random = seededRandom(12)
  for (let round = 0; round < 300; round++) {
    const rows = new Set(someRows(random))
    const surviving = new Set(rows)
    const seen = walk(null, random.integer(1, 5), (request) => {
      const page = readPage([...rows], request)
      for (const row of random.pick([[], [...rows].slice(0, 3), page.items.slice(-1)])) {
        rows.delete(row)
        surviving.delete(row)
      }
      rows.add(random.integer(0, 1000))
      return page
    })
    assert.deepEqual(
      seen.filter((row) => surviving.has(row)),
      [...surviving].sort((a, b) => a - b),
    )
    assert.deepEqual(
      seen,
      [...new Set(seen)].sort((a, b) => a - b),
    )
  }
})

test('going back from any page gives the page that came before it', () => {
  const random = seededRandom(13)
  for (let round = 0; round < 300; round++) {
    const rows = someRows(random)
    const limit = random.integer(1, 6)
    let page = readPage(rows, { limit, cursor: null })
    assert.equal(page.previous, null)
    while (page.next) {
      const following = readPage(rows, { limit, cursor: page.next })
      const back = readPage(rows, { limit, cursor: following.previous })
      assert.deepEqual(back.items, page.items)
      assert.equal(back.previous === null, page.previous === null)
      assert.deepEqual(readPage(rows, { limit, cursor: back.next }).items, following.items)
      page = following
    }
  }
})

test('an empty page points nowhere', () => {
  const cursor: Cursor = { direction: 'next', key: [5] }
  assert.deepEqual(
    toPage([], { limit: 3, cursor: null }, () => []),
    { items: [], previous: null, next: null },
  )
  assert.deepEqual(
    toPage([], { limit: 3, cursor }, () => []),
    { items: [], previous: null, next: null },
  )
})

test('a cursor carries the whole key of the row at the edge', () => {
  const rows = [1, 2, 3].map((at) => ({ at, sid: `GT${at}` }))
  const page = toPage(rows, { limit: 2, cursor: { direction: 'next', key: [0, 'GT0'] } }, ({ at, sid }) => [
    at,
    sid,
  ])
  assert.deepEqual(page.previous, { direction: 'previous', key: [1, 'GT1'] })
  assert.deepEqual(page.next, { direction: 'next', key: [2, 'GT2'] })
})

/** Rows in the order in which `pageOf` is to list them, told by a plain sort. */
function sortedRows(rows: readonly [number, string][], order: 1 | -1) {
  return rows.toSorted(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a - c) * order)
}

for (const order of [1, -1] as const) {
  test(`pages of rows at hand, order ${order}: all of them once, in order, and back again`, () => {
    const random = seededRandom(17 + order)
    for (let round = 0; round < 200; round++) {
      const rows = Array.from({ length: random.integer(0, 30) }, (_, at): [number, string] => [
        random.integer(0, 5),
        `${random.hex(4)}${at}`,
      ])
      const given = structuredClone(rows)
      const list = (request: PageRequest) => pageOf(rows, request, { keyOf: (row): SortKey => row, order })
      const limit = random.integer(1, 8)
      const pages = [list({ limit, cursor: null })]
      for (let next = pages[0]!.next; next; next = pages.at(-1)!.next) {
        pages.push(list({ limit, cursor: next }))
      }
      assert.deepEqual(
        pages.flatMap(({ items }) => items),
        sortedRows(rows, order),
      )
      assert.deepEqual(rows, given, 'the rows themselves stay as they were')
      assert.equal(pages[0]!.previous, null)
      for (let at = pages.length - 1; at > 0; at--) {
        const back = list({ limit, cursor: pages[at]!.previous })
        assert.deepEqual(back.items, pages[at - 1]!.items)
      }
    }
  })
}

test('a cursor whose row is gone still leads to its neighbours', () => {
  const rows = [1, 2, 4, 5]
  const list = (direction: 'next' | 'previous') =>
    pageOf(rows, { limit: 9, cursor: { direction, key: [3] } }, { keyOf: (row) => [row], order: 1 }).items
  assert.deepEqual(
    [list('previous'), list('next')],
    [
      [1, 2],
      [4, 5],
    ],
  )
})
