// A binary heap: what comes first of many, without sorting all of them.

/** Takes items in, gives the first by `before` out. */
export interface Heap<T> {
  readonly size: number
  push(item: T): void
  /** The first item, which stays. */
  peek(): T | undefined
  pop(): T | undefined
}

/** Makes an empty heap.
 * @param before whether the first item comes before the second */
export function createHeap<T>(before: (one: T, other: T) => boolean): Heap<T> {
  const items: T[] = []
  const swap = (a: number, b: number) => {
    const kept = items[a]!
    items[a] = items[b]!
    items[b] = kept
  }
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!before(items[at]!, items[parent]!)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = () => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      let first = at
      for (const child of [left, left + 1])
        if (child < items.length && before(items[child]!, items[first]!)) first = child
      if (first === at) return
      swap(at, first)
      at = first
    }
  }
  return {
    get size() {
      return items.length
    },
    push(item) {
      items.push(item)
      rise(items.length - 1)
    },
    peek: () => items[0],
    pop() {
      const first = items[0]
      const last = items.pop()
      if (items.length > 0 && last !== undefined) {
        items[0] = last
        sink()
      }
      return first
    },
  }
}
