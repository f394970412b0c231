// The figures of a whole server, as anybody who reaches its port reads them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metrics } from '../../domain/metrics.ts'
import { startTestServer } from '../../testing/test-server.ts'

test('figures need no credentials, can only be read, are kept in no cache, and hold no sid', async (t) => {
  const server = await startTestServer(t)
  const { accountSid, baseUrl } = server
  await server.request('GET', `/v2/Transcripts/GT${'0'.repeat(32)}`)
  await server.request('GET', `/v2/Services?FriendlyName=${accountSid}`)
  await fetch(`${baseUrl}/${accountSid}/`)

  const answer = await fetch(`${baseUrl}/metrics`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type')!, /^text\/plain; version=0\.0\.4; charset=utf-8$/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const text = await answer.text()
  assert.doesNotMatch(text, /[A-Z]{2}[0-9a-f]{32}/)
  const lines = text.split('\n')
  const requests = (route: string, status: number) =>
    `verbatim_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"} 1`
  assert.ok(lines.includes(requests('/v2/Transcripts/:Sid', 404)))
  assert.ok(lines.includes(requests('none', 404)))
  assert.ok(lines.includes('verbatim_queue_jobs{queue="transcript",state="waiting"} 0'))
  assert.ok(lines.includes('verbatim_recogniser_threads 0'))
  assert.match(text, /^verbatim_build_info\{version="\d+\.\d+\.\d+",node="v\d+\.\d+\.\d+"\} 1$/m)
  // Batches are those of an engine, and this server has none.
  const missing = Object.values(metrics).filter(({ name }) => !text.includes(`# TYPE ${name} `))
  assert.deepEqual(
    missing.map(({ name }) => name),
    ['verbatim_recogniser_batches'],
  )
  const written = await fetch(`${baseUrl}/metrics`, { method: 'POST' })
  assert.equal(written.status, 404)
})
