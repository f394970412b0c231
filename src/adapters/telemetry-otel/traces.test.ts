// One request, its jobs and its webhook as one trace: real collector protocol, real queue, real webhook, fakes only for
// what computes.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { logSettings } from '../../http/log-settings.ts'
import { newRequestId } from '../../http/request-identity.ts'
import { installTelemetry } from '../../http/telemetry.ts'
import { openMonitoring } from '../../monitoring.ts'
import { metricsRoutes } from '../../resources/metrics/routes.ts'
import { createPipelineParts, storeTranscript } from '../../testing/pipeline-parts.ts'
import { placeDatabase } from '../../testing/prepared-database.ts'
import { startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import { startWorker } from '../../worker/start.ts'
import { startEmbedded } from '../db-pglite/embedded.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { createSafeFetcher } from '../fetcher-safe/fetcher.ts'
import { createWebhookNotifier } from '../notifier-webhook/webhook.ts'
import { createQueue } from '../queue-pgboss/queue.ts'
import { observeFetcher } from '../telemetry-context/observe-fetcher.ts'
import { enqueueWithCause, observeJobs } from '../telemetry-context/observe-jobs.ts'

interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  status: { code?: number; message?: string }
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
}

/** A collector that keeps what it is sent. */
async function startCollector(t: TestContext) {
  const spans: ReceivedSpan[] = []
  const seen: { path: string | undefined; key: unknown; service: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      const service = JSON.stringify(resource.attributes)
      seen.push({ path: request.url, key: request.headers['x-key'], service })
      spans.push(...scopeSpans.flatMap((scope: { spans: ReceivedSpan[] }) => scope.spans))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  return { spans, seen, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const settings = (endpoint: string | null, share = 1) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_HEADERS: { 'x-key': 'k' },
  OTEL_SERVICE_NAME: 'calls',
  OTEL_TRACES_SAMPLER_ARG: share,
})

async function openQueue(t: TestContext, folder: string) {
  await placeDatabase(folder)
  const embedded = await startEmbedded(folder, assert.fail)
  const db = await openPostgres({ stream: embedded.stream })
  const queue = createQueue(db, assert.fail)
  await queue.start()
  t.after(async () => {
    await queue.stop(1000)
    await db.close()
    await embedded.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { db, queue }
}

test('API, jobs, stages and webhook are one trace that the caller began; lines of jobs name both', async (t) => {
  const collector = await startCollector(t)
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-traces-'))
  const { db, queue } = await openQueue(t, folder)
  const monitoring = await openMonitoring(settings(collector.endpoint), () => undefined)
  const { telemetry } = monitoring
  const hook = await startWebhookReceiver()
  t.after(() => hook.close())
  const base = createPipelineParts(folder)
  const outside = createSafeFetcher({ allow: ['127.0.0.1'], attempts: 1, urlCredentials: false })
  t.after(() => outside.close())
  const lines: Record<string, unknown>[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const app = Fastify({
    logger: { ...logSettings('info', telemetry.logFields), stream },
    genReqId: newRequestId,
  })
  t.after(() => app.close())
  const parts = {
    ...base,
    telemetry,
    fetcher: observeFetcher({ ...base.fetcher, send: outside.send }, telemetry),
    queue: observeJobs(queue, telemetry),
    log: app.log,
    unitOfWork: ((work) =>
      base.unitOfWork((unit) =>
        db.transaction((session) => {
          const { enqueue, holdJob } = queue.within(session)
          return work({ ...unit, enqueue: enqueueWithCause(enqueue, telemetry), holdJob })
        }),
      )) satisfies typeof base.unitOfWork,
  }
  const credentials = { verify: async () => null, authToken: async () => 'a token', forget: () => undefined }
  const service = { webhookUrl: hook.url, webhookHttpMethod: 'POST' } as const
  const transcript = await storeTranscript(base, { service })
  installTelemetry(app, telemetry)
  metricsRoutes(app, monitoring)
  app.post('/v2/Transcripts', async (request, reply) => {
    const data = { transcriptSid: transcript.sid }
    await parts.unitOfWork((unit) => unit.enqueue({ name: 'transcript', data, group: transcript.accountSid }))
    parts.queue.wake('transcript')
    return reply.status(202).send({ id: request.id })
  })
  const notifier = createWebhookNotifier({ ...parts, credentials })
  await startWorker({ ...parts, notifier }, { transcriptsAtOnce: 1 })

  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
  const answer = await app.inject({
    method: 'POST',
    url: '/v2/Transcripts?secret=x',
    headers: { traceparent, 'content-type': 'application/json' },
    payload: { a: 1 },
  })
  assert.equal(answer.statusCode, 202)
  while (!lines.some(({ msg }) => msg === 'webhook delivered')) await new Promise((go) => setTimeout(go, 20))
  await queue.stop(30_000)
  await monitoring.close()

  const named = (name: string) => {
    const found = collector.spans.filter((span) => span.name === name)
    assert.equal(found.length, 1, name)
    return found[0]!
  }
  assert.deepEqual([...new Set(collector.spans.map((span) => span.traceId))], [traceId])
  const api = named('POST /v2/Transcripts')
  const job = named('job transcript')
  const hookJob = named('job webhook')
  const call = named('webhook')
  assert.deepEqual([api.kind, job.kind, call.kind], [2, 5, 3])
  assert.equal(api.parentSpanId, '00f067aa0ba902b7')
  assert.equal(job.parentSpanId, api.spanId)
  for (const stage of ['fetch', 'decode', 'segment', 'recognise', 'operate'])
    assert.equal(named(`stage ${stage}`).parentSpanId, job.spanId)
  assert.equal(named('download').parentSpanId, named('stage fetch').spanId)
  assert.equal(hookJob.parentSpanId, job.spanId)
  assert.equal(call.parentSpanId, hookJob.spanId)
  assert.equal(hook.received[0]!.headers.traceparent, `00-${traceId}-${call.spanId}-01`)
  const [first] = collector.seen
  assert.deepEqual([first!.path, first!.key], ['/v1/traces', 'k'])
  assert.match(first!.service, /"calls"/)
  const text = JSON.stringify(collector.spans)
  for (const word of ['secret', '127.0.0.1', 'charged', transcript.accountSid])
    assert.ok(!text.includes(word), word)

  const done = lines.find(({ msg }) => msg === 'transcript completed')!
  const { sid, attempt, reqId, trace_id, jobId } = done
  assert.deepEqual([sid, attempt, reqId, trace_id], [transcript.sid, 1, answer.json().id, traceId])
  assert.match(String(jobId), /^[0-9a-f-]{36}$/)

  const figures = (await app.inject('/metrics')).payload
  for (const line of [
    'verbatim_http_request_duration_seconds_count{method="POST",route="/v2/Transcripts",status="202"} 1',
    'verbatim_jobs_finished_total{queue="transcript",outcome="completed"} 1',
    'verbatim_transcripts_finished_total{status="completed",code=""} 1',
    'verbatim_stage_duration_seconds_count{stage="recognise"} 1',
    'verbatim_real_time_factor_count 1',
    'verbatim_audio_seconds_total 9.6',
    'verbatim_segments_read_total 2',
    'verbatim_transcript_confidence_count 1',
    'verbatim_fetch_duration_seconds_count{outcome="ok"} 1',
    'verbatim_webhook_attempt_duration_seconds_count{outcome="2xx"} 1',
  ])
    assert.ok(figures.split('\n').includes(line), line)
})

test('a failure is told by its key, never by its text; a share of 0 sends nothing that begins here', async (t) => {
  const collector = await startCollector(t)
  for (const share of [0, 1]) {
    const { telemetry, close } = await openMonitoring(settings(collector.endpoint, share), () => undefined)
    const span = telemetry.open({ name: `share ${share}`, kind: 'internal' })
    span.fail('downloadFailed')
    span.end()
    await close()
  }
  assert.deepEqual(
    collector.spans.map(({ name, status }) => [name, status]),
    [['share 1', { code: 2, message: 'downloadFailed' }]],
  )
})

test('a collector that refuses costs one line for debugging; one that is not there does not keep closing', async (t) => {
  const refusing = createServer((_request, response) => void response.writeHead(400).end())
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
  t.after(() => void refusing.close())
  const told: string[] = []
  const send = async (endpoint: string) => {
    const opened = await openMonitoring(settings(endpoint), (_fields, message) => void told.push(message))
    opened.telemetry.open({ name: 'lost', kind: 'internal' }).end()
    await opened.close()
  }
  await send(`http://127.0.0.1:${(refusing.address() as AddressInfo).port}`)
  assert.deepEqual(told, ['traces could not be sent'])
  await send('http://127.0.0.1:9')
})

test('without a collector nothing is traced and nothing is kept with jobs but the request', async () => {
  const { telemetry } = await openMonitoring(settings(null), () => undefined)
  const span = telemetry.open({ name: 'x', kind: 'server', cause: { requestId: 'RQ1' } })
  assert.equal(span.traceParent, null)
  assert.deepEqual(span.run(telemetry.cause), { requestId: 'RQ1' })
  assert.equal(telemetry.cause(), null)
})
