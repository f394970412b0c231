// MP3 by mpg123 compiled to wasm, one frame at a time. The decoder's own word on rate, channels and damage is not
// taken: frames come from our scanner, the format from their headers.
import { MPEGDecoder } from 'mpg123-decoder'
import { fault } from '../../domain/errors.ts'
import type { AudioChunk, AudioStream } from './audio-stream.ts'
import { createByteReader } from './byte-reader.ts'
import { createLossEstimate } from './loss-estimate.ts'
import type { ByteRange, MediaFile } from './media-file.ts'
import { findMp3Start, MP3_PEEK_BYTES, type Mp3Start, scanMp3Frames } from './mp3-frames.ts'

/** Opens the MP3 stream within `range`.
 * @param container what the stream is wrapped in: `mp3` when in nothing
 * @throws VerbatimError mediaCorrupted when no run of frames is found near the start */
export function openMp3(file: MediaFile, range: ByteRange, container: string): AudioStream {
  const start = findMp3Start(file, range)
  if (!start) throw fault('mediaCorrupted', 'No MP3 frames were found in the recording')
  return {
    format: {
      container,
      codec: 'mp3',
      sampleRateHz: start.header.sampleRateHz,
      channelCount: start.header.channelCount,
      expectedSamples: null,
    },
    chunks: decodeFrames(file, range, start),
  }
}

async function* decodeFrames(file: MediaFile, range: ByteRange, start: Mp3Start): AsyncGenerator<AudioChunk> {
  const { channelCount, samplesPerFrame } = start.header
  const decoder = new MPEGDecoder()
  await decoder.ready
  const reader = createByteReader(file, { ...range, startByte: start.startByte }, MP3_PEEK_BYTES)
  const lostIn = createLossEstimate()

  // What lies before the first frame has no place in time; it only counts as a defect.
  if (start.startByte > range.startByte) yield { kind: 'damage', lostSamples: 0 }
  for (const piece of scanMp3Frames(reader, start.header)) {
    if (piece.kind === 'junk') {
      yield { kind: 'damage', lostSamples: lostIn.samples(piece.byteCount) }
      continue
    }
    lostIn.learn(piece.bytes.length, samplesPerFrame)
    const decoded = decodeFrame(decoder, piece.bytes)
    if (!decoded) {
      // The reader moves on only with the next piece, so this frame is part of what remains.
      yield { kind: 'damage', lostSamples: lostIn.samples(reader.remaining) }
      return
    }
    // The decoder always answers in stereo, with mono doubled.
    if (decoded.samplesDecoded > 0)
      yield { kind: 'samples', channels: decoded.channelData.slice(0, channelCount) }
    if (decoded.errors.length > 0) {
      yield { kind: 'damage', lostSamples: Math.max(0, samplesPerFrame - decoded.samplesDecoded) }
    }
  }
}

/** `null` when the decoder threw: its memory can't be trusted from then on, so it is not used again. */
function decodeFrame(decoder: MPEGDecoder, bytes: Uint8Array) {
  try {
    return decoder.decodeFrame(bytes)
  } catch {
    return null
  }
}
