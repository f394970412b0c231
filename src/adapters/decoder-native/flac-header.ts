// FLAC's stream information block and frame headers (RFC 9639 sections 8.2 and 9.1), read but not believed: each
// frame must agree with the stream information.
import { fault } from '../../domain/errors.ts'
import { crc8 } from './crc.ts'
import { startsWith } from './id3.ts'
import { type MediaFile, readBytes } from './media-file.ts'

const STREAM_INFO_BYTES = 34
const MARK_BYTES = 4
const BLOCK_HEADER_BYTES = 4
const FLAC_HEAD_BYTES = MARK_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES
/** No frame header is longer. */
export const MAX_FLAC_HEADER_BYTES = 16
const LAST_BLOCK = 0x80

/** The stream information block. */
export interface FlacInfo {
  minBlockSamples: number
  maxBlockSamples: number
  sampleRateHz: number
  channelCount: number
  bitsPerSample: number
  /** Samples per channel, 0 when the encoder did not know. */
  totalSamples: number
  /** The file's mark and stream information as a complete stream head, for the decoder. */
  head: Uint8Array
  /** Where the first frame is, behind all metadata. */
  framesStart: number
}

/** One frame's header. */
export interface FlacFrameHeader {
  headerBytes: number
  /** Length of the coded number, which begins at the fifth byte. */
  numberBytes: number
  blockSamples: number
  /** True when `codedNumber` counts samples, false when it counts frames. */
  variableBlocks: boolean
  codedNumber: number
}

/** Reads the metadata of the FLAC stream that begins at `startByte`.
 * @throws VerbatimError mediaCorrupted when the stream information is missing or impossible */
export function readFlacInfo(file: MediaFile, startByte: number): FlacInfo {
  const info = parseFlacInfo(readBytes(file, startByte, FLAC_HEAD_BYTES).slice())
  return { ...info, framesStart: skipMetadata(file, startByte + MARK_BYTES) }
}

/** Reads the stream information in the first bytes of a FLAC stream, which become part of what is returned.
 * @throws VerbatimError mediaCorrupted when it is missing or impossible */
export function parseFlacInfo(bytes: Uint8Array): Omit<FlacInfo, 'framesStart'> {
  const head = bytes.subarray(0, FLAC_HEAD_BYTES)
  const isStreamInfo = (head[MARK_BYTES]! & 0x7f) === 0
  if (!startsWith(head, 'fLaC') || head.length < FLAC_HEAD_BYTES || !isStreamInfo) {
    throw fault('mediaCorrupted', 'The FLAC file does not begin with its stream information')
  }
  head[MARK_BYTES] = LAST_BLOCK
  const view = new DataView(head.buffer, head.byteOffset + MARK_BYTES + BLOCK_HEADER_BYTES)
  const packed = view.getBigUint64(10)
  const info = {
    minBlockSamples: view.getUint16(0),
    maxBlockSamples: view.getUint16(2),
    sampleRateHz: Number(packed >> 44n),
    channelCount: Number((packed >> 41n) & 7n) + 1,
    bitsPerSample: Number((packed >> 36n) & 31n) + 1,
    totalSamples: Number(packed & 0xf_ffff_ffffn),
    head,
  }
  if (info.bitsPerSample < 4 || info.maxBlockSamples === 0) {
    throw fault('mediaCorrupted', 'The FLAC file has impossible stream information')
  }
  return info
}

function skipMetadata(file: MediaFile, firstBlock: number): number {
  let position = firstBlock
  for (let isLast = false; !isLast; ) {
    const header = readBytes(file, position, BLOCK_HEADER_BYTES)
    if (header.length < BLOCK_HEADER_BYTES) return file.sizeBytes
    isLast = (header[0]! & LAST_BLOCK) !== 0
    position += BLOCK_HEADER_BYTES + ((header[1]! << 16) | (header[2]! << 8) | header[3]!)
  }
  return position
}

