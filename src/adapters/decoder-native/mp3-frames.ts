// Finds MP3 frames among arbitrary bytes, so that the decoder is only ever fed whole, consistent frames
// (speech-and-media section 5.4). Never looks at the audio inside.
import type { ByteReader } from './byte-reader.ts'
import { ID3V2_HEADER_BYTES, id3v2Bytes } from './id3.ts'
import { type ByteRange, type MediaFile, readBytes } from './media-file.ts'
import {
  MAX_MP3_FRAME_BYTES,
  MP3_HEADER_BYTES,
  type Mp3Header,
  parseMp3Header,
  sameMp3Stream,
} from './mp3-header.ts'

/** How far a reader for {@link scanMp3Frames} must be able to look ahead. */
export const MP3_PEEK_BYTES = MAX_MP3_FRAME_BYTES + ID3V2_HEADER_BYTES

/** Where a stream begins: the first frame that enough consistent ones follow. */
export interface Mp3Start {
  startByte: number
  header: Mp3Header
}

/** A whole frame (valid until the next one is asked for), or a count of bytes between frames. */
export type Mp3Piece = { kind: 'frame'; bytes: Uint8Array } | { kind: 'junk'; byteCount: number }

/** Looks for a stream at the start of `range`, then behind foreign bytes, where more frames must follow each other
 * because so many places are tried. Fewer will do only when they reach exactly to the end. */
export function findMp3Start(file: MediaFile, range: ByteRange): Mp3Start | null {
  return (
    searchStart(file, range, { searchBytes: 1, frameCount: 3 }) ??
    searchStart(file, range, { searchBytes: 65_536, frameCount: 6 })
  )
}

interface Search {
  searchBytes: number
  frameCount: number
}

function searchStart(
  file: MediaFile,
  range: ByteRange,
  { searchBytes, frameCount }: Search,
): Mp3Start | null {
  const lookAhead = frameCount * MAX_MP3_FRAME_BYTES + MP3_HEADER_BYTES
  const length = Math.min(searchBytes + lookAhead, range.endByte - range.startByte)
  const bytes = readBytes(file, range.startByte, length)
  const reachesEnd = range.startByte + bytes.length === range.endByte
  let offset = bytes.indexOf(0xff)
  for (; offset >= 0 && offset < searchBytes; offset = bytes.indexOf(0xff, offset + 1)) {
    const header = parseMp3Header(bytes, offset)
    if (header && hasFrames(bytes, { offset, header, count: frameCount, reachesEnd })) {
      return { startByte: range.startByte + offset, header }
    }
  }
  return null
}

interface Run {
  offset: number
  header: Mp3Header
  count: number
  reachesEnd: boolean
}

function hasFrames(bytes: Uint8Array, { offset, header, count, reachesEnd }: Run): boolean {
  let position = offset + header.frameBytes
  for (let found = 1; found < count; found++) {
    if (reachesEnd && position === bytes.length) return true
    const next = parseMp3Header(bytes, position)
    if (!next || !sameMp3Stream(header, next)) return false
    position += next.frameBytes
  }
  return true
}

/** Cuts the reader's bytes into frames of `stream` and junk. A frame counts only when it matches `stream` and
 * another one, a tag or the end follows it. Tags between frames are passed over without counting as junk. */
export function* scanMp3Frames(reader: ByteReader, stream: Mp3Header): Generator<Mp3Piece> {
  let junkBytes = 0
  while (reader.remaining > 0) {
    const window = reader.peek(MP3_PEEK_BYTES)
    const header = parseMp3Header(window, 0)
    if (header && sameMp3Stream(header, stream) && isFollowed(window, header, reader.remaining)) {
      if (junkBytes > 0) yield { kind: 'junk', byteCount: junkBytes }
      junkBytes = 0
      yield { kind: 'frame', bytes: window.subarray(0, header.frameBytes) }
      reader.skip(header.frameBytes)
      continue
    }
    const tagBytes = id3v2Bytes(window)
    const next = window.indexOf(0xff, 1)
    const skipped = tagBytes > 0 ? tagBytes : next < 0 ? window.length : next
    if (tagBytes === 0) junkBytes += skipped
    reader.skip(skipped)
  }
  if (junkBytes > 0) yield { kind: 'junk', byteCount: junkBytes }
}

function isFollowed(window: Uint8Array, header: Mp3Header, remaining: number): boolean {
  if (header.frameBytes === remaining || id3v2Bytes(window, header.frameBytes) > 0) return true
  const next = parseMp3Header(window, header.frameBytes)
  return next !== null && sameMp3Stream(header, next)
}
