// Requests as figures and spans: routes by their pattern, never by what a client wrote.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { type SpanRequest, silentSpan, silentTelemetry, type Telemetry } from '../ports/telemetry.ts'
import { installTelemetry } from './telemetry.ts'

interface SeenSpan {
  request: SpanRequest
  notes: object[]
  failed: string | null
}

async function serve(t: TestContext) {
  const counted: object[] = []
  const spans: SeenSpan[] = []
  let wake = () => {}
  const telemetry: Telemetry = {
    ...silentTelemetry,
    observe(_metric, labels, seconds) {
      assert.ok(seconds >= 0 && seconds < 60)
      counted.push(labels)
      wake()
    },
    open(request) {
      const seen: SeenSpan = { request, notes: [], failed: null }
      spans.push(seen)
      return {
        ...silentSpan,
        note: (more) => void seen.notes.push(more),
        fail: (key) => {
          seen.failed = key
        },
      }
    },
  }
  const app = Fastify({ genReqId: () => 'RQ1' })
  installTelemetry(app, telemetry)
  app.get('/v2/Transcripts/:Sid', async () => ({}))
  app.get('/healthz', async () => ({}))
  app.get('/broken', async () => assert.fail('as meant'))
  app.get('/file', (_request, reply) => reply.type('audio/wav').send(neverEnding()))
  app.get('/events', (_request, reply) => reply.type('text/event-stream').send(neverEnding()))
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  /** Waits until `count` requests were counted. */
  const until = async (count: number) => {
    while (counted.length < count)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return counted
  }
  return { address, port: Number(new URL(address).port), counted, spans, until }
}

/** Sends something, and then nothing more. */
function neverEnding(): Readable {
  const stream = new Readable({ read: () => undefined })
  stream.push('some')
  return stream
}

test('routes are told by their pattern, addresses without a route and unknown methods by one word', async (t) => {
  const { address, spans, until } = await serve(t)
  await fetch(`${address}/v2/Transcripts/GT123?token=secret`)
  await fetch(`${address}/people/jane-doe`)
  await fetch(`${address}/people/jane-doe`, { method: 'PROPFIND' })
  assert.deepEqual(await until(3), [
    { method: 'GET', route: '/v2/Transcripts/:Sid', status: '200' },
    { method: 'GET', route: 'none', status: '404' },
    { method: 'other', route: 'none', status: '404' },
  ])
  assert.deepEqual(
    spans.map(({ request }) => request.name),
    ['GET /v2/Transcripts/:Sid', 'GET none', 'other none'],
  )
  assert.doesNotMatch(JSON.stringify(spans), /secret|jane|GT123/)
})

test('a span has the answer as its status; only an answer of our own making is a failure', async (t) => {
  const { address, spans, until } = await serve(t)
  await fetch(`${address}/none`)
  await fetch(`${address}/broken`)
  await until(2)
  assert.deepEqual(
    spans.map(({ notes, failed }) => [notes, failed]),
    [
      [[{ 'http.response.status_code': 404 }], null],
      [[{ 'http.response.status_code': 500 }], '500'],
    ],
  )
})

test('a span continues the trace of the client, and begins one where the header is none', async (t) => {
  const { address, spans, until } = await serve(t)
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  await fetch(`${address}/none`, { headers: { traceparent } })
  await fetch(`${address}/none`, { headers: { traceparent: 'me' } })
  await until(2)
  assert.deepEqual(
    spans.map(({ request }) => request.cause),
    [{ requestId: 'RQ1', traceParent: traceparent }, { requestId: 'RQ1' }],
  )
})

test('what machines ask all the time is counted and not traced', async (t) => {
  const { address, spans, until } = await serve(t)
  await fetch(`${address}/healthz`)
  assert.deepEqual(await until(1), [{ method: 'GET', route: '/healthz', status: '200' }])
  assert.deepEqual(spans, [])
})

test('a client that leaves in the middle of a file aborts it; one that leaves a stream of events does not', async (t) => {
  const { port, spans, until } = await serve(t)
  for (const [at, path] of ['/file', '/events'].entries()) {
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    await once(socket, 'data')
    socket.destroy()
    await until(at + 1)
  }
  assert.deepEqual(await until(2), [
    { method: 'GET', route: '/file', status: 'aborted' },
    { method: 'GET', route: '/events', status: '200' },
  ])
  assert.deepEqual(
    spans.map(({ failed }) => failed),
    ['aborted', null],
  )
})