/** Reads the frame header at `offset`; `null` when there is none, its checksum is wrong, or it contradicts
 * `info`. */
export function parseFlacFrameHeader(
  bytes: Uint8Array,
  offset: number,
  info: FlacInfo,
): FlacFrameHeader | null {
  if (offset + 6 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1]! & 0xfe) !== 0xf8) return null
  const [sizes, layout] = [bytes[offset + 2]!, bytes[offset + 3]!]
  if (channelCountOf(layout >> 4) !== info.channelCount || !agreesOnBits(layout, info)) return null
  const numberBytes = codedNumberBytes(bytes[offset + 4]!)
  if (numberBytes === 0) return null
  const block = readBlockSamples(bytes, offset + 4 + numberBytes, sizes >> 4)
  const rate = readRate(bytes, offset + 4 + numberBytes + block.extraBytes, sizes & 15)
  if (block.value < 1 || block.value > info.maxBlockSamples) return null
  if (rate.value !== 0 && rate.value !== info.sampleRateHz) return null
  const headerBytes = 4 + numberBytes + block.extraBytes + rate.extraBytes + 1
  if (offset + headerBytes > bytes.length || crc8(bytes.subarray(offset, offset + headerBytes)) !== 0)
    return null
  return {
    headerBytes,
    numberBytes,
    blockSamples: block.value,
    variableBlocks: (bytes[offset + 1]! & 1) === 1,
    codedNumber: readCodedNumber(bytes, offset + 4, numberBytes),
  }
}

function channelCountOf(assignment: number): number {
  return assignment < 8 ? assignment + 1 : assignment <= 10 ? 2 : 0
}

const BITS_BY_CODE = [0, 8, 12, -1, 16, 20, 24, 32]

function agreesOnBits(layout: number, { bitsPerSample }: FlacInfo): boolean {
  const bits = BITS_BY_CODE[(layout >> 1) & 7]
  return (layout & 1) === 0 && (bits === 0 || bits === bitsPerSample)
}

/** A header value together with the extra bytes at the header's end that it took. */
interface HeaderValue {
  value: number
  extraBytes: number
}

/** Block size code: 0 is reserved (value 0), 6 and 7 announce one or two more bytes. */
function readBlockSamples(bytes: Uint8Array, offset: number, code: number): HeaderValue {
  if (code === 6) return { value: (bytes[offset] ?? 0) + 1, extraBytes: 1 }
  if (code === 7) return { value: readUint16(bytes, offset) + 1, extraBytes: 2 }
  if (code === 0) return { value: 0, extraBytes: 0 }
  return { value: code === 1 ? 192 : code < 6 ? 144 << code : 1 << code, extraBytes: 0 }
}

const RATES_HZ = [0, 88_200, 176_400, 192_000, 8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000]

/** Rate code: 0 refers to the stream information, 12 to 14 announce one or two more bytes, 15 is forbidden. */
function readRate(bytes: Uint8Array, offset: number, code: number): HeaderValue {
  if (code === 12) return { value: (bytes[offset] ?? 0) * 1000, extraBytes: 1 }
  if (code === 13) return { value: readUint16(bytes, offset), extraBytes: 2 }
  if (code === 14) return { value: readUint16(bytes, offset) * 10, extraBytes: 2 }
  return { value: RATES_HZ[code] ?? -1, extraBytes: 0 }
}

function readUint16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0)
}

/** The number is coded like UTF-8, extended to 36 bits: leading ones of the first byte count the bytes. */
function codedNumberBytes(first: number): number {
  const leadingOnes = Math.clz32(~(first << 24))
  return leadingOnes === 0 ? 1 : leadingOnes === 1 || leadingOnes === 8 ? 0 : leadingOnes
}

function readCodedNumber(bytes: Uint8Array, offset: number, count: number): number {
  if (count === 1) return bytes[offset]!
  let value = bytes[offset]! & (0x7f >> count)
  for (let index = 1; index < count; index++) value = value * 64 + (bytes[offset + index]! & 0x3f)
  return value
}
