// The figures of a whole server, as anybody who reaches its port reads them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metrics } from '../../domain/metrics.ts'
import { clientOf, makeAccount, makeKey } from '../../testing/key-client.ts'
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

test('figures that ask for credentials are for those of the first account, its keys included', async (t) => {
  const server = await startTestServer(t, { METRICS: 'credentials' })
  const bare = await fetch(`${server.baseUrl}/metrics`)
  assert.equal(bare.status, 401)
  assert.match(bare.headers.get('www-authenticate')!, /^Basic /)
  assert.equal((await clientOf(server, server.accountSid, 'wrong').request('GET', '/metrics')).status, 401)
  assert.equal((await (await makeAccount(server)).request('GET', '/metrics')).status, 403)
  for (const client of [server, await makeKey(server, 'read-only')]) {
    const { status, body } = await client.request<string>('GET', '/metrics')
    assert.equal(status, 200)
    assert.match(body, /^verbatim_build_info/m)
  }
  assert.equal((await fetch(`${server.baseUrl}/healthz`)).status, 200)
})

test('figures that are switched off are not there, with or without credentials', async (t) => {
  const server = await startTestServer(t, { METRICS: 'off' })
  assert.equal((await fetch(`${server.baseUrl}/metrics`)).status, 404)
  assert.equal((await server.request('GET', '/metrics')).status, 404)
})
