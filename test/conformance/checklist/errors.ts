// Errors, authentication, headers (contract section 21, lines 56 to 59).
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { type OperationId, operations, performEveryOperation, phraseOperatorForm } from './every-operation.ts'
import { withSecondServer } from './second-server.ts'
import { freshName, type Json, type Login, type Subject } from './subject.ts'

const json = { 'content-type': 'application/json' }

/** Requests that are refused, by the status they are refused with. */
async function refusals(subject: Subject): Promise<[status: number, answer: Json][]> {
  const { plain, encrypted, keys } = subject.world
  const service = await subject.service()
  const path = `/v2/Services/${service.sid}`
  const big = `FriendlyName=${'x'.repeat((1 << 20) + 1)}`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const requests: [number, ...Parameters<Subject['call']>][] = [
    [400, 'POST', '/v2/Services', { form: {} }],
    [400, 'GET', '/v2/Services?PageSize=0'],
    [400, 'GET', '/v2/Transcripts?Status=asleep'],
    [401, 'GET', '/v2/Services', { login: null }],
    [401, 'POST', '/x/v1/Recordings', { login: null }],
    [403, 'POST', '/v2/Services', { login: keys.readOnly, form: { UniqueName: freshName() } }],
    [403, 'GET', `/v2/Transcripts/${encrypted.transcript.sid}/Sentences`],
    [404, 'GET', `/v2/Services/GA${'0'.repeat(32)}`],
    [404, 'GET', '/v2/Nothing'],
    [404, 'GET', '/v2/%zz'],
    [404, 'GET', `/v2/Transcripts/${plain.transcript.sid}/Sentences/Encrypted`],
    [405, 'PUT', path],
    [405, 'DELETE', '/v2/Services'],
    [409, 'POST', '/v2/Services', { form: { UniqueName: service.unique_name } }],
    [412, 'POST', path, { form: { FriendlyName: 'x' }, headers: { 'If-Match': '9' } }],
    [413, 'POST', path, { body: big, headers: form }],
    [415, 'POST', path, { body: '{"FriendlyName": "x"}', headers: json }],
  ]
  const answers: [number, Json][] = []
  for (const [status, ...request] of requests) answers.push([status, await subject.call(...request)])
  return answers
}

async function keepsTheErrorShape(subject: Subject) {
  for (const [status, answer] of await refusals(subject)) assertShape(answer, status)
  const dataDir = join(subject.world.folder, freshName())
  mkdirSync(dataDir)
  const settings = { DATA_DIR: dataDir, RATE_LIMIT: '3/1h' }
  await withSecondServer(subject, { settings, broken: withTitle }, async (second) => {
    // Where uploads are written there is a file: something in the server fails that nobody has thought of.
    rmSync(join(dataDir, 'work'), { recursive: true })
    writeFileSync(join(dataDir, 'work'), '')
    const wav = { body: 'no sound', headers: { 'content-type': 'audio/wav' } }
    assertShape(await second.call('POST', '/x/v1/Recordings', wav), 500)
    for (let i = 0; i < 2; i++) await second.call('GET', '/v2/Services')
    assertShape(await second.call('GET', '/v2/Services'), 429)
  })
  rmSync(dataDir, { recursive: true, force: true })
}

function assertShape(answer: Json, status: number) {
  assertError(answer, status)
  const { code, message, more_info, status: told } = answer.body
  assert.ok(Number.isInteger(code) && told === status)
  assert.ok(typeof message === 'string' && message !== '' && typeof more_info === 'string')
  for (const name of ['type', 'title']) assert.ok(!(name in answer.body))
}

/** A server whose 409 is a problem document, for which newer SDKs raise another class. */
const withTitle: Distortion = (answer) =>
  bendJson(answer, (body) => {
    if (answer.status === 409) Object.assign(body, { type: 'about:blank', title: 'Conflict' })
  })

const placeholders: Record<string, string> = {
  Sid: `GT${'0'.repeat(32)}`,
  ServiceSid: `GA${'0'.repeat(32)}`,
  TranscriptSid: `GT${'0'.repeat(32)}`,
  OperatorSid: `LY${'0'.repeat(32)}`,
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]!)
}

