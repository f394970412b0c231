// Nothing private gets into figures or spans: a call in which everything private carries one mark, taken through
// success and every kind of failure.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseChannel } from '../../domain/channel.ts'
import { fault } from '../../domain/errors.ts'
import { type MetricKey, metrics } from '../../domain/metrics.ts'
import type { Fetcher } from '../../ports/fetcher.ts'
import type { Telemetry, Tracer } from '../../ports/telemetry.ts'
import { withClaims } from '../../testing/held-jobs.ts'
import { createPipelineParts, storeTranscript } from '../../testing/pipeline-parts.ts'
import { recordedLog } from '../../testing/recorded-log.ts'
import { hypothesis, scriptedAsr } from '../../testing/scripted-asr.ts'
import { handleTranscript } from '../../worker/transcript-jobs.ts'
import { createMeter } from '../telemetry-prometheus/meter.ts'
import { observeFetcher } from './observe-fetcher.ts'
import { observeJobs } from './observe-jobs.ts'
import { createTelemetry } from './telemetry.ts'

const MARK = 'p4th-of-jane'
const url = `https://${MARK}.example/${MARK}.wav?${MARK}`

/** Everything that is told, by one meter and one tracer. */
function openTelling() {
  const spans: unknown[] = []
  const tracer: Tracer = {
    begin(span) {
      spans.push(span)
      return {
        traceParent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        note: (more) => void spans.push(more),
        fail: (key) => void spans.push({ failed: key }),
        end: () => undefined,
      }
    },
    close: async () => undefined,
  }
  const meter = createMeter(assert.fail)
  return { telemetry: createTelemetry({ meter, tracer }), spans, meter }
}

/** Takes one call through its job; `download` in place of one that succeeds. */
async function transcribe(folder: string, telemetry: Telemetry, download?: Fetcher['download']) {
  const parts = createPipelineParts(mkdtempSync(join(folder, 'parts-')))
  const outside = { ...parts.fetcher, ...(download && { download }) }
  const asr = scriptedAsr(() => hypothesis(`I am ${MARK}.`, { fromMs: 0, toMs: 900 }))
  const channel = parseChannel(
    JSON.stringify({
      media_properties: { media_url: url },
      participants: [
        { channel_participant: 1, role: 'Customer', full_name: MARK, email: `${MARK}@x.example` },
      ],
    }),
  )
  const transcript = await storeTranscript(parts, {
    transcript: { channel, customerKey: MARK, redaction: true },
    service: { friendlyName: MARK, webhookUrl: url, webhookHttpMethod: 'POST' },
  })
  const job = {
    id: 'job',
    data: { transcriptSid: transcript.sid },
    attempt: 1,
    last: false,
    signal: AbortSignal.timeout(60_000),
  }
  const fetcher = observeFetcher(outside, telemetry)
  let run = async () => {}
  const queue = observeJobs(
    {
      start: async () => undefined,
      stop: async () => undefined,
      wake: () => undefined,
      work: async (_name, _concurrency, handler) => {
        run = () => handler(job as never)
      },
    },
    telemetry,
  )
  const deps = { ...parts, asr, fetcher, queue, telemetry, log: recordedLog() }
  await queue.work('transcript', 1, handleTranscript(withClaims(deps)))
  await run().catch(() => undefined)
  return (await parts.store.transcripts.load(transcript.sid))!
}

test('neither what is said nor who says it nor any address is told, whatever happens', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-private-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const { telemetry, spans, meter } = openTelling()
  const done = await transcribe(folder, telemetry)
  assert.equal(done.status, 'completed')
  const failures = [
    new Error(`no answer from ${url}`),
    new TypeError(`${MARK} is no address`, { cause: new Error(MARK) }),
    fault('downloadFailed', `GET ${url} answered 500`),
    Object.assign(new Error('x'), { name: MARK, code: MARK }),
  ]
  for (const error of failures) await transcribe(folder, telemetry, () => Promise.reject(error))
  const request = { method: 'POST', url, headers: { [MARK]: MARK }, body: MARK, timeoutMs: 1 } as const
  const outside = createPipelineParts(mkdtempSync(join(folder, 'parts-'))).fetcher
  for (const error of failures) {
    const refusing = { ...outside, send: () => Promise.reject(error) }
    await assert.rejects(observeFetcher(refusing, telemetry).send(request))
  }
  const answering = { ...outside, send: async () => ({ status: 401, challenge: MARK }) }
  await observeFetcher(answering, telemetry).send(request)

  const text = JSON.stringify(spans) + (await meter.read())
  assert.match(text, /stage recognise/)
  assert.match(text, /verbatim_webhook_attempt_duration_seconds_count\{outcome="network"\} 4/)
  assert.doesNotMatch(text, new RegExp(MARK))
})

test('labels are from a short list of names that hold words of our own', () => {
  const known = new Set(['method', 'route', 'status', 'queue', 'state', 'outcome', 'stage', 'code', 'type'])
  const ofProcess: MetricKey[] = ['buildInfo']
  for (const [key, { labels }] of Object.entries(metrics)) {
    if (ofProcess.includes(key as MetricKey)) continue
    for (const label of labels) assert.ok(known.has(label), `${key}: is ${label} private?`)
  }
})
