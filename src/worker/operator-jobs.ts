// Jobs that run operators on a completed transcript, and what a failure of one means: another try, or warnings.
import { VerbatimError } from '../domain/errors.ts'
import type { OperateDeps } from '../pipeline/operate.ts'
import { beginRerun, finishRerun, type Rerun, saveRerun } from '../pipeline/rerun-operators.ts'
import type { Log } from '../ports/log.ts'
import type { ClaimedJob, JobData, JobHandler } from '../ports/queue.ts'
import { LostLease, type RunningWork, UnwantedWork } from '../ports/running-work.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'

/** What the jobs need. */
export type OperatorJobDeps = Omit<OperateDeps, 'signal'> & {
  unitOfWork: UnitOfWork
  running: RunningWork
  log: Log
}

/** Handles `operators` jobs. A failure that no further try can mend, or the last try, leaves a warning for each of the
 * operators; their earlier results stay. */
export function handleOperators(deps: OperatorJobDeps): JobHandler<'operators'> {
  return async (job) => {
    const { transcriptSid: sid } = job.data
    const known = deps.running.begin(sid)
    try {
      const rerun = await beginRerun(job.data, deps)
      if (!rerun) return
      const signal = AbortSignal.any([job.signal, known.signal])
      const claim = { name: 'operators', id: job.id, attempt: job.attempt } as const
      await finishRerun({ ...rerun, claim }, { ...deps, signal }).catch((error) => {
        throw known.signal.aborted ? known.signal.reason : error
      })
      deps.log.info({ sid, operators: rerun.operators.length }, 'operators were run')
    } catch (error) {
      await settle({ job, error }, deps)
    } finally {
      known.end()
    }
  }
}

async function settle(
  { job, error }: { job: ClaimedJob<'operators'>; error: unknown },
  deps: OperatorJobDeps,
): Promise<void> {
  const { transcriptSid: sid } = job.data
  if (error instanceof UnwantedWork) return deps.log.info({ sid }, 'transcript is gone; operators stopped')
  if (job.signal.aborted || error instanceof LostLease) throw error
  const known = error instanceof VerbatimError ? error : null
  const fields = { sid, code: known?.code, attempt: job.attempt, err: error }
  if (known?.retryable !== false && !job.last) {
    deps.log.warn(fields, 'operators will be run again')
    throw error
  }
  deps.log.warn(fields, 'operators could not be run')
  const rerun = await beginRerun(job.data, deps)
  if (rerun) await warn(rerun, known?.message ?? 'The operators could not be run', deps)
}

/** Leaves a warning for each operator of a job over whose every try the process ended. */
export async function warnOfOperators(data: JobData['operators'], deps: OperatorJobDeps): Promise<void> {
  deps.log.warn({ sid: data.transcriptSid }, 'operators were given up')
  const rerun = await beginRerun(data, deps)
  if (rerun) await warn(rerun, 'Processing ended abruptly too many times', deps)
}

async function warn({ transcript, operators }: Rerun, reason: string, deps: OperatorJobDeps): Promise<void> {
  const warnings = operators.map(({ sid: operatorSid, friendlyName }) => ({
    code: 'operator-failed',
    operatorSid,
    message: `${friendlyName} (${operatorSid}): ${reason}`,
  }))
  const operated = { results: [], answered: [], warnings }
  await saveRerun({ transcriptSid: transcript.sid, operators, operated }, deps).catch((error) => {
    if (!(error instanceof UnwantedWork)) throw error
  })
}
