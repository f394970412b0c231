// Puts the packets of one logical Ogg stream together from its pages, and notices where pages are missing.
import type { OggPage } from './ogg-pages.ts'

/** No audio packet is longer; of what is (a comment with pictures) only the fact that it ended is kept. */
const MAX_PACKET_BYTES = 1_048_576
const FULL_SEGMENT = 255

/** What one page completes. */
export interface CompletedPackets {
  /** Valid until the next page is taken; empty where a packet was longer than any audio packet. */
  packets: Uint8Array[]
  /** True when packets before these are lost: pages are missing, or the continuation of a packet is. */
  gap: boolean
}

/** Takes the pages of one stream in file order; the first call is for the page behind page `sequence`. */
export function createPacketAssembly(sequence: number): (page: OggPage) => CompletedPackets {
  let previous = sequence
  /** The packet that goes on on the next page; `null` when none does. */
  let open: Uint8Array[] | null = null
  return (page) => {
    let gap = page.sequence !== (previous + 1) % 2 ** 32
    previous = page.sequence
    if (gap) open = null
    let parts: Uint8Array[] | null = page.continued ? open : []
    if (page.continued ? open === null : open !== null) gap = true
    const packets: Uint8Array[] = []
    let start = 0
    let end = 0
    for (const length of page.segments) {
      end += length
      if (length === FULL_SEGMENT) continue
      // Without its beginning a packet is of no use.
      if (parts) packets.push(joined([...parts, page.body.subarray(start, end)]))
      parts = []
      start = end
    }
    const goesOn = page.segments.at(-1) === FULL_SEGMENT
    open = goesOn && parts ? limited(parts, page.body.slice(start, end)) : null
    return { packets, gap }
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  return totalBytes(parts) > MAX_PACKET_BYTES ? new Uint8Array(0) : Buffer.concat(parts)
}

/** Adds a part, unless there is already too much. */
function limited(parts: Uint8Array[], part: Uint8Array): Uint8Array[] {
  return totalBytes(parts) > MAX_PACKET_BYTES ? parts : [...parts, part]
}

function totalBytes(parts: Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}
