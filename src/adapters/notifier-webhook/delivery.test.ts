// Deliveries on loopback that take more than one request: challenges, and the policies of fragments.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { DeliveryAttempt } from '../../domain/webhook-delivery.ts'
import { aTranscript } from '../../testing/builders.ts'
import { createSafeFetcher } from '../fetcher-safe/fetcher.ts'
import { closedPort, type SeenRequest, serveHttp, serveRaw } from '../fetcher-safe/test-servers.ts'
import { parseChallenges } from './challenge.ts'
import { createWebhookNotifier } from './webhook.ts'

const transcript = aTranscript({ status: 'completed' })
const realm = 'Digest realm="hooks", nonce="abc", qop="auth", algorithm=SHA-256'

/** Delivers to `url` once; returns the attempts and the failure, null when it was delivered. */
async function deliver(t: TestContext, url: string, { method = 'POST' as 'GET' | 'POST', attempt = 1 } = {}) {
  const fetcher = createSafeFetcher({ allow: ['127.0.0.1'], attempts: 3, urlCredentials: false })
  t.after(() => fetcher.close())
  const credentials = { verify: async () => null, authToken: async () => 'token', forget: () => undefined }
  const attempts: DeliveryAttempt[] = []
  const failure = await createWebhookNotifier({ fetcher, credentials })
    .notify({ url, method, transcript, token: 'T', attempt }, async (one) => void attempts.push(one))
    .then(
      () => null,
      ({ key, retryable }) => ({ key, retryable }),
    )
  return { attempts, failure }
}

const withUser = (origin: string) => origin.replace('//', '//us%40er:pa%3Ass@')
const sent = ({ path, body, headers }: SeenRequest) => [
  path,
  body,
  headers['x-twilio-signature'],
  headers['i-twilio-idempotency-token'],
]

for (const method of ['GET', 'POST'] as const) {
  test(`${method}: Basic credentials are sent after a challenge only, with the same request`, async (t) => {
    const server = await serveHttp(t, ({ headers }, response) => {
      if (headers.authorization) response.writeHead(204).end()
      else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="hooks"' }).end()
    })
    const { attempts, failure } = await deliver(t, `${withUser(server.origin)}/hook?a=1`, { method })
    const [first, second, ...more] = server.requests
    assert.deepEqual([failure, more], [null, []])
    assert.equal(first!.headers.authorization, undefined)
    assert.equal(second!.headers.authorization, `Basic ${btoa('us@er:pa:ss')}`)
    assert.deepEqual(sent(first!), sent(second!))
    assert.deepEqual(attempts, [{ number: 1, status: 204, code: null }])
  })

  test(`${method}: a Digest challenge is answered so that the server can check it`, async (t) => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    const server = await serveHttp(t, ({ headers, path, method }, response) => {
      const [answer] = parseChallenges(headers.authorization ?? '')
      const { cnonce, uri, response: given } = answer?.parameters ?? {}
      const expected = hash(
        `${hash('us@er:hooks:pa:ss')}:abc:00000001:${cnonce}:auth:${hash(`${method}:${path}`)}`,
      )
      if (answer?.scheme === 'digest' && uri === path && given === expected) response.writeHead(200).end()
      else response.writeHead(401, { 'WWW-Authenticate': [realm, 'Basic realm="x"'] }).end()
    })
    const { attempts, failure } = await deliver(t, `${withUser(server.origin)}/hook?a=%20b`, { method })
    assert.equal(failure, null)
    assert.equal(server.requests.length, 2)
    assert.doesNotMatch(String(server.requests[1]!.headers.authorization), /Basic|pa:ss/)
    assert.deepEqual(attempts, [{ number: 1, status: 200, code: null }])
  })
}

for (const [what, url, requests] of [
  ['wrong credentials', withUser, 2],
  ['no credentials in the URL', (origin: string) => origin, 1],
] as const) {
  test(`401 with ${what} ends the delivery after ${requests}`, async (t) => {
    const server = await serveHttp(t, (_request, response) =>
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
    )
    const { attempts, failure } = await deliver(t, url(server.origin))
    assert.deepEqual(failure, { key: 'webhookRefused', retryable: false })
    assert.equal(server.requests.length, requests)
    assert.deepEqual(attempts, [{ number: 1, status: 401, code: 95200 }])
  })
}

for (const [fragment, statuses, calls] of [
  ['rc=2&rp=5xx', [500], 3],
  ['rc=2&rp=5xx', [503, 200], 2],
  ['rc=2&rp=5xx', [404], 1],
  ['rc=2&rp=4xx', [404], 3],
  ['rc=5&rp=4xx,5xx', [404, 500, 429, 204], 4],
  ['rc=1&rp=all', [302], 2],
  ['rc=5', [500], 1],
  ['rp=5xx', [500], 2],
  ['rc=0&rp=all', [500], 1],
] as const) {
  test(`#${fragment} makes ${calls} of ${statuses.join(', ')}`, async (t) => {
    const server = await serveHttp(t, (_request, response, count) =>
      response.writeHead(statuses[Math.min(count, statuses.length) - 1]!).end(),
    )
    const { attempts, failure } = await deliver(t, `${server.origin}/hook#${fragment}`, { attempt: 4 })
    assert.equal(server.requests.length, calls)
    const last = statuses[Math.min(calls, statuses.length) - 1]!
    assert.deepEqual(failure, last < 300 ? null : { key: 'webhookRefused', retryable: false })
    assert.deepEqual(
      attempts.map(({ number }) => number),
      Array.from({ length: calls }, (_, at) => at + 4),
    )
    assert.deepEqual(attempts.at(-1), { number: calls + 3, status: last, code: last < 300 ? null : 95200 })
    assert.equal(new Set(server.requests.map((one) => JSON.stringify(sent(one)))).size, 1)
  })
}

for (const [fragment, attempts] of [
  ['rc=2', 3],
  ['rc=2&rp=rt,5xx', 1],
] as const) {
  test(`#${fragment} tries a refused connection ${attempts} times`, async (t) => {
    const outcome = await deliver(t, `http://127.0.0.1:${await closedPort()}/#${fragment}`)
    assert.deepEqual(outcome.failure, { key: 'webhookRefused', retryable: false })
    assert.deepEqual(
      outcome.attempts,
      Array.from({ length: attempts }, (_, at) => ({ number: at + 1, status: null, code: 95200 })),
    )
  })
}

for (const [fragment, heads, retryable] of [
  ['rt=500', 1, true],
  ['tt=1000', 1, true],
  ['rt=500&rc=2&rp=rt', 3, false],
  ['rt=500&rc=2&rp=ct', 1, false],
  ['tt=1500&rc=5&rp=all', 1, false],
] as const) {
  test(`#${fragment} gives up a silent receiver after ${heads}`, async (t) => {
    const server = await serveRaw(t, () => undefined)
    const { attempts, failure } = await deliver(t, `${server.origin}/hook#${fragment}`)
    assert.deepEqual(failure, { key: 'webhookTimedOut', retryable })
    assert.equal(server.heads.length, heads)
    assert.deepEqual(attempts.at(-1), { number: heads, status: null, code: 95201 })
  })
}

test('an address that may not be reached is not tried again, whatever the fragment says', async (t) => {
  const { attempts, failure } = await deliver(t, 'http://10.0.0.1/#rc=5&rp=all')
  assert.deepEqual(failure, { key: 'webhookRefused', retryable: false })
  assert.deepEqual(attempts, [{ number: 1, status: null, code: 95200 }])
})
