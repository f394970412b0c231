// Reads WAVE data that are packed in blocks of many samples, each block decodable on its own (ADPCM). What is in
// a block only its format knows.
import type { AudioChunk, AudioStream } from './audio-stream.ts'
import type { MediaFile } from './media-file.ts'
import type { WavHeader } from './wav-header.ts'

/** Samples per channel that are handed on together, at least one block. */
const CHUNK_SAMPLES = 16_384
/** A `fact` chunk of live recorders says nothing. */
const FACT_UNKNOWN = 0xffff_ffff

/** One way to pack samples into blocks. */
export interface BlockFormat {
  /** ffmpeg's name of the codec. */
  codec: string
  blockBytes: number
  /** Samples per channel in a block of `byteCount` bytes, at most `blockBytes`; 0 when too short for any. */
  samplesIn(byteCount: number): number
  /** Decodes `block` into the targets, one per channel, from `offset` on, scaled to [-1, 1).
   * @returns false when the block's head makes no sense; the targets are then undefined there */
  decode(block: Uint8Array, targets: Float32Array[], offset: number): boolean
}

/** Opens the data of `header` as blocks of `format`; a `fact` chunk that ends within the last block trims it. */
export function openWavBlocks(file: MediaFile, header: WavHeader, format: BlockFormat): AudioStream {
  return {
    format: {
      container: 'wav',
      codec: format.codec,
      sampleRateHz: header.sampleRateHz,
      channelCount: header.channelCount,
      expectedSamples: lengthOf(header, format),
    },
    chunks: readBlocks(file, header, format),
  }
}

function lengthOf({ dataBytes, factSamples }: WavHeader, { blockBytes, samplesIn }: BlockFormat): number {
  const restBytes = dataBytes % blockBytes
  const wholeSamples = ((dataBytes - restBytes) / blockBytes) * samplesIn(blockBytes)
  const capacity = wholeSamples + samplesIn(restBytes)
  if (factSamples === null || factSamples === FACT_UNKNOWN || factSamples > capacity) return capacity
  const lastBlock = samplesIn(restBytes) || samplesIn(blockBytes)
  return factSamples > capacity - lastBlock ? factSamples : capacity
}

function* readBlocks(file: MediaFile, header: WavHeader, format: BlockFormat): Generator<AudioChunk> {
  const { blockBytes, samplesIn } = format
  const { channelCount, dataStart, dataBytes } = header
  const blocksAtOnce = Math.max(1, Math.floor(CHUNK_SAMPLES / samplesIn(blockBytes)))
  const bytes = new Uint8Array(blocksAtOnce * blockBytes)
  const targets = Array.from(
    { length: channelCount },
    () => new Float32Array(blocksAtOnce * samplesIn(blockBytes)),
  )
  const endByte = dataStart + dataBytes
  let remaining = lengthOf(header, format)
  for (let position = dataStart; position < endByte && remaining > 0; position += bytes.length) {
    const wanted = bytes.subarray(0, Math.min(bytes.length, endByte - position))
    const read = wanted.subarray(0, file.readAt(position, wanted))
    for (const chunk of decodeBlocks(read, format, targets)) {
      yield trimmed(chunk, remaining)
      remaining -= lengthOfChunk(chunk)
    }
  }
  const cutOff = dataBytes % blockBytes > 0 && samplesIn(dataBytes % blockBytes) === 0
  if (!header.intact || cutOff) yield { kind: 'damage', lostSamples: 0 }
}

/** Samples up to a bad block, that block as damage, and so on. */
function* decodeBlocks(
  bytes: Uint8Array,
  format: BlockFormat,
  targets: Float32Array[],
): Generator<AudioChunk> {
  let filled = 0
  const flush = (): AudioChunk => ({
    kind: 'samples',
    channels: targets.map((samples) => samples.subarray(0, filled)),
  })
  for (let at = 0; at < bytes.length; at += format.blockBytes) {
    const block = bytes.subarray(at, at + format.blockBytes)
    const sampleCount = format.samplesIn(block.length)
    if (sampleCount === 0) break
    if (format.decode(block, targets, filled)) {
      filled += sampleCount
      continue
    }
    if (filled > 0) yield flush()
    filled = 0
    yield { kind: 'damage', lostSamples: sampleCount }
  }
  if (filled > 0) yield flush()
}

function lengthOfChunk(chunk: AudioChunk): number {
  return chunk.kind === 'damage' ? chunk.lostSamples : chunk.channels[0]!.length
}

function trimmed(chunk: AudioChunk, maxSamples: number): AudioChunk {
  if (lengthOfChunk(chunk) <= maxSamples) return chunk
  if (chunk.kind === 'damage') return { kind: 'damage', lostSamples: maxSamples }
  return { kind: 'samples', channels: chunk.channels.map((samples) => samples.subarray(0, maxSamples)) }
}
