// The disk gets full under a running server: clear refusals, nothing that was acknowledged is lost, and once there
// is room everything goes on by itself. The disk is a real one; without the right to mount one, the file runs itself
// again in a namespace where it has that right.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import { mountSmallDisk, type SmallDisk } from '../../src/testing/small-disk.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'

const DISK_MIB = 700
const insideNamespace = process.env.VERBATIM_DISK_TEST === 'inside'

/** Why no disk can be mounted here, null when one can. */
function refusal(): string | null {
  try {
    mountSmallDisk(1).unmount()
    return null
  } catch (error) {
    return (error as Error).message
  }
}
const refused = refusal()

if (refused && !insideNamespace) {
  const probe = spawnSync('unshare', ['--map-root-user', '--mount', 'true'], { encoding: 'utf8' })
  const why = `${refused}; and no namespace: ${probe.error?.message ?? probe.stderr}`
  test('the whole file in a namespace of its own', { skip: probe.status === 0 ? false : why }, () => {
    const file = fileURLToPath(import.meta.url)
    const args = ['--map-root-user', '--mount', process.execPath, '--test', file]
    // Without the runner's own variables, or the inner run would report to the outer one.
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env
    const run = spawnSync('unshare', args, {
      encoding: 'utf8',
      env: { ...env, VERBATIM_DISK_TEST: 'inside' },
    })
    assert.equal(run.status, 0, run.stdout + run.stderr)
  })
} else {
  test(
    'a full disk: refusals in the usual shape, reading as before, and all goes on when there is room',
    fullDisk,
  )
  test(
    'a transaction that fills the disk is undone; the database reads on, and writes when there is room',
    fillingTransaction,
  )
}

