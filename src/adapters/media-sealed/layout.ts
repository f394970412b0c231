// How an encrypted object lies in its file: a header of 64 bytes, then the recording in pieces of 64 KiB, each with
// its tag behind it. Every place follows from the size by arithmetic.
import { fault } from '../../domain/errors.ts'
import type { ByteRange } from '../../ports/media-store.ts'

/** Bytes of the recording in every piece but the last. */
export const PIECE_BYTES = 65_536
/** Bytes of the tag behind each piece. */
export const TAG_BYTES = 16
/** A piece with its tag. */
export const SEALED_PIECE_BYTES = PIECE_BYTES + TAG_BYTES
/** What lies before the first piece. */
export const HEADER_BYTES = 64

/** Name of the format, and its version in the last byte. */
const magic = Buffer.from('vbmedia\x01', 'latin1')
const KEY_ID_BYTES = 16
/** Bytes of the salt: no two objects have the same. */
export const SALT_BYTES = 32

/** What the header says. */
export interface Header {
  /** Id of the scope's key: 32 hex digits. */
  keyId: string
  salt: Buffer
  /** Size of the recording. */
  bytes: number
}

/** The header as it is stored: magic, key id, salt, size (big-endian). */
export function writeHeader({ keyId, salt, bytes }: Header): Buffer {
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(bytes))
  const header = Buffer.concat([magic, Buffer.from(keyId, 'hex'), salt, size])
  if (header.length !== HEADER_BYTES) throw new RangeError('a key id has 16 bytes, a salt has 32')
  return header
}

/** Reads a header. That it was not altered shows only when a piece is opened.
 * @throws VerbatimError mediaCorrupted when it is none */
export function readHeader(header: Buffer): Header {
  if (header.length !== HEADER_BYTES || !header.subarray(0, magic.length).equals(magic)) throw altered()
  const saltAt = magic.length + KEY_ID_BYTES
  const bytes = Number(header.readBigUInt64BE(saltAt + SALT_BYTES))
  if (!Number.isSafeInteger(bytes)) throw altered()
  return {
    keyId: header.toString('hex', magic.length, saltAt),
    salt: header.subarray(saltAt, saltAt + SALT_BYTES),
    bytes,
  }
}

/** Number of pieces; an empty recording has one, too, which is empty. */
export function pieceCount(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PIECE_BYTES))
}

/** Size of the file in which a recording of `bytes` lies. */
export function sealedBytes(bytes: number): number {
  return HEADER_BYTES + bytes + pieceCount(bytes) * TAG_BYTES
}

/** The pieces that hold a part of a recording, and where they lie in the file. */
export interface Placed {
  firstPiece: number
  lastPiece: number
  place: ByteRange
}

/** Where the part `start` to `end` of a recording of `bytes` lies. */
export function placeOf({ start, end }: ByteRange, bytes: number): Placed {
  const firstPiece = Math.floor(start / PIECE_BYTES)
  const lastPiece = Math.floor(Math.max(start, end) / PIECE_BYTES)
  const from = HEADER_BYTES + firstPiece * SEALED_PIECE_BYTES
  const to = Math.min(HEADER_BYTES + (lastPiece + 1) * SEALED_PIECE_BYTES, sealedBytes(bytes)) - 1
  return { firstPiece, lastPiece, place: { start: from, end: to } }
}

/** The fault of an object that is not as it was written. */
export function altered(cause?: unknown) {
  return fault('mediaCorrupted', 'The stored recording was altered or cut off', { cause })
}
