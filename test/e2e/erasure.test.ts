// What is left of deleted and expired transcripts on either database: no row that names them, no file. The whole
// server with real speech, calls to a real receiver, and kill -9 in between.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded } from '../../src/adapters/db-pglite/embedded.ts'
import { openPostgres } from '../../src/adapters/db-postgres/postgres.ts'
import type { Db } from '../../src/ports/db.ts'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'
import { namesIn } from './names-in.ts'

/** The first seconds of the sample call (stereo, 8 kHz, a byte a sample), as a WAVE file of its own. */
function shortCall(): Buffer {
  const whole = readFileSync(new URL('../fixtures/sample-call.wav', import.meta.url))
  const start = whole.indexOf('data') + 8
  const short = Buffer.from(whole.subarray(0, start + 12 * 8000 * 2))
  short.writeUInt32LE(short.length - 8, 4)
  short.writeUInt32LE(short.length - start, start - 4)
  return short
}

/** The data of a server that is not running, and how to start one on it. */
interface Installation {
  dataDir: string
  start(env?: Record<string, string>): Promise<ServerProcess>
  /** Runs `work` on the database while no server has it open. */
  withDb<T>(work: (db: Db) => Promise<T>): Promise<T>
}

async function install(t: TestContext, onPostgres: boolean): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-erasure-'))
  const postgres = onPostgres ? await startPostgres() : null
  const connectionString = await postgres?.createDatabase()
  let server: ServerProcess | null = null
  t.after(async () => {
    await server?.end('SIGKILL')
    await postgres?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const base = {
    DATA_DIR: dataDir,
    ASR_MODEL: 'moonshine-tiny',
    WORKERS: '1',
    DATABASE_URL: connectionString ?? '',
  }
  return {
    dataDir,
    async start(env = {}) {
      server = await startServerProcess({ ...base, ...env })
      return server
    },
    async withDb(work) {
      const host = connectionString
        ? null
        : await startEmbedded(dataDir, (error) => {
            throw error
          })
      const db = await openPostgres(host ? { stream: host.stream } : { connectionString: connectionString! })
      try {
        return await work(db)
      } finally {
        await db.close()
        await host?.close()
      }
    },
  }
}

/** For each sid the tables, of every schema, that mention it in any column. */
async function tablesNaming(sids: readonly string[], db: Db): Promise<string[][]> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
     order by 1`,
  )
  assert.ok(tables.length > 15)
  const naming = sids.map((): string[] => [])
  for (const { name } of tables) {
    const { rows } = await db.query<{ row: string }>(`select one::text as row from ${name} as one`)
    for (const [at, sid] of sids.entries())
      if (rows.some(({ row }) => row.toLowerCase().includes(sid.slice(2)))) naming[at]!.push(name)
  }
  return naming
}

const mediaFolder = (dataDir: string, sid: string) =>
  join(dataDir, 'media', 'media', testAccount.accountSid, sid)

/** All that is stored in files, and all that is under way. */
function filesNaming(sid: string, dataDir: string): string[] {
  return ['media', 'work'].flatMap((folder) =>
    existsSync(join(dataDir, folder))
      ? namesIn(join(dataDir, folder)).filter((path) => path.includes(sid))
      : [],
  )
}

function clientOf(server: ServerProcess, { accountSid, authToken } = testAccount) {
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
  return async (method: string, path: string, form?: Record<string, string> | FormData) => {
    const body = form instanceof FormData || !form ? form : new URLSearchParams(form)
    const response = await fetch(server.baseUrl + path, {
      method,
      headers: { authorization },
      ...(body && { body }),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : null }
  }
}
type Client = ReturnType<typeof clientOf>

/** Work of several recordings, and tries that come again later, included. */
const until = (condition: () => boolean | Promise<boolean>) =>
  eventually(condition, String(condition), { limitMs: 400_000, everyMs: 100 })

const MOST_LOOKS = 30

/** For each sid the tables that mention it, once the first `gone` of them are mentioned nowhere. A server may be stopped
 * while jobs that take away what is left still wait; the next one does them.
 * @returns what there is after many looks when that never comes */
async function namedInTheEnd(
  sids: readonly string[],
  gone: number,
  { start, withDb }: Installation,
): Promise<string[][]> {
  for (let looks = 1; ; looks++) {
    const named = await withDb((db) => tablesNaming(sids, db))
    if (named.slice(0, gone).every((tables) => tables.length === 0) || looks === MOST_LOOKS) return named
    const server = await start()
    await sleep(2000)
    assert.equal(await server.end('SIGTERM'), 0)
  }
}

/** A recording that arrives a byte at a time, and the moment when nobody waits for it any more. */
async function startDribble(t: TestContext) {
  const [asked, hungUp] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Length': 10_000 })
    const timer = setInterval(() => response.write('R'), 50)
    response.once('close', () => {
      clearInterval(timer)
      hungUp.resolve()
    })
    asked.resolve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/call.wav`
  return { url, asked: asked.promise, hungUp: hungUp.promise }
}

