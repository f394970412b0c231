// The queue with its jobs told of: each try is a span that continues what made the job, and counts by how it ended.
import type { ClaimedJob, Enqueue, JobHandler, JobName, JobQueue } from '../../ports/queue.ts'
import { LostLease } from '../../ports/running-work.ts'
import { inSpan, type Telemetry } from '../../ports/telemetry.ts'

/** Tells of every try of a job that a handler of `queue` is given. */
export function observeJobs<Q extends JobQueue>(queue: Q, telemetry: Telemetry): Q {
  const observed =
    <N extends JobName>(name: N, handler: JobHandler<N>): JobHandler<N> =>
    async (job) => {
      const startedMs = performance.now()
      let outcome = 'completed'
      try {
        await inSpan(telemetry, spanOf(name, job), () => handler(job))
      } catch (error) {
        const abandoned = job.signal.aborted || error instanceof LostLease
        outcome = abandoned ? 'abandoned' : job.last ? 'failed' : 'retried'
        throw error
      } finally {
        telemetry.count('jobFinished', { queue: name, outcome })
        telemetry.observe('jobDuration', { queue: name }, (performance.now() - startedMs) / 1000)
      }
    }
  const work: JobQueue['work'] = (name, concurrency, handler) =>
    queue.work(name, concurrency, observed(name, handler))
  return { ...queue, work }
}

function spanOf<N extends JobName>(name: N, { id, data, attempt, cause }: ClaimedJob<N>) {
  const sid = 'transcriptSid' in data ? data.transcriptSid : null
  return {
    name: `job ${name}`,
    kind: 'consumer' as const,
    cause: cause ?? null,
    attributes: {
      'messaging.destination.name': name,
      'verbatim.job_id': id,
      'verbatim.attempt': attempt,
      ...(sid && { 'verbatim.transcript_sid': sid }),
      ...(cause?.requestId && { 'verbatim.request_id': cause.requestId }),
    },
    logFields: {
      ...(sid && { sid }),
      job: name,
      jobId: id,
      attempt,
      ...(cause?.requestId && { reqId: cause.requestId }),
    },
  }
}

/** Has every job keep what it was made by. */
export function enqueueWithCause(enqueue: Enqueue, telemetry: Pick<Telemetry, 'cause'>): Enqueue {
  return (job) => {
    const cause = telemetry.cause()
    return enqueue(cause ? { ...job, cause } : job)
  }
}
