// How often a webhook is called, and with what (contract section 21, lines 54 and 55).
import assert from 'node:assert/strict'
import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ReceivedHook, startWebhookReceiver } from '../../../src/testing/webhook-receiver.ts'
import type { Check } from './check.ts'
import { type DeliveryBody, deliveriesOf, givenUp, loggedDeliveries } from './delivery-log.ts'
import { bendJson } from './distorting-proxy.ts'
import { transcribeSilence } from './instant-call.ts'
import { freshName, type Subject } from './subject.ts'

/** Statuses that a receiver answers with one after the other, the last one again and again; 0 = nothing at all. */
type Script = readonly number[]

/** A webhook as it is called, and what must come of it. */
interface Policy {
  script: Script
  /** Of the Service's URL, behind the path. */
  suffix: string
  requests: number
  /** Code of the last attempt, null when it was delivered. */
  code: number | null
}

const policies: Policy[] = [
  { suffix: '?token=s%2Fx&b=#rc=2&rp=5xx', script: [500, 503, 200], requests: 3, code: null },
  { suffix: '?a=1&a=2#rc=1&rp=5xx&sni=y&e=ashburn', script: [500], requests: 2, code: 95200 },
  { suffix: '#rp=4xx', script: [404], requests: 2, code: 95200 },
  { suffix: '#rc=3&rp=4xx,5xx', script: [404, 500, 204], requests: 3, code: null },
  { suffix: '#rc=0', script: [500], requests: 1, code: 95200 },
  // Twilio's usual policy is to try again when there was no connection, and only then.
  { suffix: '#rc=2', script: [500], requests: 1, code: 95200 },
  { suffix: '#rt=300&rc=1&rp=rt', script: [0], requests: 2, code: 95201 },
  { suffix: '#tt=300&rc=5&rp=all', script: [0], requests: 1, code: 95201 },
  { suffix: '#ct=300&rp=all', script: [302, 200], requests: 2, code: null },
]

/** Answers by the script that the last word of the path numbers. */
async function startScriptedReceiver(scripts: readonly Script[]) {
  const counts = scripts.map(() => 0)
  const receiver = await startWebhookReceiver(({ url }) => {
    const at = Number(new URL(url).pathname.split('/').at(-1))
    const script = scripts[at]!
    const status = script[Math.min(counts[at]!++, script.length - 1)]!
    return status || new Promise<number>(() => undefined)
  })
  const isFor = (at: number) => (hook: ReceivedHook) => new URL(hook.url).pathname.endsWith(`/${at}`)
  return { ...receiver, requestsOf: (at: number) => receiver.received.filter(isFor(at)) }
}

/** Completes a transcript whose webhook has this address; returns its sid. */
async function complete(subject: Subject, WebhookUrl: string): Promise<string> {
  const { sid } = await subject.service({ WebhookUrl })
  const transcript = await transcribeSilence(subject, sid, { CustomerKey: freshName() })
  assert.equal(transcript.status, 'completed')
  return transcript.sid
}

async function heedsTheFragment(subject: Subject) {
  // The last one has no policy of its own: its second attempt comes when a second attempt of any other would have come.
  const receiver = await startScriptedReceiver([...policies.map(({ script }) => script), [500, 204]])
  try {
    const sids = await Promise.all(
      policies.map(({ suffix }, at) => complete(subject, `${receiver.url}/${at}${suffix}`)),
    )
    const refused = await complete(subject, `${nobody}#rc=2`)
    const usual = await complete(subject, `${receiver.url}/${policies.length}`)
    for (const [at, { requests }] of policies.entries()) await loggedDeliveries(subject, sids[at]!, requests)
    await loggedDeliveries(subject, refused, 3)
    await loggedDeliveries(subject, usual, 2)
    for (const [at, policy] of policies.entries()) {
      const deliveries = await deliveriesOf(subject, sids[at]!)
      judgePolicy(policy, deliveries, receiver.requestsOf(at))
    }
    const deliveries = await deliveriesOf(subject, refused)
    assert.deepEqual(
      deliveries.map(({ attempt, status, code }) => [attempt, status, code]),
      [1, 2, 3].map((attempt) => [attempt, null, 95200]),
    )
    await answersChallenges(subject)
  } finally {
    receiver.close()
  }
}

