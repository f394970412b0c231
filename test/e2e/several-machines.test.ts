// One API process and two workers on one PostgreSQL, as on machines of their own.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import twilio from 'twilio'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import {
  type ServerProcess,
  startServerProcess,
  startWorkerProcess,
  testAccount,
} from '../../src/testing/server-process.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const basic = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`

/** The machines; each has a data directory of its own but for the media, which lie in a folder that all see. */
async function openMachines(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-machines-'))
  const [postgres, files] = [await startPostgres(), await startFileServer()]
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: await postgres.createDatabase(),
    ASR_MODEL: 'moonshine-tiny',
    FAN_OUT_SECONDS: '10',
  }
  const running: Promise<ServerProcess>[] = []
  const start = (one: Promise<ServerProcess>) => {
    running.push(one)
    return one
  }
  t.after(async () => {
    for (const one of running) await one.then(({ end }) => end('SIGKILL'))
    files.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { dataDir, env, files, start }
}

/** The events of a transcript as an API process tells them. */
async function eventsOf(baseUrl: string, sid: string) {
  const response = await fetch(`${baseUrl}/x/v1/Transcripts/${sid}/Events`, {
    headers: { authorization: basic },
  })
  const text = await response.text()
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!))
}

test('workers do what the API accepts: they wait for it, share a long call, tell how far they are, stop when told', async (t) => {
  const { dataDir, env, files, start } = await openMachines(t)
  const early = start(startWorkerProcess({ ...env, WORKERS: '1' }))
  const api = await start(startServerProcess({ ...env, WORKERS: '0' }))
  const workers = [await early, await start(startWorkerProcess({ ...env, WORKERS: '1' }))]
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = api.baseUrl
  const { transcripts, services } = client.intelligence.v2
  const service = await services.create({ uniqueName: 'machines' })
  const channel = { media_properties: { media_url: files.urlOf(sampleCallPath) } }
  const create = () => transcripts.create({ serviceSid: service.sid, channel })

  const { sid } = await create()
  const events = await eventsOf(api.baseUrl, sid)
  assert.equal(events.at(-1).status, 'completed')
  assert.ok(events.some(({ stage, progress }) => stage === 'recognise' && progress > 0.15))
  const sentences = await transcripts(sid).sentences.list()
  assert.ok(sentences.length >= 10)
  const starts = sentences.map(({ startTime }) => Number(startTime))
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => a - b),
  )
  for (const { output } of workers) assert.match(output(), /part of a recording recognised/)
  for (const { baseUrl } of workers) {
    assert.equal((await fetch(`${baseUrl}/healthz`)).status, 200)
    assert.equal((await fetch(`${baseUrl}/v2/Services`, { headers: { authorization: basic } })).status, 404)
  }
  const kept = readdirSync(join(dataDir, 'media'), { recursive: true }).map(String)
  assert.ok(kept.some((name) => name.includes(sid)))
  assert.deepEqual(
    kept.filter((name) => /\bparts\b/.test(name)),
    [],
  )

  const doomed = await create()
  while (
    !readdirSync(join(dataDir, 'work'), { recursive: true }).some((name) => String(name).includes(doomed.sid))
  )
    await sleep(20)
  await transcripts(doomed.sid).remove()
  const stopped = () =>
    workers.some(({ output }) => output().includes(doomed.sid) && /work stopped/.test(output()))
  for (let ms = 0; !stopped() && ms < 5000; ms += 50) await sleep(50)
  assert.ok(stopped(), 'the worker was told')
  for (const one of workers) assert.equal(await one.end('SIGTERM'), 0)
})

test('a worker that looks for recordings in another place does not start', async (t) => {
  const { dataDir, env, start } = await openMachines(t)
  const shared = { ...env, DATA_KEY: Buffer.alloc(32, 1).toString('base64') }
  const api = await start(startServerProcess({ ...shared, WORKERS: '0' }))
  const elsewhere = { ...shared, DATA_DIR: join(dataDir, 'elsewhere'), WORKERS: '1' }
  await assert.rejects(startWorkerProcess(elsewhere), /recordings are not where the servers .* keep them/)
  const worker = await start(startWorkerProcess({ ...shared, WORKERS: '1' }))
  assert.equal(await worker.end('SIGTERM'), 0)
  assert.equal(await api.end('SIGTERM'), 0)
})

test('a worker that could do nothing says why', () => {
  const start = (env: Record<string, string>) =>
    spawnSync(process.execPath, [launcher, 'worker'], {
      env: { PATH: process.env.PATH, DATA_DIR: tmpdir(), ...env },
      encoding: 'utf8',
    })
  const embedded = start({})
  assert.match(embedded.stderr, /verbatim worker needs DATABASE_URL/)
  assert.notEqual(embedded.status, 0)
  assert.match(start({ DATABASE_URL: 'postgres://127.0.0.1:1/x', WORKERS: '0' }).stderr, /needs WORKERS/)
})
