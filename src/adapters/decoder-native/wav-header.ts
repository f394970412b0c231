// Reads the header of RIFF, RIFX and RF64 WAVE files, odd ones included (speech-and-media section 5.3). Knows
// the layout only; what a format tag means for decoding is decided in wav.ts.
import { fault } from '../../domain/errors.ts'
import { startsWith } from './id3.ts'
import { type MediaFile, readBytes } from './media-file.ts'

const MAX_HEADER_BYTES = 1_048_576
const MIN_FORMAT_BYTES = 16
/** Room for the longest format chunk in use: MS ADPCM with 256 coefficient pairs. What follows is of no interest. */
const MAX_FORMAT_BYTES = 1046
const FORMAT_EXTENSIBLE = 0xfffe
/** Offset of the sub-format GUID in an extensible format chunk; its first two bytes are the real tag. */
const SUB_FORMAT_OFFSET = 24
/** Where the extension begins, behind its own 16-bit length. */
const EXTENSION_OFFSET = 18
const SIZE_UNKNOWN = 0xffff_ffff

/** What a WAVE header says, with `dataBytes` cut to what the file holds. */
export interface WavHeader {
  /** True for RIFX: every number in header and data is big-endian. */
  bigEndian: boolean
  /** WAVE format tag, taken from the GUID for extensible files. */
  formatTag: number
  channelCount: number
  sampleRateHz: number
  bitsPerSample: number
  /** Bytes of one block of all channels; only compressed formats need it. */
  blockBytes: number
  /** What follows the first 18 bytes of the format chunk, as it is; its meaning depends on the tag. */
  formatExtension: Uint8Array
  /** Samples per channel by the `fact` chunk, `null` without one. */
  factSamples: number | null
  dataStart: number
  dataBytes: number
  /** False when a chunk claims more bytes than the file holds (not for headers of unknown length). */
  intact: boolean
}

type Format = Omit<WavHeader, 'bigEndian' | 'factSamples' | 'dataStart' | 'dataBytes' | 'intact'>

/** Walks the chunks up to `data`. Where a chunk claims to reach beyond the file, `data` is searched for behind it.
 * @throws VerbatimError mediaCorrupted when there is no `data` within 1 MiB, or no usable `fmt ` before it */
export function readWavHeader(file: MediaFile): WavHeader {
  const littleEndian = !startsWith(readBytes(file, 0, 4), 'RIFX')
  let format: Format | null = null
  let longDataBytes: number | null = null
  let factSamples: number | null = null
  let intact = true
  for (let position = 12; position < MAX_HEADER_BYTES; ) {
    const head = readBytes(file, position, 8)
    if (head.length < 8) break
    const sizeBytes = viewOf(head).getUint32(4, littleEndian)
    const bodyStart = position + 8
    const body = readBytes(file, bodyStart, Math.min(sizeBytes, MAX_FORMAT_BYTES))
    if (startsWith(head, 'data')) {
      if (!format) break
      const claimedBytes = sizeBytes === SIZE_UNKNOWN && longDataBytes !== null ? longDataBytes : sizeBytes
      const extent = dataExtent(file, bodyStart, claimedBytes)
      return {
        ...format,
        ...extent,
        factSamples,
        bigEndian: !littleEndian,
        intact: intact && extent.intact,
      }
    }
    if (startsWith(head, 'fmt ')) format = readFormat(body, littleEndian)
    if (startsWith(head, 'fact') && body.length >= 4) factSamples = viewOf(body).getUint32(0, littleEndian)
    if (startsWith(head, 'ds64')) longDataBytes = readLongDataBytes(body, littleEndian)
    position = bodyStart + sizeBytes + (sizeBytes % 2)
    if (position <= file.sizeBytes) continue
    intact = false
    position = findDataChunk(file, bodyStart)
  }
  throw fault('mediaCorrupted', 'The WAV file has no format or no data chunk where it must be')
}

/** Position of the next `data` mark at or behind `position` and within the header's limit, else the limit. */
function findDataChunk(file: MediaFile, position: number): number {
  const bytes = readBytes(file, position, MAX_HEADER_BYTES - position)
  const offset = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf('data', 0, 'latin1')
  return offset < 0 ? MAX_HEADER_BYTES : position + offset
}

function readFormat(body: Uint8Array, littleEndian: boolean): Format {
  if (body.length < MIN_FORMAT_BYTES) throw fault('mediaCorrupted', 'The WAV file has a cut-off format chunk')
  const view = viewOf(body)
  const tag = view.getUint16(0, littleEndian)
  const isExtensible = tag === FORMAT_EXTENSIBLE && body.length >= SUB_FORMAT_OFFSET + 2
  return {
    formatTag: isExtensible ? view.getUint16(SUB_FORMAT_OFFSET, littleEndian) : tag,
    channelCount: view.getUint16(2, littleEndian),
    sampleRateHz: view.getUint32(4, littleEndian),
    bitsPerSample: view.getUint16(14, littleEndian),
    blockBytes: view.getUint16(12, littleEndian),
    formatExtension: body.subarray(EXTENSION_OFFSET),
  }
}

/** RF64 keeps the 64-bit data size behind the 64-bit file size (EBU Tech 3306). */
function readLongDataBytes(body: Uint8Array, littleEndian: boolean): number | null {
  return body.length < 16 ? null : Number(viewOf(body).getBigUint64(8, littleEndian))
}

/** Live recorders write 0 or all ones for a size they do not know yet: then the data reach to the end. */
function dataExtent(file: MediaFile, dataStart: number, claimedBytes: number) {
  const availableBytes = Math.max(0, file.sizeBytes - dataStart)
  const unknown = claimedBytes === 0 || claimedBytes === SIZE_UNKNOWN
  const intact = unknown || claimedBytes <= availableBytes
  return { dataStart, dataBytes: unknown || !intact ? availableBytes : claimedBytes, intact }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
