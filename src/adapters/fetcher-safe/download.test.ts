import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createSafeFetcher, type SafeFetcherOptions } from './fetcher.ts'
import { closedPort, serveHttp, tempFolder } from './test-servers.ts'

const maxBytes = 1_000_000

async function downloader(t: TestContext, options: Partial<SafeFetcherOptions> = {}) {
  const limits = { backoffMs: 1 }
  const fetcher = createSafeFetcher(
    { allow: ['127.0.0.1'], attempts: 3, urlCredentials: false, ...options },
    { limits },
  )
  t.after(() => fetcher.close())
  const toPath = join(await tempFolder(t), 'media')
  return { toPath, download: (url: string) => fetcher.download({ url, toPath, maxBytes }) }
}

test('a download arrives whole, private and hashed', async (t) => {
  const audio = Buffer.alloc(300_000, 'RIFF sound ')
  const server = await serveHttp(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/x-wav' }).end(audio)
  })
  const { download, toPath } = await downloader(t)
  await writeFile(toPath, 'left over', { mode: 0o644 })
  assert.deepEqual(await download(`${server.origin}/call.wav?Signature=abc#part`), {
    bytes: audio.length,
    sha256: createHash('sha256').update(audio).digest('hex'),
    contentType: 'audio/x-wav',
  })
  assert.deepEqual(await readFile(toPath), audio)
  assert.equal((await stat(toPath)).mode & 0o777, 0o600)
  const [request] = server.requests
  assert.equal(request?.method, 'GET')
  assert.equal(request?.path, '/call.wav?Signature=abc')
  assert.equal(request?.headers['accept-encoding'], 'identity')
  assert.equal(request?.headers.authorization, undefined)
  assert.equal(request?.headers.range, undefined)
})

for (const [status, key] of [
  [404, 'mediaNotFound'],
  [410, 'mediaNotFound'],
  [401, 'mediaUnauthorized'],
  [403, 'mediaUnauthorized'],
  [400, 'downloadFailed'],
  [204, 'downloadFailed'],
  [206, 'downloadFailed'],
  [304, 'downloadFailed'],
] as const) {
  test(`${status} is ${key}, asked once, and leaves no file`, async (t) => {
    const server = await serveHttp(t, (_request, response) => response.writeHead(status, 'nope').end())
    const { download, toPath } = await downloader(t)
    await assert.rejects(download(`${server.origin}/`), { key, retryable: false })
    assert.equal(server.requests.length, 1)
    assert.equal(existsSync(toPath), false)
  })
}

for (const status of [408, 429, 500, 502, 503]) {
  test(`${status} is asked as often as configured, then may be tried by a later job`, async (t) => {
    const server = await serveHttp(t, (_request, response) => response.writeHead(status).end('sorry'))
    const { download, toPath } = await downloader(t)
    await assert.rejects(download(`${server.origin}/`), {
      key: 'downloadFailed',
      retryable: true,
      message: `127.0.0.1:${server.port} answered ${status}`,
    })
    assert.equal(server.requests.length, 3)
    assert.equal(existsSync(toPath), false)
  })
}

test('one attempt means one request', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.writeHead(503).end())
  const { download } = await downloader(t, { attempts: 1 })
  await assert.rejects(download(`${server.origin}/`), { key: 'downloadFailed', retryable: true })
  assert.equal(server.requests.length, 1)
})

test('a Retry-After beyond the time limit is not waited for', async (t) => {
  const server = await serveHttp(t, (_request, response) => {
    response.writeHead(429, { 'retry-after': '3600' }).end()
  })
  const { download } = await downloader(t)
  await assert.rejects(download(`${server.origin}/`), { key: 'downloadFailed', retryable: true })
  assert.equal(server.requests.length, 1)
})

test('503 and then 200 succeeds', async (t) => {
  const server = await serveHttp(t, (_request, response, count) => {
    response.writeHead(count === 1 ? 503 : 200).end(count === 1 ? 'busy' : 'audio')
  })
  const { download, toPath } = await downloader(t)
  assert.equal((await download(`${server.origin}/`)).bytes, 5)
  assert.equal(await readFile(toPath, 'utf8'), 'audio')
  assert.equal(server.requests.length, 2)
})

test('a refused connection may be tried by a later job', async (t) => {
  const { download } = await downloader(t)
  await assert.rejects(download(`http://127.0.0.1:${await closedPort()}/`), {
    key: 'downloadFailed',
    retryable: true,
    message: /ECONNREFUSED/,
  })
})

