// Official SDKs of three generations, with another base URL and nothing else changed (contract section 21, line 60).
import assert from 'node:assert/strict'
import twilio from 'twilio'
import twilio5 from 'twilio5'
import twilio60 from 'twilio60'
import { type ReceivedHook, startWebhookReceiver } from '../../../src/testing/webhook-receiver.ts'
import type { Check } from './check.ts'
import { until } from './delivery-log.ts'
import { type BentAnswer, bendJson, type SeenRequest, startDistortingProxy } from './distorting-proxy.ts'
import { operations } from './every-operation.ts'
import { silenceUrl, transcribeSilence } from './instant-call.ts'
import { performEverySdkOperation, refuses, type Sdk } from './sdk-operations.ts'
import { freshName, type Subject } from './subject.ts'

type Twilio = typeof twilio

/** The three have the same operations; their types differ in details that do not matter here. */
const sdks: Record<string, Twilio> = {
  '5.13.1': twilio5 as unknown as Twilio,
  '6.0.0': twilio60 as unknown as Twilio,
  '6.2.0': twilio,
}

/** A client of the main account whose requests go through a stop of our own, which may bend answers. */
async function withClient(
  { subject, sdk, options = {} }: { subject: Subject; sdk: Twilio; options?: { autoRetry?: boolean } },
  work: (v2: Sdk, seen: SeenRequest[]) => Promise<void>,
  bend: (answer: BentAnswer, count: number) => BentAnswer = (answer) => answer,
) {
  const seen: SeenRequest[] = []
  const stop = await startDistortingProxy(subject.baseUrl, (answer, request) =>
    bend(answer, seen.push(request)),
  )
  try {
    const { user, password } = subject.world.main
    const client = sdk(user, password, options)
    client.intelligence.baseUrl = stop.baseUrl
    await work(client.intelligence.v2, seen)
  } finally {
    stop.close()
  }
}

async function servesEverySdk(subject: Subject) {
  for (const [version, sdk] of Object.entries(sdks)) {
    await withClient({ subject, sdk }, async (v2, seen) => {
      const call = { v2, world: subject.world, name: freshName(), mediaUrl: silenceUrl(subject) }
      await performEverySdkOperation(call)
      assert.deepEqual(unseen(seen), [], `${version} has all operations`)
    })
    await withClient({ subject, sdk }, walksLists)
    await survivesRefusals(subject, sdk)
  }
  const hook = await receiveHook(subject)
  for (const sdk of Object.values(sdks)) acceptsHook(sdk, subject.world.main.password, hook)
}

/** Operations that no request was for. */
function unseen(seen: SeenRequest[]): string[] {
  const patterns = Object.entries(operations).map(([id, line]) => {
    const [method, template] = line.split(' ')
    return { id, method, pattern: new RegExp(`^${template!.replace(/\{\w+\}/g, '[^/]+')}$`) }
  })
  const fits = (one: (typeof patterns)[number], { method, path }: SeenRequest) =>
    one.method === method && one.pattern.test(path.split('?')[0]!)
  return patterns.filter((one) => !seen.some((request) => fits(one, request))).map(({ id }) => id)
}

async function walksLists(v2: Sdk, seen: SeenRequest[]) {
  const made: string[] = []
  for (let i = 0; i < 5; i++) made.unshift((await v2.services.create({ uniqueName: freshName() })).sid)
  seen.length = 0
  const sids = (rows: { sid: string }[]) => rows.map(({ sid }) => sid)
  assert.deepEqual(sids(await v2.services.list({ limit: 5, pageSize: 2 })), made)
  assert.equal(seen.length, 3)
  assert.deepEqual(sids(await v2.services.list({ limit: 3 })), made.slice(0, 3))
  const each: string[] = []
  await new Promise<void>((resolve, reject) => {
    const done = (error?: Error) => (error ? reject(error) : resolve())
    v2.services.each({ limit: 5, pageSize: 2, done }, ({ sid }) => void each.push(sid))
  })
  assert.deepEqual(each, made)
  const first = await v2.services.page({ pageSize: 2 })
  const second = await first.nextPage()
  assert.deepEqual([sids(first.instances), sids(second!.instances)], [made.slice(0, 2), made.slice(2, 4)])
  assert.deepEqual(sids((await second!.previousPage())!.instances), made.slice(0, 2))
  assert.deepEqual(sids((await v2.services.getPage(second!.nextPageUrl!)).instances)[0], made[4])
  for (const sid of made) assert.equal(await v2.services(sid).remove(), true)
}

