// The process is killed while it transcribes; after a new start the transcript completes, once.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import twilio from 'twilio'
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

/** What lies in the work folders of the processes. */
function workUnderWay(dataDir: string): string[] {
  const work = join(dataDir, 'work')
  return readdirSync(work).flatMap((name) => readdirSync(join(work, name)))
}

async function until(condition: () => Promise<boolean>) {
  while (!(await condition())) await sleep(50)
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
  await until(async () => workUnderWay(dataDir).some((name) => name.startsWith('GT')))
  await sleep(1500)
  const before = await Promise.all(sids.map((sid) => statusOf(server, sid)))
  assert.ok(before.includes('in-progress'), `nothing is in progress: ${before}`)
  await server.end('SIGKILL')

  server = await startServerProcess(env)
  for (const sid of sids) await until(async () => (await statusOf(server, sid)) === 'completed')
  await until(async () => new Set(hooks.received.map(({ body }) => body)).size === sids.length)
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
  assert.deepEqual(workUnderWay(dataDir), [])
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