test('redirects are followed, relative ones too, up to five', async (t) => {
  const server = await serveHttp(t, ({ path }, response) => {
    const step = Number(path.slice(1))
    if (step === 0) response.end('audio')
    else response.writeHead([301, 302, 303, 307, 308][step % 5]!, { location: `./${step - 1}` }).end('moved')
  })
  const { download } = await downloader(t)
  assert.equal((await download(`${server.origin}/5`)).bytes, 5)
  await assert.rejects(download(`${server.origin}/6`), { key: 'downloadFailed', retryable: false })
  assert.equal(server.requests.length, 6 + 6)
})

test('a redirect loop ends', async (t) => {
  const server = await serveHttp(t, ({ path }, response) => {
    response.writeHead(302, { location: path }).end()
  })
  const { download } = await downloader(t)
  await assert.rejects(download(`${server.origin}/a`), {
    key: 'downloadFailed',
    retryable: false,
    message: /more than 5/,
  })
  assert.equal(server.requests.length, 6)
})

for (const location of [
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/',
  'http://2130706434/',
  '//192.168.0.1/x',
  'http://1.1.1.1:22/',
  'file:///etc/passwd',
  'ftp://127.0.0.1/',
  'data:audio/wav,x',
  'http://',
]) {
  test(`a redirect to ${location} is refused`, async (t) => {
    const server = await serveHttp(t, (_request, response) => response.writeHead(302, { location }).end())
    const { download } = await downloader(t)
    await assert.rejects(download(`${server.origin}/`), { key: 'downloadFailed', retryable: false })
    assert.equal(server.requests.length, 1)
  })
}

test('credentials of the URL are not sent unless switched on', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('audio'))
  const { download } = await downloader(t)
  await download(`http://user:secret@127.0.0.1:${server.port}/`)
  assert.equal(server.requests[0]?.headers.authorization, undefined)
})

test('credentials, once switched on, go to their own origin only', async (t) => {
  const storage = await serveHttp(t, (_request, response) => response.end('audio'))
  const server = await serveHttp(t, ({ path }, response) => {
    const location = path === '/a' ? '/b' : `http://eve:other@127.0.0.1:${storage.port}/`
    response.writeHead(302, { location }).end()
  })
  const { download } = await downloader(t, { urlCredentials: true })
  await download(`http://us%65r:s%C3%A9cret%zz@127.0.0.1:${server.port}/a`)
  const sent = server.requests.map((request) => request.headers.authorization)
  const pair = Buffer.from('user:s%C3%A9cret%zz').toString('base64')
  assert.deepEqual(sent, [`Basic ${pair}`, `Basic ${pair}`])
  assert.equal(storage.requests[0]?.headers.authorization, undefined)
})

test('percent-encoded credentials are decoded as UTF-8', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('audio'))
  const { download } = await downloader(t, { urlCredentials: true })
  await download(`http://j%C3%BCrgen:p%40ss%3Aword@127.0.0.1:${server.port}/`)
  const expected = Buffer.from('jürgen:p@ss:word').toString('base64')
  assert.equal(server.requests[0]?.headers.authorization, `Basic ${expected}`)
})

for (const [what, answer] of [
  ['a definite answer', { status: 404, body: 'hidden-body' }],
  ['a passing answer', { status: 500, body: 'hidden-body' }],
  ['a redirect', { status: 302, body: 'hidden-body', location: 'http://10.0.0.1/?hidden-query' }],
] as const) {
  test(`an error after ${what} shows neither query, nor credentials, nor body`, async (t) => {
    const server = await serveHttp(t, (_request, response) => {
      const { status, body, ...headers } = answer
      response.writeHead(status, 'hidden-reason', headers).end(body)
    })
    const { download } = await downloader(t, { urlCredentials: true })
    const url = `http://hidden-user:hidden-password@127.0.0.1:${server.port}/?hidden-query`
    await assert.rejects(download(url), (error: Error) => {
      assert.doesNotMatch(JSON.stringify([error.message, error.stack, error.cause, error]), /hidden/)
      return true
    })
  })
}

test('a folder that is not there is our own failure, not the server’s', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('audio'))
  const fetcher = createSafeFetcher({ allow: ['127.0.0.1'], attempts: 3, urlCredentials: false })
  t.after(() => fetcher.close())
  const toPath = join(await tempFolder(t), 'missing', 'media')
  await assert.rejects(fetcher.download({ url: server.origin, toPath, maxBytes }), {
    key: 'downloadFailed',
    retryable: true,
    message: /stored/,
  })
  assert.equal(server.requests.length, 0)
})
