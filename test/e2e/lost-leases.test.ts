// Workers that lose their jobs, on PostgreSQL: one is killed, one is frozen in the middle of a call and in the middle of
// a webhook, and wakes when others have done its work. Every call is completed and announced once; what the frozen one
// still has in hand changes nothing.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import twilio from 'twilio'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import {
  type ServerProcess,
  startServerProcess,
  startWorkerProcess,
  testAccount,
} from '../../src/testing/server-process.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'

/** A lease is 30 s, and is looked at twice a minute; the machine may be busy. */
const PATIENCE = { limitMs: 400_000, everyMs: 200 }

interface Attempt {
  transcript_sid: string
  attempt: number
  status: number | null
}

async function openMachines(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-leases-'))
  const [postgres, files] = [await startPostgres(), await startFileServer()]
  const running: Promise<ServerProcess>[] = []
  const start = (one: Promise<ServerProcess>) => {
    running.push(one)
    return one
  }
  t.after(async () => {
    for (const one of running)
      await one
        .then(
          async ({ pid, end }) => {
            process.kill(pid, 'SIGCONT')
            await end('SIGKILL')
          },
          () => undefined,
        )
        .catch(() => undefined)
    files.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.createDatabase(),
    ASR_MODEL: 'moonshine-tiny',
  }
  const api = await start(startServerProcess({ ...env, WORKERS: '0' }))
  const worker = () => start(startWorkerProcess({ ...env, WORKERS: '1' }))
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = api.baseUrl
  const { transcripts, services } = client.intelligence.v2
  const channel = { media_properties: { media_url: files.urlOf(sampleCallPath) } }
  const create = async (serviceSid: string) => (await transcripts.create({ serviceSid, channel })).sid
  const statusOf = async (sid: string) => (await transcripts(sid).fetch()).status
  const attemptsOf = async (sid: string) => {
    const response = await fetch(`${api.baseUrl}/x/v1/Webhooks?TranscriptSid=${sid}`, {
      headers: { authorization: `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}` },
    })
    return ((await response.json()) as { webhooks: Attempt[] }).webhooks
  }
  return { worker, transcripts, services, create, statusOf, attemptsOf }
}

test('a worker that is killed or frozen loses its calls to others, and changes nothing when it wakes', async (t) => {
  const { worker, transcripts, services, create, statusOf, attemptsOf } = await openMachines(t)
  const hooks = await startWebhookReceiver()
  t.after(() => hooks.close())
  const service = await services.create({
    uniqueName: 'leases',
    webhookUrl: hooks.url,
    webhookHttpMethod: 'POST',
  })
  const [killed, frozen] = [await worker(), await worker()]
  const sids = [await create(service.sid), await create(service.sid)]
  await eventually(
    async () => (await Promise.all(sids.map(statusOf))).every((status) => status === 'in-progress'),
    'each worker has a call',
    PATIENCE,
  )
  process.kill(frozen.pid, 'SIGSTOP')
  await killed.end('SIGKILL')
  const rescuer = await worker()
  await eventually(
    async () => (await Promise.all(sids.map(statusOf))).every((status) => status === 'completed'),
    'both calls are completed by another worker',
    PATIENCE,
  )
  const before = await Promise.all(sids.map((sid) => transcripts(sid).sentences.list()))
  process.kill(frozen.pid, 'SIGCONT')
  await rescuer.end('SIGTERM')
  // It works on, so it has come to the end of what it had in hand.
  const next = await create(service.sid)
  await eventually(
    async () => (await statusOf(next)) === 'completed',
    'the frozen worker works again',
    PATIENCE,
  )

  const texts = (lists: typeof before) =>
    lists.map((list) => list.map(({ sid, transcript }) => [sid, transcript]))
  const after = await Promise.all(sids.map((sid) => transcripts(sid).sentences.list()))
  assert.deepEqual(texts(after), texts(before))
  for (const list of after) {
    const places = list.map(({ sentenceIndex }) => sentenceIndex)
    assert.deepEqual(places, [...places.keys()])
  }
  for (const sid of [...sids, next]) {
    await eventually(async () => (await attemptsOf(sid)).length > 0, 'it is announced', PATIENCE)
    assert.deepEqual(
      (await attemptsOf(sid)).map(({ status }) => status),
      [204],
    )
  }
  const announced = hooks.received.map(({ body }) => JSON.parse(body).transcript_sid as string)
  assert.deepEqual(announced.sort(), [...sids, next].sort())
})

test('a webhook of a worker that is frozen in the middle of it is sent by another, and the log keeps the truth', async (t) => {
  const { worker, services, create, attemptsOf } = await openMachines(t)
  let calls = 0
  const called = Promise.withResolvers<void>()
  const hooks = await startWebhookReceiver(() => {
    if (++calls > 1) return 204
    called.resolve()
    return new Promise<number>(() => undefined)
  })
  t.after(() => hooks.close())
  const service = await services.create({
    uniqueName: 'hooks',
    webhookUrl: hooks.url,
    webhookHttpMethod: 'POST',
  })
  const frozen = await worker()
  const sid = await create(service.sid)
  await called.promise
  process.kill(frozen.pid, 'SIGSTOP')
  const rescuer = await worker()
  await eventually(async () => (await attemptsOf(sid)).length > 0, 'another worker calls it', PATIENCE)
  process.kill(frozen.pid, 'SIGCONT')
  await rescuer.end('SIGTERM')
  const next = await create(service.sid)
  await eventually(async () => (await attemptsOf(next)).length > 0, 'the frozen worker works again', PATIENCE)

  assert.deepEqual(
    (await attemptsOf(sid)).map(({ attempt, status }) => [attempt, status]),
    [[2, 204]],
  )
  const tokens = hooks.received
    .filter(({ body }) => JSON.parse(body).transcript_sid === sid)
    .map(({ headers }) => headers['i-twilio-idempotency-token'])
  assert.equal(tokens.length, 2)
  assert.equal(new Set(tokens).size, 1)
})
