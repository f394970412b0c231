// Collects a decoded stream: enforces the length limit, fills damaged places with silence, resamples and spools
// each channel, and compares the two channels of a stereo recording.
import { join } from 'node:path'
import { type DecodedAudio, SPOOL_RATE_HZ } from '../../domain/audio.ts'
import { fault } from '../../domain/errors.ts'
import type { AudioChunk, StreamFormat } from './audio-stream.ts'
import { createChannelComparison } from './correlation.ts'
import { createResampler } from './resample.ts'
import { createSpoolWriter } from './spool.ts'

const SILENCE_SAMPLES = 8192
const MAX_LOST_PART = 0.5

/** Where a recording goes and how long it may be. */
export interface RecordingTarget {
  spoolDir: string
  maxSeconds: number
  /** Spools keep the rate of the recording. */
  keepRate?: boolean
}

/** A recording being written. */
export interface Recording {
  /** Takes the next chunk. @throws VerbatimError mediaTooLong */
  add(chunk: AudioChunk): void
  /** Completes the spools. @throws VerbatimError mediaEmpty, mediaCorrupted when over half of it was lost */
  finish(): DecodedAudio
  /** Releases the files; safe to call at any time. */
  close(): void
}

/** Starts the spools of a recording.
 * @throws VerbatimError mediaTooLong when the container alone promises more than `maxSeconds` */
export function createRecording(format: StreamFormat, target: RecordingTarget): Recording {
  const { maxSeconds } = target
  const maxSamples = maxSeconds * format.sampleRateHz
  const checkLength = (samples: number) => {
    if (samples > maxSamples)
      throw fault('mediaTooLong', `The recording is longer than ${maxSeconds} seconds`)
  }
  checkLength(format.expectedSamples ?? 0)
  const channels = createChannels(format, target)
  const silence = Array.from({ length: format.channelCount }, () => new Float32Array(SILENCE_SAMPLES))
  let decoded = 0
  let filled = 0
  let errorCount = 0
  /** Lost samples that become silence only once sound follows: at the end nothing is kept in place by them. */
  let pending = 0

  const fillPending = () => {
    checkLength(decoded + filled + pending)
    filled += pending
    for (; pending > 0; pending -= Math.min(pending, SILENCE_SAMPLES)) {
      channels.write(silence.map((samples) => samples.subarray(0, pending)))
    }
  }
  return {
    add(chunk) {
      if (chunk.kind === 'damage') {
        errorCount++
        pending += chunk.lostSamples
        return
      }
      fillPending()
      decoded += chunk.channels[0]!.length
      checkLength(decoded + filled)
      channels.write(chunk.channels)
    },
    finish() {
      const sourceSamples = decoded + filled
      // A file that ends early is a defect, but what it does hold is whole.
      if (sourceSamples + pending < (format.expectedSamples ?? 0)) errorCount++
      checkKept({ decoded, lost: filled + pending, errorCount })
      const toMs = (samples: number) => Math.round((samples * 1000) / format.sampleRateHz)
      return {
        container: format.container,
        codec: format.codec,
        sampleRateHz: format.sampleRateHz,
        sourceSamples,
        durationMs: toMs(sourceSamples),
        errorCount,
        filledMs: toMs(filled),
        ...channels.finish(),
        ...(format.plainSamples && { plainSamples: format.plainSamples }),
      }
    },
    close: () => channels.close(),
  }
}

function checkKept({ decoded, lost, errorCount }: Record<'decoded' | 'lost' | 'errorCount', number>): void {
  if (decoded === 0) {
    if (lost === 0 && errorCount === 0) throw fault('mediaEmpty')
    throw fault('mediaCorrupted', 'Nothing in the recording could be decoded')
  }
  const lostPart = lost / (decoded + lost)
  if (lostPart > MAX_LOST_PART) {
    throw fault('mediaCorrupted', `${Math.round(lostPart * 100)} % of the recording is lost or undecodable`)
  }
}

/** One resampler and spool per channel, and the comparison of two. */
function createChannels(
  { channelCount, sampleRateHz }: StreamFormat,
  { spoolDir, keepRate }: RecordingTarget,
) {
  const comparison = createChannelComparison(sampleRateHz)
  const spools = Array.from({ length: channelCount }, (_, index) =>
    createSpoolWriter(join(spoolDir, `channel-${index + 1}.s16le`)),
  )
  const rateHz = keepRate ? SPOOL_RATE_HZ : sampleRateHz
  const resamplers = spools.map((spool) => createResampler(rateHz, spool.write))
  return {
    write(channels: Float32Array[]) {
      if (channels.length === 2) comparison.add(channels[0]!, channels[1]!)
      for (const [index, resampler] of resamplers.entries()) resampler.push(channels[index]!)
    },
    finish() {
      for (const resampler of resamplers) resampler.flush()
      return { channels: spools.map((spool) => spool.finish()), identicalChannels: comparison.identical() }
    },
    close() {
      for (const spool of spools) spool.close()
    },
  }
}
