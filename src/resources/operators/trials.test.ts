// Trying operators over HTTP, against the whole server: the result is that of a run, and nothing is kept.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PersonalDataSpan } from '../../domain/sentence.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError } from '../../testing/answers.ts'
import { aSentence, aTranscript } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Tried {
  result: {
    operator_type: string
    extract_match: boolean
    extract_results: Record<string, string[]>
    operator_sid: null
    url: null
    transcript_sid: string
  } | null
  engine: string | null
  warnings: { code: string; message: string }[]
}

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const done = { accountSid, status: 'completed', transcribed: true } as const
const plain = aTranscript(done)
const redacted = aTranscript({ ...done, redaction: true })
const queued = aTranscript({ ...done, status: 'queued' })
const encrypted = aTranscript({ ...done, encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)) })
const foreign = aTranscript({ status: 'completed' })
const [text, hidden] = ['Please cancel my account, says Karen.', 'Please cancel my account, says [Name].']
const wordsOf = (said: string) =>
  said.split(' ').map((word, at) => ({ text: word, startMs: at * 100, endMs: at * 100 + 90 }))
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [plain, redacted, queued, encrypted, foreign]) {
    await store.transcripts.insert(one)
    const spans: PersonalDataSpan[] = [{ start: 31, end: 36, type: 'NAME' }]
    const form = { text: hidden, words: wordsOf(hidden), spans }
    await store.sentences.replace(one.sid, [
      aSentence(0, { text, words: wordsOf(text), redacted: one.redaction ? form : null }),
    ])
  }
})

const phrases = (...list: string[]) =>
  JSON.stringify({ phrase_sets: [{ name: 'Wish', phrases: list, match: 'stem' }] })
const attempt = (transcript: Pick<Transcript, 'sid'>, form: Record<string, string>) =>
  server.request<Tried>('POST', `/x/v1/Transcripts/${transcript.sid}/OperatorTrials`, form)
const wish = { OperatorType: 'PhraseMatching', Config: phrases('cancel my account') }

test('an operator that was never stored answers on a transcript, and nothing of it is kept', async () => {
  const { status, body } = await attempt(plain, wish)
  assert.equal(status, 200)
  assert.deepEqual([body.engine, body.warnings], ['local', []])
  assert.partialDeepStrictEqual(body.result, {
    operator_type: 'extract',
    extract_match: true,
    extract_results: { wish: ['cancel my account'] },
    operator_sid: null,
    url: null,
    transcript_sid: plain.sid,
  })
  const results = await server.request<{ operator_results: [] }>(
    'GET',
    `/v2/Transcripts/${plain.sid}/OperatorResults`,
  )
  assert.deepEqual(results.body.operator_results, [])
  const operators = await server.request<{ operators: [] }>('GET', '/v2/Operators/Custom')
  assert.deepEqual(operators.body.operators, [])
  const other = await attempt(plain, { ...wish, Config: phrases('a refund') })
  assert.equal(other.body.result!.extract_match, false)
})

test('of a redacted transcript the result is redacted, unless the other view is asked for; that is audited', async () => {
  const name = { ...wish, Config: phrases('says Karen') }
  const usual = await attempt(redacted, name)
  assert.equal(usual.status, 200)
  assert.doesNotMatch(JSON.stringify(usual.body), /Karen/)
  const count = async () => {
    const { body } = await server.request<{ audit_entries: unknown[] }>('GET', '/x/v1/AuditLog')
    return body.audit_entries.length
  }
  const before = await count()
  const spoken = await attempt(redacted, { ...name, Redacted: 'false' })
  assert.match(JSON.stringify(spoken.body.result), /says Karen/)
  assert.equal(await count(), before + 1)
})

test('what can not be run says why, in a warning without a made-up sid', async () => {
  const { status, body } = await attempt(plain, { OperatorType: 'Generative', Config: '{"prompt":"Why?"}' })
  assert.equal(status, 200)
  assert.deepEqual([body.result, body.engine], [null, null])
  assert.equal(body.warnings[0]!.code, 'llm_not_configured')
  assert.match(body.warnings[0]!.message, /^The operator: .*LLM_BASE_URL/)
})

test('a config that does not fit is refused as it would be at create', async () => {
  for (const form of [
    { ...wish, Config: '{' },
    { ...wish, Config: '{}' },
    { ...wish, OperatorType: 'SentimentAnalysis' },
    { Config: wish.Config },
  ])
    assertError(await attempt(plain, form), 400, 20422)
})

test('who may not make operators may not try them; transcripts must be readable and one’s own', async () => {
  const path = `/x/v1/Transcripts/${redacted.sid}/OperatorTrials`
  for (const scope of ['redacted-only', 'read-only'] as const) {
    const key = await makeKey(server, scope)
    assertError(await key.request('POST', path, wish), 403, 20403)
  }
  for (const one of [queued, encrypted]) assertError(await attempt(one, wish), 409, 20409)
  assertError(await attempt(foreign, wish), 404, 20404)
  assertError(await server.request('GET', path), 405, 20004)
})
