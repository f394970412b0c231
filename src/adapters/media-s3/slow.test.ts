// Servers that are slow, that stop in the middle, and what is in memory while they do.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { anAccount } from '../../testing/builders.ts'
import type { S3Limits } from './limits.ts'
import { s3LocationOf } from './location.ts'
import { createMediaS3 } from './media-s3.ts'

const MIB = 2 ** 20
const LITTLE = 8 * MIB
const key = 'media/AC1/GT1/original'
const scope = { accountSid: anAccount(), customerKey: null }
type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

async function setUp(t: TestContext, handle: Handler, limits: Partial<S3Limits> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-s3-slow-'))
  const server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const location = s3LocationOf({
    MEDIA_STORE: { bucket: 'calls', prefix: '' },
    S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: null,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_SESSION_TOKEN: null,
  })!
  const store = createMediaS3({ location, workRoot: folder, limits: { attempts: 1, ...limits } })
  t.after(async () => {
    await store.close()
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  })
  /** Without taking room on the disk. */
  const fileOf = (bytes: number) => {
    const path = join(folder, 'incoming')
    writeFileSync(path, '')
    truncateSync(path, bytes)
    return path
  }
  return { store, fileOf }
}

/** Bytes outside the heap that something still refers to. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().arrayBuffers
}

/** What is held beyond `before` once the collector, which counts in a thread of its own, has done its work. */
async function heldSince(before: number): Promise<number> {
  let held = heldBytes() - before
  for (let looks = 0; held >= LITTLE && looks < 100; looks++) {
    await sleep(20)
    held = heldBytes() - before
  }
  return held
}

test('sending may take longer than the longest silence', async (t) => {
  let [received, slept] = [0, 0]
  const handle: Handler = async (request, response) => {
    for await (const piece of request) {
      received += piece.length
      if (received > (slept + 1) * 2 * MIB) {
        slept++
        await sleep(500)
      }
    }
    response.end()
  }
  const { store, fileOf } = await setUp(t, handle, { progressMs: 3000 })
  await store.take(key, fileOf(16 * MIB), scope)
  assert.equal(received, 16 * MIB)
})

test('a server that reads no more is given up', async (t) => {
  const { store, fileOf } = await setUp(t, (request) => request.once('data', () => request.pause()), {
    progressMs: 300,
  })
  await assert.rejects(store.take(key, fileOf(16 * MIB), scope), { message: /did not answer in time/ })
})

test('reading may take longer than the longest silence, and goes on after a longer one', async (t) => {
  const whole = Buffer.from('0123456789')
  let asked = 0
  const handle: Handler = async (request, response) => {
    const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? []
    const start = Number(from ?? 0)
    if (from) response.statusCode = 206
    response.setHeader('etag', '"one"')
    response.setHeader('content-range', `bytes ${start}-9/10`)
    response.setHeader('content-length', 10 - start)
    asked++
    for (const byte of whole.subarray(start)) {
      if (asked === 1 && byte === 0x35) return
      response.write(Buffer.of(byte))
      await sleep(200)
    }
    response.end()
  }
  const { store } = await setUp(t, handle, { progressMs: 1500, attempts: 2, backoffMs: 1 })
  const pieces: Uint8Array[] = []
  for await (const piece of await store.read(key)) pieces.push(piece)
  assert.deepEqual(Buffer.concat(pieces), whole)
  assert.equal(asked, 2)
})

test('of what is sent in parts little is in memory, however large a part is', async (t) => {
  let stalled = 0
  const bothStall = Promise.withResolvers<void>()
  const handle: Handler = (request, response) => {
    if (request.method === 'POST') return response.end('<R><UploadId>one</UploadId></R>')
    if (request.method === 'DELETE') return response.end()
    request.once('data', () => {
      request.pause()
      if (++stalled === 2) bothStall.resolve()
    })
  }
  const { store, fileOf } = await setUp(t, handle, { partBytes: 32 * MIB, wholeBytes: MIB })
  const before = heldBytes()
  const taking = store.take(key, fileOf(128 * MIB), scope)
  await bothStall.promise
  await sleep(50)
  const held = await heldSince(before)
  assert.ok(held < LITTLE, `${held} bytes`)
  await Promise.all([store.close(), assert.rejects(taking, { key: 'mediaStoreUnavailable' })])
})

/** Sends a GiB as fast as it is taken.
 * @param before what is waited for first */
function flood(before: (response: ServerResponse) => unknown = () => undefined) {
  const seen = { sentBytes: 0, open: 0 }
  const handle: Handler = async (_request, response) => {
    seen.open++
    response.once('close', () => seen.open--)
    response.setHeader('content-length', 1024 * MIB)
    await before(response)
    const piece = Buffer.alloc(MIB)
    for (let sent = 0; sent < 1024 && !response.destroyed; sent++) {
      seen.sentBytes += piece.length
      if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    }
  }
  return { seen, handle }
}

test('of what is read little is in memory when nobody takes it', async (t) => {
  const { seen, handle } = flood()
  const { store } = await setUp(t, handle)
  const before = heldBytes()
  const content = (await store.read(key))[Symbol.asyncIterator]()
  await content.next()
  await sleep(200)
  const held = await heldSince(before)
  assert.ok(held < LITTLE, `${held} bytes`)
  assert.ok(seen.sentBytes < 64 * MIB, `${seen.sentBytes} bytes were asked for`)
  await content.return?.()
})

test('whoever stops reading ends the request, before the first piece, too', async (t) => {
  const { seen, handle } = flood()
  const { store } = await setUp(t, handle)
  for await (const _ of await store.read(key)) break
  const unread = (await store.read(key))[Symbol.asyncIterator]()
  await unread.return?.()
  while (seen.open > 0) await sleep(5)
})

test('whoever stops reading while a broken connection is made anew ends the new request, too', async (t) => {
  const [askedAgain, stopped] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let asked = 0
  const { seen, handle } = flood(async (response) => {
    if (++asked === 1) return response.write('some', () => response.destroy())
    askedAgain.resolve()
    await stopped.promise
    response.writeHead(206, { 'content-range': `bytes 4-${1024 * MIB - 1}/${1024 * MIB}` })
  })
  const { store } = await setUp(t, handle, { attempts: 3, backoffMs: 1 })
  const content = (await store.read(key))[Symbol.asyncIterator]()
  const reading = (async () => {
    while (!(await content.next()).done);
  })()
  await askedAgain.promise
  await content.return?.()
  stopped.resolve()
  await reading
  while (seen.open > 0) await sleep(5)
})
