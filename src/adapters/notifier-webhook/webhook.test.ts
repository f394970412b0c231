// Webhooks on loopback: what arrives, and what each answer means.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { sidFrom } from '../../domain/sid.ts'
import type { DeliveryAttempt } from '../../domain/webhook-delivery.ts'
import type { Notification } from '../../ports/notifier.ts'
import { aTranscript } from '../../testing/builders.ts'
import { createSafeFetcher } from '../fetcher-safe/fetcher.ts'
import { closedPort, type SeenRequest, serveHttp } from '../fetcher-safe/test-servers.ts'
import { createWebhookNotifier } from './webhook.ts'

const authToken = 'fedcba98765432100123456789abcdef'
const transcript = aTranscript({ status: 'completed', customerKey: 'kéy 1&2' })
const token = 'f0f0f0f0-0000-4000-8000-000000000000'

function makeNotifier(t: TestContext, allow = ['127.0.0.1']) {
  const fetcher = createSafeFetcher({ allow, attempts: 3, urlCredentials: false })
  t.after(() => fetcher.close())
  const credentials = {
    verify: async () => null,
    authToken: async (account: string) => (account === transcript.accountSid ? authToken : null),
    forget: () => undefined,
  }
  const notifier = createWebhookNotifier({ fetcher, credentials })
  const attempts: DeliveryAttempt[] = []
  return {
    attempts,
    notify: (event: Omit<Notification, 'attempt'>, attempt = 1) =>
      notifier.notify({ ...event, attempt }, async (one) => void attempts.push(one)),
  }
}

const answering = (t: TestContext, status: number) =>
  serveHttp(t, (_request, response) => response.writeHead(status, { location: '/elsewhere' }).end('thanks'))

function asReceived(origin: string, request: SeenRequest): string {
  return `${origin}${request.path}`
}

function signatureOf(request: SeenRequest): string {
  return String(request.headers['x-twilio-signature'])
}

const sixKeys = {
  account_sid: transcript.accountSid,
  service_sid: transcript.serviceSid,
  transcript_sid: transcript.sid,
  customer_key: transcript.customerKey,
  event_type: 'voice_intelligence_transcript_available',
  encryption_credential_sid: null,
}