async function createTranscript(call: Client, ServiceSid: string, media_url: string): Promise<string> {
  const Channel = JSON.stringify({ media_properties: { media_url } })
  const { status, body } = await call('POST', '/v2/Transcripts', { ServiceSid, Channel })
  assert.equal(status, 202)
  return body.sid
}

/** Redaction of text and audio, an operator that finds something, and a webhook. */
async function fullService(call: Client, webhookUrl: string): Promise<string> {
  const { body: service } = await call('POST', '/v2/Services', {
    UniqueName: 'everything',
    AutoRedaction: 'true',
    MediaRedaction: 'true',
    WebhookUrl: webhookUrl,
  })
  const { body: operator } = await call('POST', '/v2/Operators/Custom', {
    FriendlyName: 'Greeting',
    OperatorType: 'PhraseMatching',
    Config: JSON.stringify({ phrase_sets: [{ name: 'Thanks', phrases: ['thank you'] }] }),
  })
  const { status } = await call('POST', `/v2/Services/${service.sid}/Operators/${operator.sid}`)
  assert.equal(status, 202)
  return service.sid
}

for (const [name, onPostgres] of [
  ['the embedded database', false],
  ['PostgreSQL', true],
] as const) {
  test(`on ${name} nothing is left of what was deleted or has expired`, async (t) => {
    const installation = await install(t, onPostgres)
    const { dataDir, start } = installation
    const [files, hooks, dribble] = [
      await startFileServer(),
      await startWebhookReceiver(),
      await startDribble(t),
    ]
    t.after(() => {
      files.close()
      hooks.close()
    })
    const sample = join(dataDir, 'call.wav')
    writeFileSync(sample, shortCall())
    let server = await start()
    let call = clientOf(server)
    const serviceSid = await fullService(call, `${hooks.url}?key=secret`)
    const whole = await createTranscript(call, serviceSid, files.urlOf(sample))
    const failed = await createTranscript(call, serviceSid, 'http://127.0.0.1:9/none.wav')
    const form = new FormData()
    form.append('file', new Blob([readFileSync(sample)]), 'call.wav')
    const { body: recording } = await call('POST', '/x/v1/Recordings', form)
    const statusOf = async (sid: string) => (await call('GET', `/v2/Transcripts/${sid}`)).body.status
    const isFinal = async (sid: string) => !['queued', 'in-progress'].includes(await statusOf(sid))
    await until(async () => (await isFinal(whole)) && (await isFinal(failed)))
    assert.deepEqual([await statusOf(whole), await statusOf(failed)], ['completed', 'failed'])

    // Its webhook, and the replay of it.
    const deliveries = async () => (await call('GET', '/x/v1/Webhooks')).body.webhooks
    await until(async () => (await deliveries()).length === 1)
    const [delivery] = await deliveries()
    const replayed = await call('POST', `/x/v1/Webhooks/${delivery.sid}/Replay`)
    assert.deepEqual([replayed.status, replayed.body], [202, delivery])
    await until(async () => (await deliveries()).length === 2)
    const received = hooks.received.map(({ url, headers }) => [
      new URL(url).searchParams.get('key'),
      headers['i-twilio-idempotency-token'],
    ])
    assert.deepEqual(received, Array(2).fill(['secret', delivery.idempotency_token]))

    const redacted = await call('GET', `/v2/Transcripts/${whole}/OperatorResults`)
    assert.equal(redacted.body.operator_results.length, 1)
    const kept = ['original', 'peaks-original', 'peaks-redacted', 'redacted']
    assert.deepEqual(readdirSync(mediaFolder(dataDir, whole)).sort(), kept)

    // Deleted while it is fetched, and deleted when all is done.
    const running = await createTranscript(call, serviceSid, dribble.url)
    await dribble.asked
    assert.equal((await call('DELETE', `/v2/Transcripts/${running}`)).status, 204)
    await dribble.hungUp
    await until(() => server.output().includes('transcript is gone; work stopped'))
    assert.equal((await call('DELETE', `/v2/Transcripts/${whole}`)).status, 204)
    await until(() => !existsSync(mediaFolder(dataDir, whole)))
    assert.equal((await call('POST', `/x/v1/Webhooks/${delivery.sid}/Replay`)).status, 404)
    assert.equal(await server.end('SIGTERM'), 0)
    const named = await namedInTheEnd([whole, running, failed, recording.sid], 2, installation)
    // The walk finds what is there.
    const failedIn = ['jobs.job', 'jobs.job_common', 'public.transcripts']
    assert.deepEqual(named, [[], [], failedIn, ['public.recordings']])
    for (const sid of [whole, running]) assert.deepEqual(filesNaming(sid, dataDir), [])
    assert.ok(filesNaming(recording.sid, dataDir).length > 0)
    const failures = server
      .output()
      .split('\n')
      .filter((line) => line.includes('"transcript failed"'))
    assert.ok(
      failures.every((line) => line.includes(failed)),
      'an ended download is no failure',
    )
    assert.equal(hooks.received.length, 2)
    // What is older than a second goes when the next server starts, whatever became of the one before it.
    const env = { RETENTION_DAYS: '0.00001' }
    await (await start(env)).end('SIGKILL')
    server = await start(env)
    call = clientOf(server)
    const isGone = async (path: string) => (await call('GET', path)).status === 404
    const recordingPath = `/2010-04-01/Accounts/${testAccount.accountSid}/Recordings/${recording.sid}.json`
    await until(async () => (await isGone(`/v2/Transcripts/${failed}`)) && (await isGone(recordingPath)))
    await until(() => filesNaming(recording.sid, dataDir).length === 0)
    assert.equal(await server.end('SIGTERM'), 0)
    assert.deepEqual(await namedInTheEnd([failed, recording.sid], 2, installation), [[], []])
  })
}

