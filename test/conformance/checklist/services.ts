// Services (contract section 21, lines 40 to 44).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import { startWebhookReceiver } from '../../../src/testing/webhook-receiver.ts'
import type { Check } from './check.ts'
import { until } from './delivery-log.ts'
import { type BentAnswer, bendJson, type Distortion, type SeenRequest } from './distorting-proxy.ts'
import { phraseOperatorForm } from './every-operation.ts'
import { transcribeSilence } from './instant-call.ts'
import { freshName, type Subject } from './subject.ts'

type Form = Record<string, string>

const create = (subject: Subject, form: Form) => subject.call('POST', '/v2/Services', { form })
const update = (subject: Subject, sid: string, form: Form, headers: Form = {}) =>
  subject.call('POST', `/v2/Services/${sid}`, { form, headers })
const fetchOne = async (subject: Subject, sid: string) =>
  (await subject.call('GET', `/v2/Services/${sid}`)).body

async function namesAndLanguages(subject: Subject) {
  const [first, second] = [await subject.service(), await subject.service()]
  for (const form of [{}, { UniqueName: '' }, { FriendlyName: 'Nameless' }] as Form[]) {
    assertError(await create(subject, form), 400)
  }
  assertError(await create(subject, { UniqueName: first.unique_name }), 409)
  assertError(await update(subject, second.sid, { UniqueName: first.unique_name }), 409)
  assert.deepEqual(await fetchOne(subject, second.sid), second, 'a refused update changes nothing')
  assert.equal((await update(subject, first.sid, { UniqueName: first.unique_name })).status, 200)
  const elsewhere = { login: subject.world.other, form: { UniqueName: first.unique_name } }
  assert.equal((await subject.call('POST', '/v2/Services', elsewhere)).status, 201)

  assert.equal(first.language_code, 'en-US')
  const spanish = await subject.service({ LanguageCode: 'es-ES' })
  assert.equal(spanish.language_code, 'es-ES')
  for (const LanguageCode of ['en', 'xx-XX', 'ja-JP', 'english']) {
    assertError(await create(subject, { UniqueName: freshName(), LanguageCode }), 400)
  }
  for (const LanguageCode of ['en-GB', 'xx-XX']) {
    const { status, body } = await update(subject, spanish.sid, { LanguageCode })
    assert.deepEqual([status, body.language_code], [200, 'es-ES'])
    assert.equal((await fetchOne(subject, spanish.sid)).language_code, 'es-ES')
  }
}

async function listsAttachedOperators(subject: Subject) {
  const service = await subject.service()
  const path = `/v2/Services/${service.sid}/Operators`
  const custom = (await subject.call('POST', '/v2/Operators/Custom', { form: phraseOperatorForm() })).body.sid
  const { body } = await subject.call('GET', '/v2/Operators/PreBuilt?PageSize=2')
  const [one, two]: string[] = body.operators.map(({ sid }: { sid: string }) => sid)
  const assertAttached = async (...expected: string[]) => {
    assert.deepEqual((await subject.call('GET', path)).body.operator_sids, expected)
    const { services } = (await subject.call('GET', '/v2/Services?PageSize=1')).body
    assert.equal(services[0].sid, service.sid)
    for (const shown of [await fetchOne(subject, service.sid), services[0]]) {
      assert.deepEqual(shown.read_only_attached_operator_sids, expected)
    }
  }
  const change = async (method: string, place: string, status: number) =>
    assert.equal((await subject.call(method, place)).status, status)
  assert.deepEqual(service.read_only_attached_operator_sids, [])
  await assertAttached()
  await change('POST', `${path}/${one}`, 202)
  await assertAttached(one!)
  await change('POST', `${path}/${custom}`, 202)
  await change('POST', `${path}/${two}`, 202)
  await assertAttached(one!, custom, two!)
  await change('POST', `${path}/${one}`, 202)
  await assertAttached(one!, custom, two!)
  await change('DELETE', `${path}/${one}`, 204)
  await assertAttached(custom, two!)
  await change('DELETE', `${path}/${one}`, 404)
  await change('DELETE', `/v2/Operators/Custom/${custom}`, 204)
  await assertAttached(two!)
}

async function heedsIfMatch(subject: Subject) {
  const { sid } = await subject.service()
  for (const tag of ['1', '"2"', 'W/"3"', '*', '"9", "5"']) {
    const { status } = await update(subject, sid, { FriendlyName: `After ${tag}` }, { 'If-Match': tag })
    assert.equal(status, 200, tag)
  }
  const before = await fetchOne(subject, sid)
  assert.deepEqual([before.version, before.friendly_name], [6, 'After "9", "5"'])
  for (const tag of ['5', '"5"', 'W/"1"', '7', '"x"']) {
    assertError(await update(subject, sid, { FriendlyName: 'Stale' }, { 'If-Match': tag }), 412)
  }
  assert.deepEqual(await fetchOne(subject, sid), before)
  assert.equal((await update(subject, sid, { FriendlyName: 'Whatever' })).body.version, 7)
  for (let version = 7; version < 10; version++) {
    const rivals = ['A', 'B', 'C'].map((FriendlyName) =>
      update(subject, sid, { FriendlyName }, { 'If-Match': String(version) }),
    )
    const answers = await Promise.all(rivals)
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412])
    const winner = answers.find(({ status }) => status === 200)!
    const { friendly_name, version: now } = await fetchOne(subject, sid)
    assert.deepEqual([friendly_name, now], [winner.body.friendly_name, version + 1])
  }
}

