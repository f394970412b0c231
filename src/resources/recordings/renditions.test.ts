// Recordings that are made for an answer, on real sockets: a reader that stalls is let go of, no account has all
// places.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { truncate } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { createMediaFiles } from '../../adapters/media-files/media-files.ts'
import type { Recording } from '../../domain/recording.ts'
import type { AccountSid } from '../../domain/sid.ts'
import { installAudit } from '../../http/audit.ts'
import { requireCredentials } from '../../http/authentication.ts'
import { createBaseUrl } from '../../http/base-url.ts'
import { installErrors } from '../../http/error-body.ts'
import { schemaKeywords } from '../../http/schemas.ts'
import type { RenditionRequest } from '../../ports/renditions.ts'
import { assertError } from '../../testing/answers.ts'
import { aRecording } from '../../testing/builders.ts'
import { countingClock } from '../../testing/counting-clock.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { decodedAudio, scriptedDecoder } from '../../testing/scripted-decoder.ts'
import { scriptedRenditions } from '../../testing/scripted-renditions.ts'
import { recordingRoutes } from './routes.ts'

const EACH = 4
/** What a machine that is busy with other things keeps up, too. */
const IDLE_MS = 1000
const timeout = 120_000

/** A server of the recordings alone, whose renditions `make` makes, and two recordings of two accounts. */
async function serve(
  t: TestContext,
  make: (request: RenditionRequest) => Promise<void>,
  { connectionTimeout = 60_000 } = {},
) {
  const { store, unitOfWork } = createMemoryDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'renditions-'))
  const recordings = [aRecording(), aRecording()] as const
  for (const one of recordings) {
    await store.recordings.insert(one)
    const path = join(folder, 'media', one.media.key)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'sound')
  }
  const logged: string[] = []
  const stream = { write: (line: string) => void logged.push(line) }
  const app = Fastify({
    ...{ connectionTimeout, logger: { level: 'error', stream } },
    ajv: { customOptions: { keywords: schemaKeywords } },
  })
  installErrors(app)
  requireCredentials(app, {
    verify: async (user) => ({ accountSid: user as AccountSid, keySid: null, scope: 'full' }),
    authToken: async () => null,
    forget: () => undefined,
  })
  installAudit(app, { store, clock: countingClock() })
  recordingRoutes(app, {
    store,
    unitOfWork,
    mediaStore: createMediaFiles(join(folder, 'media')),
    uploadDecoder: scriptedDecoder(decodedAudio(9600)),
    apiRenditions: {
      ...scriptedRenditions(),
      async render(request) {
        await make(request)
        return { bytes: 1, channels: 1 }
      },
    },
    clock: countingClock(),
    limits: { maxBytes: 1e9, maxSeconds: 60 },
    workRoot: folder,
    wake: () => undefined,
    baseUrl: createBaseUrl(null),
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    app.server.closeAllConnections()
    await app.close()
    rmSync(folder, { recursive: true })
  })
  const { port } = app.server.address() as AddressInfo
  const underWay = () => readdirSync(folder).filter((name) => name !== 'media').length
  return { url, port, recordings, underWay, logged }
}

const pathOf = ({ accountSid, sid }: Recording) => `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.mp3`
const credentialsOf = ({ accountSid }: Recording) => `Basic ${btoa(`${accountSid}:x`)}`

test('a reader that takes nothing is cut off, and its rendition goes', { timeout }, async (t) => {
  const make = async ({ toPath }: RenditionRequest) => {
    writeFileSync(toPath, '')
    await truncate(toPath, 64 << 20)
    // Longer than a connection may be idle: nothing comes or goes while the file is made.
    await delay(2 * IDLE_MS)
  }
  const served = await serve(t, make, { connectionTimeout: IDLE_MS })
  const { port, recordings, underWay, logged } = served
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  t.after(() => socket.destroy())
  const lines = ['Host: x', `Authorization: ${credentialsOf(recordings[0])}`]
  socket.write(`GET ${pathOf(recordings[0])} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  const status = await new Promise<string>((resolve) =>
    socket.once('data', (chunk) => {
      socket.pause()
      resolve(chunk.toString('latin1', 9, 12))
    }),
  )
  assert.equal(status, '200')
  while (underWay() > 0) await delay(20)
  assert.deepEqual(logged, [])
})

test(
  'an account has so many renditions made at once, and another account is served all the same',
  {
    timeout,
  },
  async (t) => {
    let begun = 0
    const { url, recordings, underWay, logged } = await serve(t, async ({ path, toPath, signal }) => {
      writeFileSync(toPath, 'made')
      if (path.includes(recordings[1].sid)) return
      begun++
      await new Promise((_resolve, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason))
      })
    })
    const [own, other] = recordings
    const leave = new AbortController()
    const get = async (one: Recording) => {
      const headers = { authorization: credentialsOf(one) }
      const answer = await fetch(url + pathOf(one), { headers, signal: leave.signal })
      return { status: answer.status, headers: answer.headers, body: await answer.text() }
    }
    const waiting = Array.from({ length: EACH }, () => get(own))
    while (begun < EACH) await delay(5)
    const { body, ...refused } = await get(own)
    assertError({ ...refused, body: JSON.parse(body) }, 429, 20429)
    assert.deepEqual(await get(other).then(({ status, body }) => [status, body]), [200, 'made'])
    leave.abort()
    for (const one of await Promise.allSettled(waiting)) assert.equal(one.status, 'rejected')
    while (underWay() > 0) await delay(5)
    assert.deepEqual(logged, [])
  },
)
