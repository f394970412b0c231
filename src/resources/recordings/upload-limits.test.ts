// Uploads that hardly send anything, on real sockets: each is ended, and no account has all places.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { pcm16, sine, wavFile } from '../../adapters/decoder-native/recording-fixtures.ts'
import { createMediaFiles } from '../../adapters/media-files/media-files.ts'
import type { AccountSid } from '../../domain/sid.ts'
import { requireCredentials } from '../../http/authentication.ts'
import { createBaseUrl } from '../../http/base-url.ts'
import { installErrors } from '../../http/error-body.ts'
import { assertError } from '../../testing/answers.ts'
import { aStoredAccount } from '../../testing/builders.ts'
import { countingClock } from '../../testing/counting-clock.ts'
import { makeAccount } from '../../testing/key-client.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { decodedAudio, scriptedDecoder } from '../../testing/scripted-decoder.ts'
import { startTestServer } from '../../testing/test-server.ts'
import { uploadRoutes } from './upload-routes.ts'

const EACH = 4
const form = 'multipart/form-data; boundary=x'
const startOfFile = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'

interface Slow {
  port: number
  authorization: string
  type?: string
  start?: string
  /** Sent every `everyMs`, 10 unless it is said. */
  piece?: Buffer
  everyMs?: number
  times?: number
}

/** Begins an upload that sends a little now and then; `answer` is what has come back so far. */
function uploadSlowly(t: TestContext, given: Slow) {
  const { port, authorization, type = 'audio/wav', start = 'RIFF', piece = Buffer.from('.') } = given
  const { times = Number.POSITIVE_INFINITY, everyMs = 10 } = given
  const socket: Socket = connect(port, '127.0.0.1')
  const bytes = times === Number.POSITIVE_INFINITY ? 1e9 : start.length + times * piece.length
  const fields = [`Authorization: ${authorization}`, `Content-Type: ${type}`, `Content-Length: ${bytes}`]
  socket.write(`POST /x/v1/Recordings HTTP/1.1\r\nHost: x\r\n${fields.join('\r\n')}\r\n\r\n${start}`)
  let [sent, answer] = [0, '']
  const drip = setInterval(() => (++sent <= times ? socket.write(piece) : clearInterval(drip)), everyMs)
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  socket.on('close', () => clearInterval(drip))
  t.after(() => socket.destroy())
  return { socket, answer: () => answer }
}

/** A server of the uploads alone, which must send 1000 bytes every `paceMs`. */
async function serve(t: TestContext, paceMs = 200) {
  const { store, unitOfWork } = createMemoryDatabase()
  const account = aStoredAccount()
  await store.accounts.insert(account)
  const folder = mkdtempSync(join(tmpdir(), 'upload-limits-'))
  const app = Fastify()
  installErrors(app)
  requireCredentials(app, {
    verify: async (user) => ({ accountSid: user as AccountSid, keySid: null, scope: 'full' }),
    authToken: async () => null,
    forget: () => undefined,
  })
  await app.register((uploads) =>
    uploadRoutes(uploads, {
      store,
      unitOfWork,
      mediaStore: createMediaFiles(join(folder, 'media')),
      uploadDecoder: scriptedDecoder(decodedAudio(9600)),
      clock: countingClock(),
      limits: { maxBytes: 1e9, maxSeconds: 60 },
      workRoot: folder,
      wake: () => undefined,
      baseUrl: createBaseUrl(null),
      uploadPace: { ms: paceMs, bytes: 1000 },
    }),
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    app.server.closeAllConnections()
    await app.close()
    rmSync(folder, { recursive: true })
  })
  const { port } = app.server.address() as AddressInfo
  const authorization = `Basic ${btoa(`${account.sid}:x`)}`
  return { port, authorization, underWay: () => readdirSync(folder).filter((name) => name !== 'media') }
}

for (const [what, how] of [
  ['of a bare file', {}],
  ['of a form', { type: form, start: startOfFile }],
  [
    'of a form that never comes to its file',
    { type: form, start: '--x\r\nContent-Disposition: form-data; n' },
  ],
] as const) {
  test(`an upload ${what} that drips is refused, and leaves nothing`, async (t) => {
    const { underWay, ...server } = await serve(t)
    const { socket, answer } = uploadSlowly(t, { ...server, ...how })
    while (!/"code":\d+/.test(answer()) && !socket.closed) await delay(5)
    assert.match(answer(), /^HTTP\/1.1 408 /)
    assert.match(answer(), /"code":20422/)
    while (underWay().length > 0) await delay(5)
  })
}

test('an upload that sends enough may take as long as it likes', async (t) => {
  // A pace that a machine which is busy with other things keeps up, too.
  const { underWay: _, ...server } = await serve(t, 1000)
  const { socket, answer } = uploadSlowly(t, { ...server, piece: Buffer.alloc(400), times: 250 })
  await once(socket, 'data')
  assert.match(answer(), /^HTTP\/1.1 201 /)
})

test('an account has so many uploads at once, and another account is served all the same', async (t) => {
  const server = await startTestServer(t)
  const { accountSid, authToken } = server
  const port = Number(new URL(server.baseUrl).port)
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
  // Fast enough not to be ended meanwhile.
  const going = { port, authorization, piece: Buffer.alloc(20_000), everyMs: 500 }
  const slow = Array.from({ length: EACH }, () => uploadSlowly(t, going))
  const file = () => new Blob([new Uint8Array(wavFile({ data: pcm16(sine(440, 8000, 16_000)) }))])
  const upload = { method: 'POST', headers: { 'content-type': 'audio/wav' } }
  const own = () => server.send('/x/v1/Recordings', { ...upload, body: file() })
  const other = await makeAccount(server)
  const underWay = () =>
    readdirSync(join(server.dataDir, 'work'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /recording-[^/]*$/.test(name),
    )
  while (underWay().length < EACH) await delay(20)
  assertError(await own(), 429, 20429)
  assert.equal((await other.send('/x/v1/Recordings', { ...upload, body: file() })).status, 201)
  // A place that is given back can be had.
  slow[0]!.socket.destroy()
  while ((await own()).status === 429) await delay(20)
  assert.equal((await own()).status, 201)
})
