// The same server on PostgreSQL: the main job, and a restart that still knows it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import twilio from 'twilio'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { startServerProcess, testAccount } from '../../src/testing/server-process.ts'

const sample = new URL('../fixtures/sample-call.wav', import.meta.url)

test('with DATABASE_URL a call is transcribed, and read again after a restart', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-pg-'))
  const [postgres, files] = [await startPostgres(), await startFileServer()]
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.createDatabase(),
    ASR_MODEL: 'moonshine-tiny',
  }
  let server = await startServerProcess(env)
  t.after(async () => {
    await server.end('SIGKILL')
    files.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  const { transcripts, services } = client.intelligence.v2
  client.intelligence.baseUrl = server.baseUrl
  const service = await services.create({ uniqueName: 'on-postgres' })
  const channel = { media_properties: { media_url: files.urlOf(sample) } }
  const { sid } = await transcripts.create({ serviceSid: service.sid, channel })
  while (['queued', 'in-progress'].includes((await transcripts(sid).fetch()).status)) await sleep(100)
  const before = await transcripts(sid).sentences.list({ wordTimestamps: true })
  assert.ok(before.length >= 10)
  assert.equal(await server.end('SIGTERM'), 0)

  server = await startServerProcess(env)
  client.intelligence.baseUrl = server.baseUrl
  assert.equal((await transcripts(sid).fetch()).status, 'completed')
  const after = await transcripts(sid).sentences.list({ wordTimestamps: true })
  assert.deepEqual(
    after.map(({ sid: one, transcript, words }) => [one, transcript, words]),
    before.map(({ sid: one, transcript, words }) => [one, transcript, words]),
  )
})
