import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createSafeFetcher } from './fetcher.ts'
import type { FetchLimits } from './limits.ts'
import { serveHttp, serveRaw, tempFolder } from './test-servers.ts'

interface Setup {
  attempts?: number
  maxBytes?: number
  limits?: Partial<FetchLimits>
  signal?: AbortSignal
}

async function downloader(t: TestContext, { attempts = 2, maxBytes = 1000, limits, signal }: Setup = {}) {
  const fetcher = createSafeFetcher(
    { allow: ['127.0.0.1'], attempts, urlCredentials: false },
    { limits: { backoffMs: 1, ...limits } },
  )
  t.after(() => fetcher.close())
  const folder = await tempFolder(t)
  const toPath = join(folder, 'media')
  const download = (url: string) => fetcher.download({ url, toPath, maxBytes, ...(signal && { signal }) })
  return { fetcher, folder, toPath, download }
}

test('zero bytes are mediaEmpty, asked once', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end())
  const { download, toPath } = await downloader(t)
  await assert.rejects(download(server.origin), { key: 'mediaEmpty', retryable: false })
  assert.equal(server.requests.length, 1)
  assert.equal(existsSync(toPath), false)
})

test('a body of exactly the limit is taken', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end(Buffer.alloc(1000)))
  const { download } = await downloader(t)
  assert.equal((await download(server.origin)).bytes, 1000)
})

test('a Content-Length over the limit is refused before the body', async (t) => {
  const closed = Promise.withResolvers<void>()
  const server = await serveRaw(t, (socket) => {
    socket.on('close', () => closed.resolve())
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n')
  })
  const { download, toPath } = await downloader(t)
  await assert.rejects(download(server.origin), { key: 'mediaTooLarge', retryable: false })
  assert.equal(server.heads.length, 1)
  assert.equal(existsSync(toPath), false)
  await closed.promise
})

test('an endless body without a length stops at the limit', async (t) => {
  let sent = 0
  const server = await serveRaw(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const pour = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(65_536))) sent += 65_536
      sent += 65_536
      socket.once('drain', pour)
    }
    pour()
  })
  const { download, toPath } = await downloader(t, { maxBytes: 500_000 })
  await assert.rejects(download(server.origin), { key: 'mediaTooLarge', retryable: false })
  assert.equal(server.heads.length, 1)
  assert.ok(sent < 50_000_000, `${sent} bytes were taken`)
  assert.equal(existsSync(toPath), false)
})

