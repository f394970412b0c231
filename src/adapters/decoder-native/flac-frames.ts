// Cuts a FLAC stream into frames whose checksums hold, so that the decoder never sees damage and every frame's
// place in time is known from its own number.
import { fault } from '../../domain/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import { crc16 } from './crc.ts'
import {
  type FlacFrameHeader,
  type FlacInfo,
  MAX_FLAC_HEADER_BYTES,
  parseFlacFrameHeader,
} from './flac-header.ts'

/** Room for one subframe header per channel, padding and the frame's own checksum. */
const FRAME_SLACK_BYTES = 64
/** False frame starts each cost a search for their end. Ordinary damage needs a few of them; a file made of
 * nothing else would take hours, so the bytes searched may not exceed this many times the file. */
const MAX_SEARCHES_PER_BYTE = 16
const MIN_SEARCH_BYTES = 16_777_216

/** A whole frame, valid until the next one is asked for, or a count of bytes between frames. */
export type FlacPiece =
  | { kind: 'frame'; bytes: Uint8Array; header: FlacFrameHeader; firstSample: number }
  | { kind: 'junk'; byteCount: number }

/** Upper bound of a frame's length: an encoder falls back to plain samples, one bit wider for a side channel. */
function maxFlacFrameBytes({ maxBlockSamples, channelCount, bitsPerSample }: FlacInfo): number {
  return Math.ceil((maxBlockSamples * channelCount * (bitsPerSample + 1)) / 8) + FRAME_SLACK_BYTES
}

/** How far a reader for {@link scanFlacFrames} must be able to look ahead. */
export function flacPeekBytes(info: FlacInfo): number {
  return maxFlacFrameBytes(info) + MAX_FLAC_HEADER_BYTES
}

/** Cuts the reader's bytes into frames and junk.
 * @throws VerbatimError mediaCorrupted when the bytes are built to make the search for frames endless */
export function* scanFlacFrames(reader: ByteReader, info: FlacInfo): Generator<FlacPiece> {
  const firstSampleOf = createNumbering(info)
  let searchBytes = MIN_SEARCH_BYTES + reader.remaining * MAX_SEARCHES_PER_BYTE
  let junkBytes = 0
  while (reader.remaining > 0) {
    const window = reader.peek(flacPeekBytes(info))
    const header = parseFlacFrameHeader(window, 0, info)
    const length = header
      ? findFrameEnd(window, { header, info, isLast: window.length === reader.remaining })
      : 0
    if (header && length > 0) {
      if (junkBytes > 0) yield { kind: 'junk', byteCount: junkBytes }
      junkBytes = 0
      yield { kind: 'frame', bytes: window.subarray(0, length), header, firstSample: firstSampleOf(header) }
      reader.skip(length)
      continue
    }
    if (header) searchBytes -= window.length
    if (searchBytes < 0) throw fault('mediaCorrupted', 'The FLAC file holds too many false frame starts')
    const next = window.indexOf(0xff, 1)
    const skipped = next < 0 ? window.length : next
    junkBytes += skipped
    reader.skip(skipped)
  }
  if (junkBytes > 0) yield { kind: 'junk', byteCount: junkBytes }
}

interface FrameSearch {
  header: FlacFrameHeader
  info: FlacInfo
  /** True when the window reaches to the end of the stream. */
  isLast: boolean
}

/** Length of the frame at the window's start: up to the first frame header, or the end, at which the frame's own
 * checksum holds. 0 when there is none. */
function findFrameEnd(window: Uint8Array, { header, info, isLast }: FrameSearch): number {
  let checked = 0
  let crc = 0
  const endsAt = (offset: number) => {
    crc = crc16(window.subarray(checked, offset), crc)
    checked = offset
    return crc === 0
  }
  let offset = window.indexOf(0xff, header.headerBytes)
  for (; offset >= 0; offset = window.indexOf(0xff, offset + 1)) {
    if (parseFlacFrameHeader(window, offset, info) && endsAt(offset)) return offset
  }
  return isLast && endsAt(window.length) ? window.length : 0
}

/** Frame numbers count blocks of one size; only the stream information or the first frame tells which. */
function createNumbering({
  minBlockSamples,
  maxBlockSamples,
}: FlacInfo): (header: FlacFrameHeader) => number {
  let fixedBlockSamples = minBlockSamples === maxBlockSamples ? maxBlockSamples : 0
  return (header) => {
    if (header.variableBlocks) return header.codedNumber
    fixedBlockSamples ||= header.blockSamples
    return header.codedNumber * fixedBlockSamples
  }
}
