// The base of URLs in answers: the configured one, else the name the client used.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { createBaseUrl } from './base-url.ts'

async function serve(t: TestContext, configured: string | null, trustProxy: string[] = []) {
  const app = Fastify({ trustProxy: trustProxy.length > 0 ? trustProxy : false })
  const baseUrl = createBaseUrl(configured)
  app.get('/', (request) => baseUrl(request))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as { port: number }
  return { app, port }
}

/** Sends a request head as it stands, which no client library would. */
async function ask(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`${head}\r\nConnection: close\r\n\r\n`)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  await once(socket, 'close')
  return answer.split('\r\n\r\n')[1]!
}

for (const host of [
  'api.example.com',
  'api.example.com:8443',
  'nottwilio.com',
  'intelligence.twilio.com.example.com',
  'twilio.com',
  'api.twilio.com:4010',
  'localhost:4010',
  '127.0.0.1:4010',
  '[::1]:4010',
  '[2001:db8::1]',
  'my_container:4010',
  'UPPER.example.com',
]) {
  test(`a request to ${host} is answered with that name`, async (t) => {
    const { port } = await serve(t, null)
    assert.equal(await ask(port, `GET / HTTP/1.1\r\nHost: ${host}`), `http://${host}`)
  })
}

// Under Twilio's own names clients reach us by TLS that ends before us.
for (const host of [
  'intelligence.twilio.com',
  'intelligence.twilio.com:443',
  'api.twilio.com',
  'intelligence.sydney.au1.twilio.com',
  'Intelligence.Twilio.COM',
]) {
  test(`a request to ${host} is answered with https and that name`, async (t) => {
    const { port } = await serve(t, null)
    assert.equal(await ask(port, `GET / HTTP/1.1\r\nHost: ${host}`), `https://${host}`)
  })
}

for (const host of [
  '',
  'a b',
  'a"><script>',
  'a/b',
  'user@host',
  'host:port',
  'host:123456',
  'host?x',
  'a,b',
]) {
  test(`Host ${JSON.stringify(host)} is answered with our own name`, async (t) => {
    const { port } = await serve(t, null)
    assert.equal(await ask(port, `GET / HTTP/1.1\r\nHost: ${host}`), `http://localhost:${port}`)
  })
}

test('a client too old to send a Host is answered with our own name', async (t) => {
  const { port } = await serve(t, null)
  assert.equal(await ask(port, 'GET / HTTP/1.0'), `http://localhost:${port}`)
})

test('headers of a proxy nobody trusts change nothing', async (t) => {
  const { port } = await serve(t, null)
  const head = 'GET / HTTP/1.1\r\nHost: real\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Proto: https'
  assert.equal(await ask(port, head), 'http://real')
})

const forwarded: [what: string, trusted: string[], headers: Record<string, string>, base: string][] = [
  ['the address', ['127.0.0.1'], { proto: 'https', host: 'public.example' }, 'https://public.example'],
  [
    'a network',
    ['127.0.0.0/8'],
    { proto: 'https', host: 'public.example:8443' },
    'https://public.example:8443',
  ],
  ['the address', ['127.0.0.1'], { proto: 'https' }, 'https://real'],
  ['the address', ['127.0.0.1'], { host: 'public.example' }, 'http://public.example'],
  ['another address', ['10.0.0.1'], { proto: 'https', host: 'evil' }, 'http://real'],
]
for (const [what, trusted, headers, base] of forwarded) {
  const names = Object.keys(headers).join(' and ')
  test(`with ${what} among TRUSTED_PROXIES, forwarded ${names} give ${base}`, async (t) => {
    const { port } = await serve(t, null, trusted)
    const lines = Object.entries(headers).map(([name, value]) => `X-Forwarded-${name}: ${value}`)
    const head = ['GET / HTTP/1.1', 'Host: real', ...lines].join('\r\n')
    assert.equal(await ask(port, head), base)
  })
}

for (const configured of [
  'https://calls.example.com',
  'https://calls.example.com/',
  'https://calls.example.com///',
]) {
  test(`${configured} is used whatever the Host, without a slash at its end`, async (t) => {
    const { app } = await serve(t, configured)
    const { body } = await app.inject({ url: '/', headers: { host: 'other:1' } })
    assert.equal(body, 'https://calls.example.com')
  })
}

test('a configured path prefix is kept', async (t) => {
  const { app } = await serve(t, 'https://example.com/verbatim/')
  assert.equal((await app.inject('/')).body, 'https://example.com/verbatim')
})
