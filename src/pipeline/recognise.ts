// Stage: segments of speech in, words out. Where the recogniser lost speech or is not sure, the segment is read again
// in other ways, and the best reading is kept.
import type { DecodedAudio } from '../domain/audio.ts'
import { samplesToMs } from '../domain/audio.ts'
import type { HeardSegment, ReadingFigures, Segment, UnrecognisedSpan } from '../domain/speech.ts'
import type { Warning } from '../domain/transcript.ts'
import type { AsrEngine } from '../ports/asr.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'
import { toBatches } from './batches.ts'
import { losesSpeech, placeWords, speechFrames } from './heard-speech.ts'
import { type Reading, type Rereading, readAgain } from './read-again.ts'
import { readingFigures } from './reading-figures.ts'
import type { SegmentedAudio } from './segment.ts'

/** Speech shorter than this may stay without words in silence. */
const REPORT_FROM_MS = 500

/** Everything heard, in order of channel and time. */
export interface HeardSpeech {
  segments: HeardSegment[]
  unrecognised: UnrecognisedSpan[]
  warnings: Warning[]
}

/** What recognition needs. `onProgress` is told the part (0..1) of the speech that was read a first time. */
export interface RecogniseDeps {
  asr: AsrEngine
  signal: AbortSignal
  onProgress?(part: number): void
  /** Told how reading went, once all is read. */
  onRead?(figures: ReadingFigures): void
}

/** Recognises all segments, in batches over all threads of the engine. */
export async function recogniseSpeech(
  input: { audio: Pick<DecodedAudio, 'channels'>; speech: Pick<SegmentedAudio, 'segments' | 'activity'> },
  deps: RecogniseDeps,
): Promise<HeardSpeech> {
  const { audio, speech } = input
  const activityOf = (segment: Segment) => speech.activity[segment.channel - 1]!
  const advance = createProgress(speech.segments, deps)
  const read: Rereading['read'] = async (segments, onlyDigits) => {
    const batches = toBatches(segments, deps.asr.capabilities)
    const results = await mapInTurns(batches, deps.asr.capabilities.threads, async (batch) => {
      const slices = batch.map((one) => ({ ...toSlice(one, audio), ...(onlyDigits && { onlyDigits }) }))
      const heard = await deps.asr.recognise(slices, deps.signal)
      advance(batch)
      return heard
    })
    const readings = new Map<Segment, Reading>()
    for (const [b, batch] of batches.entries()) {
      for (const [at, segment] of batch.entries()) {
        const hypothesis = results[b]![at]!
        const words = placeWords(hypothesis, segment, activityOf(segment))
        readings.set(segment, { segment, hypothesis, words })
      }
    }
    return segments.map((segment) => readings.get(segment)!)
  }
  const first = await read(speech.segments)
  const digitsOnly = deps.asr.capabilities.digitsOnly ?? false
  const kept = await readAgain(first, { read, activityOf, digitsOnly })
  const heard = summarise(kept, activityOf)
  deps.onRead?.({ ...readingFigures(first, kept), unrecognised: heard.unrecognised.length })
  return heard
}

/** Counts what has been read against all there is to read; what is read again comes on top and counts no more. */
function createProgress(segments: readonly Segment[], { onProgress }: RecogniseDeps) {
  const samplesOf = (some: readonly Segment[]) => some.reduce((sum, { sampleCount }) => sum + sampleCount, 0)
  const total = samplesOf(segments)
  let done = 0
  return (batch: readonly Segment[]) => {
    done += samplesOf(batch)
    onProgress?.(Math.min(1, done / total))
  }
}

/** Maps with at most `atOnce` calls under way: recordings that are transcribed side by side take turns, a long one
 * does not hold up the others. */
async function mapInTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}

function summarise(
  readings: readonly Reading[],
  activityOf: (segment: Segment) => VoiceActivity,
): HeardSpeech {
  const ordered = [...readings].sort(
    (a, b) => a.segment.channel - b.segment.channel || a.segment.firstSample - b.segment.firstSample,
  )
  const heard = ordered.filter(({ words }) => words.length > 0)
  const unrecognised = ordered
    .filter(({ words }) => words.length === 0)
    .flatMap(({ segment }) => unrecognisedSpan(segment, activityOf(segment)))
  const suspicious = heard.filter(({ segment, hypothesis }) =>
    losesSpeech(hypothesis, segment, activityOf(segment)),
  )
  return {
    segments: heard.map(({ segment, words }) => ({ segment, words })),
    unrecognised,
    warnings: [
      ...unrecognised.map((span) => ({
        ...span,
        code: 'unrecognised-speech',
        message: 'No words were found here',
      })),
      ...suspicious.map(({ segment }) => ({
        ...spanOf(segment),
        code: 'speech-may-be-missing',
        message: 'The recogniser may have left out words here',
      })),
    ],
  }
}

function unrecognisedSpan(segment: Segment, activity: VoiceActivity): UnrecognisedSpan[] {
  const speechMs = samplesToMs(speechFrames(segment, activity).length * VAD_FRAME_SAMPLES)
  return speechMs >= REPORT_FROM_MS ? [spanOf(segment)] : []
}

function spanOf({ channel, firstFrame, endFrame }: Segment): UnrecognisedSpan {
  const ms = (frame: number) => samplesToMs(frame * VAD_FRAME_SAMPLES)
  return { channel, startMs: ms(firstFrame), endMs: ms(endFrame) }
}

function toSlice({ channel, firstSample, sampleCount }: Segment, audio: Pick<DecodedAudio, 'channels'>) {
  return { path: audio.channels[channel - 1]!.path, firstSample, sampleCount }
}
