// The road of one recording, from its address to a completed transcript: the table of contents of this folder.
// This file alone saves, at three checkpoints (media stored, sentences stored, completed); a run that begins
// again resumes after the last one.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecodedAudio } from '../domain/audio.ts'
import { fault } from '../domain/errors.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { TranscriptSid } from '../domain/sid.ts'
import {
  type Diagnostics,
  isFinal,
  type StageName,
  type StoredMedia,
  type Transcript,
  type Warning,
} from '../domain/transcript.ts'
import type { AsrEngine } from '../ports/asr.ts'
import type { Clock } from '../ports/clock.ts'
import type { Decoder } from '../ports/decoder.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { TranscriptPatch } from '../ports/transcript-store.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { Vad } from '../ports/vad.ts'
import { contentTypeOf, decodeRecording, decodingWarnings } from './decode.ts'
import { fetchRecording } from './fetch.ts'
import { recogniseSpeech } from './recognise.ts'
import { segmentSpeech } from './segment.ts'
import { type ComposedSentences, composeSentences } from './sentences.ts'

/** Everything the pipeline needs from outside. */
export interface PipelineDeps {
  unitOfWork: UnitOfWork
  fetcher: Fetcher
  mediaStore: MediaStore
  decoder: Decoder
  vad: Vad
  asr: AsrEngine
  clock: Clock
  limits: { maxBytes: number; maxSeconds: number }
  /** Folder for spools and downloads under way; private to this process. */
  workRoot: string
}

/** Thrown when the transcript was deleted or canceled meanwhile: the work is not wanted any more. */
export class UnwantedWork extends Error {}

/** One run over one transcript. `stage` tells where it stands, for the failure that may end it. */
export interface Run {
  transcript: Transcript
  diagnostics: Diagnostics
  stage: StageName
  signal: AbortSignal
}

/** Begins a run: marks the transcript `in-progress` and counts the attempt.
 * @returns null when there is nothing to do: gone, or already final */
export async function beginRun(
  sid: TranscriptSid,
  signal: AbortSignal,
  deps: PipelineDeps,
): Promise<Run | null> {
  return deps.unitOfWork(async ({ transcripts }) => {
    const transcript = await transcripts.load(sid)
    if (!transcript || isFinal(transcript.status)) return null
    const { attempts, stageMs, warnings } = transcript.diagnostics
    const diagnostics: Diagnostics = {
      stageMs: { ...stageMs },
      warnings,
      failure: null,
      attempts: attempts + 1,
    }
    await transcripts.advance(sid, { status: 'in-progress', diagnostics })
    return { transcript, diagnostics, stage: 'fetch', signal }
  })
}

/** Takes a begun run to `completed`.
 * @throws UnwantedWork; VerbatimError when a stage fails */
export async function finishRun(run: Run, deps: PipelineDeps): Promise<void> {
  const { languageCode } = run.transcript
  if (!deps.asr.capabilities.languages.includes(languageCode)) {
    throw fault('languageUnsupported', `${deps.asr.capabilities.name} does not serve ${languageCode}`)
  }
  const workDir = await mkdtemp(join(deps.workRoot, `${run.transcript.sid}-`))
  try {
    const media = run.transcript.media ?? (await storeMedia(run, workDir, deps))
    if (!run.transcript.transcribed) await transcribe(run, { media, workDir }, deps)
    await complete(run, deps)
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

/** First checkpoint: the recording is ours. */
async function storeMedia(run: Run, workDir: string, deps: PipelineDeps): Promise<StoredMedia> {
  const media = await timed(run, 'fetch', () =>
    fetchRecording(
      { transcript: run.transcript, workDir },
      { ...deps, maxBytes: deps.limits.maxBytes, signal: run.signal },
    ),
  )
  try {
    await advance(run, deps, { media })
  } catch (error) {
    await deps.mediaStore.removeAll(`media/${run.transcript.accountSid}/${run.transcript.sid}`)
    throw error
  }
  return media
}

/** Second checkpoint: the sentences are stored. */
async function transcribe(run: Run, input: { media: StoredMedia; workDir: string }, deps: PipelineDeps) {
  const { signal } = run
  const audio = await timed(run, 'decode', () =>
    decodeRecording(input, { ...deps, maxSeconds: deps.limits.maxSeconds, signal }),
  )
  const media = { ...input.media, contentType: contentTypeOf(audio) }
  const durationS = Math.max(1, Math.round(audio.durationMs / 1000))
  await advance(run, deps, { media, durationS })
  const { sentences, warnings } = await hear(run, audio, deps)
  run.diagnostics.warnings = [...decodingWarnings(audio), ...warnings]
  await saveSentences(run, sentences, deps)
}

/** Twilio does not transcribe shorter recordings, and so completes them without sentences (contract section 9). */
const SHORTEST_MS = 2000
const tooShort: Warning = {
  code: 'recording-too-short',
  message: 'Recordings under 2 seconds are not transcribed',
}

async function hear(run: Run, audio: DecodedAudio, deps: PipelineDeps): Promise<ComposedSentences> {
  const { signal } = run
  if (audio.durationMs < SHORTEST_MS) return { sentences: [], warnings: [tooShort] }
  const speech = await timed(run, 'segment', () => segmentSpeech(audio, { ...deps, signal }))
  const heard = await timed(run, 'recognise', () => recogniseSpeech({ audio, speech }, { ...deps, signal }))
  const { sentences, warnings } = composeSentences(heard.segments, deps)
  return { sentences, warnings: [...speech.warnings, ...heard.warnings, ...warnings] }
}

async function saveSentences(run: Run, sentences: readonly Sentence[], deps: PipelineDeps) {
  await deps.unitOfWork(async ({ transcripts, sentences: store }) => {
    const { diagnostics } = run
    if (!(await transcripts.advance(run.transcript.sid, { transcribed: true, diagnostics })))
      throw new UnwantedWork()
    await store.replace(run.transcript.sid, sentences)
  })
}

/** Third checkpoint: everything is readable; the webhook, if one is wanted, is on its way. */
async function complete(run: Run, deps: PipelineDeps) {
  const { sid, accountSid, serviceSid } = run.transcript
  await deps.unitOfWork(async ({ transcripts, services, enqueue }) => {
    const { diagnostics } = run
    if (!(await transcripts.advance(sid, { status: 'completed', diagnostics }))) throw new UnwantedWork()
    const service = await services.find(accountSid, serviceSid)
    if (!service?.webhookUrl || service.webhookHttpMethod === 'NULL') return
    const { webhookUrl: url, webhookHttpMethod: method } = service
    await enqueue({ name: 'webhook', data: { transcriptSid: sid, url, method }, group: accountSid })
  })
}

async function advance(run: Run, deps: PipelineDeps, patch: TranscriptPatch) {
  const wanted = await deps.unitOfWork(({ transcripts }) =>
    transcripts.advance(run.transcript.sid, { ...patch, diagnostics: run.diagnostics }),
  )
  if (!wanted) throw new UnwantedWork()
}

async function timed<T>(run: Run, stage: StageName, work: () => Promise<T>): Promise<T> {
  run.signal.throwIfAborted()
  run.stage = stage
  const startedMs = performance.now()
  const result = await work()
  run.diagnostics.stageMs[stage] = Math.round(performance.now() - startedMs)
  return result
}
