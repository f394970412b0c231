// Asking for operators to be run over HTTP, against the whole server without workers; the job itself is tested with the
// worker.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError } from '../../testing/answers.ts'
import { anOperator, aService, aTranscript } from '../../testing/builders.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { startTestServer } from '../../testing/test-server.ts'
import { runOperators } from './service.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const [preBuilt, another] = preBuiltOperators as [
  (typeof preBuiltOperators)[0],
  (typeof preBuiltOperators)[0],
]
const own = anOperator({ accountSid })
const foreign = anOperator()
const service = aService({ accountSid })
const empty = aService({ accountSid })
const completed = { accountSid, serviceSid: service.sid, status: 'completed' } as const
const done = aTranscript(completed)
const withoutOperators = aTranscript({ ...completed, serviceSid: empty.sid })
const orphan = aTranscript({ ...completed, serviceSid: sidFrom('service', 'ab'.repeat(16)) })
const encrypted = aTranscript({
  ...completed,
  encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)),
})
const queued = aTranscript({ ...completed, status: 'queued' })
const failed = aTranscript({ ...completed, status: 'failed' })
const notOurs = aTranscript({ status: 'completed' })
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [service, empty]) await store.services.insert(one)
  for (const one of [own, foreign]) await store.operators.insert(one)
  for (const one of [another, own]) await store.operators.attach(service.sid, one.sid)
  for (const one of [done, withoutOperators, orphan, encrypted, queued, failed, notOurs])
    await store.transcripts.insert(one)
})

const pathOf = ({ sid }: Pick<Transcript, 'sid'>) => `/x/v1/Transcripts/${sid}/Operators`
/** Fields as they are repeated in a form. */
const post = (transcript: Pick<Transcript, 'sid'>, fields: [string, string][] = []) =>
  server.send<{ operator_sids: string[] }>(pathOf(transcript), {
    method: 'POST',
    body: new URLSearchParams(fields),
  })

test('without sids the operators run that are attached to the Service now, in that order', async () => {
  const { status, body } = await post(done)
  assert.equal(status, 202)
  assert.deepEqual(body, {
    transcript_sid: done.sid,
    operator_sids: [another.sid, own.sid],
    status: 'queued',
    url: `${server.baseUrl}/v2/Transcripts/${done.sid}/OperatorResults`,
  })
})

test('a request without any body is the same', async () => {
  const { status, body } = await server.request<{ operator_sids: string[] }>('POST', pathOf(done))
  assert.deepEqual([status, body.operator_sids.length], [202, 2])
})

test('named operators run, attached or not: one, several, repeated, with commas; each once', async () => {
  for (const [fields, expected] of [
    [[['OperatorSid', preBuilt.sid]], [preBuilt.sid]],
    [
      [
        ['OperatorSid', own.sid],
        ['OperatorSid', preBuilt.sid],
      ],
      [own.sid, preBuilt.sid],
    ],
    [[['OperatorSids', `${own.sid}, ${preBuilt.sid},${own.sid}`]], [own.sid, preBuilt.sid]],
    [
      [
        ['OperatorSids', own.sid],
        ['OperatorSids', another.sid],
        ['OperatorSid', own.sid],
      ],
      [own.sid, another.sid],
    ],
  ] as [[string, string][], string[]][]) {
    const { status, body } = await post(done, fields)
    assert.deepEqual([status, body.operator_sids], [202, expected])
  }
})

test('unknown operators, and those of others, are 404; what is no sid is 400', async () => {
  for (const sid of [foreign.sid, sidFrom('operator', 'cd'.repeat(16))])
    assertError(await post(done, [['OperatorSids', `${own.sid},${sid}`]]), 404, 20404)
  assertError(await post(done, [['OperatorSid', 'SentimentAnalysis']]), 400, 20423)
})

test('a transcript that is not completed, or encrypted, is a conflict that says so', async () => {
  for (const [transcript, reason] of [
    [queued, /is queued/],
    [failed, /is failed/],
    [encrypted, /encrypted/],
  ] as const) {
    const answer = await post(transcript, [['OperatorSid', own.sid]])
    assertError(answer, 409, 20409)
    assert.match(JSON.stringify(answer.body), reason)
  }
})

test('with nothing attached, or no Service any more, operators have to be named', async () => {
  for (const transcript of [withoutOperators, orphan]) {
    assertError(await post(transcript), 409, 20409)
    assert.equal((await post(transcript, [['OperatorSid', own.sid]])).status, 202)
  }
})

test('another account is 404, no credentials are 401, other methods are 405, JSON is 415', async () => {
  assertError(await post(notOurs), 404, 20404)
  assertError(await post({ sid: sidFrom('transcript', 'cd'.repeat(16)) }), 404, 20404)
  const anonymous = { method: 'POST', headers: { authorization: 'Basic bm86b25l' } }
  assertError(await server.send(pathOf(done), anonymous), 401, 20003)
  assertError(await server.request('GET', pathOf(done)), 405, 20004)
  assertError(await server.request('DELETE', pathOf(done)), 405, 20004)
  const headers = { 'content-type': 'application/json' }
  assertError(await server.send(pathOf(done), { method: 'POST', headers, body: '{}' }), 415)
})

test('the job is written together with the answer, for workers of the account in turn', async () => {
  const database = createMemoryDatabase()
  await database.store.operators.insert(own)
  const woken: string[] = []
  const deps = { ...database, wake: (name: string) => void woken.push(name) }
  await runOperators(done, [preBuilt.sid, own.sid], deps)
  await assert.rejects(runOperators(done, [foreign.sid], deps), { key: 'notFound' })
  assert.deepEqual(
    database.jobs().map(({ name, data, group }) => ({ name, data, group })),
    [
      {
        name: 'operators',
        data: { transcriptSid: done.sid, operatorSids: [preBuilt.sid, own.sid] },
        group: accountSid,
      },
    ],
  )
  assert.deepEqual(woken, ['operators'])
})