for (const [name, onPostgres] of [
  ['the embedded database', false],
  ['PostgreSQL', true],
] as const) {
  test(`on ${name} nothing is left of a deleted account, and all of another`, async (t) => {
    const installation = await install(t, onPostgres)
    const { dataDir, start } = installation
    const [files, hooks, dribble] = [
      await startFileServer(),
      await startWebhookReceiver(() => 503),
      await startDribble(t),
    ]
    t.after(() => {
      files.close()
      hooks.close()
    })
    const sample = join(dataDir, 'call.wav')
    writeFileSync(sample, shortCall())
    const server = await start()
    const first = clientOf(server)
    const { body: account } = await first('POST', '/x/v1/Accounts', { FriendlyName: 'Leaving' })
    const own = clientOf(server, { accountSid: account.sid, authToken: account.auth_token })
    const form = () => {
      const upload = new FormData()
      upload.append('file', new Blob([readFileSync(sample)]), 'call.wav')
      return upload
    }
    const made: string[] = []
    for (const call of [own, first]) {
      const serviceSid = await fullService(call, `${hooks.url}?key=secret`)
      const whole = await createTranscript(call, serviceSid, files.urlOf(sample))
      const { body: recording } = await call('POST', '/x/v1/Recordings', form())
      await until(async () => (await call('GET', `/v2/Transcripts/${whole}`)).body.status === 'completed')
      await call('GET', `/v2/Transcripts/${whole}/Sentences?Redacted=false`)
      await until(async () => (await call('GET', '/x/v1/Webhooks')).body.webhooks.length > 0)
      made.push(serviceSid, whole, recording.sid)
    }
    const { body: key } = await own('POST', '/x/v1/Keys', { FriendlyName: 'One', Scope: 'full' })
    const withKey = clientOf(server, { accountSid: key.sid, authToken: key.secret })
    const running = await createTranscript(own, made[0]!, dribble.url)
    await dribble.asked

    assert.equal((await withKey('DELETE', `/x/v1/Accounts/${account.sid}`)).status, 403)
    assert.equal((await first('DELETE', `/x/v1/Accounts/${account.sid}`)).status, 204)
    assert.equal((await first('DELETE', `/x/v1/Accounts/${account.sid}`)).status, 404)
    for (const call of [own, withKey]) assert.equal((await call('GET', '/v2/Services')).status, 401)
    await dribble.hungUp
    await until(() => filesNaming(account.sid, dataDir).length === 0)
    // The second look, for what other processes took in before they heard of it.
    await sleep(8000)
    assert.equal(await server.end('SIGTERM'), 0)
    const gone = [account.sid, key.sid, running, ...made.slice(0, 3)]
    const named = await namedInTheEnd([...gone, ...made.slice(3)], gone.length, installation)
    assert.deepEqual(named.slice(0, gone.length), Array(gone.length).fill([]))
    assert.deepEqual(filesNaming(account.sid, dataDir), [])
    for (const tables of named.slice(gone.length)) assert.ok(tables.length > 0)
    assert.ok(filesNaming(made[4]!, dataDir).length > 0)
  })
}
