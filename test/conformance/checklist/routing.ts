// Routing and status (contract section 21, lines 1 to 5).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { type BentAnswer, bendJson } from './distorting-proxy.ts'
import { type OperationId, operations, performEveryOperation, phraseOperatorForm } from './every-operation.ts'
import type { Subject } from './subject.ts'

const zeros = '0'.repeat(32)

/** Any well-formed value for each parameter of a path. */
const placeholders: Record<string, string> = {
  Sid: `GA${zeros}`,
  ServiceSid: `GA${zeros}`,
  TranscriptSid: `GT${zeros}`,
  OperatorSid: `LY${zeros}`,
}

/** Paths that are not in the contract, though most look like it. */
const unknownPaths = (serviceSid: string, transcriptSid: string) => [
  `/v2/Services/${serviceSid}/Transcripts`,
  `/v2/Services/${serviceSid}/Operators/LY${zeros}/Results`,
  `/v2/Transcripts/${transcriptSid}/Words`,
  `/v2/Transcripts/${transcriptSid}/Sentences/GX${zeros}`,
  '/v2/Nothing',
  '/v2',
  '/v3/Transcripts',
]

async function routesEverything(subject: Subject) {
  const answers = await performEveryOperation(subject)
  assert.deepEqual([...answers.keys()].sort(), Object.keys(operations).sort())
  for (const [id, { status }] of answers) assert.ok(status >= 200 && status < 300, `${id} answers ${status}`)

  const methodsOf = new Map<string, string[]>()
  for (const [method, path] of Object.values(operations).map((line) => line.split(' '))) {
    methodsOf.set(path!, [...(methodsOf.get(path!) ?? []), method!])
  }
  for (const [template, known] of methodsOf) {
    const path = template.replace(/\{(\w+)\}/g, (_, name) => placeholders[name]!)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !known.includes(one))) {
      const answer = await subject.call(method, path)
      assertError(answer, 405)
      assert.deepEqual(
        answer.headers
          .get('allow')
          ?.split(', ')
          .filter((one) => one !== 'HEAD')
          .sort(),
        known.toSorted(),
        `${method} ${path}`,
      )
    }
  }
  const { plain } = subject.world
  for (const path of unknownPaths(plain.service.sid, plain.transcript.sid)) {
    for (const method of ['GET', 'POST', 'DELETE']) assertError(await subject.call(method, path), 404)
  }
}

async function answersExactStatus(subject: Subject) {
  for (const [id, { status, body }] of await performEveryOperation(subject)) {
    assert.equal(status, Number(operations[id as OperationId].split(' ')[2]), id)
    if (status === 204) assert.equal(body, null, id)
  }
}

/** Requests whose last word is fixed where others have a sid, and what only their own handler answers. */
const fixedWords = (encryptedSid: string): [path: string, member: string][] => [
  [`/v2/Transcripts/${encryptedSid}/OperatorResults/Encrypted`, 'locations'],
  [`/v2/Transcripts/${encryptedSid}/Sentences/Encrypted`, 'location'],
  ['/v2/Operators/Custom', 'operators'],
  ['/v2/Operators/PreBuilt', 'operators'],
]

async function keepsFixedWords(subject: Subject) {
  for (const [path, member] of fixedWords(subject.world.encrypted.transcript.sid)) {
    const { status, body } = await subject.call('GET', path)
    assert.equal(status, 200, path)
    assert.ok(member in body, `${path} has ${Object.keys(body)}`)
  }
  await ignoresTrailingSlash(subject)
}

async function ignoresTrailingSlash(subject: Subject) {
  const { plain, encrypted } = subject.world
  const of = `/v2/Transcripts/${plain.transcript.sid}`
  const reads = [
    ...fixedWords(encrypted.transcript.sid).map(([path]) => path),
    ...['/v2/Services', '/v2/Transcripts', '/v2/Operators', '/v2/OperatorTypes', of],
    ...[`${of}/Sentences`, `${of}/Media`, `${of}/OperatorResults`],
    `${of}/OperatorResults/${plain.operatorSid}`,
    `/v2/Services/${plain.service.sid}`,
    `/v2/Services/${plain.service.sid}/Operators`,
  ]
  for (const path of reads) {
    const [bare, slashed] = [await subject.call('GET', path), await subject.call('GET', `${path}/`)]
    assert.equal(slashed.status, bare.status, path)
    assert.deepEqual(withoutSignatures(slashed.body), withoutSignatures(bare.body))
  }
  const made = await subject.call('POST', '/v2/Operators/Custom/', { form: phraseOperatorForm() })
  assert.equal(made.status, 202)
  const attached = `/v2/Services/${plain.service.sid}/Operators/${made.body.sid}/`
  assert.equal((await subject.call('POST', attached)).status, 202)
  assert.equal((await subject.call('DELETE', attached)).status, 204)
  assert.equal((await subject.call('DELETE', `/v2/Operators/Custom/${made.body.sid}/`)).status, 204)
  const query = await subject.call('GET', `${of}/OperatorResults/?Redacted=false`)
  assert.equal(query.status, 200)
}

