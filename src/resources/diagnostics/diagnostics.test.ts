// Diagnostics over HTTP, against the whole server with stored rows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sidFrom } from '../../domain/sid.ts'
import { freshDiagnostics, type Transcript } from '../../domain/transcript.ts'
import { assertError } from '../../testing/answers.ts'
import { aTranscript } from '../../testing/builders.ts'
import { startTestServer } from '../../testing/test-server.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const operatorSid = sidFrom('operator', 'ab'.repeat(16))
const queued = aTranscript({ accountSid })
const completed = aTranscript({
  accountSid,
  status: 'completed',
  diagnostics: {
    attempts: 2,
    stageMs: { fetch: 12, decode: 0, segment: 3, recognise: 4567 },
    warnings: [
      { code: 'bleed', message: 'Both channels sound alike' },
      {
        code: 'unrecognised-speech',
        message: 'No words were found here',
        channel: 2,
        startMs: 0,
        endMs: 61_007.4,
      },
      { code: 'llm-fallback', message: 'The model failed', operatorSid },
    ],
    failure: null,
    operators: [
      { operatorSid, name: 'Summary', engine: 'local', model: null, rung: null },
      { operatorSid, name: 'Mood', engine: 'llm', model: 'a-model', rung: 'json_schema' },
    ],
  },
})
const failed = aTranscript({
  accountSid,
  status: 'failed',
  diagnostics: {
    attempts: 1,
    stageMs: { fetch: 30 },
    warnings: [],
    failure: { code: 95113, key: 'mediaCorrupted', message: 'The recording is corrupted', stage: 'decode' },
  },
})
const foreign = aTranscript()
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [queued, completed, failed, foreign]) await store.transcripts.insert(one)
})
const pathOf = ({ sid }: Transcript) => `/x/v1/Transcripts/${sid}/Diagnostics`
const get = (transcript: Transcript) => server.request<Record<string, unknown>>('GET', pathOf(transcript))

const shown: [transcript: Transcript, expected: object][] = [
  [queued, { attempts: 0, stages: [], warnings: [], operators: [], failure: null }],
  [
    completed,
    {
      attempts: 2,
      stages: [
        { stage: 'fetch', duration_ms: 12 },
        { stage: 'decode', duration_ms: 0 },
        { stage: 'segment', duration_ms: 3 },
        { stage: 'recognise', duration_ms: 4567 },
      ],
      warnings: [
        {
          code: 'bleed',
          message: 'Both channels sound alike',
          operator_sid: null,
          media_channel: null,
          start_time: null,
          end_time: null,
        },
        {
          code: 'unrecognised-speech',
          message: 'No words were found here',
          operator_sid: null,
          media_channel: 2,
          start_time: 0,
          end_time: 61.007,
        },
        {
          code: 'llm-fallback',
          message: 'The model failed',
          operator_sid: operatorSid,
          media_channel: null,
          start_time: null,
          end_time: null,
        },
      ],
      operators: [
        { operator_sid: operatorSid, name: 'Summary', engine: 'local', model: null, rung: null },
        { operator_sid: operatorSid, name: 'Mood', engine: 'llm', model: 'a-model', rung: 'json_schema' },
      ],
      failure: null,
    },
  ],
  [
    failed,
    {
      attempts: 1,
      stages: [{ stage: 'fetch', duration_ms: 30 }],
      warnings: [],
      operators: [],
      failure: { code: 95113, message: 'The recording is corrupted', stage: 'decode' },
    },
  ],
]
for (const [transcript, expected] of shown) {
  test(`of a ${transcript.status} transcript: attempts, stages in order, warnings, the reason of a failure`, async () => {
    const { status, body } = await get(transcript)
    assert.equal(status, 200)
    const keys = ['transcript_sid', 'status', 'attempts', 'stages', 'warnings', 'operators', 'failure', 'url']
    assert.deepEqual(Object.keys(body), keys)
    const url = server.baseUrl + pathOf(transcript)
    assert.deepEqual(body, { transcript_sid: transcript.sid, status: transcript.status, ...expected, url })
  })
}

test('a create that was just accepted has fresh diagnostics', async () => {
  const { body: service } = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'x' })
  const Channel = '{"media_properties": {"media_url": "https://example.com/1.wav"}}'
  const { body } = await server.request<{ sid: string }>('POST', '/v2/Transcripts', {
    ServiceSid: service.sid,
    Channel,
  })
  const diagnostics = (
    await server.request<Record<string, unknown>>('GET', `/x/v1/Transcripts/${body.sid}/Diagnostics`)
  ).body
  assert.partialDeepStrictEqual(diagnostics, {
    status: 'queued',
    attempts: freshDiagnostics.attempts,
    failure: null,
  })
})

test('another account is 404, no credentials are 401, another method is 405', async () => {
  assertError(await get(foreign), 404, 20404)
  assertError(await server.send(pathOf(failed), { headers: { authorization: 'Basic bm86b25l' } }), 401, 20003)
  assertError(await server.request('POST', pathOf(failed)), 405, 20004)
})

test('liveness and readiness need no credentials, and say that the database is there', async () => {
  for (const [path, status] of [
    ['/healthz', 'ok'],
    ['/readyz', 'ready'],
    ['/readyz/', 'ready'],
  ] as const) {
    const response = await fetch(server.baseUrl + path)
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), { status })
  }
})
