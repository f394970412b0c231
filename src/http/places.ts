// Places for what takes long, like uploads and event streams: so many in all, and fewer for each who asks, so that
// nobody can take them all.
import { fault } from '../domain/errors.ts'

/** How many at the same time. */
export interface PlaceLimits {
  /** In all; left out for no such limit. */
  inAll?: number
  /** Of one holder. */
  each: number
  /** What they are, as in "too many uploads". */
  what: string
}

/** Gives a place to `holder` and returns what gives it back, at the first call.
 * @throws VerbatimError tooManyRequests when the holder has as many as it may; unavailable when all are taken */
export type TakePlace = (holder: string) => () => void

/** Makes places. */
export function createPlaces({ inAll = Number.POSITIVE_INFINITY, each, what }: PlaceLimits): TakePlace {
  const held = new Map<string, number>()
  let all = 0
  return (holder) => {
    const own = held.get(holder) ?? 0
    if (own >= each) throw fault('tooManyRequests', `Too many ${what} at once; at most ${each} of these`)
    if (all >= inAll) throw fault('unavailable', `Too many ${what} at once; try again shortly`)
    held.set(holder, own + 1)
    all++
    let given = false
    return () => {
      if (given) return
      given = true
      all--
      const left = held.get(holder)! - 1
      if (left > 0) held.set(holder, left)
      else held.delete(holder)
    }
  }
}