async function knowsItsCallers(subject: Subject) {
  const { main, other, keys } = subject.world
  const wrong: (Login | null)[] = [
    null,
    { user: main.user, password: 'wrong' },
    { user: main.user, password: '' },
    { user: other.user, password: main.password },
    { user: keys.full.user, password: main.password },
    { user: `SK${'0'.repeat(32)}`, password: keys.full.password },
  ]
  for (const line of Object.values(operations)) {
    const [method, template] = line.split(' ')
    for (const login of wrong) {
      const answer = await subject.call(method!, fill(template!, placeholders), { login })
      assertError(answer, 401, 20003)
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic /)
    }
  }
  for (const login of [main, keys.full]) {
    const call: Subject['call'] = (method, path, options) => subject.call(method, path, { login, ...options })
    for (const [id, { status }] of await performEveryOperation({ ...subject, call })) {
      assert.equal(status, Number(operations[id].split(' ')[2]), `${id} for ${login.user}`)
    }
  }
  await hidesOtherAccounts(subject)
}

/** Operations on what everybody has. */
const shared: OperationId[] = ['FetchPrebuiltOperator', 'FetchOperatorType']

async function hidesOtherAccounts(subject: Subject) {
  const { plain, encrypted, other } = subject.world
  const own = await subject.call('POST', '/v2/Services', {
    login: other,
    form: { UniqueName: freshName() },
  })
  const { OperatorType: _, ...change } = phraseOperatorForm()
  for (const [id, line] of Object.entries(operations) as [OperationId, string][]) {
    const [method, template] = line.split(' ') as [string, string]
    if (!template.includes('{') || shared.includes(id)) continue
    const values = {
      Sid: ownSid(template, plain),
      ServiceSid: plain.service.sid,
      TranscriptSid: (id.includes('Encrypted') ? encrypted : plain).transcript.sid,
      OperatorSid: plain.operatorSid,
    }
    const options = { login: other, ...(method === 'POST' && { form: change }) }
    assertError(await subject.call(method, fill(template, values), options), 404)
    if (!template.includes('{ServiceSid}/Operators/')) continue
    const path = fill(template, { ...values, ServiceSid: own.body.sid })
    assertError(await subject.call(method, path, { login: other }), 404)
  }
  for (const path of ['/v2/Services', '/v2/Transcripts', '/v2/Operators/Custom']) {
    const { body } = await subject.call('GET', path, { login: other })
    for (const row of body[body.meta.key]) assert.equal(row.account_sid, other.user)
  }
  for (const [path, sid] of [
    ['/v2/Services', plain.service.sid],
    ['/v2/Transcripts', plain.transcript.sid],
    ['/v2/Operators/Custom', plain.operatorSid],
  ]) {
    assert.equal((await subject.call('GET', `${path}/${sid}`)).status, 200, 'nothing was deleted')
  }
}

function ownSid(template: string, { service, transcript, operatorSid }: Subject['world']['plain']): string {
  if (template.startsWith('/v2/Services')) return service.sid
  return template.startsWith('/v2/Transcripts') ? transcript.sid : operatorSid
}

async function refusesOverTheRate(subject: Subject) {
  const settings = { RATE_LIMIT: '6/2s', WORKERS: '0' }
  await withSecondServer(subject, { settings, broken: countingRefused() }, async (second) => {
    const names = Array.from({ length: 30 }, freshName)
    const answers = await Promise.all(
      names.map((UniqueName) => second.call('POST', '/v2/Services', { form: { UniqueName } })),
    )
    const refused = answers.filter(({ status }) => status === 429)
    assert.ok(refused.length > 0 && refused.length < names.length)
    for (const answer of refused) {
      assertError(answer, 429, 20429)
      assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
    }
    const taken = names.filter((_, at) => answers[at]!.status === 201)
    assert.equal(taken.length + refused.length, names.length)
    const { services } = await patiently(() => second.call('GET', '/v2/Services?PageSize=1000'))
    assert.deepEqual(services.map((row: Json) => row.unique_name).sort(), taken.sort())
  })
}

