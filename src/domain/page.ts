// Pages of a keyset-ordered list. A cursor names the sort key of a row, not its place, so it stays right while
// rows come and go, also when that very row is deleted (contract section 3).

/** The sort key of a row, most significant part first. */
export type SortKey = readonly (string | number)[]

/** Continue after (`next`) or before (`previous`) the row with this key, in list order. */
export interface Cursor {
  direction: 'next' | 'previous'
  key: SortKey
}

/** What part of a list is wanted; no cursor means its beginning. */
export interface PageRequest {
  limit: number
  cursor: Cursor | null
}

/** One page in list order. `previous` and `next` are null where the list ends. */
export interface Page<T> {
  items: T[]
  previous: Cursor | null
  next: Cursor | null
}

/** Makes a page from up to `limit + 1` rows read from the cursor outwards: with direction `previous` they
 * come nearest first, that is, in reverse list order. `keyOf` gives a row's sort key. */
export function toPage<T>(rows: T[], request: PageRequest, keyOf: (row: T) => SortKey): Page<T> {
  const more = rows.length > request.limit
  const items = rows.slice(0, request.limit)
  const backwards = request.cursor?.direction === 'previous'
  if (backwards) items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  const hasPrevious = backwards ? more : request.cursor !== null
  const hasNext = backwards ? true : more
  return {
    items,
    previous: hasPrevious && first !== undefined ? { direction: 'previous', key: keyOf(first) } : null,
    next: hasNext && last !== undefined ? { direction: 'next', key: keyOf(last) } : null,
  }
}

/** One page of rows that are all at hand. `order` 1 = ascending by key, -1 = descending. */
export function pageOf<T>(
  rows: readonly T[],
  request: PageRequest,
  { keyOf, order }: { keyOf(row: T): SortKey; order: 1 | -1 },
): Page<T> {
  const { cursor, limit } = request
  const backwards = cursor?.direction === 'previous'
  const away = backwards ? -order : order
  const outwards = rows.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)) * away)
  const wanted = outwards.filter((row) => !cursor || compareKeys(keyOf(row), cursor.key) * away > 0)
  return toPage(wanted.slice(0, limit + 1), request, keyOf)
}

function compareKeys(a: SortKey, b: SortKey): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1
}
