// Two processes on one data directory and one PostgreSQL: neither takes away what the other is working on.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import twilio from 'twilio'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'

test('files under way are safe from a second process, and go once their owner is dead', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-shared-'))
  const [postgres, files] = [await startPostgres(), await startFileServer()]
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.createDatabase(),
    ASR_MODEL: 'moonshine-tiny',
  }
  const servers: ServerProcess[] = []
  t.after(async () => {
    for (const server of servers) await server.end('SIGKILL')
    files.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const start = async (WORKERS: string) => {
    servers.push(await startServerProcess({ ...env, WORKERS }))
    return servers.at(-1)!
  }
  const work = join(dataDir, 'work')
  const folders = () => (existsSync(work) ? readdirSync(work) : [])
  const worker = await start('1')
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = worker.baseUrl
  const { transcripts, services } = client.intelligence.v2
  const service = await services.create({ uniqueName: 'shared' })
  const channel = { media_properties: { media_url: files.urlOf(sampleCallPath) } }
  const { sid } = await transcripts.create({ serviceSid: service.sid, channel })
  const [first] = folders()
  while (readdirSync(join(work, first!)).length === 0) await sleep(5)
  const underWay = readdirSync(join(work, first!))

  const second = await start('0')
  assert.deepEqual(
    underWay.filter((name) => existsSync(join(work, first!, name))),
    underWay,
  )
  assert.equal(folders().length, 2)
  client.intelligence.baseUrl = second.baseUrl
  while (['queued', 'in-progress'].includes((await transcripts(sid).fetch()).status)) await sleep(100)
  assert.equal((await transcripts(sid).fetch()).status, 'completed')
  assert.equal((await transcripts(sid).fetch()).duration, 59)

  await worker.end('SIGKILL')
  const third = await start('0')
  assert.equal(existsSync(join(work, first!)), false, 'the folder of the dead process is gone')
  assert.equal(folders().length, 2)
  for (const server of [second, third]) assert.equal(await server.end('SIGTERM'), 0)
  assert.deepEqual(folders(), [])
})
