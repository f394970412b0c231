// The two checksums of FLAC (RFC 9639 section 9): CRC-8 with polynomial x^8+x^2+x+1 over frame headers, CRC-16
// with x^16+x^15+x^2+1 over whole frames; and the CRC-32 of Ogg pages (RFC 3533 section 6) with 0x04c11db7. All
// start at 0, most significant bit first.

const crc8Table = Uint8Array.from({ length: 256 }, (_, byte) => shiftIn(byte, 0x07, 8))
const crc16Table = Uint16Array.from({ length: 256 }, (_, byte) => shiftIn(byte << 8, 0x8005, 16))
const crc32Table = Uint32Array.from({ length: 256 }, (_, byte) => shiftIn(byte << 24, 0x04c1_1db7, 32))

/** CRC-8 of `bytes`; 0 over a header that includes its own checksum. */
export function crc8(bytes: Uint8Array): number {
  let crc = 0
  for (let index = 0; index < bytes.length; index++) crc = crc8Table[crc ^ bytes[index]!]!
  return crc
}

/** Continues the CRC-16 `crc` over `bytes`; 0 over a frame with its footer. */
export function crc16(bytes: Uint8Array, crc = 0): number {
  let sum = crc
  for (let index = 0; index < bytes.length; index++) {
    sum = ((sum << 8) & 0xffff) ^ crc16Table[(sum >> 8) ^ bytes[index]!]!
  }
  return sum
}

/** Continues the CRC-32 `crc` over `bytes`. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  let sum = crc
  for (let index = 0; index < bytes.length; index++) {
    sum = (sum << 8) ^ crc32Table[(sum >>> 24) ^ bytes[index]!]!
  }
  return sum >>> 0
}

function shiftIn(value: number, polynomial: number, width: number): number {
  const top = 2 ** (width - 1)
  let crc = value
  for (let bit = 0; bit < 8; bit++) crc = crc & top ? (crc << 1) ^ polynomial : crc << 1
  return (crc >>> 0) % (top * 2)
}
