// The middle of the road: a decoded recording in, sentences out. It saves nothing.
import type { DecodedAudio } from '../domain/audio.ts'
import type { ReadingFigures } from '../domain/speech.ts'
import type { StageName, Warning } from '../domain/transcript.ts'
import type { AsrEngine } from '../ports/asr.ts'
import type { Clock } from '../ports/clock.ts'
import type { Diariser } from '../ports/diariser.ts'
import type { Vad, VoiceActivity } from '../ports/vad.ts'
import type { Recognise } from './fan-out.ts'
import { recogniseSpeech } from './recognise.ts'
import { segmentSpeech } from './segment.ts'
import { type ComposedSentences, composeSentences } from './sentences.ts'
import { tellVoicesApart } from './speakers.ts'

/** What hearing needs. */
export interface HearDeps {
  vad: Vad
  asr: AsrEngine
  /** Null, or left out, where voices are not told apart. */
  diariser?: Diariser | null
  clock: Clock
  signal: AbortSignal
  /** Runs the work of one stage, so that its time is taken. */
  timed<T>(stage: StageName, work: () => Promise<T>): Promise<T>
  /** Told the part (0..1) of a stage that is done. */
  onProgress(stage: StageName, part: number): void
  /** In place of recognition by this process alone. */
  recognise?: Recognise
  /** Told how recognition went. */
  onRead?(figures: ReadingFigures): void
}

/** Twilio does not transcribe shorter recordings, and so completes them without sentences (contract section 9). */
const SHORTEST_MS = 2000
const tooShort: Warning = {
  code: 'recording-too-short',
  message: 'Recordings under 2 seconds are not transcribed',
}

/** What was heard in a recording. `activity` has one entry per channel that was looked at, channel 1 first. */
export interface HeardRecording extends ComposedSentences {
  activity: VoiceActivity[]
}

/** Finds the speech of a recording and reads it. */
export async function hearRecording(audio: DecodedAudio, deps: HearDeps): Promise<HeardRecording> {
  if (audio.durationMs < SHORTEST_MS) return { sentences: [], warnings: [tooShort], activity: [] }
  const watched = (stage: StageName) => ({
    ...deps,
    onProgress: (part: number) => deps.onProgress(stage, part),
  })
  const { recognise = recogniseSpeech, diariser, signal } = deps
  const speech = await deps.timed('segment', () => segmentSpeech(audio, watched('segment')))
  const heard = await deps.timed('recognise', () => recognise({ audio, speech }, watched('recognise')))
  const voices =
    diariser && heard.segments.length > 0
      ? await deps.timed('diarise', () => tellVoicesApart(audio, { diariser, signal }))
      : { turns: [], warnings: [] }
  const { sentences, warnings } = composeSentences(heard.segments, { ...deps, turns: voices.turns })
  if (deps.asr.capabilities.wordTimes === false) for (const sentence of sentences) sentence.words = []
  const found = [...speech.warnings, ...heard.warnings, ...voices.warnings, ...warnings]
  return { sentences, warnings: found, activity: speech.activity }
}
