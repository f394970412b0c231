// Jobs that transcribe: runs the pipeline and decides what a failure means, another try or the end.
import { VerbatimError } from '../domain/errors.ts'
import type { TranscriptSid } from '../domain/sid.ts'
import type { Failure } from '../domain/transcript.ts'
import { beginRun, finishRun, forgetFailed, type PipelineDeps, type Run } from '../pipeline/run.ts'
import type { Log } from '../ports/log.ts'
import type { ProgressBoard } from '../ports/progress-board.ts'
import { type ClaimedJob, type JobHandler, type JobQueue, removalOfUnreadable } from '../ports/queue.ts'
import { LostLease, type RunningWork, UnwantedWork } from '../ports/running-work.ts'
import { createFairTurns, type FairTurns } from './fair-turns.ts'
import { placeOf } from './place-of-run.ts'
import { type StallWatch, unlessAborted, watchForStall } from './stall-watch.ts'

/** What the worker needs: everything the pipeline needs, the queue, the register of runs and a log; `watch` in place of
 * the usual watch over a run. */
export type WorkerDeps = PipelineDeps & {
  queue: JobQueue
  running: RunningWork
  log: Log
  watch?: (sid: TranscriptSid, board: ProgressBoard) => StallWatch
  /** At computing; left out where there is one job alone. */
  turns?: FairTurns
  /** After how long a download is slow, in place of the usual time. */
  slowMs?: number
}

/** Handles `transcript` jobs. A failure that no further try can mend, or the last try, ends in `failed`; a transcript
 * that is deleted or canceled under way ends its job quietly. */
export function handleTranscript(deps: WorkerDeps): JobHandler<'transcript'> {
  return async (job) => {
    const { transcriptSid: sid } = job.data
    const known = deps.running.begin(sid)
    const watch = (deps.watch ?? watchForStall)(sid, deps.progress)
    try {
      const signal = AbortSignal.any([job.signal, known.signal, watch.signal])
      const { id, attempt } = job
      const run = await beginRun(sid, { signal, claim: { name: 'transcript', id, attempt } }, deps)
      if (!run) return
      await finish(run, { job, stalled: watch.signal }, deps)
    } finally {
      known.end()
      watch.end()
    }
    deps.queue.wake('webhook')
  }
}

/** Handles `transcript-abandoned` jobs: every try was used up by processes that died. */
export function handleAbandoned(deps: WorkerDeps): JobHandler<'transcript-abandoned'> {
  return async ({ data }) => {
    const { code, key, message } = new VerbatimError('recogniserFailed', {
      message: 'Processing ended abruptly too many times',
    })
    await markFailed(data.transcriptSid, { code, key, message, stage: 'queue' }, deps)
  }
}

interface Attempt {
  job: ClaimedJob<'transcript'>
  stalled: AbortSignal
}

async function finish(run: Run, { job, stalled }: Attempt, deps: WorkerDeps) {
  try {
    const { turns = createFairTurns(1), slowMs } = deps
    const place = placeOf(run, { job, turns, stalled, ...(slowMs !== undefined && { slowMs }) })
    await unlessAborted(finishRun(run, { ...deps, place }), stalled)
    deps.log.info({ sid: run.transcript.sid, ...run.diagnostics.stageMs }, 'transcript completed')
  } catch (error) {
    await settle({ run, job, error }, deps)
  }
}

interface Outcome {
  run: Run
  job: ClaimedJob<'transcript'>
  error: unknown
}

async function settle({ run, job, error }: Outcome, deps: WorkerDeps) {
  const { sid } = run.transcript
  if (error instanceof UnwantedWork) return deps.log.info({ sid }, 'transcript is gone; work stopped')
  if (job.signal.aborted || error instanceof LostLease) throw error
  const known =
    error instanceof VerbatimError ? error : new VerbatimError('transcriptionFailed', { cause: error })
  const { code, key, message } = known
  const fields = { sid, code, stage: run.stage, attempt: job.attempt, err: error }
  if (known.retryable && !job.last) {
    deps.log.warn(fields, 'transcript will be tried again')
    throw error
  }
  deps.log.warn(fields, 'transcript failed')
  await markFailed(run.transcript.sid, { code, key, message, stage: run.stage }, { ...deps, run: run.number })
}

async function markFailed(sid: TranscriptSid, failure: Failure, deps: WorkerDeps & { run?: number }) {
  const failed = await deps.unitOfWork(async ({ transcripts, enqueue }) => {
    const transcript = await transcripts.load(sid)
    if (!transcript) return null
    const diagnostics = { ...transcript.diagnostics, failure }
    const advanced = await transcripts.advance(sid, { status: 'failed', diagnostics }, deps.run)
    const removal = removalOfUnreadable(transcript)
    if (advanced && removal) await enqueue(removal)
    return advanced ? transcript : null
  })
  if (!failed) return
  deps.telemetry.count('transcriptFinished', { status: 'failed', code: String(failure.code) })
  // What is left of it goes with the transcript.
  await forgetFailed(failed, deps).catch(() => undefined)
}
