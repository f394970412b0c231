// The road of one recording, from its address to a completed transcript: the table of contents of this folder.
// This file alone saves, at four checkpoints (media stored, sentences stored, redacted media shown, completed); a run that
// begins again resumes after the last one.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Filler } from '../domain/audio.ts'
import { fault } from '../domain/errors.ts'
import { contentTypeOf } from '../domain/media-type.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import { progressOf } from '../domain/progress.ts'
import type { RedactionReport } from '../domain/redaction-report.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { TranscriptSid } from '../domain/sid.ts'
import {
  type Diagnostics,
  isFinal,
  type StageName,
  type StoredMedia,
  type Transcript,
} from '../domain/transcript.ts'
import type { AsrCapabilities, AsrEngine } from '../ports/asr.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContentDocuments } from '../ports/content-documents.ts'
import type { Decoder } from '../ports/decoder.ts'
import type { Diariser } from '../ports/diariser.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { Llm } from '../ports/llm.ts'
import type { MediaStore } from '../ports/media-store.ts'
import type { ProgressBoard } from '../ports/progress-board.ts'
import { type Claim, removalOfUnreadable } from '../ports/queue.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { Renditions } from '../ports/renditions.ts'
import { LostLease, UnwantedWork } from '../ports/running-work.ts'
import { inSpan, type Telemetry } from '../ports/telemetry.ts'
import type { TranscriptPatch } from '../ports/transcript-store.ts'
import type { Unit, UnitOfWork } from '../ports/unit-of-work.ts'
import type { UpstreamRecordings } from '../ports/upstream-recordings.ts'
import type { Vad } from '../ports/vad.ts'
import { decodeRecording, decodingWarnings } from './decode.ts'
import { encryptContent } from './encrypt.ts'
import { type FanOut, forgetParts, recogniseAnywhere } from './fan-out.ts'
import { type FetchedRecording, fetchRecording } from './fetch.ts'
import { hearRecording } from './hear.ts'
import { hideFound } from './hide-found.ts'
import { requireHold } from './hold-job.ts'
import { operate } from './operate.ts'
import { onlyRun, type Place } from './place.ts'
import { recheckMedia } from './recheck.ts'
import { redactSentences } from './redact.ts'
import { redactMedia } from './redact-media.ts'
import { entitiesOf, reportOf } from './redaction-entities.ts'
import { tellCompleted, tellConfidence, tellMuting, tellReading, tellRedaction } from './run-figures.ts'
import { ofEarlierRuns } from './run-keys.ts'
import { surveySound } from './survey.ts'

/** Most channels on which people talk at the same time. */
const PARTIES = 2

/** Everything the pipeline needs from outside. */
export interface PipelineDeps {
  unitOfWork: UnitOfWork
  fetcher: Fetcher
  upstream: UpstreamRecordings | null
  mediaStore: MediaStore
  decoder: Decoder
  vad: Vad
  asr: AsrEngine
  /** Null, or left out, where voices are not told apart. */
  diariser?: Diariser | null
  redactor: Redactor
  renditions: Renditions
  llm: Llm | null
  llmUnredacted: boolean
  /** What stands where sound was taken out. */
  redactAudio: Filler
  documents: ContentDocuments
  clock: Clock
  progress: ProgressBoard
  telemetry: Telemetry
  /** Null where only this process may work on a recording. */
  fanOut: FanOut | null
  limits: { maxBytes: number; maxSeconds: number }
  /** Folder for spools and downloads under way; private to this process. */
  workRoot: string
  /** Left out where the run shares with no other. */
  place?: Place
}

/** One run over one transcript. `stage` tells where it stands, for the failure that may end it. */
export interface Run {
  transcript: Transcript
  /** Counts the runs over this transcript; a run is refused once there is a later one. */
  number: number
  diagnostics: Diagnostics
  stage: StageName
  signal: AbortSignal
  progress: ProgressBoard
  telemetry: Telemetry
  /** 0 until the recording was decoded. */
  audioMs: number
  /** What is still under way after that may not be told any more. */
  over: boolean
}

/** Who runs: `signal` aborts when they are to stop. */
export interface Hands {
  signal: AbortSignal
  /** Left out where no job is behind it. */
  claim?: Claim
}

/** Begins a run: marks the transcript `in-progress` and counts the attempt.
 * @returns null when there is nothing to do: gone, or already final
 * @throws LostLease when the job is in other hands by now */