for (const [what, suffix] of [
  ['an address', '/hook'],
  ['an address without a path', ''],
  ['an address with a query', '/hook?token=s%2Fx&b='],
  ['an address with user and fragment', '/hook?token=x#rc=1'],
] as const) {
  test(`POST to ${what}: six keys in order, signed over what is received, with the token`, async (t) => {
    const server = await answering(t, 204)
    const url = `${server.origin.replace('//', suffix.includes('#') ? '//user:secret@' : '//')}${suffix}`
    await makeNotifier(t).notify({ url, method: 'POST', transcript, token })
    const [request, ...more] = server.requests
    assert.equal(more.length, 0)
    assert.equal(request!.method, 'POST')
    assert.equal(request!.headers['content-type'], 'application/json')
    assert.equal(request!.headers['i-twilio-idempotency-token'], token)
    assert.equal(request!.headers.authorization, undefined)
    assert.equal(request!.body, JSON.stringify(sixKeys))
    const own = /\?[^#]+/.exec(suffix)?.[0]
    assert.ok(request!.path.includes(own ? `${own}&bodySHA256=` : '?bodySHA256='), request!.path)
    const received = asReceived(server.origin, request!)
    const valid = (key: string, body: string) =>
      webhooks.validateRequestWithBody(key, signatureOf(request!), received, body)
    assert.ok(valid(authToken, request!.body))
    assert.equal(valid(authToken, request!.body.replace('voice', 'vOice')), false)
    assert.equal(valid(randomBytes(16).toString('hex'), request!.body), false)
  })
}

for (const suffix of ['/hook', '', '/hook?token=x%20y']) {
  test(`GET to an address ending in ${JSON.stringify(suffix)}: known fields in the query, no body`, async (t) => {
    const server = await answering(t, 200)
    await makeNotifier(t).notify({ url: server.origin + suffix, method: 'GET', transcript, token })
    const [request] = server.requests
    assert.equal(request!.method, 'GET')
    assert.equal(request!.body, '')
    const received = new URL(asReceived(server.origin, request!))
    const fields = Object.fromEntries([...received.searchParams].filter(([name]) => name !== 'token'))
    const { encryption_credential_sid: _null, ...known } = sixKeys
    assert.deepEqual(fields, known)
    if (suffix.includes('?')) assert.ok(request!.path.startsWith('/hook?token=x%20y&'))
    assert.ok(webhooks.validateRequest(authToken, signatureOf(request!), received.href, {}))
    assert.equal(request!.headers['i-twilio-idempotency-token'], token)
  })
}

test('what is unknown is null in a POST and left out of a GET; what is known is there', async (t) => {
  const server = await answering(t, 200)
  const credential = sidFrom('publicKey', '0123456789abcdef'.repeat(2))
  for (const [customerKey, encryptionCredentialSid] of [
    [null, null],
    ['key', credential],
  ] as const) {
    const one = { ...transcript, customerKey, encryptionCredentialSid }
    await makeNotifier(t).notify({ url: server.origin, method: 'POST', transcript: one, token })
    const expected = {
      ...sixKeys,
      customer_key: customerKey,
      encryption_credential_sid: encryptionCredentialSid,
    }
    assert.deepEqual(JSON.parse(server.requests.at(-1)!.body), expected)
    await makeNotifier(t).notify({ url: server.origin, method: 'GET', transcript: one, token })
    const query = new URL(server.requests.at(-1)!.path, server.origin).searchParams
    assert.equal(query.get('customer_key'), customerKey)
    assert.equal(query.get('encryption_credential_sid'), encryptionCredentialSid)
  }
})

test('every attempt of one event sends the same bytes and the same token', async (t) => {
  const server = await answering(t, 500)
  const notifier = makeNotifier(t)
  for (let attempt = 0; attempt < 3; attempt++) {
    await assert.rejects(notifier.notify({ url: server.origin, method: 'POST', transcript, token }))
  }
  const seen = server.requests.map(({ path, body, headers }) =>
    JSON.stringify([path, body, headers['i-twilio-idempotency-token'], headers['x-twilio-signature']]),
  )
  assert.equal(seen.length, 3)
  assert.equal(new Set(seen).size, 1)
})

for (const status of [200, 201, 202, 204, 299]) {
  test(`${status} is a delivery`, async (t) => {
    const server = await answering(t, status)
    await makeNotifier(t).notify({ url: server.origin, method: 'POST', transcript, token })
  })
}

for (const [status, retryable] of [
  [301, false],
  [302, false],
  [400, false],
  [401, false],
  [404, false],
  [410, false],
  [408, true],
  [425, true],
  [429, true],
  [500, true],
  [503, true],
] as const) {
  test(`${status} is no delivery and ${retryable ? 'is tried again' : 'ends it'}`, async (t) => {
    const server = await answering(t, status)
    await assert.rejects(makeNotifier(t).notify({ url: server.origin, method: 'POST', transcript, token }), {
      key: 'webhookRefused',
      code: 95200,
      retryable,
      message: `The webhook answered with status ${status}`,
    })
    assert.equal(server.requests.length, 1)
  })
}

test('a refused connection is tried again; an address that may not be reached is not', async (t) => {
  const url = `http://127.0.0.1:${await closedPort()}/`
  const event = { url, method: 'POST', transcript, token } as const
  await assert.rejects(makeNotifier(t).notify(event), { key: 'webhookRefused', retryable: true })
  await assert.rejects(makeNotifier(t, []).notify(event), { key: 'webhookRefused', retryable: false })
})

test('nothing is sent for an account that is gone', async (t) => {
  const server = await answering(t, 200)
  const foreign = aTranscript({ status: 'completed' })
  const event = { url: server.origin, method: 'POST', transcript: foreign, token } as const
  await assert.rejects(makeNotifier(t).notify(event), { key: 'webhookRefused', retryable: false })
  assert.equal(server.requests.length, 0)
})

test('no call is begun once the signal has aborted, also none that the address asks to repeat', async (t) => {
  const over = new AbortController()
  const server = await serveHttp(t, (_request, response) => {
    over.abort(new Error('the job is in other hands'))
    response.writeHead(500).end()
  })
  const url = `${server.origin}/#rc=3&rp=5xx`
  const event = { url, method: 'POST', transcript, token, signal: over.signal } as const
  const { notify, attempts } = makeNotifier(t)
  await assert.rejects(notify(event), /in other hands/)
  assert.deepEqual([server.requests.length, attempts.length], [1, 1])
  await assert.rejects(notify(event), /in other hands/)
  assert.equal(server.requests.length, 1)
})
