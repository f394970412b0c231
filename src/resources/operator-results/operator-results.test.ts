// Results of operators over HTTP, against the whole server with stored rows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { OperatorOutcome, OperatorResult } from '../../domain/operator-result.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import { anAccount, anOperator, aResult, aSentence, aTranscript } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

type Body = Record<string, unknown>

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const completed = (over: Partial<Transcript> = {}) =>
  aTranscript({ accountSid, status: 'completed', ...over })
const sentence = aSentence(3, { channel: 2, startMs: 1234, endMs: 61_500 })
const evidence = {
  sentenceSid: sentence.sid,
  sentenceIndex: 3,
  channel: 2,
  startMs: 1234,
  endMs: 61_500,
  text: 'cancel my account',
  label: 'Cancel',
}
const utterance = {
  sentence_sid: sentence.sid,
  sentence_index: 3,
  media_channel: 2,
  start_time: '1.234',
  end_time: '61.5',
  text: 'cancel my account',
  label: 'Cancel',
}
const json = { zebra: 1, a: { y: [null], b: 'x' }, mid: true }

/** Fields of other kinds than that of the answer. */
const nothing = {
  extract_match: null,
  match_probability: null,
  normalized_result: null,
  utterance_results: [],
  utterance_match: null,
  predicted_label: null,
  predicted_probability: null,
  label_probabilities: {},
  extract_results: {},
  text_generation_results: null,
  json_results: null,
}

/** Every kind of answer, and what differs from {@link nothing} in it. */
const kinds: [outcome: OperatorOutcome, operatorType: string, shown: Body][] = [
  [
    { kind: 'classification', label: 'mixed', probabilities: { positive: 0.25, mixed: 0.75 } },
    'conversation-classify',
    {
      predicted_label: 'mixed',
      predicted_probability: 0.75,
      label_probabilities: { positive: 0.25, mixed: 0.75 },
    },
  ],
  [
    {
      kind: 'classification',
      label: 'Transfer',
      probabilities: { Transfer: 0.9, NoTransfer: 0.1 },
      evidence: [evidence],
    },
    'conversation-classify',
    {
      utterance_results: [utterance],
      utterance_match: true,
      predicted_label: 'Transfer',
      predicted_probability: 0.9,
      label_probabilities: { Transfer: 0.9, NoTransfer: 0.1 },
    },
  ],
  [
    {
      kind: 'extraction',
      match: true,
      probability: 0.9,
      extracts: { cancel: ['cancel my account'] },
      evidence: [evidence],
    },
    'extract',
    {
      extract_match: true,
      match_probability: 0.9,
      utterance_results: [utterance],
      utterance_match: true,
      extract_results: { cancel: ['cancel my account'] },
    },
  ],
  [
    { kind: 'extraction', match: false, probability: 0.05, extracts: {}, evidence: [] },
    'extract',
    { extract_match: false, match_probability: 0.05, utterance_match: false },
  ],
  [
    { kind: 'text', text: 'A summary.', refusal: null },
    'text-generation',
    { text_generation_results: { result: 'A summary.', format: 'text' } },
  ],
  [
    { kind: 'text', text: '', refusal: 'I will not.' },
    'text-generation',
    { text_generation_results: { result: '', format: 'text' }, refusal: 'I will not.' },
  ],
  [{ kind: 'json', json, refusal: null }, 'json', { json_results: json }],
  [{ kind: 'json', json: null, refusal: 'No.' }, 'json', { refusal: 'No.' }],
]

const all = { transcript: completed(), results: kinds.map(([outcome], at) => aResult(at, { outcome })) }
const redacted = {
  transcript: completed({ redaction: true }),
  results: [
    aResult(0, {
      outcome: { kind: 'text', text: 'Ann called.', refusal: null },
      redacted: { kind: 'text', text: '[Redacted: Sums up]', refusal: null },
    }),
    aResult(1, {
      outcome: { kind: 'json', json, refusal: null },
      redacted: { kind: 'json', json: null, refusal: null },
    }),
  ],
}
const unfinished = (['queued', 'in-progress', 'failed', 'canceled'] as const).map((status) => ({
  transcript: completed({ status }),
  results: [aResult(0)],
}))
const encrypted = {
  transcript: completed({ encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)) }),
  results: [aResult(0)],
}
const foreign = { transcript: completed({ accountSid: anAccount() }), results: [aResult(0)] }
const none = { transcript: completed(), results: [] as OperatorResult[] }

const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const { transcript, results } of [all, redacted, encrypted, foreign, none, ...unfinished]) {
    await store.transcripts.insert(transcript)
    await store.operatorResults.replace(transcript.sid, results)
  }
})
const pathOf = ({ sid }: Transcript) => `/v2/Transcripts/${sid}/OperatorResults`
const list = (transcript: Transcript, query = '') =>
  server.request<ListBody<'operator_results', Body>>('GET', pathOf(transcript) + query)
const fetchOne = (transcript: Transcript, operatorSid: string, query = '') =>
  server.request<Body>('GET', `${pathOf(transcript)}/${operatorSid}${query}`)