export async function beginRun(
  sid: TranscriptSid,
  { signal, claim }: Hands,
  deps: PipelineDeps,
): Promise<Run | null> {
  return deps.unitOfWork(async (unit) => {
    const { transcripts } = unit
    const transcript = await transcripts.load(sid)
    if (!transcript || isFinal(transcript.status)) return null
    const { attempts, stageMs, warnings } = transcript.diagnostics
    const diagnostics: Diagnostics = {
      stageMs: { ...stageMs },
      warnings,
      failure: null,
      attempts: attempts + 1,
    }
    const number = await transcripts.begin(sid, { status: 'in-progress', diagnostics })
    if (number === null) return null
    await requireHold(claim, unit)
    const { progress, telemetry } = deps
    const audioMs = transcript.durationS * 1000
    return {
      ...{ transcript, number, diagnostics, stage: 'fetch', signal, progress, telemetry, audioMs },
      over: false,
    }
  })
}

/** Takes a begun run to `completed`.
 * @throws UnwantedWork; LostLease; VerbatimError when a stage fails */
export async function finishRun(run: Run, deps: PipelineDeps): Promise<void> {
  checkEngine(run.transcript, deps.asr.capabilities)
  // Not only at the end, when all the work is done.
  await ownersKey(run.transcript, deps)
  const workDir = await mkdtemp(join(deps.workRoot, `${run.transcript.sid}-`))
  try {
    const media = run.transcript.media ?? (await storeMedia(run, workDir, deps))
    const sentences = await inTurn(run, deps, async () => {
      const transcribed = run.transcript.transcribed
        ? await loadSentences(run, deps)
        : await transcribe(run, { media, workDir }, deps)
      return recheck(run, { sentences: transcribed, workDir }, deps)
    })
    const results = await runOperators(run, sentences, deps)
    await complete(run, { sentences, results }, deps)
    // A completed transcript is not undone by a store that is away: what is left goes when the transcript does.
    await tidy(run, deps).catch(() => undefined)
    tellCompleted(run.telemetry, { ...run.diagnostics, audioMs: run.audioMs })
  } catch (error) {
    const stopped = run.signal.aborted || error instanceof UnwantedWork
    if (stopped && (await removeOrphans(run, deps))) throw new UnwantedWork()
    // A stage that is stopped may end with an error of its own.
    throw run.signal.reason instanceof UnwantedWork ? run.signal.reason : error
  } finally {
    run.over = true
    run.progress.remove(run.transcript.sid)
    await rm(workDir, { recursive: true, force: true })
  }
}

/** Of a run that waits for its turn no work is under way. */
function inTurn<T>({ progress, transcript }: Run, { place = onlyRun }: PipelineDeps, work: () => Promise<T>) {
  progress.remove(transcript.sid)
  return place.inTurn(work)
}

function checkEngine(
  { languageCode, mediaRedaction }: Transcript,
  { name, languages, wordTimes }: AsrCapabilities,
) {
  if (!languages.includes(languageCode)) {
    throw fault('languageUnsupported', `${name} does not serve ${languageCode}`)
  }
  // Guessed times would leave personal data audible.
  if (mediaRedaction && wordTimes === false) {
    throw fault('redactionFailed', `${name} gives no word times, so the recording could not be redacted`)
  }
}

/** Removes what was stored after the clean-up of a deletion, or of a cancellation where nobody could read it; any
 * other transcript keeps its recording.
 * @returns true when the transcript is gone */
async function removeOrphans({ transcript }: Run, deps: PipelineDeps): Promise<boolean> {
  const { accountSid, sid } = transcript
  const left = await deps.unitOfWork(({ transcripts }) => transcripts.load(sid))
  if (left && !(isFinal(left.status) && removalOfUnreadable(left))) return false
  const prefix = `media/${accountSid}/${sid}`
  await deps.mediaStore.removeAll(prefix)
  if (!left) await deps.unitOfWork(({ takeBackRemoval }) => takeBackRemoval(prefix))
  return left === null
}

/** First checkpoint: the recording is ours. */
async function storeMedia(run: Run, workDir: string, deps: PipelineDeps): Promise<StoredMedia> {
  const { place = onlyRun } = deps
  const { media, facts }: FetchedRecording = await timed(run, 'fetch', () =>
    place.whileWaiting(() =>
      fetchRecording(
        { transcript: run.transcript, workDir, run: run.number },
        { ...deps, maxBytes: deps.limits.maxBytes, signal: run.signal },
      ),
    ),
  )
  await advance(run, deps, { media, ...facts })
  return media
}

