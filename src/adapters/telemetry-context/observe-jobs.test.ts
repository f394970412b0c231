// How the end of a try is called, and what a job continues.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sidFrom } from '../../domain/sid.ts'
import type { ClaimedJob, JobHandler, JobQueue, NewJob } from '../../ports/queue.ts'
import { LostLease } from '../../ports/running-work.ts'
import { type SpanRequest, silentSpan, silentTelemetry, type Telemetry } from '../../ports/telemetry.ts'
import { enqueueWithCause, observeJobs } from './observe-jobs.ts'

const data = { transcriptSid: sidFrom('transcript', 'ab'.repeat(16)) }
const claimed = { id: 'J1', data, attempt: 2, last: false, signal: new AbortController().signal }

/** Gives `job` to `handler` as a queue would; returns what was told of it. */
async function observe(handler: JobHandler<'transcript'>, job: ClaimedJob<'transcript'> = claimed) {
  const counted: object[] = []
  const spans: SpanRequest[] = []
  const telemetry: Telemetry = {
    ...silentTelemetry,
    count: (_metric, labels) => void counted.push(labels),
    open(request) {
      spans.push(request)
      return silentSpan
    },
  }
  let run = async () => {}
  const queue = observeJobs(
    {
      work: async (_name: string, _concurrency: number, given: (job: never) => Promise<void>) => {
        run = () => given(job as never)
      },
    } as Partial<JobQueue> as JobQueue,
    telemetry,
  )
  await queue.work('transcript', 1, handler)
  const failed = await run().then(
    () => false,
    () => true,
  )
  return { counted, spans, failed }
}

test('a try that fails is retried, failed for good, or abandoned to another run or process', async () => {
  const failing = (error: Error) => () => Promise.reject(error)
  const stopped = AbortSignal.abort()
  for (const [outcome, handler, over] of [
    ['completed', async () => undefined, {}],
    ['retried', failing(new Error('x')), {}],
    ['failed', failing(new Error('x')), { last: true }],
    ['abandoned', failing(new Error('x')), { last: true, signal: stopped }],
    ['abandoned', failing(new LostLease()), {}],
  ] as const) {
    const { counted, failed } = await observe(handler, { ...claimed, ...over })
    assert.deepEqual(counted, [{ queue: 'transcript', outcome }])
    assert.equal(failed, outcome !== 'completed')
  }
})

test('a job continues what made it, and names the request in span and log', async () => {
  const cause = { requestId: 'RQ1', traceParent: '00-x' }
  const { spans } = await observe(async () => undefined, { ...claimed, cause })
  assert.deepEqual(spans, [
    {
      name: 'job transcript',
      kind: 'consumer',
      cause,
      attributes: {
        'messaging.destination.name': 'transcript',
        'verbatim.job_id': 'J1',
        'verbatim.attempt': 2,
        'verbatim.transcript_sid': data.transcriptSid,
        'verbatim.request_id': 'RQ1',
      },
      logFields: { sid: data.transcriptSid, job: 'transcript', jobId: 'J1', attempt: 2, reqId: 'RQ1' },
    },
  ])
})

test('a job of before anything was kept with jobs begins a trace of its own', async () => {
  const { spans } = await observe(async () => undefined)
  assert.equal(spans[0]!.cause, null)
})

test('what makes a job is kept with it, and nothing is where nothing is known', async () => {
  const written: NewJob[] = []
  const enqueue = async (job: NewJob) => String(written.push(job))
  const job: NewJob = { name: 'transcript', data, group: 'g' }
  await enqueueWithCause(enqueue, { cause: () => ({ requestId: 'RQ1' }) })(job)
  await enqueueWithCause(enqueue, { cause: () => null })(job)
  assert.deepEqual(written, [{ ...job, cause: { requestId: 'RQ1' } }, job])
})
