// The process is killed while it transcribes; after a new start the transcript completes, once.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import twilio from 'twilio'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'

const sample = new URL('../fixtures/sample-call.wav', import.meta.url)

function clientOf(server: ServerProcess) {
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = server.baseUrl
  return client.intelligence.v2
}

async function statusOf(server: ServerProcess, sid: string) {
  return (await clientOf(server).transcripts(sid).fetch()).status
}

async function completed(server: ServerProcess, sid: string) {
  const ended = async () => {
    const status = await statusOf(server, sid)
    assert.ok(['queued', 'in-progress', 'completed'].includes(status), `${sid} is ${status}`)
    return status === 'completed'
  }
  await eventually(ended, `${sid} is completed`, { limitMs: 600_000 })
}

/** What lies in the work folders of the processes. */
function workUnderWay(dataDir: string): string[] {
  const work = join(dataDir, 'work')
  return readdirSync(work).flatMap((name) => readdirSync(join(work, name)))
}

test('kill -9 in the middle loses nothing and repeats nothing', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-crash-'))
  const [files, hooks] = [await startFileServer(), await startWebhookReceiver()]
  const env = { DATA_DIR: dataDir, WORKERS: '1' }
  let server = await startServerProcess(env)
  t.after(async () => {
    await server.end('SIGKILL')
    files.close()
    hooks.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const mediaUrl = files.urlOf(sample)
  const { sid: serviceSid } = await clientOf(server).services.create({
    uniqueName: 'crash',
    webhookUrl: hooks.url,
  })
  const channel = { media_properties: { media_url: mediaUrl } }
  const sids = await Promise.all(
    [1, 2, 3].map(async () => (await clientOf(server).transcripts.create({ serviceSid, channel })).sid),
  )
  // Until the first one has its recording and is being transcribed.
  await eventually(() => workUnderWay(dataDir).some((name) => name.startsWith('GT')), 'a run has begun')
  await sleep(1500)
  // Between one transcript and the next there is a moment with none.
  const before = () => Promise.all(sids.map((sid) => statusOf(server, sid)))
  await eventually(async () => (await before()).includes('in-progress'), 'one is in progress')
  await server.end('SIGKILL')

  server = await startServerProcess(env)
  for (const sid of sids) await completed(server, sid)
  const announced = () => new Set(hooks.received.map(({ body }) => body)).size
  await eventually(
    () => announced() === sids.length,
    () => `each has its webhook; ${announced()} have`,
  )
  await sleep(1000)

  for (const sid of sids) {
    const sentences = await clientOf(server).transcripts(sid).sentences.list()
    assert.deepEqual(
      sentences.map(({ sentenceIndex }) => sentenceIndex),
      sentences.map((_, index) => index),
    )
    const heard = sentences.map(({ transcript }) => transcript).join(' ')
    assert.equal(heard.match(/Daniel Parker/g)?.length, 1)
    assert.equal(hooks.received.filter(({ body }) => body.includes(sid)).length, 1)
  }
  // A run puts its folder away once the transcript is completed, which may be seen before.
  await eventually(() => workUnderWay(dataDir).length === 0, 'nothing is left of the work')
  assert.equal(readdirSync(join(dataDir, 'work')).length, 1, 'the folder of the dead process is gone')
})

test('a second server on the same data directory is refused', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-lock-'))
  const server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
  t.after(async () => {
    await server.end('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  })
  await assert.rejects(
    startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' }),
    /in use by another verbatim process/,
  )
  assert.equal(await server.end('SIGTERM'), 0)
})