function judgePolicy(policy: Policy, deliveries: DeliveryBody[], requests: ReceivedHook[]) {
  const { suffix, script, code } = policy
  assert.equal(requests.length, policy.requests, suffix)
  const [query] = suffix.split('#')
  for (const { url, headers } of requests) {
    const received = url.slice(url.indexOf('?'))
    assert.ok(received.startsWith(query ? `${query}&bodySHA256=` : '?bodySHA256='), url)
    assert.ok(!url.includes('#') && !url.includes('rp='), url)
    assert.equal(headers['i-twilio-idempotency-token'], deliveries[0]?.idempotency_token, suffix)
  }
  assert.equal(new Set(requests.map(({ body }) => body)).size, 1)
  assert.equal(new Set(requests.map(({ headers }) => headers['x-twilio-signature'])).size, 1)
  assert.equal(new Set(deliveries.map((one) => one.idempotency_token)).size, 1)
  assert.deepEqual(
    deliveries.map(({ attempt }) => attempt),
    requests.map((_, at) => at + 1),
    suffix,
  )
  const last = deliveries.at(-1)!
  const status = script[Math.min(requests.length, script.length) - 1]! || null
  assert.deepEqual([last.status, last.code], [status, code], suffix)
  for (const { webhook_url } of deliveries) assert.doesNotMatch(webhook_url, /[?#@]/)
}

/** User and password go only to a receiver that asked for them. */
async function answersChallenges(subject: Subject) {
  for (const [challenge, status, seen] of [
    ['Basic realm="hooks"', 200, [undefined, `Basic ${btoa('us@er:pass')}`]],
    [undefined, 401, [undefined]],
  ] as const) {
    const authorizations: (string | undefined)[] = []
    const server = createHttpServer(({ headers: { authorization } }, response) => {
      authorizations.push(authorization)
      const headers = challenge && { 'WWW-Authenticate': challenge }
      response.writeHead(authorization ? 200 : 401, headers).end()
    })
    const port = await listen(server)
    try {
      const sid = await complete(subject, `http://us%40er:pass@127.0.0.1:${port}/hook`)
      const [delivery] = await loggedDeliveries(subject, sid, 1)
      assert.deepEqual(authorizations, seen)
      assert.deepEqual([delivery!.attempt, delivery!.status], [1, status])
      assert.equal(delivery!.webhook_url, `http://127.0.0.1:${port}/hook`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Refuses connections: a port that no server of a test is ever given. */
const nobody = 'http://127.0.0.1:9/hook'

async function logsWhatFailed(subject: Subject) {
  const receiver = await startScriptedReceiver([[404], [500, 204], [0]])
  try {
    const [missing, failing, silent, refused] = await Promise.all([
      complete(subject, `${receiver.url}/0`),
      complete(subject, `${receiver.url}/1?token=secret`),
      complete(subject, `${receiver.url}/2#rt=300`),
      complete(subject, nobody),
    ])
    const outcomes = (deliveries: DeliveryBody[]) => deliveries.map(({ status, code }) => [status, code])
    const again = await loggedDeliveries(subject, failing!, 2)
    assert.deepEqual(outcomes(again), [
      [500, 95200],
      [204, null],
    ])
    assert.deepEqual(new Set(again.map(({ webhook_url }) => webhook_url)), new Set([`${receiver.url}/1`]))
    await givenUp(subject, missing!)
    assert.deepEqual(outcomes(await deliveriesOf(subject, missing!)), [[404, 95200]])
    assert.equal(receiver.requestsOf(0).length, 1)
    assert.deepEqual(outcomes(await loggedDeliveries(subject, silent!, 1))[0], [null, 95201])
    assert.deepEqual(outcomes(await loggedDeliveries(subject, refused!, 1))[0], [null, 95200])
    for (const sid of [missing, failing, silent, refused]) {
      assert.equal((await subject.call('GET', `/v2/Transcripts/${sid}`)).body.status, 'completed')
      const elsewhere = await subject.call('GET', '/x/v1/Webhooks', { login: subject.world.other })
      assert.ok(!JSON.stringify(elsewhere.body).includes(sid!))
    }
  } finally {
    receiver.close()
  }
}

/** Lines 54 and 55. */
export const webhookPolicyChecks: Check[] = [
  {
    number: 54,
    title: "the webhook's own query comes first, its fragment rules the attempts, which all send the same",
    run: heedsTheFragment,
    // A server that makes each attempt an event of its own.
    broken: (answer) =>
      bendJson(answer, (body) => {
        for (const row of body.webhooks ?? []) row.idempotency_token = row.sid
      }),
  },
  {
    number: 55,
    title: 'a webhook that fails harms no transcript and is in the log; 500 is tried again, 404 is not',
    run: logsWhatFailed,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.webhooks) body.webhooks = body.webhooks.filter((row: DeliveryBody) => row.status !== 404)
      }),
  },
]
