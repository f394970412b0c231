// The proxy between a real client and a real server on loopback.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http'
import {
  type AddressInfo,
  connect as connectTcp,
  createServer as createTcpServer,
  type Socket,
} from 'node:net'
import { PassThrough, type Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { startServer, startTestProxy, type TestProxy } from './test-proxy.ts'

const intelligence = 'intelligence.twilio.com'
const recordings = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Recordings`

/** Answers with what it was asked, as JSON. */
function echo(t: TestContext) {
  return startServer(t, async (asked, response) => {
    const body = await text(asked)
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ method: asked.method, path: asked.url, headers: asked.rawHeaders, body }))
  })
}

/** One request over a connection to `hostName` through the proxy. */
async function ask(
  proxied: TestProxy,
  hostName: string,
  options: RequestOptions & { body?: string | Readable } = {},
) {
  const socket = await proxied.connectTls(hostName)
  const asking = request({ headers: { Host: hostName }, ...options, createConnection: () => socket })
  if (options.body instanceof PassThrough) options.body.pipe(asking)
  else asking.end(options.body)
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  return { answer, body: await text(answer) }
}

function headerOf(raw: string[], name: string): string[] {
  return raw.filter((_, i) => i % 2 === 1 && raw[i - 1]!.toLowerCase() === name)
}

/** Status of an answer in Twilio's error shape, whose keys are checked. */
function errorIn(body: string): { status: number; code: number; message: string } {
  const error = JSON.parse(body)
  assert.deepEqual(Object.keys(error), ['code', 'message', 'more_info', 'status'])
  return error
}

test('passes method, path, headers and body on as they are', async (t) => {
  const proxied = await startTestProxy(t, { target: await echo(t) })
  const { answer, body } = await ask(proxied, intelligence, {
    method: 'POST',
    path: '/v2/Transcripts?a=%2F..%2f&b',
    headers: { Host: intelligence, 'X-Case': 'kept', 'Proxy-Connection': 'x', 'Content-Length': 3 },
    body: 'a=b',
  })
  const seen = JSON.parse(body)
  assert.deepEqual([answer.statusCode, seen.method, seen.body], [200, 'POST', 'a=b'])
  assert.equal(seen.path, '/v2/Transcripts?a=%2F..%2f&b')
  assert.deepEqual(headerOf(seen.headers, 'host'), [intelligence])
  assert.ok(seen.headers.includes('X-Case'))
  assert.deepEqual(headerOf(seen.headers, 'proxy-connection'), [])
  assert.deepEqual(headerOf(seen.headers, 'content-length'), ['3'])
})

test('a POST without a body and without framing reaches the server as an empty one', async (t) => {
  const proxied = await startTestProxy(t, { target: await echo(t) })
  const socket = await proxied.connectTls(intelligence)
  socket.write(
    `POST /v2/Services/x/Operators/y HTTP/1.1\r\nHost: ${intelligence}\r\nConnection: close\r\n\r\n`,
  )
  const answer = await text(socket)
  const seen = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
  assert.deepEqual(headerOf(seen.headers, 'content-length'), ['0'])
  assert.deepEqual(headerOf(seen.headers, 'transfer-encoding'), [])
})

test('passes status, headers and body of the answer back, without what concerns one hop', async (t) => {
  const target = await startServer(t, (_, response) => {
    response.writeHead(206, 'Some', ['X-A', '1', 'X-A', '2', 'Keep-Alive', 'timeout=1234', 'ETag', '"7"'])
    response.end(Buffer.from([0, 255, 1]))
  })
  const socket = await (await startTestProxy(t, { target })).connectTls(intelligence)
  const asking = request({
    path: '/v2',
    createConnection: () => socket,
    headers: { Host: intelligence },
  }).end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  assert.deepEqual([answer.statusCode, answer.statusMessage, answer.headers.etag], [206, 'Some', '"7"'])
  assert.deepEqual(answer.headersDistinct['x-a'], ['1', '2'])
  assert.ok(!String(answer.headers['keep-alive']).includes('1234'))
  assert.deepEqual(await buffer(answer), Buffer.from([0, 255, 1]))
})

test('a 204 and an answer to HEAD have no body and do not hold up the next request', async (t) => {
  const target = await startServer(t, (asked, response) => {
    if (asked.method === 'DELETE') response.writeHead(204).end()
    else response.end('text')
  })
  const socket = await (await startTestProxy(t, { target })).connectTls(intelligence)
  const head = (method: string) => `${method} /${method} HTTP/1.1\r\nHost: ${intelligence}\r\n`
  socket.write(`${head('DELETE')}\r\n${head('HEAD')}\r\n${head('GET')}Connection: close\r\n\r\n`)
  const answers = (await text(socket)).split(/(?=HTTP\/1\.1 )/)
  assert.deepEqual(
    answers.map((one) => [one.split(' ')[1], one.split('\r\n\r\n')[1]]),
    [
      ['204', ''],
      ['200', ''],
      ['200', 'text'],
    ],
  )
})

test('streams both ways: the server hears the beginning before the client has sent the end, and answers so', async (t) => {
  const target = await startServer(t, (asked, response) => asked.pipe(response))
  const socket = await (await startTestProxy(t, { target })).connectTls(intelligence)
  const asking = request({ method: 'POST', path: '/v2', createConnection: () => socket })
  asking.write('first')
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  assert.equal(String((await once(answer, 'data'))[0]), 'first')
  asking.end('second')
  assert.equal(await text(answer), 'second')
})

test('answers pipelined requests in their order although the server answers the first one last', async (t) => {
  const others = Promise.withResolvers<void>()
  let answered = 0
  const target = await startServer(t, async (asked, response) => {
    if (asked.url === '/1') await others.promise
    response.end(asked.url, () => {
      if (++answered === 2) others.resolve()
    })
  })
  const socket = await (await startTestProxy(t, { target })).connectTls(intelligence)
  const head = (path: string) => `GET ${path} HTTP/1.1\r\nHost: ${intelligence}\r\n`
  socket.write(`${head('/1')}\r\n${head('/2')}\r\n${head('/3')}Connection: close\r\n\r\n`)
  const answers = await text(socket)
  assert.deepEqual(answers.match(/\/\d$|\/\d(?=HTTP)/g), ['/1', '/2', '/3'])
})

test('answers many requests over one connection', async (t) => {
  const { connectTls } = await startTestProxy(t, { target: await echo(t) })
  const socket = await connectTls(intelligence)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  agent.createConnection = () => socket
  for (let i = 0; i < 3; i++) {
    const asking = request({ path: `/${i}`, agent, headers: { Host: intelligence } }).end()
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    assert.equal(JSON.parse(await text(answer)).path, `/${i}`)
    assert.equal(asking.reusedSocket, i > 0)
  }
})

test('a client that goes away ends the server’s work for it', async (t) => {
  const ended = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const target = await startServer(t, (_, response) => {
    response.once('close', () => ended.resolve())
    asked.resolve()
  })
  const proxied = await startTestProxy(t, { target })
  const socket = await proxied.connectTls(intelligence)
  socket.write(`GET /v2/Transcripts?secret=1 HTTP/1.1\r\nHost: ${intelligence}\r\n\r\n`)
  await asked.promise
  socket.destroy()
  await ended.promise
  assert.deepEqual(proxied.reports, [`GET ${intelligence}/v2/Transcripts given up`])
})

for (const [how, breakOff] of [
  ['ends', (socket: Socket) => socket.destroy()],
  ['resets', (socket: Socket) => socket.resetAndDestroy()],
] as const) {
  test(`a server that ${how} its connection amid an answer breaks the client’s, and the proxy goes on`, async (t) => {
    const target = await startServer(t, (asked, response) => {
      if (asked.url === '/whole') return void response.end()
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('half', () => breakOff(asked.socket))
    })
    const proxied = await startTestProxy(t, { target })
    await assert.rejects(ask(proxied, intelligence, { path: '/half' }), { code: 'ECONNRESET' })
    assert.equal((await ask(proxied, intelligence, { path: '/whole' })).answer.statusCode, 200)
  })
}

test('a server that can not be reached is a 502 in Twilio’s shape, and the connection goes on', async (t) => {
  const target = new URL('http://127.0.0.1:1')
  const proxied = await startTestProxy(t, { target })
  const socket = await proxied.connectTls(intelligence)
  const head = (line: string) => `POST /v2/Services HTTP/1.1\r\nHost: ${intelligence}\r\n${line}\r\n`
  socket.write(`${head('Content-Length: 5\r\n')}a=b&c${head('Content-Length: 0\r\nConnection: close\r\n')}`)
  const answers = (await text(socket)).split(/(?=HTTP\/1\.1 )/)
  assert.equal(answers.length, 2)
  for (const one of answers) {
    assert.match(one, /^HTTP\/1\.1 502 Bad Gateway\r\ncontent-type: application\/json\r\n/i)
    assert.deepEqual(errorIn(one.split('\r\n\r\n')[1]!), {
      code: 20503,
      message: 'The proxy got no answer from http://127.0.0.1:1',
      more_info: 'https://www.twilio.com/docs/errors/20503',
      status: 502,
    })
  }
  assert.ok(proxied.reports.includes('no answer from http://127.0.0.1:1: ECONNREFUSED'))
})

test('an answer that comes before the whole body does not wait for it, and the connection goes on', async (t) => {
  const target = await startServer(t, (asked, response) => response.end(asked.url))
  const socket = await (await startTestProxy(t, { target })).connectTls(intelligence)
  const head = (path: string, line: string) => `POST ${path} HTTP/1.1\r\nHost: ${intelligence}\r\n${line}\r\n`
  socket.write(`${head('/first', 'Content-Length: 500000\r\n')}part`)
  assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 200 OK/)
  socket.write(`${'x'.repeat(499_996)}${head('/second', 'Content-Length: 0\r\nConnection: close\r\n')}`)
  assert.match(await text(socket), /HTTP\/1\.1 200 OK[\s\S]*\/second$/)
})

test('serves the recordings of api and the keys of accounts, and nothing else of them', async (t) => {
  const proxied = await startTestProxy(t, { target: await echo(t) })
  const statusOf = async (host: string, path: string) => {
    const { answer, body } = await ask(proxied, host, { path })
    if (answer.statusCode !== 200) assert.equal(errorIn(body).status, answer.statusCode)
    return answer.statusCode
  }
  assert.equal(await statusOf('api.twilio.com', `${recordings}.json`), 200)
  assert.equal(await statusOf('api.twilio.com', '/2010-04-01/Accounts/AC1/Calls.json?Secret=1'), 404)
  assert.equal(await statusOf('accounts.twilio.com', '/v1/Credentials/PublicKeys'), 200)
  assert.equal(await statusOf('accounts.twilio.com', '/v1/Credentials/AWS'), 404)
  assert.equal(await statusOf('intelligence.dublin.ie1.twilio.com', '/v2/Services'), 200)
  assert.ok(!proxied.reports.join().includes('Secret'))
})

for (const place of [
  'example.com:443',
  'voice.twilio.com:443',
  '127.0.0.1:80',
  'intelligence.twilio.com:22',
]) {
  test(`CONNECT ${place} is refused, and how to allow it is said`, async (t) => {
    const proxied = await startTestProxy(t, { target: await echo(t) })
    const { answer, socket, head } = await proxied.connect(place)
    assert.equal(answer.statusCode, 403)
    const { code, message } = errorIn(String(head) + (await text(socket)))
    assert.equal(code, 20403)
    assert.match(message, new RegExp(`--tunnel ${place}`))
    assert.deepEqual(proxied.reports, [`refused CONNECT ${place}`])
  })
}

test('CONNECT to what is no host:port is a 400', async (t) => {
  const { connect } = await startTestProxy(t, { target: await echo(t) })
  assert.equal((await connect('nonsense')).answer.statusCode, 400)
})

test('a tunnel passes bytes untouched both ways, and the end of one side does not cut the other short', async (t) => {
  const target = await echo(t)
  const { connect } = await startTestProxy(t, { target, tunnels: [target.host] })
  const { answer, socket } = await connect(target.host)
  assert.equal(answer.statusCode, 200)
  const body = 'x'.repeat(300_000)
  socket.end(
    `POST / HTTP/1.1\r\nHost: a\r\nProxy-Connection: kept\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n${body}`,
  )
  const received = await text(socket)
  assert.ok(received.includes('Proxy-Connection'))
  assert.ok(received.includes(body))
})

test('what a client sends after the other side has ended still arrives', async (t) => {
  const arrived = Promise.withResolvers<string>()
  const place = await startTcpServer(t, (socket) => {
    socket.end('no more from me')
    text(socket).then(arrived.resolve, arrived.reject)
  })
  const { connect } = await startTestProxy(t, { target: await echo(t), tunnels: [place] })
  const { socket, head } = await connect(place)
  socket.unshift(head)
  socket.allowHalfOpen = true
  assert.equal(await text(socket), 'no more from me')
  socket.end('but from me')
  assert.equal(await arrived.promise, 'but from me')
})

test('a tunnel whose other side breaks off is broken for the client', async (t) => {
  const place = await startTcpServer(t, (socket) => socket.once('data', () => socket.resetAndDestroy()))
  const { connect } = await startTestProxy(t, { target: await echo(t), tunnels: [place] })
  const { socket } = await connect(place)
  socket.on('error', () => undefined).resume()
  socket.write('hello')
  await once(socket, 'close')
})

test('a tunnel to where nobody listens is a 502', async (t) => {
  const { connect } = await startTestProxy(t, { target: await echo(t), tunnels: ['*'] })
  const { answer, socket, head } = await connect('127.0.0.1:1')
  assert.equal(answer.statusCode, 502)
  assert.equal(errorIn(String(head) + (await text(socket))).status, 502)
})

test('a client that leaves a tunnel ends the other side too', async (t) => {
  const gone = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const target = await startServer(t, (incoming) => {
    incoming.socket.once('close', () => gone.resolve())
    asked.resolve()
  })
  const { connect } = await startTestProxy(t, { target, tunnels: [target.host] })
  const { socket } = await connect(target.host)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await asked.promise
  socket.resetAndDestroy()
  await gone.promise
})

/** A server of bare connections on loopback, which it leaves half open; returns its host:port. */
async function startTcpServer(t: TestContext, handler: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer({ allowHalfOpen: true }, handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A request to the proxy itself, without CONNECT. */
async function plain({ proxy }: TestProxy, target: string) {
  const { hostname: host, port } = proxy.address
  const asking = request({
    host,
    port,
    path: target,
    headers: { Host: 'another.example' },
    agent: false,
  }).end()
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, body: await text(answer) }
}

test('requests in absolute form are answered for our names, with the Host of the target', async (t) => {
  const proxied = await startTestProxy(t, { target: await echo(t) })
  for (const scheme of ['http', 'https']) {
    const { status, body } = await plain(proxied, `${scheme}://${intelligence}/v2/Services?Page=0`)
    assert.equal(status, 200)
    const seen = JSON.parse(body)
    assert.equal(seen.path, '/v2/Services?Page=0')
    assert.deepEqual(headerOf(seen.headers, 'host'), [intelligence])
  }
  assert.equal((await plain(proxied, 'http://api.twilio.com/2010-04-01/Accounts.json')).status, 404)
})

