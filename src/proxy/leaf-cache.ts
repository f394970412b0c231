// What is made with the certificate of a server name, kept by name and made anew before the certificate ends.
import type { Leaf } from './certificate-authority.ts'

/** More names than anyone uses; a client that asks for ever new ones must not fill the memory. */
const MOST_NAMES = 64
const RENEW_BEFORE_END_MS = 24 * 3_600_000

/** How leaves are had and what is kept. `now` is in Unix milliseconds. */
export interface LeafCacheParts<T> {
  issue(hostName: string): Leaf
  build(hostName: string, leaf: Leaf): T
  now(): number
}

/** Makes the function that gives what belongs to a name. */
export function createLeafCache<T>({ issue, build, now }: LeafCacheParts<T>): (hostName: string) => T {
  const kept = new Map<string, { value: T; endMs: number }>()
  return (hostName) => {
    const found = kept.get(hostName)
    if (found && now() < found.endMs - RENEW_BEFORE_END_MS) return found.value
    const leaf = issue(hostName)
    const value = build(hostName, leaf)
    kept.delete(hostName)
    if (kept.size >= MOST_NAMES) kept.delete(kept.keys().next().value!)
    kept.set(hostName, { value, endMs: leaf.endMs })
    return value
  }
}
