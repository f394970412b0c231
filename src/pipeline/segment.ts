// Stage: decoded audio in, segments of speech out, per channel.
import type { DecodedAudio } from '../domain/audio.ts'
import { SPOOL_RATE_HZ } from '../domain/audio.ts'
import type { Segment } from '../domain/speech.ts'
import type { Warning } from '../domain/transcript.ts'
import { VAD_FRAME_SAMPLES, type Vad, type VoiceActivity } from '../ports/vad.ts'
import { gateBleed } from './bleed-gate.ts'
import { findLeaks } from './channel-leak.ts'
import { findSpeechRuns, type SpeechRun } from './speech-runs.ts'

const PADDING_SAMPLES = 0.5 * SPOOL_RATE_HZ

/** What the recogniser stage works on. `activity` has one entry per channel, channel 1 first. */
export interface SegmentedAudio {
  segments: Segment[]
  activity: VoiceActivity[]
  warnings: Warning[]
}

/** Finds the speech of every channel. Two equal channels count as one. */
export async function segmentSpeech(
  audio: DecodedAudio,
  deps: { vad: Vad; signal: AbortSignal; onProgress?(part: number): void },
): Promise<SegmentedAudio> {
  const spools = audio.identicalChannels ? audio.channels.slice(0, 1) : audio.channels
  const parts = spools.map(() => 0)
  const watch = (channel: number) => (part: number) => {
    parts[channel] = part
    deps.onProgress?.(parts.reduce((sum, one) => sum + one, 0) / parts.length)
  }
  const heard = await Promise.all(
    spools.map((spool, at) => deps.vad.detect(spool, { signal: deps.signal, onProgress: watch(at) })),
  )
  const { activity, bleeds } = withoutBleed(heard)
  const segments = activity.flatMap(({ probability }, at) =>
    pad(findSpeechRuns(probability), at + 1, spools[at]!.sampleCount),
  )
  const warnings = [...(audio.identicalChannels ? [sameChannels] : []), ...(bleeds ? [bleeding] : [])]
  return { segments, activity, warnings }
}

function withoutBleed(heard: readonly VoiceActivity[]): { activity: VoiceActivity[]; bleeds: boolean } {
  const [first, second] = heard
  if (!first || !second || heard.length > 2) return { activity: [...heard], bleeds: false }
  const leaks = findLeaks([first, second])
  return { activity: gateBleed([first, second], leaks), bleeds: leaks.some(Boolean) }
}

const bleeding: Warning = {
  code: 'bleed',
  message:
    'A party is heard on the other channel, too; where it drowns that channel, it was transcribed once',
}

const sameChannels: Warning = {
  code: 'identical-channels',
  message: 'Both channels hold the same sound; it was transcribed once, on channel 1',
}

/** Adds padding on both sides, at most to the middle of the gap to the neighbour. */
function pad(runs: readonly SpeechRun[], channel: number, channelSamples: number): Segment[] {
  return runs.map((run, at) => {
    const start = run.firstFrame * VAD_FRAME_SAMPLES
    const end = Math.min(run.endFrame * VAD_FRAME_SAMPLES, channelSamples)
    const previousEnd = at > 0 ? runs[at - 1]!.endFrame * VAD_FRAME_SAMPLES : -start
    const nextStart =
      at + 1 < runs.length ? runs[at + 1]!.firstFrame * VAD_FRAME_SAMPLES : 2 * channelSamples - end
    const firstSample = Math.max(0, start - Math.min(PADDING_SAMPLES, (start - previousEnd) >> 1))
    const endSample = Math.min(channelSamples, end + Math.min(PADDING_SAMPLES, (nextStart - end) >> 1))
    return { ...run, channel, firstSample, sampleCount: endSample - firstSample }
  })
}
