import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createSafeFetcher } from './fetcher.ts'
import { maxAnswerBytes } from './send.ts'
import { closedPort, serveHttp, serveRaw } from './test-servers.ts'

function makeFetcher(t: TestContext, connectMs = 30_000) {
  const limits = { connectMs }
  const lookup = () => new Promise<never>(() => undefined)
  const fetcher = createSafeFetcher(
    { allow: ['127.0.0.1'], attempts: 3, urlCredentials: true },
    { limits, lookup },
  )
  t.after(() => fetcher.close())
  return fetcher
}

test('a POST arrives with its headers and exact bytes', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.writeHead(204).end())
  const body = '{"event":"é"}'
  const sent = await makeFetcher(t).send({
    method: 'POST',
    url: `http://user:secret@127.0.0.1:${server.port}/hook?token=a&b=%20#rt=100`,
    headers: { 'Content-Type': 'application/json', 'X-Twilio-Signature': 'abc=' },
    body,
    timeoutMs: 30_000,
  })
  assert.deepEqual(sent, { status: 204 })
  const [request] = server.requests
  assert.equal(request?.method, 'POST')
  assert.equal(request?.path, '/hook?token=a&b=%20')
  assert.equal(request?.body, body)
  assert.equal(request?.headers['content-type'], 'application/json')
  assert.equal(request?.headers['x-twilio-signature'], 'abc=')
  assert.equal(request?.headers['content-length'], String(Buffer.byteLength(body)))
  assert.equal(request?.headers.authorization, undefined)
  assert.equal(request?.headers['user-agent'], 'Verbatim')
})

test('a GET carries no body, and its own User-Agent if it has one', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('ok'))
  const headers = { 'User-Agent': 'mine' }
  await makeFetcher(t).send({ method: 'GET', url: `${server.origin}/?a=1`, headers, timeoutMs: 30_000 })
  assert.equal(server.requests[0]?.method, 'GET')
  assert.equal(server.requests[0]?.body, '')
  assert.equal(server.requests[0]?.headers['user-agent'], 'mine')
})

for (const status of [200, 302, 404, 429, 500]) {
  test(`${status} is returned after one request`, async (t) => {
    const server = await serveHttp(t, (_request, response) => {
      response.writeHead(status, { location: '/elsewhere' }).end('answer')
    })
    const request = {
      method: 'POST',
      url: server.origin,
      headers: {},
      body: '{}',
      timeoutMs: 30_000,
    } as const
    assert.deepEqual(await makeFetcher(t).send(request), { status })
    assert.equal(server.requests.length, 1)
  })
}

test('a server that does not answer in time is webhookTimedOut', async (t) => {
  const server = await serveRaw(t, () => undefined)
  const request = { method: 'POST', url: server.origin, headers: {}, timeoutMs: 1000 } as const
  await assert.rejects(makeFetcher(t).send(request), { key: 'webhookTimedOut', retryable: true })
  assert.equal(server.heads.length, 1)
})

test('a host that cannot be connected to in time is webhookTimedOut', async (t) => {
  const fetcher = makeFetcher(t, 300)
  const url = 'http://slow.example/'
  for (const timeoutMs of [50, 10_000]) {
    await assert.rejects(fetcher.send({ method: 'GET', url, headers: {}, timeoutMs }), {
      key: 'webhookTimedOut',
      retryable: true,
    })
  }
})

test('a refused connection is webhookRefused and may be tried again', async (t) => {
  const url = `http://127.0.0.1:${await closedPort()}/?hidden`
  await assert.rejects(makeFetcher(t).send({ method: 'POST', url, headers: {}, timeoutMs: 30_000 }), {
    key: 'webhookRefused',
    retryable: true,
    message: /^127\.0\.0\.1:\d+ broke or refused the connection \(ECONNREFUSED\)$/,
  })
})

test('an answer cut before its header ends is webhookRefused', async (t) => {
  const server = await serveRaw(t, (socket) => socket.end('HTTP/1.1 200'))
  await assert.rejects(
    makeFetcher(t).send({ method: 'POST', url: server.origin, headers: {}, timeoutMs: 30_000 }),
    { key: 'webhookRefused', retryable: true },
  )
})

for (const url of [
  'not a url',
  'ftp://127.0.0.1/',
  'http://10.0.0.1/',
  'http://user:hidden@192.168.0.1/?hidden',
]) {
  test(`${url} is webhookRefused for good`, async (t) => {
    await assert.rejects(
      makeFetcher(t).send({ method: 'POST', url, headers: {}, timeoutMs: 30_000 }),
      (error: Error & { key: string; retryable: boolean }) =>
        error.key === 'webhookRefused' && !error.retryable && !`${error.stack}`.includes('hidden'),
    )
  })
}

for (const head of ['', 'Content-Length: 1000000000\r\n']) {
  test(`a huge answer (${head.trim() || 'no length'}) is cut and its status returned`, async (t) => {
    let written = 0
    const closed = Promise.withResolvers<void>()
    const server = await serveRaw(t, (socket) => {
      socket.on('close', () => closed.resolve())
      socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n`)
      const pour = () => {
        if (socket.destroyed) return
        written += 16_384
        socket.write(Buffer.alloc(16_384), pour)
      }
      pour()
    })
    const request = { method: 'POST', url: server.origin, headers: {}, timeoutMs: 60_000 } as const
    assert.deepEqual(await makeFetcher(t).send(request), { status: 200 })
    await closed.promise
    assert.ok(written < maxAnswerBytes + 20_000_000, `${written} bytes were taken`)
  })
}

test('an answer that stalls after its status still counts', async (t) => {
  const server = await serveRaw(t, (socket) =>
    socket.write('HTTP/1.1 202 OK\r\nContent-Length: 10\r\n\r\nstall'),
  )
  const request = { method: 'POST', url: server.origin, headers: {}, timeoutMs: 1500 } as const
  assert.deepEqual(await makeFetcher(t).send(request), { status: 202 })
})

test('the time from the connection to the answer can be limited by itself', async (t) => {
  const server = await serveRaw(t, () => undefined)
  const request = { method: 'POST', url: server.origin, headers: {}, timeoutMs: 60_000, readMs: 50 } as const
  await assert.rejects(makeFetcher(t).send(request), { key: 'webhookTimedOut' })
})

test('the time to connect can be limited by itself, and the caller hears when the connection stands', async (t) => {
  const fetcher = makeFetcher(t)
  let connections = 0
  const request = { method: 'GET', headers: {}, timeoutMs: 60_000, onConnected: () => connections++ } as const
  await assert.rejects(fetcher.send({ ...request, url: 'http://slow.example/', connectMs: 50 }), {
    key: 'webhookTimedOut',
  })
  assert.equal(connections, 0)
  const server = await serveHttp(t, (_request, response) => response.end())
  await fetcher.send({ ...request, url: server.origin })
  assert.equal(connections, 1)
})

test('the challenges of a 401 come with it, joined', async (t) => {
  const server = await serveHttp(t, (_request, response, count) =>
    response.writeHead(count === 1 ? 401 : 403, { 'WWW-Authenticate': ['Basic', 'Digest realm="x"'] }).end(),
  )
  const request = { method: 'GET', url: server.origin, headers: {}, timeoutMs: 30_000 } as const
  const fetcher = makeFetcher(t)
  assert.deepEqual(await fetcher.send(request), { status: 401, challenge: 'Basic, Digest realm="x"' })
  assert.deepEqual(await fetcher.send(request), { status: 403 })
})
