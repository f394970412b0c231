// Where tags lie in front of and behind an audio stream. Their contents are untrusted text and never read.
import { type ByteRange, type MediaFile, readBytes } from './media-file.ts'

/** Bytes an ID3v2 tag must show before its length is known. */
export const ID3V2_HEADER_BYTES = 10
const ID3V1_BYTES = 128
const APE_FOOTER_BYTES = 32
const MAX_LEADING_TAGS = 8

/** Length in bytes of the ID3v2 tag at `offset` of `bytes`, footer included; 0 when there is none.
 * Source: ID3v2.4 structure, section 3.1 (four length bytes of 7 bits each). */
export function id3v2Bytes(bytes: Uint8Array, offset = 0): number {
  if (!startsWith(bytes, 'ID3', offset) || bytes.length < offset + ID3V2_HEADER_BYTES) return 0
  let length = 0
  for (let index = 6; index < 10; index++) {
    const part = bytes[offset + index]!
    if (part > 0x7f) return 0
    length = length * 128 + part
  }
  const hasFooter = (bytes[offset + 5]! & 0x10) !== 0
  return ID3V2_HEADER_BYTES + length + (hasFooter ? ID3V2_HEADER_BYTES : 0)
}

/** The part of the file between the leading ID3v2 tags and the trailing APEv2 and ID3v1 tags. */
export function rangeWithoutTags(file: MediaFile): ByteRange {
  let startByte = 0
  for (let count = 0; count < MAX_LEADING_TAGS; count++) {
    const length = id3v2Bytes(readBytes(file, startByte, ID3V2_HEADER_BYTES))
    if (length === 0) break
    startByte = Math.min(startByte + length, file.sizeBytes)
  }
  let endByte = file.sizeBytes
  if (startsWith(readBytes(file, Math.max(startByte, endByte - ID3V1_BYTES), 3), 'TAG'))
    endByte -= ID3V1_BYTES
  endByte -= trailingApeBytes(file, endByte)
  return { startByte, endByte: Math.max(startByte, endByte) }
}

/** True when `bytes` hold the ASCII text `mark` at `offset`. */
export function startsWith(bytes: Uint8Array, mark: string, offset = 0): boolean {
  if (bytes.length < offset + mark.length) return false
  for (let index = 0; index < mark.length; index++) {
    if (bytes[offset + index] !== mark.charCodeAt(index)) return false
  }
  return true
}

/** An APEv2 tag ends in a 32-byte footer; its size field counts all but the optional header. */
function trailingApeBytes(file: MediaFile, endByte: number): number {
  const footer = readBytes(file, Math.max(0, endByte - APE_FOOTER_BYTES), APE_FOOTER_BYTES)
  if (footer.length < APE_FOOTER_BYTES || !startsWith(footer, 'APETAGEX')) return 0
  const view = new DataView(footer.buffer, footer.byteOffset)
  const hasHeader = (view.getUint32(20, true) & 0x8000_0000) !== 0
  const length = view.getUint32(12, true) + (hasHeader ? APE_FOOTER_BYTES : 0)
  return length <= endByte ? length : 0
}