/** Second checkpoint: the sentences are stored, unless they are to be encrypted together with the results. */
async function transcribe(
  run: Run,
  input: { media: StoredMedia; workDir: string },
  deps: PipelineDeps,
): Promise<Sentence[]> {
  const { signal } = run
  const watch = (stage: StageName, part: number) => tellProgress(run, stage, part)
  const audio = await timed(run, 'decode', () =>
    // Nothing else: what is given goes to the thread of the decoder.
    decodeRecording(input, {
      decoder: deps.decoder,
      mediaStore: deps.mediaStore,
      maxSeconds: deps.limits.maxSeconds,
      signal,
      onProgress: (part) => watch('decode', part),
    }),
  )
  const media = { ...input.media, contentType: contentTypeOf(audio.container) }
  const durationS = Math.max(1, Math.round(audio.durationMs / 1000))
  run.audioMs = audio.durationMs
  run.telemetry.count('audioSeconds', {}, audio.durationMs / 1000)
  await advance(run, deps, { media, durationS })
  const { transcript } = run
  const stage = { ...deps, maxSeconds: deps.limits.maxSeconds, signal }
  const { workDir } = input
  // Of an encrypted transcript nothing is kept in the clear.
  const keyTones = transcript.encryptionCredentialSid
    ? []
    : await timed(run, 'survey', () => surveySound({ transcript, view: 'original', audio, workDir }, stage))
  const heard = await hearRecording(audio, {
    ...deps,
    signal,
    timed: (stage, work) => timed(run, stage, work),
    onProgress: watch,
    recognise: recogniseAnywhere({ transcript, workDir, holds: () => holds(run, deps) }, deps),
    onRead: (figures) => tellReading(run.telemetry, figures),
  })
  tellConfidence(run.telemetry, heard.sentences)
  run.diagnostics.warnings = [...decodingWarnings(audio), ...heard.warnings]
  const sentences = await timed(run, 'redact', () =>
    redactSentences({ transcript, sentences: heard.sentences }, deps),
  )
  const report = transcript.redaction ? reportOf(sentences, deps.asr.capabilities) : null
  if (report) tellRedaction(run.telemetry, report)
  if (report && transcript.mediaRedaction) {
    const redacted = await timed(run, 'redact-media', () =>
      redactMedia(
        { ...heard, transcript, media, audio, sentences, keyTones, workDir, run: run.number },
        stage,
      ),
    )
    report.media = redacted.redaction
    run.diagnostics.warnings.push(...redacted.warnings)
  }
  if (!transcript.encryptionCredentialSid) await saveSentences(run, { sentences, report }, deps)
  return sentences
}

/** Third checkpoint, where the sound is redacted: that recording is shown only after it was listened to again. What was
 * found only then goes from the text, too. */
async function recheck(
  run: Run,
  { sentences, workDir }: { sentences: Sentence[]; workDir: string },
  deps: PipelineDeps,
): Promise<Sentence[]> {
  const { transcript, signal } = run
  if (!transcript.mediaRedaction || transcript.redactedMedia || transcript.encryptionCredentialSid)
    return sentences
  const report = await deps.unitOfWork(({ redactionReports }) => redactionReports.find(transcript.sid))
  if (!report?.media) throw fault('redactionFailed')
  const onProgress = (part: number) => tellProgress(run, 'recheck', part)
  const recognise = recogniseAnywhere({ transcript, workDir, holds: () => holds(run, deps) }, deps)
  const checked = await timed(run, 'recheck', () =>
    recheckMedia(
      { transcript, report, workDir, run: run.number },
      { ...deps, recognise, maxSeconds: deps.limits.maxSeconds, signal, onProgress },
    ),
  )
  const hidden = hideFound(sentences, checked.mutedAgain)
  const shown = { ...checked.report, entities: entitiesOf(hidden) }
  await deps.unitOfWork(async (unit) => {
    const patch = { redactedMedia: checked.media, diagnostics: run.diagnostics }
    await advanceIn(unit, run, patch)
    if (checked.mutedAgain.length > 0) await unit.sentences.replace(transcript.sid, hidden)
    await unit.redactionReports.replace(transcript.sid, shown)
  })
  tellMuting(run.telemetry, shown)
  return hidden
}

/** What an earlier run stored. */
async function loadSentences(run: Run, deps: PipelineDeps): Promise<Sentence[]> {
  const all = { limit: Number.MAX_SAFE_INTEGER, cursor: null }
  return (await deps.unitOfWork(({ sentences }) => sentences.list(run.transcript.sid, all))).items
}

async function runOperators(run: Run, sentences: readonly Sentence[], deps: PipelineDeps) {
  const { transcript, signal } = run
  const onPart = (part: number) => tellProgress(run, 'operate', part)
  const { results, answered, warnings } = await timed(run, 'operate', () =>
    operate({ transcript, sentences }, { ...deps, signal, onPart }),
  )
  run.diagnostics.warnings = [...run.diagnostics.warnings, ...warnings]
  run.diagnostics.operators = answered
  return results
}

async function saveSentences(
  run: Run,
  { sentences, report }: { sentences: readonly Sentence[]; report: RedactionReport | null },
  deps: PipelineDeps,
) {
  const { diagnostics, transcript } = run
  await deps.unitOfWork(async (unit) => {
    const patch = { transcribed: true, diagnostics }
    await advanceIn(unit, run, patch)
    await unit.sentences.replace(transcript.sid, sentences)
    if (report) await unit.redactionReports.replace(transcript.sid, report)
  })
}

