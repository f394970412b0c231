import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Agent, request } from 'undici'
import { createSafeFetcher, type FetcherInternals } from './fetcher.ts'
import { createGuardedConnector, type LookupAll } from './guarded-connector.ts'
import { serveHttp, serveRaw, tempFolder } from './test-servers.ts'

const options = { allow: ['127.0.0.1'], attempts: 3, urlCredentials: false }
const limits = { backoffMs: 1, connectMs: 30_000 }

async function downloader(t: TestContext, internals: FetcherInternals, allow = options.allow) {
  const fetcher = createSafeFetcher({ ...options, allow }, { limits, ...internals })
  t.after(() => fetcher.close())
  const toPath = join(await tempFolder(t), 'media')
  return (url: string) => fetcher.download({ url, toPath, maxBytes: 1000 })
}

test('a name is resolved once per connection, and only those answers are connected to', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('audio'))
  const asked: string[] = []
  const lookup = async (hostname: string) => {
    asked.push(hostname)
    return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
  }
  const download = await downloader(t, { lookup })
  await download(`http://media.example:${server.port}/`)
  assert.deepEqual(asked, ['media.example'])
  assert.equal(server.requests[0]?.headers.host, `media.example:${server.port}`)
})

test('a name that turns to a refused address between two attempts is refused', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.writeHead(503).end())
  let lookups = 0
  const lookup = async () => [{ address: ++lookups === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
  const download = await downloader(t, { lookup })
  await assert.rejects(download(`http://media.example:${server.port}/`), {
    key: 'downloadFailed',
    retryable: false,
    message: /may not be reached/,
  })
  assert.equal(lookups, 2)
  assert.equal(server.requests.length, 1)
})

for (const [first, second] of [
  ['127.0.0.1', '10.0.0.1'],
  ['10.0.0.1', '127.0.0.1'],
  ['127.0.0.1', '::1'],
]) {
  test(`one refused answer (${first}, ${second}) refuses the name`, async (t) => {
    const server = await serveHttp(t, (_request, response) => response.end('audio'))
    let lookups = 0
    const lookup = async () => {
      lookups++
      return [first!, second!].map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    }
    const download = await downloader(t, { lookup })
    await assert.rejects(download(`http://media.example:${server.port}/`), {
      key: 'downloadFailed',
      retryable: false,
    })
    assert.equal(lookups, 1, 'a refused address is not tried again')
    assert.equal(server.requests.length, 0)
  })
}

test('the refusal tells nothing about the addresses behind a name', async (t) => {
  const download = await downloader(t, { lookup: async () => [{ address: '10.20.30.40', family: 4 }] })
  await assert.rejects(
    download('http://media.example/'),
    (error: Error) => !`${error.message}${error.stack}${error.cause}`.includes('10.20'),
  )
})

test('a public name on an unusual port is refused when it is resolved', async (t) => {
  const download = await downloader(t, { lookup: async () => [{ address: '1.1.1.1', family: 4 }] })
  await assert.rejects(download('http://media.example:9/'), { key: 'downloadFailed', retryable: false })
})

test('localhost names mean the listed loopback address and ask no resolver', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('audio'))
  const lookup = async () => assert.fail('no resolver is needed')
  const download = await downloader(t, { lookup })
  await download(`http://localhost:${server.port}/`)
  await download(`http://recorder.localhost:${server.port}/`)
  assert.equal(server.requests.length, 2)
})

test('a listed host name opens private addresses and other ports', async (t) => {
  const server = await serveHttp(t, (_request, response) => response.end('audio'))
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  const download = await downloader(t, { lookup }, ['recorder.internal'])
  await download(`http://Recorder.INTERNAL:${server.port}/`)
  await assert.rejects(download(`http://other.internal:${server.port}/`), { retryable: false })
  assert.equal(server.requests.length, 1)
})

for (const [what, lookup] of [
  ['fails', () => Promise.reject(Object.assign(new Error('x'), { code: 'EAI_AGAIN' }))],
  ['finds nothing', async () => []],
  ['never answers', () => new Promise<never>(() => undefined)],
] as [string, LookupAll][]) {
  test(`a resolver that ${what} is asked again, and a later job may do better`, async (t) => {
    let lookups = 0
    const counted = (hostname: string) => {
      lookups++
      return lookup(hostname)
    }
    const download = await downloader(t, { lookup: counted, limits: { ...limits, connectMs: 300 } })
    await assert.rejects(download('http://media.example/'), { key: 'downloadFailed', retryable: true })
    assert.equal(lookups, 3)
  })
}

/** Permits the first `permitted` questions and none after. */
async function askConnector(t: TestContext, url: string, permitted: number) {
  let asked = 0
  const rules = { refusal: () => null, permits: () => ++asked <= permitted }
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  const connect = createGuardedConnector({ rules, lookup, connectMs: 30_000, secureContext: undefined })
  const agent = new Agent({ connect, pipelining: 0 })
  t.after(() => agent.destroy())
  await assert.rejects(request(url, { dispatcher: agent }), { code: 'ERR_ADDRESS_REFUSED' })
  assert.equal(asked, permitted + 1)
}

test('the connector itself refuses literal addresses, resolved names and, last, the peer', async (t) => {
  const server = await serveRaw(t, (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  await askConnector(t, `http://127.0.0.1:${server.port}/`, 0)
  await askConnector(t, `http://media.example:${server.port}/`, 0)
  await askConnector(t, `http://127.0.0.1:${server.port}/`, 1)
  await askConnector(t, `http://media.example:${server.port}/`, 1)
  assert.equal(server.heads.length, 0)
})