test('requests in absolute form for other hosts are refused unless let through', async (t) => {
  const target = await echo(t)
  const closed = await startTestProxy(t, { target })
  const refused = await plain(closed, `${target.origin}/x`)
  assert.deepEqual([refused.status, errorIn(refused.body).status], [403, 403])
  const open = await startTestProxy(t, { target, tunnels: [target.host] })
  const passed = await plain(open, `${target.origin}/x?y`)
  assert.equal(passed.status, 200)
  assert.deepEqual(headerOf(JSON.parse(passed.body).headers, 'host'), [target.host])
  assert.equal(JSON.parse(passed.body).path, '/x?y')
  assert.equal((await plain(open, `https://${target.host}/x`)).status, 403)
})

test('whoever takes the proxy for a server is told what it is', async (t) => {
  const proxied = await startTestProxy(t, { target: await echo(t) })
  const { status, body } = await plain(proxied, '/v2/Services')
  assert.equal(status, 404)
  assert.match(errorIn(body).message, /HTTP_PROXY/)
})

test('TLS bytes sent ahead of the answer to CONNECT are not lost', async (t) => {
  const proxied = await startTestProxy(t, { target: await echo(t) })
  const direct = connectTcp(proxied.proxy.address.port, '127.0.0.1')
  t.after(() => direct.destroy())
  // A ClientHello cut short: enough for the handshake to begin, and to fail only when its rest is nonsense.
  const hello = Buffer.from('160301000501000001fc', 'hex')
  direct.write(Buffer.concat([Buffer.from(`CONNECT ${intelligence}:443 HTTP/1.1\r\nHost: a\r\n\r\n`), hello]))
  direct.end('nonsense that is no TLS record')
  const answer = await buffer(direct)
  assert.match(String(answer), /^HTTP\/1\.1 200 Connection Established\r\n\r\n/)
  assert.equal(answer.at(String(answer).indexOf('\r\n\r\n') + 4), 0x15, 'a TLS alert follows')
})

test('closing ends every connection and frees the port', async (t) => {
  const hanging = await startServer(t, () => undefined)
  const proxied = await startTestProxy(t, { target: hanging, tunnels: [hanging.host] })
  const secure = await proxied.connectTls(intelligence)
  secure.write(`GET / HTTP/1.1\r\nHost: ${intelligence}\r\n\r\n`)
  const { socket } = await proxied.connect(hanging.host)
  const ended = [secure, socket].map((one) => once(one.on('error', () => undefined).resume(), 'close'))
  await proxied.proxy.close()
  await Promise.all(ended)
  const refused = connectTcp(proxied.proxy.address.port, '127.0.0.1')
  const [error] = await once(refused, 'error')
  assert.equal(error.code, 'ECONNREFUSED')
})
