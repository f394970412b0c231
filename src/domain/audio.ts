// Audio on its way through the pipeline. Samples are 16 kHz mono signed 16-bit little-endian files ("spools"),
// one per channel, so that an 8-hour call never has to stand in memory.

/** Sample rate of every spool. */
export const SPOOL_RATE_HZ = 16_000

/** One channel of a recording as a spool file. `sampleCount` counts 16 kHz samples, or samples of the recording's own
 * rate where that was asked for. */
export interface Spool {
  path: string
  sampleCount: number
}

/** A stretch of a spool: `firstSample` inclusive, `sampleCount` samples of 16 kHz. */
export interface AudioSlice {
  path: string
  firstSample: number
  sampleCount: number
}

/** What a decoder found and produced. `sourceSamples` counts samples per channel at the source rate;
 * `errorCount` damaged places; `filledMs` the silence put in for them so that later times stay right. */
export interface DecodedAudio {
  container: string
  codec: string
  sampleRateHz: number
  sourceSamples: number
  durationMs: number
  errorCount: number
  filledMs: number
  /** One spool per source channel, channel 1 first. */
  channels: Spool[]
  /** True when the two channels hold the same sound (mono stored as stereo). */
  identicalChannels: boolean
  /** Where the samples lie in the recording's own file; only for files that hold them as they were recorded. */
  plainSamples?: PlainSamples
}

/** How one sample is stored: integers (8 bits unsigned, others signed), floats, or G.711. */
export type SampleEncoding = 's16' | 'u8' | 's24' | 's32' | 'f32' | 'f64' | 'mulaw' | 'alaw'

/** Samples as they were recorded, channel after channel for each moment, from `firstByte` of their file on;
 * `sampleCount` per channel. */
export interface PlainSamples {
  encoding: SampleEncoding
  bigEndian: boolean
  firstByte: number
  sampleCount: number
}

/** A stretch of one channel (1-based) that is taken out, in milliseconds from the start. */
export interface MutedRange {
  channel: number
  startMs: number
  endMs: number
}

/** What stands where sound was taken out. */
export const fillers = ['silence', 'tone'] as const
/** One of {@link fillers}. */
export type Filler = (typeof fillers)[number]

/** Milliseconds of `samples` at the spool rate. */
export function samplesToMs(samples: number): number {
  return (samples * 1000) / SPOOL_RATE_HZ
}
