// Gives FLAC frames new numbers. libFLAC, seeing a number skipped, makes up silence of its own and can lose track
// of what follows; gaps are filled elsewhere, so what it is fed is numbered without any.
import { crc8, crc16 } from './crc.ts'
import type { FlacFrameHeader } from './flac-header.ts'

const FIXED_BYTES = 4
const FOOTER_BYTES = 2
/** Largest number that a first byte followed by so many more can hold, RFC 9639 section 9.1.5. */
const LIMITS = [0x80, 0x800, 0x1_0000, 0x20_0000, 0x400_0000, 0x8000_0000, 0x10_0000_0000]

/** The frame with `codedNumber` (below 2^36) in place of its own, both checksums renewed; the same bytes when it
 * has that number already. */
export function renumberFlacFrame(
  frame: Uint8Array,
  header: FlacFrameHeader,
  codedNumber: number,
): Uint8Array {
  if (header.codedNumber === codedNumber) return frame
  const start = [
    ...frame.subarray(0, FIXED_BYTES),
    ...encodeNumber(codedNumber),
    ...frame.subarray(FIXED_BYTES + header.numberBytes, header.headerBytes - 1),
  ]
  start.push(crc8(Uint8Array.from(start)))
  const body = frame.subarray(header.headerBytes, frame.length - FOOTER_BYTES)
  const renumbered = new Uint8Array(start.length + body.length + FOOTER_BYTES)
  renumbered.set(start)
  renumbered.set(body, start.length)
  const footerAt = renumbered.length - FOOTER_BYTES
  new DataView(renumbered.buffer).setUint16(footerAt, crc16(renumbered.subarray(0, footerAt)))
  return renumbered
}

/** The UTF-8-like code: the first byte's leading ones count the bytes, six bits in each byte after it. */
function encodeNumber(value: number): number[] {
  const moreBytes = LIMITS.findIndex((limit) => value < limit)
  if (moreBytes === 0) return [value]
  const bytes: number[] = []
  let rest = value
  for (let index = 0; index < moreBytes; index++) {
    bytes.unshift(0x80 | (rest % 64))
    rest = Math.floor(rest / 64)
  }
  const leadingOnes = (0xff << (7 - moreBytes)) & 0xff
  return [leadingOnes | rest, ...bytes]
}
