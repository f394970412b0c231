// The one shape that every decoder of this folder has: a format known up front, then chunks of samples at the
// source rate. Where damage is, decoders say how much time it covers; they do not invent samples themselves.
import type { PlainSamples } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'

const MIN_RATE_HZ = 8000
/** Above every rate in use; a header beyond it is nonsense and would ask for a huge resampling filter. */
const MAX_RATE_HZ = 768_000
const MAX_CHANNELS = 2

/** What is known before the first sample. Container and codec use ffmpeg's short names. */
export interface StreamFormat {
  container: string
  codec: string
  sampleRateHz: number
  channelCount: number
  /** Samples per channel that the container promises, `null` when it does not say. */
  expectedSamples: number | null
  /** Where the samples lie in the file, for files that hold them as they are. */
  plainSamples?: PlainSamples
}

/** Samples in [-1, 1), one array per channel, all equally long; valid until the next chunk is asked for. */
export interface SampleChunk {
  kind: 'samples'
  channels: Float32Array[]
}

/** A damaged place that stood for `lostSamples` per channel (0 when no time was lost). */
export interface DamageChunk {
  kind: 'damage'
  lostSamples: number
}

/** What a decoder yields. */
export type AudioChunk = SampleChunk | DamageChunk

/** An opened recording. */
export interface AudioStream {
  format: StreamFormat
  chunks: Iterable<AudioChunk> | AsyncIterable<AudioChunk>
}

/** Refuses formats outside the limits before anything is decoded.
 * @throws VerbatimError mediaCorrupted, tooManyChannels, sampleRateTooLow (speech-and-media section 4) */
export function checkFormat({ channelCount, sampleRateHz }: StreamFormat): void {
  if (channelCount < 1) throw fault('mediaCorrupted', 'The recording claims to have no channel')
  if (channelCount > MAX_CHANNELS) {
    throw fault(
      'tooManyChannels',
      `The recording has ${channelCount} channels; at most ${MAX_CHANNELS} are served`,
    )
  }
  if (sampleRateHz < 1 || sampleRateHz > MAX_RATE_HZ) {
    throw fault('mediaCorrupted', `The recording claims a sample rate of ${sampleRateHz} Hz`)
  }
  if (sampleRateHz < MIN_RATE_HZ) {
    throw fault(
      'sampleRateTooLow',
      `The recording has a sample rate of ${sampleRateHz} Hz, below ${MIN_RATE_HZ} Hz`,
    )
  }
}
