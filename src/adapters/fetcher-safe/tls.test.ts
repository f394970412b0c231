import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { createSafeFetcher } from './fetcher.ts'
import { makeCertificate } from './test-certificate.ts'
import { listen, tempFolder } from './test-servers.ts'

const trusted = makeCertificate('media.test')

async function serveHttps(t: TestContext) {
  const names: unknown[] = []
  const server = createServer(trusted, (request, response) => {
    names.push((request.socket as TLSSocket).servername)
    response.end('audio')
  })
  let connections = 0
  server.on('connection', () => connections++)
  const port = await listen(server)
  t.after(() => server.close().closeAllConnections())
  return { port, names, connections: () => connections }
}

async function downloader(t: TestContext, extraCa?: string) {
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  const options = { allow: ['127.0.0.1'], attempts: 3, urlCredentials: false, ...(extraCa && { extraCa }) }
  const fetcher = createSafeFetcher(options, { lookup, limits: { backoffMs: 1 } })
  t.after(() => fetcher.close())
  const toPath = join(await tempFolder(t), 'media')
  return (url: string) => fetcher.download({ url, toPath, maxBytes: 100 })
}

test('an authority given in extraCa is trusted, under the name of the URL', async (t) => {
  const server = await serveHttps(t)
  const download = await downloader(t, makeCertificate('else.test').cert + trusted.cert)
  assert.equal((await download(`https://media.test:${server.port}/`)).bytes, 5)
  assert.deepEqual(server.names, ['media.test'])
})

test('a certificate nobody vouches for is refused, once', async (t) => {
  const server = await serveHttps(t)
  const download = await downloader(t)
  await assert.rejects(download(`https://media.test:${server.port}/`), {
    key: 'downloadFailed',
    retryable: false,
    message: /DEPTH_ZERO_SELF_SIGNED_CERT/,
  })
  assert.equal(server.connections(), 1)
})

test('a webhook to such a server is refused, yet may be tried again', async (t) => {
  const server = await serveHttps(t)
  const fetcher = createSafeFetcher({ allow: ['127.0.0.1'], attempts: 3, urlCredentials: false })
  t.after(() => fetcher.close())
  const url = `https://127.0.0.1:${server.port}/`
  await assert.rejects(fetcher.send({ method: 'POST', url, headers: {}, timeoutMs: 30_000 }), {
    key: 'webhookRefused',
    retryable: true,
  })
  assert.deepEqual(server.names, [])
})

test('a trusted certificate for another name is refused, once', async (t) => {
  const server = await serveHttps(t)
  const download = await downloader(t, trusted.cert)
  await assert.rejects(download(`https://other.test:${server.port}/`), {
    key: 'downloadFailed',
    retryable: false,
    message: /ERR_TLS_CERT_ALTNAME_INVALID/,
  })
  assert.equal(server.connections(), 1)
})

for (const [what, pem] of [
  ['no certificate', trusted.key],
  ['a broken certificate', trusted.cert.replace('MII', 'AAA').replace('MIH', 'AAA').replace('MIB', 'AAA')],
] as const) {
  test(`extraCa with ${what} is refused at creation`, () => {
    const options = { allow: [], attempts: 3, urlCredentials: false, extraCa: pem }
    assert.throws(() => createSafeFetcher(options), /^Error: WEBHOOK_CA: /)
  })
}
