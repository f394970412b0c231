// Attaching operators to Services over HTTP, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { assertError } from '../../testing/answers.ts'
import { anOperator, aService } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Service {
  sid: string
  unique_name: string
  version: number
  date_updated: string
  read_only_attached_operator_sids: string[]
}

const foreign = { service: aService(), operator: anOperator() }
const server = await startTestServer({ after }, {}, async ({ store }) => {
  await store.services.insert(foreign.service)
  await store.operators.insert(foreign.operator)
})
const [first = '', second = '', third = ''] = preBuiltOperators.map(({ sid }): string => sid)
let count = 0

async function makeService() {
  const form = { UniqueName: `service ${++count}` }
  return (await server.request<Service>('POST', '/v2/Services', form)).body
}
async function makeOperator() {
  const form = { FriendlyName: 'x', OperatorType: 'Generative', Config: '{"prompt": "x"}' }
  return (await server.request<{ sid: string }>('POST', '/v2/Operators/Custom', form)).body.sid
}
const pathOf = (service: string, operator: string) => `/v2/Services/${service}/Operators/${operator}`
const attach = (service: string, operator: string) => server.request('POST', pathOf(service, operator))
const detach = (service: string, operator: string) => server.request('DELETE', pathOf(service, operator))

/** What is attached, as both resources say. */
async function attachedTo({ sid }: Service) {
  const collection = await server.request<{ operator_sids: string[] }>('GET', `/v2/Services/${sid}/Operators`)
  assert.deepEqual(Object.entries(collection.body), [
    ['service_sid', sid],
    ['operator_sids', collection.body.operator_sids],
    ['url', `${server.baseUrl}/v2/Services/${sid}/Operators`],
  ])
  const { body } = await server.request<Service>('GET', `/v2/Services/${sid}`)
  assert.deepEqual(body.read_only_attached_operator_sids, collection.body.operator_sids)
  return collection.body.operator_sids
}

test('an attach answers 202 with its three properties in order; operators stay in the order of attachment', async () => {
  const service = await makeService()
  const custom = await makeOperator()
  assert.deepEqual(await attachedTo(service), [])
  const order = [third, custom, first, second]
  for (const operator of order) {
    const { status, headers, body } = await attach(service.sid, operator)
    assert.equal(status, 202)
    assert.deepEqual(Object.entries(body as object), [
      ['operator_sid', operator],
      ['service_sid', service.sid],
      ['url', `${server.baseUrl}${pathOf(service.sid, operator)}`],
    ])
    assert.ok(headers.has('access-control-allow-origin'))
    assert.equal(headers.get('x-rate-limit-limit'), null)
  }
  assert.deepEqual(await attachedTo(service), order)
})

test('attaching again is 202 and changes nothing', async () => {
  const service = await makeService()
  for (const operator of [first, second, first])
    assert.equal((await attach(service.sid, operator)).status, 202)
  assert.deepEqual(await attachedTo(service), [first, second])
})

for (const [what, init] of [
  ['an empty form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' }],
  ['no Content-Type', {}],
  ['stray fields', { body: new URLSearchParams({ Stray: 'x' }) }],
] as const) {
  test(`an attach with ${what} is 202`, async () => {
    const { sid } = await makeService()
    const { status } = await server.send(pathOf(sid, first), { method: 'POST', ...init })
    assert.equal(status, 202)
  })
}

test('a detach answers 204 once; then, and when nothing is attached, it is 404', async () => {
  const service = await makeService()
  for (const operator of [first, second]) await attach(service.sid, operator)
  const { status, headers, body } = await detach(service.sid, first)
  assert.deepEqual([status, body], [204, null])
  for (const name of ['access-control-allow-origin', 'x-rate-limit-limit'])
    assert.equal(headers.get(name), null)
  assert.deepEqual(await attachedTo(service), [second])
  assertError(await detach(service.sid, first), 404, 20404)
  assertError(await detach(service.sid, third), 404, 20404)
})

test('neither moves the version or the date of the Service, and its updates keep what is attached', async () => {
  const service = await makeService()
  const read = async () => (await server.request<Service>('GET', `/v2/Services/${service.sid}`)).body
  await attach(service.sid, first)
  assert.deepEqual(await read(), { ...service, read_only_attached_operator_sids: [first] })
  await server.request('POST', `/v2/Services/${service.sid}`, { FriendlyName: 'x' })
  assert.deepEqual(await attachedTo(service), [first])
  await detach(service.sid, first)
  assert.equal((await read()).version, 2)
})

test('deleting an operator detaches it everywhere; deleting a Service leaves operators alone', async () => {
  const [one, other] = [await makeService(), await makeService()]
  const operator = await makeOperator()
  for (const { sid } of [one, other]) for (const each of [operator, first]) await attach(sid, each)
  assert.equal((await server.request('DELETE', `/v2/Operators/Custom/${operator}`)).status, 204)
  for (const service of [one, other]) assert.deepEqual(await attachedTo(service), [first])
  const kept = await makeOperator()
  await attach(one.sid, kept)
  assert.equal((await server.request('DELETE', `/v2/Services/${one.sid}`)).status, 204)
  assert.equal((await server.request('GET', `/v2/Operators/${kept}`)).status, 200)
  assertError(await server.request('GET', `/v2/Services/${one.sid}/Operators`), 404, 20404)
  assertError(await attach(one.sid, kept), 404, 20404)
})

test('unknown ones, those of another account, and unique names are 404', async () => {
  const service = await makeService()
  const operator = await makeOperator()
  const cases: [service: string, operator: string][] = [
    [aService().sid, operator],
    [foreign.service.sid, operator],
    [foreign.service.sid, first],
    [encodeURIComponent(service.unique_name), operator],
    [service.sid, anOperator().sid],
    [service.sid, foreign.operator.sid],
    [service.sid, 'LY123'],
    [service.sid, service.sid],
    [operator, operator],
  ]
  for (const [serviceSid, operatorSid] of cases) {
    assertError(await attach(serviceSid, operatorSid), 404, 20404)
    assertError(await detach(serviceSid, operatorSid), 404, 20404)
  }
  for (const sid of [
    aService().sid,
    foreign.service.sid,
    encodeURIComponent(service.unique_name),
    operator,
  ]) {
    assertError(await server.request('GET', `/v2/Services/${sid}/Operators`), 404, 20404)
  }
  assert.deepEqual(await attachedTo(service), [])
})

test('other methods are 405', async () => {
  const { sid } = await makeService()
  assertError(await server.request('GET', pathOf(sid, first)), 405, 20004)
  assertError(await server.request('POST', `/v2/Services/${sid}/Operators`), 405, 20004)
})

test('a key that may only read changes nothing', async () => {
  const service = await makeService()
  await attach(service.sid, first)
  const key = await makeKey(server, 'read-only')
  assert.equal((await key.request('GET', `/v2/Services/${service.sid}/Operators`)).status, 200)
  assertError(await key.request('POST', pathOf(service.sid, second)), 403, 20403)
  assertError(await key.request('DELETE', pathOf(service.sid, first)), 403, 20403)
  assert.deepEqual(await attachedTo(service), [first])
})