/** A server that ignores conditions: it shows the Service as if it had taken the update. */
function ignoringConditions(): Distortion {
  let taken: BentAnswer | null = null
  return (answer, { method }) => {
    if (method === 'POST' && answer.status === 200) taken = answer
    return answer.status === 412 && taken ? taken : answer
  }
}

async function knowsWebhookMethods(subject: Subject) {
  const receiver = await startWebhookReceiver()
  try {
    for (const WebhookHttpMethod of ['GET', 'POST', 'NULL']) {
      const form = { WebhookUrl: receiver.url, WebhookHttpMethod }
      const made = await subject.service(form)
      const other = await subject.service({ WebhookUrl: receiver.url })
      const updated = (await update(subject, other.sid, { WebhookHttpMethod })).body
      for (const shown of [made, updated, await fetchOne(subject, other.sid)]) {
        assert.equal(shown.webhook_http_method, WebhookHttpMethod)
      }
      for (const wrong of ['PUT', 'DELETE', 'HEAD', 'none']) {
        assertError(await update(subject, other.sid, { WebhookHttpMethod: wrong }), 400)
        const UniqueName = freshName()
        assertError(await create(subject, { UniqueName, WebhookHttpMethod: wrong }), 400)
      }
    }
    const webhook = { WebhookUrl: `${receiver.url}/silent`, WebhookHttpMethod: 'NULL' }
    const silent = await subject.service(webhook)
    const loud = await subject.service({ WebhookUrl: `${receiver.url}/loud` })
    const unheard = await transcribeSilence(subject, silent.sid)
    assert.equal(unheard.status, 'completed')
    const heard = await transcribeSilence(subject, loud.sid)
    await until(() => receiver.received.some(({ body }) => body.includes(heard.sid)))
    assert.ok(!receiver.received.some(({ url, body }) => `${url}${body}`.includes(unheard.sid)))
  } finally {
    receiver.close()
  }
}

async function logsNoData(subject: Subject) {
  const made = await subject.service({ DataLogging: 'true' })
  const { status, body: updated } = await update(subject, made.sid, { DataLogging: 'true' })
  assert.equal(status, 200)
  for (const shown of [made, updated, await fetchOne(subject, made.sid)]) {
    assert.equal(shown.data_logging, false)
  }
}

const isServiceWrite = ({ method, path }: SeenRequest) => method === 'POST' && path.startsWith('/v2/Services')

/** A server that shows what was attached before the latest change. */
function oneBehind(): Distortion {
  const last = new Map<string, string[]>()
  return (answer, { method }) =>
    bendJson(answer, (body) => {
      const now = body.read_only_attached_operator_sids
      if (method !== 'GET' || !now) return
      body.read_only_attached_operator_sids = last.get(body.sid) ?? now
      last.set(body.sid, now)
    })
}

/** Lines 40 to 44. */
export const serviceChecks: Check[] = [
  {
    number: 40,
    title: 'a Service needs a name nobody has; its language is one of those listed and stays',
    run: namesAndLanguages,
    broken: (answer, request) =>
      bendJson(answer, (body) => {
        const LanguageCode = new URLSearchParams(request.body).get('LanguageCode')
        if (isServiceWrite(request) && answer.status === 200 && LanguageCode)
          body.language_code = LanguageCode
      }),
  },
  {
    number: 41,
    title: 'read_only_attached_operator_sids is what is attached, after every change',
    run: listsAttachedOperators,
    broken: oneBehind(),
  },
  {
    number: 42,
    title: 'If-Match lets an update pass that knows the current version, and of two only one',
    run: heedsIfMatch,
    broken: ignoringConditions(),
  },
  {
    number: 43,
    title: 'WebhookHttpMethod is GET, POST or NULL, and NULL sends nothing',
    run: knowsWebhookMethods,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.webhook_http_method === 'NULL') body.webhook_http_method = 'POST'
      }),
  },
  {
    number: 44,
    title: 'DataLogging is accepted and stays off',
    run: logsNoData,
    broken: (answer, request) =>
      bendJson(answer, (body) => {
        if (isServiceWrite(request) && request.body.includes('DataLogging=true')) body.data_logging = true
      }),
  },
]
