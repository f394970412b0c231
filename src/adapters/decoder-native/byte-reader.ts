// A sliding window over a stretch of a media file, for scanners that need to look ahead.
import type { ByteRange, MediaFile } from './media-file.ts'

const MIN_BUFFER_BYTES = 65_536

/** Reads forward only; never holds more than its buffer. */
export interface ByteReader {
  /** Absolute file position of the next byte. */
  readonly position: number
  /** Bytes left in the stretch. */
  readonly remaining: number
  /** The next bytes without consuming them: `count`, or what is left. The view is valid until the next call. */
  peek(count: number): Uint8Array
  skip(count: number): void
}

/** Reads `range` of `file`; `peek` may ask for up to `maxPeekBytes`. */
export function createByteReader(file: MediaFile, range: ByteRange, maxPeekBytes: number): ByteReader {
  const buffer = new Uint8Array(Math.max(MIN_BUFFER_BYTES, maxPeekBytes * 4))
  let endByte = range.endByte
  let bufferStart = range.startByte
  let offset = 0
  let filled = 0

  const refill = () => {
    if (offset < filled) buffer.copyWithin(0, offset, filled)
    bufferStart += offset
    filled = Math.max(0, filled - offset)
    offset = 0
    const wanted = Math.min(buffer.length - filled, endByte - bufferStart - filled)
    const count = file.readAt(bufferStart + filled, buffer.subarray(filled, filled + wanted))
    filled += count
    if (count < wanted) endByte = bufferStart + filled
  }
  return {
    get position() {
      return bufferStart + offset
    },
    get remaining() {
      return endByte - bufferStart - offset
    },
    peek(count) {
      const wanted = Math.min(count, maxPeekBytes, this.remaining)
      if (offset + wanted > filled) refill()
      return buffer.subarray(offset, Math.min(offset + wanted, filled))
    },
    skip(count) {
      offset += Math.min(count, this.remaining)
    },
  }
}
