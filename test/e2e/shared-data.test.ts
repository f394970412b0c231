// Two processes on one data directory and one PostgreSQL: neither takes away what the other is working on.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import twilio from 'twilio'
import { eventually } from '../../src/testing/eventually.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'

/** Sends half of the sample call, and the rest once `release` was called: until then the work on it is under way. */
async function haltingOrigin(t: TestContext) {
  const call = readFileSync(sampleCallPath)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const origin = createServer(async (_request, response) => {
    response.writeHead(200, { 'Content-Length': call.length })
    response.write(call.subarray(0, call.length >> 1))
    await released
    response.end(call.subarray(call.length >> 1))
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    origin.closeAllConnections()
    origin.close()
  })
  return { url: `http://127.0.0.1:${(origin.address() as AddressInfo).port}/call.wav`, release }
}

test('files under way are safe from a second process, and go once their owner is dead', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-shared-'))
  const [postgres, origin] = [await startPostgres(), await haltingOrigin(t)]
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.createDatabase(),
    ASR_MODEL: 'moonshine-tiny',
  }
  const servers: ServerProcess[] = []
  t.after(async () => {
    for (const server of servers) await server.end('SIGKILL')
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
  const channel = { media_properties: { media_url: origin.url } }
  const { sid } = await transcripts.create({ serviceSid: service.sid, channel })
  const [first] = folders()
  const inFirst = () => readdirSync(join(work, first!), { recursive: true, encoding: 'utf8' })
  await eventually(() => inFirst().length > 1, 'a recording is being fetched')
  const underWay = inFirst()

  const second = await start('0')
  assert.deepEqual(
    underWay.filter((name) => existsSync(join(work, first!, name))),
    underWay,
  )
  assert.equal(folders().length, 2)
  origin.release()
  client.intelligence.baseUrl = second.baseUrl
  const status = async () => (await transcripts(sid).fetch()).status
  const isFinal = async () => !['queued', 'in-progress'].includes(await status())
  await eventually(isFinal, 'it has ended', { limitMs: 400_000 })
  assert.equal(await status(), 'completed')
  assert.equal((await transcripts(sid).fetch()).duration, 59)

  await worker.end('SIGKILL')
  const third = await start('0')
  assert.equal(existsSync(join(work, first!)), false, 'the folder of the dead process is gone')
  assert.equal(folders().length, 2)
  for (const server of [second, third]) assert.equal(await server.end('SIGTERM'), 0)
  assert.deepEqual(folders(), [])
})
