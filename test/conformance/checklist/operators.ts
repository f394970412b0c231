// Operators and their results (contract section 21, lines 45 to 50).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { type BentAnswer, bendJson, type Distortion } from './distorting-proxy.ts'
import { phraseOperatorForm } from './every-operation.ts'
import { resourceKeys } from './every-resource.ts'
import { generativeJsonCheck } from './generative-json.ts'
import { channelOf, transcribeSilence } from './instant-call.ts'
import { operatedCall } from './operated-call.ts'
import { answerWith, startRecordingOrigin } from './recording-origin.ts'
import type { Json, Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'

const preBuiltTypes = [
  ...['SentimentAnalysis', 'Summarization', 'EntityRecognition', 'AgentIntroduction', 'EscalationRequest'],
  ...['OutboundCallDisposition', 'RecordingDisclosure', 'VoicemailDetection', 'UnavailablePartyDetector'],
  ...['DoNotContactMe', 'NonEnglishCall', 'PasswordReset', 'CallTransfer'],
]

/** All rows of a list. */
async function rowsOf(subject: Subject, path: string): Promise<Json[]> {
  const rows: Json[] = []
  for (let url: string | null = path; url; ) {
    const { body }: { body: Json } = await subject.call('GET', url)
    rows.push(...body[body.meta.key])
    url = body.meta.next_page_url
  }
  return rows
}

const createOperator = (subject: Subject, over: Record<string, string> = {}) =>
  subject.call('POST', '/v2/Operators/Custom', { form: { ...phraseOperatorForm(), ...over } })

async function attachNew(subject: Subject, serviceSid: string): Promise<string> {
  const { body } = await createOperator(subject)
  const { status } = await subject.call('POST', `/v2/Services/${serviceSid}/Operators/${body.sid}`)
  assert.equal(status, 202)
  return body.sid
}

async function resultSids(subject: Subject, transcriptSid: string): Promise<string[]> {
  const rows = await rowsOf(subject, `/v2/Transcripts/${transcriptSid}/OperatorResults`)
  return rows.map(({ operator_sid }) => operator_sid)
}

async function unitesCollections(subject: Subject) {
  const made = (await createOperator(subject)).body
  const lists: Record<string, Json[]> = {}
  for (const collection of ['Operators', 'Operators/Custom', 'Operators/PreBuilt']) {
    lists[collection] = await rowsOf(subject, `/v2/${collection}?PageSize=20`)
    for (const row of lists[collection]) {
      assert.equal(row.url, `${subject.baseUrl}/v2/${collection}/${row.sid}`)
      assert.equal(row.account_sid, subject.world.main.user)
    }
  }
  const [all, custom, preBuilt] = Object.values(lists) as [Json[], Json[], Json[]]
  const sids = (rows: Json[]) => rows.map(({ sid }) => sid).sort()
  assert.deepEqual(sids(all), sids([...custom, ...preBuilt]))
  assert.ok(sids(custom).includes(made.sid))
  assert.deepEqual(preBuilt.map((row) => row.operator_type).sort(), preBuiltTypes.toSorted())
  for (const row of preBuilt) assert.deepEqual([row.author, row.config], ['Twilio', null])
  for (const row of custom) assert.equal(row.author, subject.world.main.user)
  const place = `/v2/Operators/PreBuilt/${preBuilt[0]!.sid}`
  for (const path of ['/v2/Operators/PreBuilt', place]) {
    for (const method of ['POST', 'DELETE']) assertError(await subject.call(method, path), 405)
  }
  assert.equal((await subject.call('GET', place)).status, 200)
}

async function judgesConfigs(subject: Subject) {
  const generative = (prompt: string) => ({
    OperatorType: 'Generative',
    Config: JSON.stringify({ prompt }),
  })
  const longest = await createOperator(subject, generative('p'.repeat(4000)))
  assert.deepEqual([longest.status, longest.body.config.prompt.length], [202, 4000])
  assert.equal((await createOperator(subject, { FriendlyName: 'x'.repeat(64) })).status, 202)
  const before = (await rowsOf(subject, '/v2/Operators/Custom?PageSize=1000')).length
  const noSchema = { OperatorType: 'GenerativeJSON', Config: '{"prompt": "What?"}' }
  const refused: Record<string, string>[] = [
    { OperatorType: 'Nonsense' },
    { OperatorType: '' },
    { OperatorType: 'SentimentAnalysis' },
    { OperatorType: 'AgentIntroduction' },
    { Config: 'no JSON' },
    { Config: '' },
    { Config: '[]' },
    { Config: '{}' },
    { Config: '{"phrase_sets": []}' },
    { Config: '{"phrase_sets": [{"name": "n", "phrases": ["p"], "match": "telepathy"}]}' },
    { OperatorType: 'Generative', Config: '{"prompt": 7}' },
    noSchema,
    { ...noSchema, Config: '{"prompt": "What?", "json_result_schema": {"type": "array"}}' },
    generative('p'.repeat(4001)),
    { FriendlyName: 'x'.repeat(65) },
    { FriendlyName: '' },
  ]
  for (const over of refused) {
    const answer = await createOperator(subject, over)
    assert.equal(answer.status, 400, JSON.stringify(over).slice(0, 100))
    assertError(answer, 400)
  }
  assert.equal((await rowsOf(subject, '/v2/Operators/Custom?PageSize=1000')).length, before)
}

/** A server that does not count the characters of a name. */
function takingLongNames(): Distortion {
  let taken: BentAnswer | null = null
  return (answer, { method, body }) => {
    if (method === 'POST' && answer.status === 202) taken = answer
    const name = new URLSearchParams(body).get('FriendlyName') ?? ''
    return answer.status === 400 && name.length > 64 && taken ? taken : answer
  }
}

async function freezesOperators(subject: Subject) {
  const held = Promise.withResolvers<void>()
  const origin = await startRecordingOrigin({
    'held.wav': async (...exchange) => {
      await held.promise
      answerWith(silentWav())(...exchange)
    },
  })
  try {
    const { sid: ServiceSid } = await subject.service()
    const early = await attachNew(subject, ServiceSid)
    const Channel = channelOf(origin.urlOf('held.wav'))
    const { body } = await subject.call('POST', '/v2/Transcripts', { form: { ServiceSid, Channel } })
    const late = await attachNew(subject, ServiceSid)
    held.resolve()
    assert.equal((await subject.finished(body.sid)).status, 'completed')
    assert.deepEqual(await resultSids(subject, body.sid), [early])
    const path = `/v2/Transcripts/${body.sid}/OperatorResults`
    assert.equal((await subject.call('GET', `${path}/${early}`)).status, 200)
    assertError(await subject.call('GET', `${path}/${late}`), 404)
    const next = await transcribeSilence(subject, ServiceSid)
    assert.deepEqual(await resultSids(subject, next.sid), [early, late])
  } finally {
    held.resolve()
    origin.close()
  }
}

/** A server on which the operators of the moment of reading count. */
function operatingLate(): Distortion {
  const attached: string[] = []
  return (answer, { method, path }) => {
    const sid = /^\/v2\/Services\/[^/]+\/Operators\/(LY\w+)/.exec(path)?.[1]
    if (method === 'POST' && sid) attached.push(sid)
    return bendJson(answer, (body) => {
      const [first] = body.operator_results ?? []
      if (first) body.operator_results = attached.map((operator_sid) => ({ ...first, operator_sid }))
    })
  }
}

async function keepsOldResults(subject: Subject) {
  const { sid } = await subject.service()
  const [detached, deleted, kept] = [
    await attachNew(subject, sid),
    await attachNew(subject, sid),
    await attachNew(subject, sid),
  ]
  const old = await transcribeSilence(subject, sid)
  const path = `/v2/Transcripts/${old.sid}/OperatorResults`
  const before = await rowsOf(subject, path)
  assert.deepEqual(await resultSids(subject, old.sid), [detached, deleted, kept])
  assert.equal((await subject.call('DELETE', `/v2/Services/${sid}/Operators/${detached}`)).status, 204)
  assert.equal((await subject.call('DELETE', `/v2/Operators/Custom/${deleted}`)).status, 204)
  assert.deepEqual(await rowsOf(subject, path), before)
  for (const row of before) {
    assert.deepEqual((await subject.call('GET', `${path}/${row.operator_sid}`)).body, row)
  }
  const later = await transcribeSilence(subject, sid)
  assert.deepEqual(await resultSids(subject, later.sid), [kept])
}

/** A server on which results go with their operator. */
function forgettingResults(): Distortion {
  const deleted = new Set<string | undefined>()
  return (answer, { method, path }) => {
    if (method === 'DELETE') deleted.add(/^\/v2\/Operators\/Custom\/(LY\w+)/.exec(path)?.[1])
    return bendJson(answer, (body) => {
      if (!body.operator_results) return
      body.operator_results = body.operator_results.filter(
        (row: { operator_sid: string }) => !deleted.has(row.operator_sid),
      )
    })
  }
}

async function listsWhatItFetches(subject: Subject) {
  const { plain, redacted } = subject.world
  let seen = 0
  for (const { transcript } of [plain, redacted, await operatedCall(subject)]) {
    const path = `/v2/Transcripts/${transcript.sid}/OperatorResults`
    for (const query of ['', '?Redacted=true', '?Redacted=false']) {
      for (const row of await rowsOf(subject, path + query)) {
        assert.deepEqual(Object.keys(row), resourceKeys.operatorResult)
        assert.equal(Object.keys(row).length, 16)
        const { body } = await subject.call('GET', `${path}/${row.operator_sid}${query}`)
        assert.deepEqual(body, row)
        seen++
      }
    }
  }
  assert.ok(seen >= 6, `${seen} results were compared`)
}

/** Lines 45 to 50. */
export const operatorChecks: Check[] = [
  {
    number: 45,
    title: 'Operators is the union of Custom and PreBuilt, which can not be written to',
    run: unitesCollections,
    broken: (answer, { path }) =>
      bendJson(answer, (body) => {
        if (path.startsWith('/v2/Operators?')) {
          body.operators = body.operators.filter((row: Json) => row.operator_type !== 'CallTransfer')
        }
      }),
  },
  {
    number: 46,
    title: 'what is no valid custom operator is refused and leaves nothing behind',
    run: judgesConfigs,
    broken: takingLongNames(),
  },
  generativeJsonCheck,
  {
    number: 48,
    title: 'the operators that are attached at create run, those attached later do not',
    run: freezesOperators,
    broken: operatingLate(),
  },
  {
    number: 49,
    title: 'results outlive the attachment and the operator, which give no new ones',
    run: keepsOldResults,
    broken: forgettingResults(),
  },
  {
    number: 50,
    title: 'the list shows each result as fetch does, with all 16 keys',
    run: listsWhatItFetches,
    broken: (answer) =>
      bendJson(answer, (body) => {
        for (const row of body.operator_results ?? []) row.name = null
      }),
  },
]