for (const [what, answer] of [
  ['a Content-Length longer than the body', 'Content-Length: 10\r\n\r\nshort'],
  ['a chunked body without its end', 'Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n'],
  ['a chunk that is cut', 'Transfer-Encoding: chunked\r\n\r\na\r\nshort'],
  ['a length given twice', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\naudio'],
] as const) {
  test(`${what} is a passing failure, never a short file`, async (t) => {
    const server = await serveRaw(t, (socket) => socket.end(`HTTP/1.1 200 OK\r\n${answer}`))
    const { download, toPath } = await downloader(t)
    await assert.rejects(download(server.origin), { key: 'downloadFailed', retryable: true })
    assert.equal(server.heads.length, 2)
    assert.equal(existsSync(toPath), false)
  })
}

test('bytes beyond Content-Length are not taken', async (t) => {
  const server = await serveRaw(t, (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\naudio and more'),
  )
  const { download, toPath } = await downloader(t)
  assert.equal((await download(server.origin)).bytes, 5)
  assert.equal(await readFile(toPath, 'utf8'), 'audio')
})

for (const [what, answer] of [
  ['does not speak HTTP', 'SSH-2.0-secret-banner\r\n\r\n'],
  ['sends headers without end', `HTTP/1.1 200 OK\r\nX: ${'secret-banner'.repeat(2000)}\r\n`],
] as const) {
  test(`a server that ${what} is asked once and not quoted`, async (t) => {
    const server = await serveRaw(t, (socket) => socket.end(answer))
    const { download } = await downloader(t)
    await assert.rejects(download(server.origin), (error: Error & { retryable: boolean; key: string }) => {
      assert.equal(error.key, 'downloadFailed')
      assert.equal(error.retryable, false)
      assert.doesNotMatch(JSON.stringify([error.message, error.stack, error.cause, error]), /banner/)
      return true
    })
    assert.equal(server.heads.length, 1)
  })
}

test('a server that never answers is given up after the header limit, each time', async (t) => {
  const server = await serveRaw(t, () => undefined)
  const { download } = await downloader(t, { limits: { headersMs: 700 } })
  await assert.rejects(download(server.origin), {
    key: 'downloadFailed',
    retryable: true,
    message: /did not answer in time/,
  })
  assert.equal(server.heads.length, 2)
})

test('a body that stalls is given up after the idle limit, each time', async (t) => {
  const server = await serveRaw(t, (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nstall'),
  )
  const { download, toPath } = await downloader(t, { limits: { idleMs: 700 } })
  await assert.rejects(download(server.origin), {
    key: 'downloadFailed',
    retryable: true,
    message: /stopped sending/,
  })
  assert.equal(server.heads.length, 2)
  assert.equal(existsSync(toPath), false)
})

/** Sends `bytes` every `everyMs`, `times` in all, and then ends the body. */
function pouring({ bytes, everyMs, times }: { bytes: number; everyMs: number; times: number }) {
  return (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n')
    let sent = 0
    const pour = setInterval(() => {
      socket.write(Buffer.alloc(bytes))
      if (++sent === times) socket.end()
    }, everyMs)
    socket.on('close', () => clearInterval(pour))
  }
}
const pace = { paceMs: 300, paceBytes: 3000 }

test('a body that drips is given up as soon as it is seen to be slow, each time', async (t) => {
  const server = await serveRaw(t, pouring({ bytes: 1, everyMs: 20, times: Number.POSITIVE_INFINITY }))
  const { download, toPath } = await downloader(t, { maxBytes: 1e9, limits: pace })
  await assert.rejects(download(server.origin), {
    key: 'downloadFailed',
    retryable: true,
    message: /sent too slowly/,
  })
  assert.equal(server.heads.length, 2)
  assert.equal(existsSync(toPath), false)
})

test('a body that comes fast enough may take as long as it likes', async (t) => {
  const server = await serveRaw(t, pouring({ bytes: 1000, everyMs: 20, times: 125 }))
  // A pace that a machine which is busy with other things keeps up, too.
  const limits = { ...pace, paceMs: 1000 }
  const { download } = await downloader(t, { maxBytes: 1e9, limits })
  assert.equal((await download(server.origin)).bytes, 125_000)
  assert.equal(server.heads.length, 1)
})

test('a small file, or the end of a large one, may come as slowly as it likes', async (t) => {
  const server = await serveRaw(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50010\r\n\r\n')
    socket.write(Buffer.alloc(50_000))
    pouringRest(socket)
  })
  const pouringRest = (socket: Socket) => {
    let sent = 0
    const pour = setInterval(() => (++sent <= 10 ? socket.write('.') : clearInterval(pour)), 20)
  }
  const { download } = await downloader(t, { maxBytes: 1e9, limits: pace })
  assert.equal((await download(server.origin)).bytes, 50_010)
  assert.equal(server.heads.length, 1)
})

test('a body that drips for ever ends with the total limit', async (t) => {
  const server = await serveRaw(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const drip = setInterval(() => socket.write('.'), 10)
    socket.on('close', () => clearInterval(drip))
  })
  const { download, toPath } = await downloader(t, { maxBytes: 1e9, limits: { totalMs: 1000 } })
  await assert.rejects(download(server.origin), {
    key: 'downloadFailed',
    retryable: true,
    message: /longer than 1 s/,
  })
  assert.equal(server.heads.length, 1)
  assert.equal(existsSync(toPath), false)
})

test('aborting while the body arrives rejects with the reason and removes the partial file', async (t) => {
  const controller = new AbortController()
  const server = await serveRaw(t, (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nbeginning'))
  const { download, folder, toPath } = await downloader(t, { signal: controller.signal })
  const pending = download(server.origin)
  while (!existsSync(toPath) || (await readFile(toPath)).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const reason = new Error('canceled')
  controller.abort(reason)
  await assert.rejects(pending, reason)
  assert.deepEqual(await readdir(folder), [])
})

test('aborting while the server is silent, or before the start, asks no more', async (t) => {
  const controller = new AbortController()
  const reason = new Error('canceled')
  const server = await serveRaw(t, () => controller.abort(reason))
  const { download, folder } = await downloader(t, { signal: controller.signal })
  await assert.rejects(download(server.origin), reason)
  await assert.rejects(download(server.origin), reason)
  assert.equal(server.heads.length, 1)
  assert.deepEqual(await readdir(folder), [])
})

test('closing the fetcher ends running downloads', async (t) => {
  const server = await serveRaw(t, () => void fetcher.close())
  const { download, fetcher, folder } = await downloader(t)
  await assert.rejects(download(server.origin), { key: 'downloadFailed', retryable: true, message: /closed/ })
  await assert.rejects(download(server.origin), { key: 'downloadFailed', message: /closed/ })
  assert.equal(server.heads.length, 1)
  assert.deepEqual(await readdir(folder), [])
})
