// The smaller checks: models, ffmpeg, addresses, language model, clock, port.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { loadSherpa } from '../shipped/sherpa-package.ts'
import { writeSpeakerModels } from '../testing/speaker-models.ts'
import { checkClock, newestWriteMs } from './check-clock.ts'
import { checkFfmpeg } from './check-ffmpeg.ts'
import { checkLlm } from './check-llm.ts'
import { checkModels } from './check-models.ts'
import { checkNetwork } from './check-network.ts'
import { checkPort } from './check-port.ts'
import { checkSpeakers } from './check-speakers.ts'

const noSherpa = await loadSherpa().then(
  () => false,
  () => true,
)

type Answer = { status?: number; body?: string; date?: string }

/** A server on loopback; `answer` by path and Authorization. */
async function serve(
  t: TestContext,
  answer: (path: string, authorization?: string) => Answer,
): Promise<number> {
  const server = createServer((request, response) => {
    const { status = 200, body = '', date } = answer(request.url ?? '', request.headers.authorization)
    if (date) response.setHeader('Date', date)
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return (server.address() as AddressInfo).port
}

/** One on which nobody listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the installed model has the right checksums; a folder without a model has not', async (t) => {
  assert.equal((await checkModels({ ASR_MODEL: 'moonshine-tiny' })).status, 'ok')
  const missing = await checkModels({ ASR_MODEL: `sherpa:${tempFolder(t)}` })
  assert.deepEqual([missing.status, /engines\.md/.test(missing.mend ?? '')], ['problem', true])
})

test('voices are told apart where a folder holds both models that can be loaded', async (t) => {
  const folder = tempFolder(t)
  const look = (models: string | null) =>
    checkSpeakers({ DIARIZATION_MODELS: models, DIARIZATION_SPEAKERS: 0 })
  assert.equal((await look(null)).status, 'skipped')
  const empty = await look(folder)
  assert.equal(empty.status, 'problem')
  assert.match(empty.detail, /segmentation model is missing .*; the speaker embedding model is missing/)
  assert.match(empty.mend ?? '', /engines\.md/)
  for (const name of ['model.onnx', 'embedding.onnx']) writeFileSync(join(folder, name), 'no model')
  const wrong = await look(folder)
  assert.deepEqual([wrong.status, /could not be loaded/.test(wrong.detail)], ['problem', true], wrong.detail)
  if (noSherpa) return
  await writeSpeakerModels(join(folder, 'models'), folder)
  assert.equal((await look(join(folder, 'models'))).status, 'ok')
})

test('ffmpeg may be off; a program that is none is a problem', async () => {
  assert.equal((await checkFfmpeg({ FFMPEG_PATH: 'off' })).status, 'skipped')
  const wrong = await checkFfmpeg({ FFMPEG_PATH: process.execPath })
  assert.deepEqual(
    [wrong.status, /set it to an ffmpeg program or to off/.test(wrong.detail)],
    ['problem', true],
  )
})

const upstream = { UPSTREAM_TWILIO_ACCOUNT_SID: null, UPSTREAM_TWILIO_AUTH_TOKEN: null }
const network = (NETWORK_ALLOW: string[], WEBHOOK_CA: string | null = null) =>
  checkNetwork({ NETWORK_ALLOW, WEBHOOK_CA, ...upstream })

test('rules for addresses must be readable, and should not open everything', () => {
  const statuses = [[], ['10.0.0.0/8', 'media.lan'], ['0.0.0.0/0'], ['10.0.0.0/99']].map(
    (list) => network(list)[0]!.status,
  )
  assert.deepEqual(statuses, ['ok', 'ok', 'warning', 'problem'])
})

test('authorities must be certificates', (t) => {
  const path = join(tempFolder(t), 'ca.pem')
  assert.match(network([], path)[1]!.detail, /ENOENT/)
  writeFileSync(path, 'no certificate')
  assert.match(network([], path)[1]!.detail, /there is no certificate/)
})

test('half an upstream account is a problem', () => {
  const findings = checkNetwork({
    NETWORK_ALLOW: [],
    WEBHOOK_CA: null,
    ...upstream,
    UPSTREAM_TWILIO_ACCOUNT_SID: 'AC',
  })
  assert.deepEqual(
    findings.map(({ check, status }) => [check, status]),
    [
      ['network', 'ok'],
      ['upstream', 'problem'],
    ],
  )
})

test('a language model is asked for its list; what it refuses, does not have or does not answer is told', async (t) => {
  const date = new Date('2020-01-01T00:00:00Z').toUTCString()
  const port = await serve(t, (path, authorization) => {
    if (path === '/old/models') return { status: 404 }
    if (authorization !== 'Bearer good key') return { status: 401 }
    return { body: '{"data": [{"id": "small"}, {"id": "large"}]}', date }
  })
  const ask = (LLM_MODEL: string | null, LLM_API_KEY: string | null, path = 'v1') =>
    checkLlm({ LLM_BASE_URL: `http://127.0.0.1:${port}/${path}`, LLM_MODEL, LLM_API_KEY })
  const good = await ask('large', 'good key')
  assert.deepEqual([good.finding.status, good.clock?.theirMs], ['ok', Date.parse(date)])
  assert.match((await ask('huge', 'good key')).finding.mend ?? '', /one of small, large/)
  const refused = (await ask('large', 'wrong key')).finding
  assert.deepEqual([refused.status, refused.mend], ['problem', 'check LLM_API_KEY'])
  assert.ok(!JSON.stringify(refused).includes('wrong key'))
  assert.equal((await ask('large', null, 'old')).finding.status, 'ok')
  assert.equal((await ask(null, null)).finding.status, 'problem')
  const nobody = {
    LLM_BASE_URL: `http://127.0.0.1:${await freePort()}/v1`,
    LLM_MODEL: 'large',
    LLM_API_KEY: null,
  }
  assert.match((await checkLlm(nobody)).finding.detail, /can not be reached: .*ECONNREFUSED/)
  const none = { LLM_BASE_URL: null, LLM_MODEL: null, LLM_API_KEY: null }
  assert.equal((await checkLlm(none)).finding.status, 'skipped')
})

test('a clock may be a little off, not much', () => {
  const off = (ms: number) => checkClock([{ source: 'the database', theirMs: 1e12, ourMs: 1e12 + ms }])
  assert.deepEqual(
    [0, -9000, 20_000, -400_000].map((ms) => off(ms).status),
    ['ok', 'ok', 'warning', 'problem'],
  )
  assert.match(off(-400_000).detail, /400 s behind the database/)
  assert.equal(checkClock([]).status, 'skipped')
})

test('without another clock, ours must not be behind what the data directory was written at', (t) => {
  const folder = tempFolder(t)
  assert.equal(newestWriteMs(join(folder, 'none')), null)
  assert.equal(newestWriteMs(folder), null)
  mkdirSync(join(folder, 'pg/pg_wal'), { recursive: true })
  const log = join(folder, 'pg/pg_wal/000000010000000000000001')
  writeFileSync(log, '')
  const off = (seconds: number) => {
    const at = Date.now() / 1000 + seconds
    utimesSync(log, at, at)
    return checkClock([], newestWriteMs(folder))
  }
  assert.deepEqual(
    [-400_000, 5, 30, 400].map((seconds) => off(seconds).status),
    ['ok', 'ok', 'warning', 'problem'],
  )
  assert.match(off(400).detail, /(3[5-9]\d|400) s behind what was last written/)
})

test('a port is free, has a server of ours, or is taken by somebody else', async (t) => {
  const look = async (PORT: number) => checkPort({ HOST: '127.0.0.1', PORT })
  const ready = await serve(t, (path) => ({
    body: path === '/healthz' ? '{"status":"ok"}' : '{"status":"ready"}',
  }))
  const loading = await serve(t, (path) =>
    path === '/healthz'
      ? { body: '{"status":"ok"}' }
      : { status: 503, body: '{"message":"recogniser is not ready"}' },
  )
  const other = await serve(t, () => ({ body: 'hello' }))
  const found = await Promise.all([await freePort(), 0, ready, loading, other].map(look))
  assert.deepEqual(
    found.map(({ status }) => status),
    ['ok', 'ok', 'ok', 'warning', 'problem'],
  )
  assert.match(found[3]!.detail, /recogniser is not ready/)
})
