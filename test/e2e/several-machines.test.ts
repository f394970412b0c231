// One API process and two workers on one PostgreSQL, as on machines of their own.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
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
import { namesIn } from './names-in.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const basic = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`

const MOST_CALLS = 8

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

/** Address of a recording that comes a byte now and then, for ever: work on it stops when it is told to, and only then. */
async function dribblingUrl(t: TestContext): Promise<string> {
  const origin = createServer((_request, response) => {
    const drip = setInterval(() => response.write('R'), 200)
    response.on('close', () => clearInterval(drip))
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    origin.closeAllConnections()
    origin.close()
  })
  return `http://127.0.0.1:${(origin.address() as AddressInfo).port}/call.wav`
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
  const create = (media_url: string) =>
    transcripts.create({ serviceSid: service.sid, channel: { media_properties: { media_url } } })

  let sid = ''
  let isTold = false
  const isShared = () => workers.every(({ output }) => /part of a recording recognised/.test(output()))
  // Who takes which part is chance, and what is told every second may pass over a part: it may take several calls.
  for (let calls = 0; calls < MOST_CALLS && !(isTold && isShared()); calls++) {
    sid = (await create(files.urlOf(sampleCallPath))).sid
    const events = await eventsOf(api.baseUrl, sid)
    assert.equal(events.at(-1).status, 'completed')
    isTold ||= events.some(({ stage, progress }) => stage === 'recognise' && progress > 0.15)
  }
  assert.ok(isTold, 'the API tells how far the workers are')
  assert.ok(isShared(), 'each worker has recognised a part')
  const sentences = await transcripts(sid).sentences.list()
  assert.ok(sentences.length >= 10)
  const starts = sentences.map(({ startTime }) => Number(startTime))
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => a - b),
  )
  for (const { baseUrl } of workers) {
    assert.equal((await fetch(`${baseUrl}/healthz`)).status, 200)
    assert.equal((await fetch(`${baseUrl}/v2/Services`, { headers: { authorization: basic } })).status, 404)
  }
  const kept = () => namesIn(join(dataDir, 'media'))
  // Parts go once the transcript is completed.
  await eventually(() => kept().every((name) => !/\bparts\b/.test(name)), 'no part is left')
  assert.ok(kept().some((name) => name.includes(sid)))

  const doomed = await create(await dribblingUrl(t))
  const underWay = () => namesIn(join(dataDir, 'work'))
  await eventually(() => underWay().some((name) => name.includes(doomed.sid)), 'a worker has begun')
  await transcripts(doomed.sid).remove()
  const lines = () => workers.flatMap(({ output }) => output().split('\n'))
  await eventually(
    () => lines().some((line) => line.includes(doomed.sid) && /work stopped/.test(line)),
    'the worker was told',
    { limitMs: 60_000 },
  )
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
