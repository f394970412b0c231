// Server-sent events of a transcript: the routes on a bare server, and over a whole one until it is canceled.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { createProgressMemory } from '../../adapters/progress-memory/progress-memory.ts'
import { progressOf } from '../../domain/progress.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { requireCredentials } from '../../http/authentication.ts'
import { installErrors } from '../../http/error-body.ts'
import { assertError } from '../../testing/answers.ts'
import { aTranscript } from '../../testing/builders.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { startTestServer } from '../../testing/test-server.ts'
import { eventRoutes } from './routes.ts'

const MOST_STREAMS = 100

/** A server with one transcript, and how to read its events. */
async function serve(transcript: Transcript) {
  const { store } = createMemoryDatabase()
  await store.transcripts.insert(transcript)
  const progress = createProgressMemory()
  const app = Fastify()
  installErrors(app)
  requireCredentials(app, {
    verify: async (user) => ({
      accountSid: transcript.accountSid,
      keySid: user === 'a' ? null : sidFrom('apiKey', user.repeat(32)),
      scope: 'full',
    }),
    authToken: async () => null,
    forget: () => undefined,
  })
  eventRoutes(app, { store, progress })
  const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  // A response that nobody holds is canceled by the collector of garbage, which ends its stream.
  const held: Response[] = []
  const open = async (user = 'a', signal?: AbortSignal) => {
    const headers = { authorization: `Basic ${btoa(`${user}:b`)}` }
    const url = `${baseUrl}/x/v1/Transcripts/${transcript.sid}/Events`
    const response = await fetch(url, { headers, ...(signal && { signal }) })
    held.push(response)
    let read: ReturnType<typeof reader> | undefined
    const next = () => {
      read ??= reader(response)
      return read()
    }
    return { response, next }
  }
  return { app, store, progress, open }
}

/** Reads one event after the other; null at the end. */
function reader(response: Response) {
  const chunks = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  return async () => {
    const { value, done } = await chunks.read()
    if (done) return null
    assert.match(value, /^event: progress\ndata: .*\n\n$/)
    return JSON.parse(value.split('data: ')[1]!)
  }
}

test('progress is told as it changes, and the stream ends with the transcript', async () => {
  const transcript = aTranscript({ status: 'in-progress' })
  const { sid: transcript_sid } = transcript
  const { app, store, progress, open } = await serve(transcript)
  after(() => app.close())
  const { response, next } = await open()
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  const running = { transcript_sid, status: 'in-progress' }
  assert.deepEqual(await next(), { ...running, stage: null, progress: 0 })
  progress.set(transcript_sid, progressOf('decode', 0))
  assert.deepEqual(await next(), { ...running, stage: 'decode', progress: 0.02 })
  progress.set(transcript_sid, progressOf('recognise', 0.5))
  assert.deepEqual(await next(), { ...running, stage: 'recognise', progress: 0.495 })
  await store.transcripts.advance(transcript_sid, { status: 'completed' })
  assert.deepEqual(await next(), { transcript_sid, status: 'completed', stage: null, progress: 1 })
  assert.equal(await next(), null)
})

test('a final transcript gives one event', async () => {
  const { app, open } = await serve(aTranscript({ status: 'failed' }))
  after(() => app.close())
  const { next } = await open()
  const { status, progress } = await next()
  assert.deepEqual([status, progress, await next()], ['failed', 0, null])
})

test('a deleted transcript ends the stream', async () => {
  const transcript = aTranscript({ status: 'in-progress' })
  const { app, store, open } = await serve(transcript)
  after(() => app.close())
  const { next } = await open()
  await next()
  await store.transcripts.remove(transcript.accountSid, transcript.sid)
  assert.equal(await next(), null)
})

test('a server that stops ends the streams', async () => {
  const { app, open } = await serve(aTranscript({ status: 'queued' }))
  const { next } = await open()
  await next()
  const closed = app.close()
  assert.equal(await next(), null)
  await closed
})

test('a credential has so many streams at once; another one, and who has ended one, gets its own', async () => {
  const { app, open } = await serve(aTranscript({ status: 'queued' }))
  after(() => app.close())
  const leave = new AbortController()
  await open('a', leave.signal)
  const others = await Promise.all(Array.from({ length: MOST_STREAMS - 1 }, () => open()))
  for (const { response } of others) assert.equal(response.status, 200)
  const { response } = await open()
  assert.equal(response.status, 429)
  assert.match(await response.text(), /"code":20429,.*event streams/)
  assert.equal((await open('b')).response.status, 200)
  leave.abort()
  for (;;) {
    const { status } = (await open()).response
    if (status === 200) break
    assert.equal(status, 429)
    await delay(20)
  }
})

test('over the whole server: canceled is the last event; a foreign transcript has none', async () => {
  const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
  const [own, foreign] = [aTranscript({ accountSid }), aTranscript()]
  const server = await startTestServer({ after }, {}, async ({ store }) => {
    for (const one of [own, foreign]) await store.transcripts.insert(one)
  })
  const response = await fetch(`${server.baseUrl}/x/v1/Transcripts/${own.sid}/Events`, {
    headers: { authorization: `Basic ${btoa(`${server.accountSid}:${server.authToken}`)}` },
  })
  const next = reader(response)
  assert.equal((await next()).status, 'queued')
  await server.request('POST', `/x/v1/Transcripts/${own.sid}/Cancel`)
  assert.equal((await next()).status, 'canceled')
  assert.equal(await next(), null)
  assertError(await server.request('GET', `/x/v1/Transcripts/${foreign.sid}/Events`), 404)
})
