// What the checks of all stores run on, and how they read lists.
import assert from 'node:assert/strict'
import type { Page, PageRequest } from '../../src/domain/page.ts'
import type { Store, UnitOfWork } from '../../src/ports/unit-of-work.ts'

/** A store and transactions over it. */
export interface StoreSubject {
  store: Store
  unitOfWork: UnitOfWork
}

/** Reads one page of a list. */
export type ReadPage<T> = (page: PageRequest) => Promise<Page<T>>

/** How `conflict` shows. */
export const conflict = { key: 'conflict' }

/** The beginning of a list. */
export const firstPage = (limit: number): PageRequest => ({ limit, cursor: null })

/** All rows of a list, in its order. */
export async function walk<T>(list: ReadPage<T>, limit: number): Promise<T[]> {
  const items: T[] = []
  for (let page = await list(firstPage(limit)); ; ) {
    items.push(...page.items)
    if (!page.next) return items
    page = await list({ limit, cursor: page.next })
  }
}

/** Asserts that a list holds exactly `rows`, in this order, over pages of every size and in both directions. */
export async function assertList<T>(list: ReadPage<T>, rows: readonly T[]): Promise<void> {
  for (const limit of [1, 2, rows.length || 1, rows.length + 1]) {
    const pages: Page<T>[] = [await list(firstPage(limit))]
    for (let next = pages[0]!.next; next; next = pages.at(-1)!.next)
      pages.push(await list({ limit, cursor: next }))
    assert.deepEqual(
      pages.flatMap(({ items }) => items),
      rows,
    )
    assert.equal(pages[0]!.previous, null)
    for (let at = pages.length - 1; at > 0; at--) {
      const back = await list({ limit, cursor: pages[at]!.previous })
      assert.deepEqual(back.items, pages[at - 1]!.items)
      assert.equal(back.previous === null, at === 1)
    }
  }
}

/** A date `seconds` after a fixed one, with milliseconds that must not get lost. */
export const at = (seconds: number) => new Date(1_700_000_000_123 + seconds * 1000)
