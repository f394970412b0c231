// The road of one recording that lies in a file, without anything around it: no store, no checkpoints, no webhook.
// The stages are those of run.ts.
import type { DecodedAudio } from '../domain/audio.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import { type Progress, progressOf } from '../domain/progress.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Diagnostics, StageName, Transcript } from '../domain/transcript.ts'
import type { Decoder } from '../ports/decoder.ts'
import { decodingWarnings } from './decode.ts'
import { type HearDeps, hearRecording } from './hear.ts'
import { type OperateDeps, operate } from './operate.ts'
import { redactSentences } from './redact.ts'

/** One file. `transcript` says how it is to be read (language, redaction, operators, participants); `workDir` is an
 * existing private folder, which the caller removes. */
export interface FileToTranscribe {
  path: string
  workDir: string
  transcript: Transcript
}

/** What transcribing a file needs. */
export interface TranscribeFileDeps extends Omit<HearDeps, 'timed' | 'onProgress'>, OperateDeps {
  decoder: Decoder
  maxSeconds: number
  onProgress(progress: Progress): void
}

/** Everything that was found out about a recording. */
export interface TranscribedFile extends Pick<Diagnostics, 'stageMs' | 'warnings'> {
  audio: DecodedAudio
  sentences: Sentence[]
  results: OperatorResult[]
}

/** Takes a file through all stages.
 * @throws VerbatimError when a stage fails, or the reason of `deps.signal` */
export async function transcribeFile(
  { path, workDir, transcript }: FileToTranscribe,
  deps: TranscribeFileDeps,
): Promise<TranscribedFile> {
  const { decoder, maxSeconds, signal } = deps
  const stageMs: Diagnostics['stageMs'] = {}
  const onProgress = (stage: StageName, part: number) => deps.onProgress(progressOf(stage, part))
  const timed = async <T>(stage: StageName, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted()
    onProgress(stage, 0)
    const startedMs = performance.now()
    const result = await work()
    stageMs[stage] = Math.round(performance.now() - startedMs)
    return result
  }
  const audio = await timed('decode', () =>
    decoder.decode({
      ...{ path, spoolDir: workDir, maxSeconds, signal },
      onProgress: (part) => onProgress('decode', part),
    }),
  )
  const heard = await hearRecording(audio, { ...deps, timed, onProgress })
  const known = { ...transcript, durationS: Math.max(1, Math.round(audio.durationMs / 1000)) }
  const sentences = await timed('redact', () =>
    redactSentences({ transcript: known, sentences: heard.sentences }, deps),
  )
  const { results, warnings } = await timed('operate', () => operate({ transcript: known, sentences }, deps))
  return {
    audio,
    sentences,
    results,
    stageMs,
    warnings: [...decodingWarnings(audio), ...heard.warnings, ...warnings],
  }
}