const credentials = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`

interface Answer {
  status: number
  body: Record<string, unknown> & { sid: string; status: string | number }
}

async function ask(server: ServerProcess, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { authorization: credentials, ...(init.headers as object) }
  const answer = await fetch(new URL(path, server.baseUrl), { ...init, headers })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json')
  return { status: answer.status, body: isJson ? JSON.parse(text) : { sid: '', status: '', text } }
}
const post = (server: ServerProcess, path: string, form: Record<string, string>) =>
  ask(server, path, { method: 'POST', body: new URLSearchParams(form) })
const upload = (server: ServerProcess) =>
  ask(server, '/x/v1/Recordings', {
    method: 'POST',
    body: readFileSync(sampleCallPath),
    headers: { 'content-type': 'audio/wav' },
  })

function assertRefused({ status, body }: Answer, what: string) {
  assert.equal(status, 503, `${what}: ${status} ${JSON.stringify(body)}`)
  assert.deepEqual(body as object, {
    code: 20503,
    message: 'There is no room left to store this; nothing was changed',
    more_info: 'https://www.twilio.com/docs/errors/20503',
    status: 503,
  })
}

/** The same as a form. */
function uploadForm(server: ServerProcess) {
  const body = new FormData()
  body.set('file', new Blob([readFileSync(sampleCallPath)]), 'call.wav')
  return ask(server, '/x/v1/Recordings', { method: 'POST', body })
}

/** However often the work was cut off and begun again. */
const patiently = { limitMs: 400_000, everyMs: 100 }

/** @returns a server on the disk, which ends with the test */
async function start(t: TestContext, disk: SmallDisk) {
  const server = await startServerProcess({
    DATA_DIR: join(disk.path, 'data'),
    WORKERS: '1',
    ASR_MODEL: 'moonshine-tiny',
    RATE_LIMIT: 'off',
  })
  t.after(() => server.end('SIGKILL'))
  return server
}

function mountFor(t: TestContext): SmallDisk {
  const disk = mountSmallDisk(DISK_MIB)
  t.after(() => disk.unmount())
  return disk
}

async function fullDisk(t: TestContext) {
  const disk = mountFor(t)
  const server = await start(t, disk)
  const [files, hooks] = [await startFileServer(), await startWebhookReceiver()]
  t.after(() => {
    files.close()
    hooks.close()
  })
  const statusOf = async (sid: string) => (await ask(server, `/v2/Transcripts/${sid}`)).body.status
  const service = (await post(server, '/v2/Services', { UniqueName: 'full', WebhookUrl: hooks.url })).body.sid
  const Channel = JSON.stringify({ media_properties: { media_url: files.urlOf(sampleCallPath) } })
  const create = () => post(server, '/v2/Transcripts', { ServiceSid: service, Channel })
  const uploaded = await upload(server)
  assert.equal(uploaded.status, 201)
  const done = (await create()).body.sid
  await eventually(async () => (await statusOf(done)) === 'completed', 'the first is completed', patiently)
  const before = await ask(server, `/v2/Transcripts/${done}/Sentences`)

  const pending = (await Promise.all([create(), create(), create()])).map(({ status, body }) => {
    assert.equal(status, 202)
    return body.sid
  })
  // One of them is being transcribed.
  const work = join(disk.path, 'data', 'work')
  const underWay = () => readdirSync(work).flatMap((name) => readdirSync(join(work, name)))
  await eventually(
    () => underWay().some((name) => pending.some((sid) => name.startsWith(sid))),
    'a run has begun',
    { everyMs: 20 },
  )
  disk.fill()

  // The database writes until it has looked at the disk again.
  const acknowledged: string[] = []
  for (let i = 0; ; i++) {
    const made = await post(server, '/v2/Services', { UniqueName: `until-full-${i}` })
    if (made.status !== 201) {
      assertRefused(made, 'a create')
      break
    }
    acknowledged.push(made.body.sid)
  }
  for (let i = 0; i < 5; i++) {
    assertRefused(await post(server, '/v2/Services', { UniqueName: `full-${i}` }), 'a create')
    assertRefused(await create(), 'a transcript')
    assertRefused(await upload(server), 'an upload')
    assertRefused(await uploadForm(server), 'an upload by form')
    assertRefused(await post(server, `/v2/Services/${service}`, { FriendlyName: 'x' }), 'an update')
    assert.equal((await ask(server, `/v2/Transcripts/${done}`)).status, 200)
    assert.deepEqual(await ask(server, `/v2/Transcripts/${done}/Sentences`), before)
    const media = await ask(server, `/v2/Transcripts/${done}/Media`)
    assert.equal((await fetch(media.body.media_url as string)).status, 200)
    assert.equal((await ask(server, '/healthz')).status, 200)
    await sleep(100)
  }
  for (const sid of pending) assert.match(String(await statusOf(sid)), /^(queued|in-progress|completed)$/)

  disk.clear()
  const again = () => post(server, '/v2/Services', { UniqueName: `again-${Date.now()}` })
  await eventually(async () => (await again()).status === 201, 'a create is taken again')
  assert.equal((await upload(server)).status, 201)
  pending.push((await create()).body.sid)
  for (const sid of pending) {
    const isFinal = async () => !/^(queued|in-progress)$/.test(String(await statusOf(sid)))
    await eventually(isFinal, `${sid} has ended`, patiently)
    assert.equal(await statusOf(sid), 'completed', server.output())
    const { body } = await ask(server, `/v2/Transcripts/${sid}/Sentences`)
    assert.equal(JSON.stringify(body).match(/Daniel Parker/g)?.length, 1)
    const isAnnounced = () => hooks.received.some((hook) => hook.body.includes(sid))
    await eventually(isAnnounced, `${sid} is announced`, patiently)
  }
  for (const sid of acknowledged) assert.equal((await ask(server, `/v2/Services/${sid}`)).status, 200)
  for (const name of ['full-0', 'full-4'])
    assert.equal((await ask(server, `/v2/Services/${name}`)).status, 404, 'what was refused is not there')
  // A run puts its folder away once the transcript is completed, which may be heard of before.
  await eventually(
    () => underWay().length === 0,
    () => `nothing half-written is left: ${underWay()}`,
  )
  assert.equal(await server.end('SIGTERM'), 0)

  // Nor does it start without room, and that changes nothing either.
  disk.fill()
  await assert.rejects(start(t, disk), (error: Error) => error.message.includes(join(disk.path, 'data')))
  disk.clear()
  const second = await start(t, disk)
  assert.deepEqual(await ask(second, `/v2/Transcripts/${done}/Sentences`), rebased(before, server, second))
}

/** The same answer from another address. */
function rebased(answer: Answer, from: ServerProcess, to: ServerProcess): Answer {
  return JSON.parse(JSON.stringify(answer).replaceAll(from.baseUrl, to.baseUrl))
}

/** One transaction may write more than there is room for. In a process of its own, since a database that did not
 * notice would never answer again. */
async function fillingTransaction(t: TestContext) {
  const disk = mountFor(t)
  const module = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href)
  const script = `
    const { startEmbedded } = await import(${module('adapters/db-pglite/embedded.ts')})
    const { openPostgres } = await import(${module('adapters/db-postgres/postgres.ts')})
    const { fillWith } = await import(${module('testing/small-disk.ts')})
    const { rmSync } = await import('node:fs')
    const [, folder, filler] = process.argv
    const embedded = await startEmbedded(folder, (error) => { console.log(error.message); process.exit(7) })
    const db = await openPostgres({ stream: embedded.stream })
    await db.query('create table kept (at int)')
    await db.query('insert into kept values (1)')
    const code = await db.transaction(async (session) => {
      await session.query('insert into kept values (2)')
      fillWith(filler)
      for (;;) await session.query("select pg_logical_emit_message(true, 'x', repeat('y', 1000000))::text")
    }).catch((error) => error.code)
    const write = () => db.query('insert into kept values (3)').then(() => 'written', (error) => error.code)
    const read = async () => (await db.query('select at from kept')).rows.map(({ at }) => at)
    const full = [code, await read(), await write()]
    rmSync(filler)
    while ((await write()) !== 'written') await new Promise((resolve) => setTimeout(resolve, 50))
    console.log(JSON.stringify([...full, await read()]))
    await db.close()
    await embedded.close()`
  const args = ['-e', script, disk.path, join(disk.path, 'filler')]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 600_000 })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  assert.deepEqual(JSON.parse(run.stdout), ['53100', [1], '25006', [1, 3]])
}
