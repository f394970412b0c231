import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createSafeFetcher } from './fetcher.ts'
import { serveRaw, tempFolder } from './test-servers.ts'

const audio = randomBytes(200_000)
const cutAt = 150_000

/** Sends the first part and hangs up; later requests get `later`, which is told where their range starts. */
function serveBroken(t: TestContext, etag: string, later: (start: string) => Buffer) {
  return serveRaw(t, (socket, head, count) => {
    if (count > 1) {
      socket.end(later(/range: bytes=(\d+)-/i.exec(head)?.[1] ?? ''))
      return
    }
    const answer = `HTTP/1.1 200 OK\r\nETag: ${etag}\r\nContent-Length: ${audio.length}\r\n\r\n`
    socket.end(Buffer.concat([Buffer.from(answer), audio.subarray(0, cutAt)]))
  })
}

function part(start: number, head: string): Buffer {
  const body = audio.subarray(start)
  return Buffer.concat([Buffer.from(`${head}\r\nContent-Length: ${body.length}\r\n\r\n`), body])
}

async function downloader(t: TestContext) {
  const options = { allow: ['127.0.0.1'], attempts: 3, urlCredentials: false }
  const fetcher = createSafeFetcher(options, { limits: { backoffMs: 1 } })
  t.after(() => fetcher.close())
  const toPath = join(await tempFolder(t), 'media')
  return { toPath, download: (url: string) => fetcher.download({ url, toPath, maxBytes: audio.length }) }
}

const whole = {
  bytes: audio.length,
  sha256: createHash('sha256').update(audio).digest('hex'),
  contentType: null,
}

test('a broken download goes on where it stopped when the ETag is strong', async (t) => {
  const { origin, heads } = await serveBroken(t, '"v1"', (start) =>
    part(
      Number(start),
      `HTTP/1.1 206 Partial\r\nETag: "v1"\r\nContent-Range: bytes ${start}-${audio.length - 1}/${audio.length}`,
    ),
  )
  const { download, toPath } = await downloader(t)
  assert.deepEqual(await download(origin), whole)
  assert.deepEqual(await readFile(toPath), audio)
  assert.match(heads[1]!, /if-range: "v1"\r\n/i)
  assert.match(heads[1]!, /range: bytes=[1-9]\d*-\r\n/i)
})

test('a broken download starts anew when the server sends the whole again', async (t) => {
  const { origin } = await serveBroken(t, '"v1"', () => part(0, 'HTTP/1.1 200 OK\r\nETag: "v2"'))
  const { download, toPath } = await downloader(t)
  assert.deepEqual(await download(origin), whole)
  assert.deepEqual(await readFile(toPath), audio)
})

test('a broken download with a weak ETag starts anew', async (t) => {
  const { origin, heads } = await serveBroken(t, 'W/"v1"', () => part(0, 'HTTP/1.1 200 OK'))
  const { download } = await downloader(t)
  assert.deepEqual(await download(origin), whole)
  assert.doesNotMatch(heads[1]!, /range/i)
})

for (const [what, head] of [
  ['another version', 'HTTP/1.1 206 Partial\r\nETag: "v2"\r\nContent-Range: bytes START-199999/200000'],
  ['another place', 'HTTP/1.1 206 Partial\r\nETag: "v1"\r\nContent-Range: bytes 1-199999/200000'],
  ['another size', 'HTTP/1.1 206 Partial\r\nETag: "v1"\r\nContent-Range: bytes START-199999/300000'],
  ['nothing, by 416', 'HTTP/1.1 416 Range Not Satisfiable'],
] as const) {
  test(`a server that goes on with ${what} is asked for the whole again`, async (t) => {
    const { origin, heads } = await serveBroken(t, '"v1"', (start) =>
      start === '' ? part(0, 'HTTP/1.1 200 OK') : part(Number(start), head.replace('START', start)),
    )
    const { download, toPath } = await downloader(t)
    assert.deepEqual(await download(origin), whole)
    assert.deepEqual(await readFile(toPath), audio)
    assert.equal(heads.length, 3)
  })
}