/** Two refusals over the rate, then the answer. */
async function survivesRefusals(subject: Subject, sdk: Twilio) {
  const { sid } = await subject.service()
  const refuseTwice = (answer: BentAnswer, count: number): BentAnswer => {
    const body = { code: 20429, message: 'Too many requests', more_info: tooMany, status: 429 }
    return count <= 2 ? { ...answer, status: 429, body: Buffer.from(JSON.stringify(body)) } : answer
  }
  await withClient(
    { subject, sdk, options: { autoRetry: true } },
    async (v2, seen) => {
      assert.equal((await v2.services(sid).fetch()).sid, sid)
      assert.equal(seen.length, 3)
    },
    refuseTwice,
  )
  await withClient(
    { subject, sdk },
    (v2) => refuses(v2.services(sid).fetch(), { status: 429, code: 20429 }),
    refuseTwice,
  )
}

const tooMany = 'https://www.twilio.com/docs/errors/20429'

async function receiveHook(subject: Subject): Promise<ReceivedHook> {
  const receiver = await startWebhookReceiver()
  try {
    const service = await subject.service({ WebhookUrl: `${receiver.url}?token=x` })
    await transcribeSilence(subject, service.sid)
    await until(() => receiver.received.length > 0)
    return receiver.received[0]!
  } finally {
    receiver.close()
  }
}

function acceptsHook(sdk: Twilio, authToken: string, hook: ReceivedHook) {
  const signature = String(hook.headers['x-twilio-signature'])
  assert.equal(sdk.validateRequestWithBody(authToken, signature, hook.url, hook.body), true)
  assert.equal(passMiddleware(sdk, authToken, hook), 'next')
  assert.equal(passMiddleware(sdk, 'another token', hook), 403)
  assert.equal(passMiddleware(sdk, authToken, { ...hook, body: `${hook.body} ` }), 403)
  const { 'x-twilio-signature': _, ...unsigned } = hook.headers
  assert.equal(passMiddleware(sdk, authToken, { ...hook, headers: unsigned }), 400)
}

/** What the SDK's middleware for Express makes of a request: the status it answers with, or `next`. */
function passMiddleware(sdk: Twilio, authToken: string, { url, headers, body }: ReceivedHook) {
  const { protocol, pathname, search } = new URL(url)
  let outcome: number | 'next' | undefined
  const request = {
    protocol: protocol.slice(0, -1),
    headers,
    originalUrl: pathname + search,
    header: (name: string) => headers[name.toLowerCase()],
    rawBody: body,
    body: JSON.parse(body),
  }
  const response = {
    type: () => response,
    status(status: number) {
      outcome = status
      return response
    },
    send: () => response,
  }
  type Hook = (request: unknown, response: unknown, next: () => void) => void
  const middleware = sdk.webhook(authToken) as unknown as Hook
  middleware(request, response, () => {
    outcome = 'next'
  })
  return outcome
}

/** Line 60, but for 4.23.0, which is not installed; `verbatim proxy` has a test of its own (test/e2e). */
export const sdkChecks: Check[] = [
  {
    number: 60,
    title: 'twilio 5.13.1, 6.0.0 and 6.2.0 do all they can, and accept our webhooks',
    run: servesEverySdk,
    // Code that catches a RestException tells errors apart by code.
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.code === 20404) body.code = 20400
      }),
  },
]
