// Opens a FLAC file as a stream of samples, every frame at the place in time that its number tells.
import type { AudioChunk, AudioStream } from './audio-stream.ts'
import { createByteReader } from './byte-reader.ts'
import { createFlacDecoder } from './flac-decoder.ts'
import { flacPeekBytes, scanFlacFrames } from './flac-frames.ts'
import { type FlacInfo, readFlacInfo } from './flac-header.ts'
import { createLossEstimate } from './loss-estimate.ts'
import type { ByteRange, MediaFile } from './media-file.ts'

/** Opens the FLAC stream within `range`.
 * @throws VerbatimError mediaCorrupted when the stream information is unusable */
export function openFlac(file: MediaFile, range: ByteRange): AudioStream {
  const info = readFlacInfo(file, range.startByte)
  return {
    format: {
      container: 'flac',
      codec: 'flac',
      sampleRateHz: info.sampleRateHz,
      channelCount: info.channelCount,
      expectedSamples: info.totalSamples || null,
    },
    chunks: decodeFrames(file, { ...range, startByte: Math.min(info.framesStart, range.endByte) }, info),
  }
}

async function* decodeFrames(file: MediaFile, range: ByteRange, info: FlacInfo): AsyncGenerator<AudioChunk> {
  const decode = await createFlacDecoder(info)
  const reader = createByteReader(file, range, flacPeekBytes(info))
  const gapBefore = createPlacement(info)
  const lostIn = createLossEstimate()
  let junkBytes = 0
  for (const piece of scanFlacFrames(reader, info)) {
    if (piece.kind === 'junk') {
      junkBytes = piece.byteCount
      continue
    }
    const { bytes, header } = piece
    const { blockSamples } = header
    const lostSamples = gapBefore(piece.firstSample, blockSamples)
    if (junkBytes > 0 || lostSamples > 0) yield { kind: 'damage', lostSamples }
    junkBytes = 0
    lostIn.learn(bytes.length, blockSamples)
    const decoded = await decode(bytes, header)
    if (decoded === 'broken') {
      // The reader moves on only with the next piece, so this frame is part of what remains.
      yield { kind: 'damage', lostSamples: lostIn.samples(reader.remaining) }
      return
    }
    yield decoded ? { kind: 'samples', channels: decoded } : { kind: 'damage', lostSamples: blockSamples }
  }
  if (junkBytes > 0) yield { kind: 'damage', lostSamples: lostIn.samples(junkBytes) }
}

/** Tells for each frame, in file order, how many samples are missing before it. Numbers that go backwards (joined
 * files) or that start late in a stream of unknown length (cut out of a broadcast) are taken as a new origin. */
function createPlacement({ totalSamples }: FlacInfo): (firstSample: number, blockSamples: number) => number {
  let origin: number | null = totalSamples > 0 ? 0 : null
  let written = 0
  return (firstSample, blockSamples) => {
    origin ??= firstSample
    const position = firstSample - origin
    if (position < written) origin = firstSample - written
    const missing = Math.max(0, position - written)
    written += missing + blockSamples
    return missing
  }
}
