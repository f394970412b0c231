// Cuts a file into Ogg pages whose checksums hold (RFC 3533 section 6). Knows nothing of streams or packets.
import { fault } from '../../domain/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import { crc32 } from './crc.ts'
import { startsWith } from './id3.ts'

const HEADER_BYTES = 27
const CRC_OFFSET = 22
const MARK = 'OggS'
const CONTINUED = 1
const FIRST = 2
const LAST = 4
/** No page is longer: header, 255 segment lengths, 255 segments of 255 bytes. How far a reader must look ahead. */
export const OGG_PEEK_BYTES = HEADER_BYTES + 255 + 255 * 255
/** False page starts each cost a checksum; a file of nothing else may not cost more than this times its bytes. */
const MAX_CHECKS_PER_BYTE = 16
const MIN_CHECK_BYTES = 16_777_216
const blankCrc = new Uint8Array(4)

/** One page; the views are valid until the next one is asked for. */
export interface OggPage {
  serial: number
  sequence: number
  /** End of the last packet that is complete on this page, in the codec's units; `null` when none is. */
  granule: number | null
  /** The first packet began on an earlier page. */
  continued: boolean
  /** First and last page of a logical stream. */
  first: boolean
  last: boolean
  /** Lengths of the body's segments: below 255 a packet ends. */
  segments: Uint8Array
  body: Uint8Array
}

/** A page, or a count of bytes between pages. */
export type OggPiece = { kind: 'page'; page: OggPage } | { kind: 'junk'; byteCount: number }

/** Cuts the reader's bytes into pages and junk.
 * @throws VerbatimError mediaCorrupted when the bytes are built to make the search for pages endless */
export function* scanOggPages(reader: ByteReader): Generator<OggPiece> {
  let checkBytes = MIN_CHECK_BYTES + reader.remaining * MAX_CHECKS_PER_BYTE
  let junkBytes = 0
  while (reader.remaining > 0) {
    const window = reader.peek(OGG_PEEK_BYTES)
    const pageBytes = pageBytesAt(window)
    const page = pageBytes > 0 ? parseOggPage(window.subarray(0, pageBytes)) : null
    if (page) {
      if (junkBytes > 0) yield { kind: 'junk', byteCount: junkBytes }
      junkBytes = 0
      yield { kind: 'page', page }
      reader.skip(pageBytes)
      continue
    }
    checkBytes -= pageBytes
    if (checkBytes < 0) throw fault('mediaCorrupted', 'The Ogg file holds too many false page starts')
    const next = window.indexOf(MARK.charCodeAt(0), 1)
    const skipped = next < 0 ? window.length : next
    junkBytes += skipped
    reader.skip(skipped)
  }
  if (junkBytes > 0) yield { kind: 'junk', byteCount: junkBytes }
}

/** Length of the page that seems to begin `window`; 0 when none does or its end is out of reach. */
function pageBytesAt(window: Uint8Array): number {
  if (!startsWith(window, MARK) || window.length < HEADER_BYTES) return 0
  const bodyStart = HEADER_BYTES + window[HEADER_BYTES - 1]!
  let length = bodyStart
  for (const bytes of window.subarray(HEADER_BYTES, bodyStart)) length += bytes
  return length <= window.length ? length : 0
}

/** The page that `bytes` are; `null` when its version or checksum is wrong. */
function parseOggPage(bytes: Uint8Array): OggPage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const flags = bytes[5]!
  if (bytes[4] !== 0 || view.getUint32(CRC_OFFSET, true) !== pageCrc(bytes)) return null
  const bodyStart = HEADER_BYTES + bytes[HEADER_BYTES - 1]!
  const granule = view.getBigInt64(6, true)
  return {
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    granule: granule < 0n ? null : Number(granule),
    continued: (flags & CONTINUED) !== 0,
    first: (flags & FIRST) !== 0,
    last: (flags & LAST) !== 0,
    segments: bytes.subarray(HEADER_BYTES, bodyStart),
    body: bytes.subarray(bodyStart),
  }
}

/** The checksum of a page, taken with zeros in place of its checksum field. */
export function pageCrc(bytes: Uint8Array): number {
  const head = crc32(blankCrc, crc32(bytes.subarray(0, CRC_OFFSET)))
  return crc32(bytes.subarray(CRC_OFFSET + 4), head)
}