test('every kind of answer has its sixteen properties in order, and a refusal only where there was one', async () => {
  const { status, headers, body } = await list(all.transcript)
  assert.equal(status, 200)
  assert.ok(headers.has('x-rate-limit-limit') && headers.has('access-control-allow-origin'))
  assert.equal(body.meta.key, 'operator_results')
  for (const [at, [, operatorType, { refusal, ...shown }]] of kinds.entries()) {
    const { operatorSid, name } = all.results[at]!
    const expected = [
      ['operator_type', operatorType],
      ['name', name],
      ['operator_sid', operatorSid],
      ...Object.entries({ ...nothing, ...shown }),
      ['transcript_sid', all.transcript.sid],
      ['url', `${server.baseUrl}${pathOf(all.transcript)}/${operatorSid}`],
      ...(refusal ? [['refusal', refusal]] : []),
    ]
    assert.deepEqual(Object.entries(body.operator_results[at]!), expected)
  }
})

test('the keys of a JSON answer keep the order of its schema', async () => {
  const { body } = await list(all.transcript)
  const shown = body.operator_results.find(({ json_results }) => json_results !== null)!
  assert.equal(JSON.stringify(shown.json_results), JSON.stringify(json))
})

test('a result that is fetched is the one that is listed', async () => {
  const { body } = await list(all.transcript)
  for (const listed of body.operator_results) {
    assert.deepEqual((await fetchOne(all.transcript, String(listed.operator_sid))).body, listed)
    assert.deepEqual((await server.send(String(listed.url))).body, listed)
  }
})

test('results are paged in order of attachment', async () => {
  const sids: unknown[] = []
  let url: string | null = `${pathOf(all.transcript)}?PageSize=3`
  let pages = 0
  for (; url; pages++) {
    const { body }: Awaited<ReturnType<typeof list>> = await server.request('GET', url)
    sids.push(...body.operator_results.map(({ operator_sid }) => operator_sid))
    url = body.meta.next_page_url
  }
  assert.equal(pages, Math.ceil(kinds.length / 3))
  assert.deepEqual(
    sids,
    all.results.map(({ operatorSid }) => operatorSid),
  )
  for (const query of ['?PageSize=0', '?PageToken=x', '?Redacted=perhaps']) {
    assertError(await list(all.transcript, query), 400)
  }
})

for (const [query, hidden] of [
  ['', true],
  ['?Redacted=true', true],
  ['?Redacted=True', true],
  ['?Redacted=false', false],
  ['?Redacted=False', false],
] as const) {
  test(`${query || 'nothing asked'} shows a redacted transcript's results ${hidden ? 'redacted' : 'as they are'}`, async () => {
    const text = { result: hidden ? '[Redacted: Sums up]' : 'Ann called.', format: 'text' }
    const { body } = await list(redacted.transcript, query)
    assert.deepEqual(
      body.operator_results.map((one) => [one.text_generation_results, one.json_results]),
      [
        [text, null],
        [null, hidden ? null : json],
      ],
    )
    for (const [at, { operatorSid }] of redacted.results.entries()) {
      const one = await fetchOne(redacted.transcript, operatorSid, query)
      assert.deepEqual(one.body, body.operator_results[at])
    }
  })
}

test('page addresses keep asking for the same view', async () => {
  const { body } = await list(redacted.transcript, '?Redacted=False&PageSize=1')
  assert.match(body.meta.next_page_url ?? '', /\?Redacted=false&PageSize=1&Page=1&PageToken=/)
  const next = await server.send<typeof body>(body.meta.next_page_url!)
  assert.deepEqual(next.body.operator_results[0]!.json_results, json)
})

test('a key for redacted data sees the redacted view alone', async () => {
  const key = await makeKey(server, 'redacted-only')
  const sid = redacted.results[0]!.operatorSid
  for (const path of [pathOf(redacted.transcript), `${pathOf(redacted.transcript)}/${sid}`]) {
    assert.equal((await key.request('GET', path)).status, 200)
    assertError(await key.request('GET', `${path}?Redacted=false`), 403, 20403)
  }
  // Made without redaction there is nothing else to see.
  for (const query of ['', '?Redacted=true']) {
    assertError(await key.request('GET', pathOf(all.transcript) + query), 403, 20403)
  }
})

test('what is not completed has no results: an empty page, and 404 for one', async () => {
  for (const { transcript, results } of unfinished) {
    assert.deepEqual((await list(transcript)).body.operator_results, [])
    assertError(await fetchOne(transcript, results[0]!.operatorSid), 404, 20404)
  }
  assert.deepEqual((await list(none.transcript)).body.operator_results, [])
})

test('an encrypted transcript refuses its results in the clear', async () => {
  assertError(await list(encrypted.transcript), 403, 20403)
  assertError(await fetchOne(encrypted.transcript, encrypted.results[0]!.operatorSid), 403, 20403)
})

test('results of another account, of an unknown transcript, and of an operator that did not run are 404', async () => {
  assertError(await list(foreign.transcript), 404, 20404)
  assertError(await list(aTranscript()), 404, 20404)
  for (const sid of [anOperator().sid, foreign.results[0]!.operatorSid, 'LY1', 'Custom']) {
    assertError(await fetchOne(all.transcript, sid), 404, 20404)
  }
  assertError(await fetchOne(foreign.transcript, foreign.results[0]!.operatorSid), 404, 20404)
})

test('results go with their transcript, and nobody may write them', async () => {
  for (const method of ['POST', 'DELETE']) {
    assertError(await server.request(method, pathOf(none.transcript)), 405, 20004)
  }
  assert.equal((await server.request('DELETE', `/v2/Transcripts/${none.transcript.sid}`)).status, 204)
  assertError(await list(none.transcript), 404, 20404)
})