/** Signed addresses hold the time until which they serve. */
function withoutSignatures(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replace(/(\/x\/v1\/[^"?]+)\?[^"]*/g, '$1'))
}

async function attachesWithoutBody(subject: Subject) {
  const service = await subject.service()
  const { body: some } = await subject.call('GET', '/v2/Operators/PreBuilt?PageSize=2')
  const [first, second] = some.operators.map(({ sid }: { sid: string }) => sid)
  const path = (sid: string) => `/v2/Services/${service.sid}/Operators/${sid}`
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  assert.equal((await subject.call('POST', path(first), { headers })).status, 202)
  assert.equal((await subject.call('POST', path(second))).status, 202)
  const { body } = await subject.call('GET', `/v2/Services/${service.sid}/Operators`)
  assert.deepEqual(body.operator_sids, [first, second])
}

async function findsByOtherNames(subject: Subject) {
  await findsServicesByName(subject)
  const types = await subject.call('GET', '/v2/OperatorTypes?PageSize=1000')
  for (const type of types.body.operator_types) {
    for (const name of [type.sid, type.name]) {
      const found = await subject.call('GET', `/v2/OperatorTypes/${name}`)
      assert.deepEqual([found.status, found.body], [200, type])
    }
  }
  const { transcript, service, operatorSid } = subject.world.plain
  const hex = transcript.sid.slice(2)
  for (const name of [
    service.sid,
    operatorSid,
    `GA${hex}`,
    `GX${hex}`,
    hex,
    transcript.sid.slice(0, -1),
    'x',
  ]) {
    for (const rest of ['', '/Media', '/Sentences', '/OperatorResults', '/Sentences/Encrypted']) {
      assertError(await subject.call('GET', `/v2/Transcripts/${name}${rest}`), 404)
    }
    assertError(await subject.call('DELETE', `/v2/Transcripts/${name}`), 404)
  }
}

async function findsServicesByName(subject: Subject) {
  for (const removedBy of ['sid', 'unique_name']) {
    const made = await subject.service()
    const names: string[] = [made.sid, made.unique_name]
    for (const name of names) {
      const found = await subject.call('GET', `/v2/Services/${name}`)
      assert.deepEqual([found.status, found.body], [200, made])
    }
    for (const [at, name] of names.entries()) {
      const form = { FriendlyName: `Changed ${at}` }
      const changed = await subject.call('POST', `/v2/Services/${name}`, { form })
      assert.deepEqual([changed.body.sid, changed.body.version], [made.sid, at + 2])
    }
    assert.equal((await subject.call('DELETE', `/v2/Services/${made[removedBy]}`)).status, 204)
    for (const name of names) assertError(await subject.call('GET', `/v2/Services/${name}`), 404)
  }
}

/** An answer made into an error in the shape of contract section 7. */
function asError(answer: BentAnswer, status: number, code: number): BentAnswer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  const body = Buffer.from(JSON.stringify({ code, message: 'Refused', more_info, status }))
  return { status, headers: { ...answer.headers, 'content-type': 'application/json' }, body }
}

/** Lines 1 to 5. */
export const routingChecks: Check[] = [
  {
    number: 1,
    title: 'all 29 operations answer; other methods are 405, other paths 404',
    run: routesEverything,
    broken: (answer) => (answer.status === 405 ? asError(answer, 404, 20404) : answer),
  },
  {
    number: 2,
    title: 'status codes are exactly those of the contract',
    run: answersExactStatus,
    broken: (answer, { method, path }) =>
      method === 'POST' && path === '/v2/Transcripts' ? { ...answer, status: 201 } : answer,
  },
  {
    number: 3,
    title: 'fixed words are no sids, and a trailing slash changes nothing',
    run: keepsFixedWords,
    broken: (answer, { path }) =>
      path.endsWith('/OperatorResults/Encrypted') ? asError(answer, 403, 20403) : answer,
  },
  {
    number: 4,
    title: 'attaching needs no body and no Content-Type',
    run: attachesWithoutBody,
    broken: (answer, { method, path, body }) =>
      method === 'POST' && path.includes('/Operators/LY') && body === ''
        ? asError(answer, 415, 20422)
        : answer,
  },
  {
    number: 5,
    title:
      'Services answer to sid and unique name, operator types to sid and name, transcripts to GT sids only',
    run: findsByOtherNames,
    broken: (answer, { method, path }) =>
      method === 'GET' && path.startsWith('/v2/Services/name-')
        ? bendJson(answer, (body) => ({ ...body, sid: `GA${zeros}` }))
        : answer,
  },
]
