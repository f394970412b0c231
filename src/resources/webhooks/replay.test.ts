// Replaying an event: real calls to a receiver, with stored rows and a queue in memory.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import { createSafeFetcher } from '../../adapters/fetcher-safe/fetcher.ts'
import { createWebhookNotifier } from '../../adapters/notifier-webhook/webhook.ts'
import type { Service } from '../../domain/service.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { WebhookDelivery } from '../../domain/webhook-delivery.ts'
import { aDelivery, anAccount } from '../../testing/builders.ts'
import { createMemoryDatabase, type MemoryDatabase } from '../../testing/memory-database.ts'
import { createMemoryQueue, type MemoryQueue } from '../../testing/memory-queue.ts'
import { createPipelineParts, storeTranscript } from '../../testing/pipeline-parts.ts'
import { recordedLog } from '../../testing/recorded-log.ts'
import { startWebhookReceiver } from '../../testing/webhook-receiver.ts'
import { startWorker } from '../../worker/start.ts'
import { replayDelivery } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'replay-'))
const fetcher = createSafeFetcher({ allow: ['127.0.0.1'], attempts: 1, urlCredentials: false })
after(async () => {
  await fetcher.close()
  rmSync(root, { recursive: true })
})
let database: MemoryDatabase
let queue: MemoryQueue
let answer: () => number | Promise<number>
const receiver = await startWebhookReceiver(() => answer())
after(() => receiver.close())

beforeEach(async () => {
  const parts = { ...createPipelineParts(mkdtempSync(join(root, 'parts-'))), ...createMemoryDatabase() }
  database = parts
  queue = createMemoryQueue(database, { tries: 3 })
  answer = () => 204
  receiver.received.splice(0)
  const credentials = { verify: async () => null, authToken: async () => 'a token', forget() {} }
  const notifier = createWebhookNotifier({ fetcher, credentials })
  await startWorker({ ...parts, fetcher, queue, log: recordedLog(), notifier }, { transcriptsAtOnce: 1 })
})
afterEach(() => queue.stop(1000))

/** A completed transcript of a Service with a webhook, and an attempt of days ago to an older address. */
async function announced(service: Partial<Service> = {}, transcript: Partial<Transcript> = {}) {
  const webhook = { webhookUrl: `${receiver.url}?key=secret`, webhookHttpMethod: 'POST', ...service } as const
  const stored = await storeTranscript(database, {
    service: webhook,
    transcript: { status: 'completed', ...transcript },
  })
  const { accountSid, sid: transcriptSid } = stored
  const delivery = aDelivery({ accountSid, transcriptSid, url: 'https://old.example/hook', attempt: 4 })
  await database.store.deliveries.insert(delivery)
  return { transcript: stored, delivery }
}
const replay = ({ accountSid, sid }: WebhookDelivery, account = accountSid) =>
  replayDelivery(account, sid, { ...database, wake: queue.wake })

test('the event goes to the whole address of the Service as it is now, under the old token', async () => {
  const { transcript, delivery } = await announced()
  assert.deepEqual(await replay(delivery), delivery)
  await queue.settled()
  assert.equal(receiver.received.length, 1)
  const [{ method, url, headers, body }] = receiver.received as [(typeof receiver.received)[number]]
  assert.deepEqual([method, new URL(url).searchParams.get('key')], ['POST', 'secret'])
  assert.equal(headers['i-twilio-idempotency-token'], delivery.token)
  assert.ok(headers['x-twilio-signature'])
  assert.equal(JSON.parse(body).transcript_sid, transcript.sid)
})

test('its attempts count from 1 anew, under the same token, and are in the log without what is secret', async () => {
  const { delivery } = await announced()
  const answers = [503, 204]
  answer = () => answers.shift() ?? 500
  await replay(delivery)
  await queue.settled()
  const log = await database.store.deliveries.list(delivery.accountSid, {}, { limit: 9, cursor: null })
  const made = log.items.filter(({ sid }) => sid !== delivery.sid)
  assert.deepEqual(made.map(({ attempt, status, token, url }) => [attempt, status, token, url]).sort(), [
    [1, 503, delivery.token, receiver.url],
    [2, 204, delivery.token, receiver.url],
  ])
})

test('an attempt of a replay can be replayed', async () => {
  const { delivery } = await announced()
  await replay(delivery)
  await queue.settled()
  const log = await database.store.deliveries.list(delivery.accountSid, {}, { limit: 9, cursor: null })
  await replay(log.items.find(({ sid }) => sid !== delivery.sid)!)
  await queue.settled()
  const tokens = receiver.received.map(({ headers }) => headers['i-twilio-idempotency-token'])
  assert.deepEqual(tokens, [delivery.token, delivery.token])
})

test('a Service without a webhook by now is a conflict, and nothing is queued', async () => {
  for (const service of [{ webhookUrl: null }, { webhookHttpMethod: 'NULL' }] as const) {
    const { delivery } = await announced(service)
    await assert.rejects(replay(delivery), { key: 'conflict' })
  }
  assert.deepEqual(database.jobs(), [])
})

test('attempts of other accounts, and those of deleted transcripts, are not there', async () => {
  const { delivery, transcript } = await announced()
  assert.equal(await replay(delivery, anAccount()), null)
  await database.store.transcripts.remove(transcript.accountSid, transcript.sid)
  assert.equal(await replay(delivery), null)
  assert.deepEqual(database.jobs(), [])
})

test('a transcript that is deleted during the call leaves no attempt in the log', async () => {
  const { delivery, transcript } = await announced()
  answer = async () => {
    await database.store.transcripts.remove(transcript.accountSid, transcript.sid)
    return 204
  }
  await replay(delivery)
  await queue.settled()
  assert.equal(receiver.received.length, 1)
  const log = await database.store.deliveries.list(delivery.accountSid, {}, { limit: 9, cursor: null })
  assert.deepEqual(log.items, [])
})
