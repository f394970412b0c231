// A second, smaller composition root: the pipeline without a server and without a database, for recordings that lie
// in files. Nothing is kept but what is derived from the installed models.
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { takeOwnerLock } from './adapters/db-pglite/owner-lock.ts'
import { findFfmpeg } from './adapters/decoder-ffmpeg/find-ffmpeg.ts'
import { createTieredDecoder } from './adapters/decoder-ffmpeg/tiered-decoder.ts'
import { createDecoder } from './adapters/decoder-native/decoder.ts'
import { openWorkFolder } from './adapters/work-folders/work-folders.ts'
import type { Config } from './config.ts'
import { readParticipants } from './domain/channel.ts'
import type { Progress } from './domain/progress.ts'
import { sidFrom, type TranscriptSid } from './domain/sid.ts'
import { type AttachedOperator, freshDiagnostics, type Transcript } from './domain/transcript.ts'
import { startEngines } from './engines.ts'
import { type TranscribedFile, transcribeFile } from './pipeline/transcribe-file.ts'
import type { Clock } from './ports/clock.ts'
import { presentResult } from './resources/operator-results/present.ts'
import { presentSpoken } from './resources/sentences/present.ts'

/** How a file is to be read. */
export interface LocalRequest {
  path: string
  languageCode: string
  redaction: boolean
  operators: readonly AttachedOperator[]
  signal: AbortSignal
  onProgress(progress: Progress): void
}

/** The pipeline, ready for files. */
export interface Local {
  /** BCP 47 tags that the recogniser serves. */
  languages: readonly string[]
  /** How many files are best worked on side by side. */
  filesAtOnce: number
  /** A private folder that is gone after `close`. */
  workRoot: string
  /** Transcribes a file; calls may overlap and share the recogniser.
   * @throws VerbatimError when a stage fails, or the reason of the signal */
  transcribe(request: LocalRequest): Promise<TranscribedFile>
  /** Removes all temporary files at once, whoever still uses them: for a process that ends now. */
  removeFiles(): void
  /** Ends all threads and removes all temporary files. */
  close(): Promise<void>
}

const systemClock: Clock = { now: () => new Date(), randomHex: () => randomBytes(16).toString('hex') }

/** Starts the engines; models load in the background.
 * @throws Error when ffmpeg or the language model are set wrongly */
export async function openLocal(config: Config): Promise<Local> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer().catch(() => undefined)
  }
  try {
    const base = openBaseFolder(resolve(config.DATA_DIR))
    closers.push(async () => base.close())
    const work = openWorkFolder(base.path, takeOwnerLock)
    closers.push(async () => work.close())
    const engines = startEngines(config, { modelsDir: join(base.path, 'models'), closers })
    // Failures come again with the first file.
    engines.asr.ready().catch(() => undefined)
    const native = createDecoder()
    const decoder = createTieredDecoder({ native, ffmpeg: await findFfmpeg(config.FFMPEG_PATH) })
    closers.push(native.close, decoder.close)
    const deps = { ...engines, decoder, clock: systemClock, maxSeconds: config.MEDIA_MAX_SECONDS }
    return {
      languages: engines.asr.capabilities.languages,
      filesAtOnce: engines.asr.capabilities.threads,
      workRoot: work.path,
      removeFiles() {
        work.close()
        base.close()
      },
      async transcribe({ path, signal, onProgress, ...wanted }) {
        const workDir = await mkdtemp(join(work.path, 'file-'))
        try {
          const transcript = unstoredTranscript(wanted)
          return await transcribeFile({ path, workDir, transcript }, { ...deps, signal, onProgress })
        } finally {
          await rm(workDir, { recursive: true, force: true })
        }
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where models and files under way lie: in the data directory if there is one that we may write to, else in the
 * user's cache, else in a temporary folder. */
function openBaseFolder(dataDir: string): { path: string; close(): void } {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'verbatim')
  if (isWritable(dataDir)) return { path: dataDir, close: () => undefined }
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 })
  } catch {
    // A home that can not be written to.
  }
  if (isWritable(cache)) return { path: cache, close: () => undefined }
  const path = mkdtempSync(join(tmpdir(), 'verbatim-'))
  return { path, close: () => rmSync(path, { recursive: true, force: true }) }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What the stages read of a transcript, for a recording that no transcript is stored for. */
function unstoredTranscript({
  languageCode,
  redaction,
  operators,
}: Pick<LocalRequest, 'languageCode' | 'redaction' | 'operators'>): Transcript {
  const now = systemClock.now()
  return {
    sid: sidFrom('transcript', systemClock.randomHex()),
    accountSid: sidFrom('account', '0'.repeat(32)),
    serviceSid: sidFrom('service', '0'.repeat(32)),
    dateCreated: now,
    dateUpdated: now,
    status: 'in-progress',
    channel: { mediaUrl: null, sourceSid: null, callSid: null, participants: readParticipants(undefined) },
    languageCode,
    mediaStartTime: null,
    durationS: 0,
    customerKey: null,
    redaction,
    mediaRedaction: false,
    encryptionCredentialSid: null,
    operators: [...operators],
    media: null,
    redactedMedia: null,
    transcribed: false,
    diagnostics: freshDiagnostics,
  }
}

/** How a transcribed file reads as JSON: sentences and results as the API shows them, without addresses, since nothing
 * is stored. */
export function presentTranscribed(
  { audio, sentences, results, warnings, stageMs }: TranscribedFile,
  { redacted, withWords, languageCode }: { redacted: boolean; withWords: boolean; languageCode: string },
): Record<string, unknown> {
  const view = { transcriptSid: '' as TranscriptSid, redacted, base: '' }
  return {
    language_code: languageCode,
    duration: audio.durationMs / 1000,
    media_channels: audio.channels.length,
    redacted,
    sentences: sentences.map((one) => presentSpoken(one, { redacted, withWords })),
    operator_results: results.map((one) => {
      const { transcript_sid: _sid, url: _url, ...result } = presentResult(one, view)
      return result
    }),
    warnings: warnings.map(({ code, message, channel, startMs, endMs }) => ({
      code,
      message,
      media_channel: channel ?? null,
      start_time: startMs === undefined ? null : Math.round(startMs) / 1000,
      end_time: endMs === undefined ? null : Math.round(endMs) / 1000,
    })),
    stage_ms: stageMs,
  }
}
