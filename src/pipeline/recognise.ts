// Stage: segments of speech in, words out. Where the recogniser lost speech or is not sure, the segment is cut in
// two and tried again, and the better of both readings is kept.
import type { DecodedAudio } from '../domain/audio.ts'
import { samplesToMs } from '../domain/audio.ts'
import type { Word } from '../domain/sentence.ts'
import type { HeardSegment, Segment, UnrecognisedSpan } from '../domain/speech.ts'
import type { Warning } from '../domain/transcript.ts'
import type { AsrEngine, Hypothesis } from '../ports/asr.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../ports/vad.ts'
import { toBatches } from './batches.ts'
import { coverage, isDoubtful, losesSpeech, placeWords, speechFrames } from './heard-speech.ts'
import type { SegmentedAudio } from './segment.ts'
import { leastLikelySpeech } from './speech-runs.ts'

/** Speech shorter than this may stay without words in silence. */
const REPORT_FROM_MS = 500

/** Everything heard, in order of channel and time. */
export interface HeardSpeech {
  segments: HeardSegment[]
  unrecognised: UnrecognisedSpan[]
  warnings: Warning[]
}

interface Reading {
  segment: Segment
  hypothesis: Hypothesis
  words: Word[]
}

/** What recognition needs. `onProgress` is told the part (0..1) of the speech that was read a first time. */
export interface RecogniseDeps {
  asr: AsrEngine
  signal: AbortSignal
  onProgress?(part: number): void
}

/** Recognises all segments, in batches over all threads of the engine. */
export async function recogniseSpeech(
  input: { audio: DecodedAudio; speech: SegmentedAudio },
  deps: RecogniseDeps,
): Promise<HeardSpeech> {
  const { audio, speech } = input
  const activityOf = (segment: Segment) => speech.activity[segment.channel - 1]!
  const advance = createProgress(speech.segments, deps)
  const read = async (segments: readonly Segment[]): Promise<Reading[]> => {
    const batches = toBatches(segments, deps.asr.capabilities)
    const results = await mapInTurns(batches, deps.asr.capabilities.threads, async (batch) => {
      const slices = batch.map((one) => toSlice(one, audio))
      const heard = await deps.asr.recognise(slices, deps.signal)
      advance(batch)
      return heard
    })
    return batches.flatMap((batch, b) =>
      batch.map((segment, at) => {
        const hypothesis = results[b]![at]!
        return { segment, hypothesis, words: placeWords(hypothesis, segment, activityOf(segment)) }
      }),
    )
  }
  const first = await read(speech.segments)
  const better = await readHalves(first, { read, activityOf })
  const readings = first.flatMap((reading) => better.get(reading.segment) ?? [reading])
  return summarise(readings, activityOf)
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

interface Rereading {
  read(segments: readonly Segment[]): Promise<Reading[]>
  activityOf(segment: Segment): VoiceActivity
}

/** Reads doubtful segments again as two halves; returns the halves of those that came out better. They stay two
 * segments, so that one without words is reported by itself. */
async function readHalves(readings: readonly Reading[], { read, activityOf }: Rereading) {
  const doubtful = readings
    .filter(({ segment, hypothesis }) => isDoubtful(hypothesis, segment, activityOf(segment)))
    .map((reading) => ({ reading, halves: halve(reading.segment, activityOf(reading.segment)) }))
  const reread = await read(doubtful.flatMap(({ halves }) => halves))
  const bySegment = new Map(reread.map((reading) => [reading.segment, reading]))
  const better = new Map<Segment, Reading[]>()
  for (const { reading, halves } of doubtful) {
    const { segment } = reading
    const score = (parts: readonly Reading[]) => {
      const words = parts.flatMap((part) => part.words)
      return confidenceOf(parts) * coverage(words, segment, activityOf(segment))
    }
    const parts = halves.map((half) => bySegment.get(half)!)
    if (score(parts) > score([reading])) better.set(segment, parts)
  }
  return better
}

/** Two pieces, cut where speech is least likely in the middle 40 %. */
function halve(segment: Segment, { probability }: VoiceActivity): [Segment, Segment] {
  const length = segment.endFrame - segment.firstFrame
  const from = segment.firstFrame + Math.max(1, Math.floor(length * 0.3))
  const cut = leastLikelySpeech(
    probability,
    from,
    Math.max(from + 1, segment.firstFrame + Math.ceil(length * 0.7)),
  )
  const cutSample = cut * VAD_FRAME_SAMPLES
  const endSample = segment.firstSample + segment.sampleCount
  return [
    { ...segment, sampleCount: cutSample - segment.firstSample, endFrame: cut, cutAtEnd: true },
    { ...segment, firstSample: cutSample, sampleCount: endSample - cutSample, firstFrame: cut },
  ]
}

/** Geometric mean over the tokens of all parts; 0 when none of them has any. */
function confidenceOf(parts: readonly Reading[]): number {
  const spoken = parts.map(({ hypothesis }) => hypothesis).filter(({ tokenCount }) => tokenCount > 0)
  const tokens = spoken.reduce((sum, { tokenCount }) => sum + tokenCount, 0)
  const logSum = spoken.reduce((sum, one) => sum + one.tokenCount * Math.log(one.confidence), 0)
  return tokens === 0 ? 0 : Math.exp(logSum / tokens)
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

function toSlice({ channel, firstSample, sampleCount }: Segment, audio: DecodedAudio) {
  return { path: audio.channels[channel - 1]!.path, firstSample, sampleCount }
}