/** Asks until it is not too soon any more. */
async function patiently(ask: () => Promise<Json>): Promise<Json> {
  for (;;) {
    const { status, body } = await ask()
    if (status !== 429) return body
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** A server that refuses after it has done the work. */
function countingRefused(): Distortion {
  const names: string[] = []
  return (answer, request) => {
    if (answer.status === 429) names.push(new URLSearchParams(request.body).get('UniqueName') ?? '')
    return bendJson(answer, (body) => {
      const [row] = body.services ?? []
      if (row) body.services.push({ ...row, unique_name: names[0] })
    })
  }
}

/** Groups of headers on the success of operations that do not have both. */
const headerGroups: Partial<Record<OperationId, readonly ('rate' | 'cors')[]>> = {
  DeleteService: ['rate'],
  FetchOperatorAttachments: ['cors'],
  CreateOperatorAttachment: ['cors'],
  DeleteOperatorAttachment: [],
  DeleteTranscript: ['rate'],
  FetchEncryptedSentences: ['cors'],
  FetchEncryptedOperatorResults: ['cors'],
  DeleteCustomOperator: ['rate'],
}

const rateHeaders = ['limit', 'remaining', 'config'].map((name) => `x-rate-limit-${name}`)
const corsHeaders = [
  ...['allow-origin', 'allow-methods', 'allow-headers', 'allow-credentials', 'expose-headers'],
].map((name) => `access-control-${name}`)

function headersWith(headers: Headers, prefix: string): string[] {
  return [...headers.keys()].filter((name) => name.startsWith(prefix)).sort()
}

async function sendsHeaders(subject: Subject) {
  for (const [id, { headers }] of await performEveryOperation(subject)) {
    const groups = headerGroups[id] ?? ['rate', 'cors']
    const [rate, cors] = [headersWith(headers, 'x-rate-limit-'), headersWith(headers, 'access-control-')]
    assert.deepEqual(rate, groups.includes('rate') ? rateHeaders.toSorted() : [], id)
    assert.deepEqual(cors, groups.includes('cors') ? corsHeaders.toSorted() : [], id)
    assert.match(headers.get('twilio-request-id') ?? '', /^RQ[0-9a-f]{32}$/, id)
  }
  for (const [status, { headers }] of await refusals(subject)) {
    assert.match(headers.get('twilio-request-id') ?? '', /^RQ[0-9a-f]{32}$/, String(status))
  }
  for (const template of new Set(Object.values(operations).map((line) => line.split(' ')[1]!))) {
    const options = { login: null, headers: { Origin: 'https://app.example.com' } }
    const { status, body, headers } = await subject.call('OPTIONS', fill(template, placeholders), options)
    assert.deepEqual([status, body], [204, null], template)
    assert.deepEqual(headersWith(headers, 'access-control-'), corsHeaders.toSorted())
    assert.match(headers.get('access-control-allow-methods') ?? '', /GET, POST, DELETE, OPTIONS/)
    assert.match(headers.get('twilio-request-id') ?? '', /^RQ/)
  }
}

/** Lines 56 to 59. */
export const errorChecks: Check[] = [
  {
    number: 56,
    title: "every error has Twilio's shape, whatever its status",
    run: keepsTheErrorShape,
    broken: withTitle,
  },
  {
    number: 57,
    title: 'token and key work everywhere, anything else is 401, and other accounts do not exist',
    run: knowsItsCallers,
    // A server that tells a stranger which transcripts there are.
    broken: (answer, { method, path }) =>
      bendJson(
        answer.status === 404 && method === 'GET' && /^\/v2\/Transcripts\/GT\w+$/.test(path)
          ? { ...answer, status: 403 }
          : answer,
        (body) => {
          if (body.code === 20404 && /^\/v2\/Transcripts\/GT\w+$/.test(path)) {
            Object.assign(body, { code: 20403, status: 403, more_info: moreInfo(20403) })
          }
        },
      ),
  },
  {
    number: 58,
    title: 'over the rate is 429 and leaves no trace',
    run: refusesOverTheRate,
    broken: countingRefused(),
  },
  {
    number: 59,
    title: 'headers of rate and origin are where the contract has them, the request id everywhere',
    run: sendsHeaders,
    broken: (answer, { method, path }) =>
      method === 'DELETE' && path.includes('/Operators/')
        ? { ...answer, headers: { ...answer.headers, 'x-rate-limit-limit': '500' } }
        : answer,
  },
]

function moreInfo(code: number): string {
  return `https://www.twilio.com/docs/errors/${code}`
}