interface Findings {
  sentences: readonly Sentence[]
  results: readonly OperatorResult[]
}

/** Fourth checkpoint: everything is readable; the webhook, if one is wanted, is on its way. */
async function complete(run: Run, findings: Findings, deps: PipelineDeps) {
  const { sid, accountSid, serviceSid, encryptionCredentialSid } = run.transcript
  const documents = encryptionCredentialSid && (await encryptFindings(run, findings, deps))
  await deps.unitOfWork(async (unit) => {
    const { diagnostics } = run
    await advanceIn(unit, run, { status: 'completed', diagnostics })
    if (documents) {
      await unit.encryptedDocuments.replace(sid, documents)
      const prefix = `media/${accountSid}/${sid}`
      await unit.enqueue({ name: 'media-removal', data: { prefix }, group: accountSid })
    } else await unit.operatorResults.replace(sid, findings.results)
    const service = await unit.services.find(accountSid, serviceSid)
    if (!service?.webhookUrl || service.webhookHttpMethod === 'NULL') return
    const { webhookUrl: url, webhookHttpMethod: method } = service
    await unit.enqueue({ name: 'webhook', data: { transcriptSid: sid, url, method }, group: accountSid })
  })
}

/** For a transcript that only its owner is to read; nothing else of it is kept, the recording included. */
async function encryptFindings(run: Run, findings: Findings, deps: PipelineDeps) {
  return timed(run, 'encrypt', async () => {
    const key = await ownersKey(run.transcript, deps)
    return (
      key && encryptContent({ transcript: run.transcript, ...findings }, { key, documents: deps.documents })
    )
  })
}

/** The key that the transcript is to be encrypted with; null when it is not. */
async function ownersKey({ accountSid, encryptionCredentialSid: sid }: Transcript, deps: PipelineDeps) {
  if (!sid) return null
  const key = await deps.unitOfWork(({ publicKeys }) => publicKeys.find(accountSid, sid))
  if (!key) throw fault('encryptionFailed', 'The public key of the Service is gone')
  return key
}

async function advance(run: Run, deps: PipelineDeps, patch: TranscriptPatch) {
  await deps.unitOfWork((unit) => advanceIn(unit, run, { ...patch, diagnostics: run.diagnostics }))
}

/** @throws UnwantedWork, LostLease, as any change does */
async function holds(run: Run, deps: PipelineDeps) {
  await advance(run, deps, {})
}

/** Of a completed transcript nothing is left but what it names: no parts, and nothing that earlier runs stored. */
async function tidy({ transcript, number, audioMs }: Run, deps: PipelineDeps) {
  if (mayHaveParts(audioMs, deps)) await forgetParts(transcript, deps)
  const stale = ofEarlierRuns(number)
  const left =
    stale.length > 0 && (await deps.unitOfWork(({ transcripts }) => transcripts.load(transcript.sid)))
  if (!left) return
  const named = [left.media?.key, left.redactedMedia?.key]
  for (const name of stale) {
    const key = `media/${left.accountSid}/${left.sid}/${name}`
    if (!named.includes(key)) await deps.mediaStore.removeAll(key)
  }
}

/** Nothing is left of a transcript that failed for good but its recording.
 * @param transcript as it was before */
export async function forgetFailed(transcript: Transcript, deps: PipelineDeps): Promise<void> {
  if (mayHaveParts(transcript.durationS * 1000, deps)) await forgetParts(transcript, deps)
}

function mayHaveParts(audioMs: number, { fanOut }: PipelineDeps): boolean {
  return Boolean(fanOut && audioMs * PARTIES > fanOut.seconds * 1000)
}

/** Every change that a run makes begins here: it undoes the transaction of one that is not to go on.
 * @throws UnwantedWork when the transcript is gone or final, LostLease when another run holds it */
async function advanceIn(
  { transcripts }: Unit,
  { transcript: { sid }, number }: Run,
  patch: TranscriptPatch,
) {
  if (await transcripts.advance(sid, patch, number)) return
  const left = await transcripts.load(sid)
  throw left && !isFinal(left.status) ? new LostLease() : new UnwantedWork()
}

function tellProgress({ progress, transcript, over }: Run, stage: StageName, part: number) {
  if (!over) progress.set(transcript.sid, progressOf(stage, part))
}

async function timed<T>(run: Run, stage: StageName, work: () => Promise<T>): Promise<T> {
  run.signal.throwIfAborted()
  run.stage = stage
  tellProgress(run, stage, 0)
  const startedMs = performance.now()
  const result = await inSpan(run.telemetry, { name: `stage ${stage}`, kind: 'internal' }, work)
  const tookMs = performance.now() - startedMs
  run.diagnostics.stageMs[stage] = Math.round(tookMs)
  run.telemetry.observe('stage', { stage }, tookMs / 1000)
  return result
}
