// Cuts the segments of a long recording into parts that can be recognised apart from each other, and puts back
// together what was heard. Segments stay whole: each begins and ends where nobody speaks, or where the least is lost.
import type { DecodedAudio } from '../domain/audio.ts'
import { samplesToMs } from '../domain/audio.ts'
import type { HeardSegment, ReadingFigures, Segment, UnrecognisedSpan } from '../domain/speech.ts'
import type { HeardPart, SpeechPart } from '../domain/speech-part.ts'
import type { Warning } from '../domain/transcript.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'
import type { HeardSpeech } from './recognise.ts'
import type { SegmentedAudio } from './segment.ts'

/** A part, and the channel (1-based) it was cut from. */
export interface CutPart {
  channel: number
  work: SpeechPart
}

type Speech = Pick<SegmentedAudio, 'segments' | 'activity'>

/** Samples that the recogniser is to be given. */
export function speechSamples(segments: readonly Segment[]): number {
  return segments.reduce((sum, { sampleCount }) => sum + sampleCount, 0)
}

/** Cuts. A part is full once its segments have `partSamples` samples between them; the same speech is always cut in
 * the same way. */
export function cutIntoParts(
  { audio, speech }: { audio: Pick<DecodedAudio, 'channels'>; speech: Speech },
  partSamples: number,
): CutPart[] {
  return groups(speech.segments, partSamples).map((segments) => {
    const channel = segments[0]!.channel
    const { sampleCount } = audio.channels[channel - 1]!
    const work = toPart(segments, { activity: speech.activity[channel - 1]!, sampleCount })
    return { channel, work }
  })
}

function groups(segments: readonly Segment[], partSamples: number): Segment[][] {
  const found: Segment[][] = []
  let filled = Number.POSITIVE_INFINITY
  for (const segment of segments) {
    const group = found.at(-1)
    if (!group || filled >= partSamples || group[0]!.channel !== segment.channel) {
      found.push([segment])
      filled = 0
    } else group.push(segment)
    filled += segment.sampleCount
  }
  return found
}

function toPart(
  segments: readonly Segment[],
  { activity, sampleCount }: { activity: VoiceActivity; sampleCount: number },
): SpeechPart {
  const [first, last] = [segments[0]!, segments.at(-1)!]
  const firstFrame = Math.min(first.firstFrame, Math.floor(first.firstSample / VAD_FRAME_SAMPLES))
  const soundEnd = Math.ceil((last.firstSample + last.sampleCount) / VAD_FRAME_SAMPLES)
  const endFrame = Math.max(last.endFrame, soundEnd)
  const firstSample = firstFrame * VAD_FRAME_SAMPLES
  return {
    firstSample,
    sampleCount: Math.min(endFrame * VAD_FRAME_SAMPLES, sampleCount) - firstSample,
    segments: segments.map((one) => ({ ...moved(one, -firstSample), channel: 1 })),
    probability: toText(activity.probability.subarray(firstFrame, endFrame)),
    power: toText(activity.power.subarray(firstFrame, endFrame)),
  }
}

function moved(segment: Segment, samples: number): Segment {
  const frames = samples / VAD_FRAME_SAMPLES
  return {
    ...segment,
    firstSample: segment.firstSample + samples,
    firstFrame: segment.firstFrame + frames,
    endFrame: segment.endFrame + frames,
  }
}

function toText(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
}

/** A part as the recogniser stage takes it. `path` is a file with its sound alone. */
export function partToRecognise(work: SpeechPart, path: string) {
  return {
    audio: { channels: [{ path, sampleCount: work.sampleCount }] },
    speech: {
      segments: work.segments,
      activity: [{ probability: fromText(work.probability), power: fromText(work.power) }],
    },
  }
}

function fromText(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return new Float32Array(bytes.buffer)
}

/** Joins what was heard in all parts of a recording, in their order. */
export function joinParts(parts: readonly CutPart[], heard: readonly HeardPart[]): HeardSpeech {
  const placed = parts.map(({ channel, work }, at) => placePart(heard[at]!, channel, work.firstSample))
  return {
    segments: placed.flatMap(({ segments }) => segments),
    unrecognised: placed.flatMap(({ unrecognised }) => unrecognised),
    warnings: placed.flatMap(({ warnings }) => warnings),
  }
}

function placePart(heard: HeardPart, channel: number, firstSample: number): HeardSpeech {
  // A whole number of frames of 32 ms, so nothing is rounded.
  const fromMs = samplesToMs(firstSample)
  const later = <T extends UnrecognisedSpan | Warning>(span: T): T => ({
    ...span,
    ...(span.channel !== undefined && { channel }),
    ...(span.startMs !== undefined && { startMs: span.startMs + fromMs }),
    ...(span.endMs !== undefined && { endMs: span.endMs + fromMs }),
  })
  const segments = heard.segments.map(
    ({ segment, words }): HeardSegment => ({
      segment: { ...moved(segment, firstSample), channel },
      words: words.map((word) => ({
        ...word,
        startMs: word.startMs + fromMs,
        endMs: word.endMs + fromMs,
      })),
    }),
  )
  return { segments, unrecognised: heard.unrecognised.map(later), warnings: heard.warnings.map(later) }
}

/** The figures of all parts together. */
export function joinFigures(heard: readonly HeardPart[]): ReadingFigures {
  const sum = (key: keyof ReadingFigures) => heard.reduce((total, { figures }) => total + figures[key], 0)
  return {
    segments: sum('segments'),
    emptyFirst: sum('emptyFirst'),
    recovered: sum('recovered'),
    unrecognised: sum('unrecognised'),
  }
}
