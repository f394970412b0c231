// Ways to a private address that no spelling of the first URL shows: what names resolve to, and where answers lead. A
// canary listens on both loopback addresses; nothing may even connect to it. Downloads and webhooks alike.
import assert from 'node:assert/strict'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { createSafeFetcher } from './fetcher.ts'
import { listen, serveHttp, tempFolder } from './test-servers.ts'

let port = 0
let connections = 0
const canaries: Server[] = [createServer(), createServer()]
before(async () => {
  for (const canary of canaries) {
    canary.on('connection', () => connections++)
    canary.on('request', (_request, response) => response.end('canary'))
  }
  // A port that is free on one of the addresses may be taken on the other.
  for (let tries = 1; ; tries++) {
    port = await listen(canaries[0]!)
    try {
      await listen(canaries[1]!, '::1', port)
      break
    } catch (error) {
      if (tries === 5) throw error
      await new Promise((resolve) => canaries[0]!.close(resolve))
    }
  }
})
after(() => {
  for (const canary of canaries) canary.close().closeAllConnections()
})

/** A fetcher whose resolver gives `answers` in turn, the last one for ever. The canary's port counts as open, so that
 * only addresses can be the reason of a refusal. */
async function makeFetcher(t: TestContext, answers: readonly (readonly string[])[], allow: string[] = []) {
  let asked = 0
  const lookup = async (hostname: string) => {
    // The one host that may be private: it leads to the server that redirects.
    const found =
      hostname === 'listed.example' ? ['127.0.0.1'] : answers[Math.min(asked++, answers.length - 1)]!
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  const options = { allow, attempts: 3, urlCredentials: true }
  const internals = { lookup, openPorts: [80, 443, port], limits: { backoffMs: 1, connectMs: 20_000 } }
  const fetcher = createSafeFetcher(options, internals)
  t.after(() => fetcher.close())
  const toPath = join(await tempFolder(t), 'media')
  return {
    download: (url: string) => fetcher.download({ url, toPath, maxBytes: 1000 }),
    send: (url: string) => fetcher.send({ method: 'POST', url, headers: {}, body: '{}', timeoutMs: 30_000 }),
  }
}

/** What names may resolve to; the canary's own addresses first, which a connection could really reach. */
const resolved: [what: string, ...answers: string[][]][] = [
  ['loopback', ['127.0.0.1']],
  ['the last address of loopback', ['127.255.255.254']],
  ['loopback of IPv6', ['::1']],
  ['loopback in full', ['0:0:0:0:0:0:0:1']],
  ['loopback with a zone', ['::1%lo']],
  ['no address at all', ['0.0.0.0']],
  ['no address of IPv6', ['::']],
  ['loopback mapped into IPv6', ['::ffff:127.0.0.1']],
  ['loopback mapped into IPv6 in hexadecimal', ['::ffff:7f00:1']],
  ['loopback as IPv4-compatible IPv6', ['::127.0.0.1']],
  ['loopback translated (RFC 2765)', ['::ffff:0:127.0.0.1']],
  ['loopback behind NAT64', ['64:ff9b::127.0.0.1']],
  ['loopback behind NAT64 in hexadecimal', ['64:ff9b::7f00:1']],
  ['loopback behind local NAT64', ['64:ff9b:1::127.0.0.1']],
  ['loopback in 6to4', ['2002:7f00:1::']],
  ['loopback in 6to4 with a host', ['2002:7f00:1::1']],
  ['loopback in Teredo', ['2001:0:7f00:1::']],
  ['loopback as the client of Teredo', ['2001:0:1:1::80ff:fffe']],
  ['link-local with a zone', ['fe80::1%lo']],
  ['link-local with another zone', ['fe80::1%eth0']],
  ['site-local', ['fec0::1']],
  ['a private network of IPv6', ['fd00::1']],
  ['multicast of IPv6', ['ff02::1']],
  ['documentation of IPv6', ['2001:db8::1']],
  ['discard-only of IPv6', ['100::1']],
  ['the metadata service', ['169.254.169.254']],
  ['the metadata service mapped into IPv6', ['::ffff:169.254.169.254']],
  ['the metadata service behind NAT64', ['64:ff9b::a9fe:a9fe']],
  ['the metadata service in 6to4', ['2002:a9fe:a9fe::']],
  ['the metadata service of AWS over IPv6', ['fd00:ec2::254']],
  ['the metadata service of ECS', ['169.254.170.2']],
  ['the metadata service of Alibaba', ['100.100.100.200']],
  ['the wire server of Azure', ['168.63.129.16']],
  ['a private network', ['10.0.0.1']],
  ['another private network', ['172.31.255.255']],
  ['a home network', ['192.168.0.1']],
  ['a shared network', ['100.64.0.1']],
  ['broadcast', ['255.255.255.255']],
  ['multicast', ['224.0.0.251']],
  ['a benchmarking network', ['198.19.0.1']],
  ['a reserved network', ['240.0.0.1']],
  ['a public address and loopback', ['1.1.1.1', '127.0.0.1']],
  ['loopback and a public address', ['127.0.0.1', '1.1.1.1']],
  ['loopback among many', ['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::1']],
  ['a public address and a mapped one', ['1.1.1.1', '::ffff:127.0.0.1']],
  ['no address in words', ['localhost']],
  ['an address in octal', ['0177.0.0.1']],
  ['an address as one number', ['2130706433']],
]

describe('names that resolve to', () => {
  for (const [what, ...answers] of resolved) {
    test(what, async (t) => {
      const fetcher = await makeFetcher(t, answers)
      const seen = connections
      const url = `http://name.example:${port}/`
      await assert.rejects(fetcher.download(url), { key: 'downloadFailed' })
      await assert.rejects(fetcher.send(url), { key: 'webhookRefused' })
      assert.equal(connections, seen)
    })
  }

  test('the canary, once that is allowed, do reach it', async (t) => {
    for (const address of ['127.0.0.1', '::1']) {
      const fetcher = await makeFetcher(t, [[address]], [address])
      const seen = connections
      await fetcher.download(`http://name.example:${port}/`)
      assert.deepEqual(await fetcher.send(`http://name.example:${port}/`), { status: 200 })
      assert.equal(connections, seen + 2)
    }
  })
})

describe('a name that turns to the canary', () => {
  for (const [what, first] of [
    ['after an answer that may pass', 503],
    ['after a redirect to itself', 302],
  ] as const) {
    test(what, async (t) => {
      // The first answer is listed, the second is not.
      const server = await serveHttp(t, (_request, response) =>
        response.writeHead(first, { location: `http://turning.example:${port}/` }).end(),
      )
      const fetcher = await makeFetcher(t, [['127.0.0.2'], ['127.0.0.1']], ['listed.example'])
      const seen = connections
      await assert.rejects(fetcher.download(`http://turning.example:${server.port}/`), {
        key: 'downloadFailed',
      })
      await assert.rejects(fetcher.download(`http://turning.example:${port}/`), { key: 'downloadFailed' })
      await assert.rejects(fetcher.send(`http://turning.example:${port}/`), { key: 'webhookRefused' })
      assert.equal(connections, seen)
    })
  }
})

/** Where a server that may be reached sends on to. `P` stands for the canary's port. */
const locations = [
  'http://127.0.0.1:P/',
  'HTTP://127.0.0.1:P/',
  '//127.0.0.1:P/',
  '\\\\127.0.0.1:P\\',
  '/\\127.0.0.1:P/',
  'http:\\\\127.0.0.1:P/',
  'https:/127.0.0.1:P/',
  '///127.0.0.1:P/',
  'http://127.1:P/',
  'http://2130706433:P/',
  'http://0x7f000001:P/',
  'http://0177.0.0.1:P/',
  'http://127。0。0。1:P/',
  'http://%31%32%37.0.0.1:P/',
  'http://0:P/',
  'http://[::1]:P/',
  'http://[::ffff:127.0.0.1]:P/',
  'http://[::]:P/',
  'http://localhost:P/',
  'http://a.localhost.:P/',
  'http://listed.example@127.0.0.1:P/',
  'http://listed.example:80@127.0.0.1:P/',
  'http://user:password@127.0.0.1:P/',
  'http://loopback.example:P/',
  'http://listed.example.loopback.example:P/',
  'https://127.0.0.1:P/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://[64:ff9b::7f00:1]:P/',
  'http://[2002:7f00:1::]:P/',
  'http://1.1.1.1:P2/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:P/',
  'gopher://127.0.0.1:P/_GET',
  'dict://127.0.0.1:P/',
  'data:audio/wav;base64,AAAA',
  'blob:http://127.0.0.1:P/x',
  'ws://127.0.0.1:P/',
  'unix:/var/run/docker.sock',
]
const statuses = [301, 302, 303, 307, 308]

/** A server that may be reached by its listed name. */
async function serveListed(t: TestContext, answer: (path: string, response: ServerResponse) => void) {
  const server = await serveHttp(t, ({ path }, response) => answer(path, response))
  return { origin: `http://listed.example:${server.port}`, requests: server.requests }
}
const placed = (location: string) => location.replace(':P2', `:${port - 1}`).replace(':P', `:${port}`)

describe('redirects', () => {
  for (const [index, location] of locations.entries()) {
    test(`to ${location}`, async (t) => {
      const status = statuses[index % statuses.length]!
      const where = Buffer.from(placed(location)).toString('latin1')
      const { origin, requests } = await serveListed(t, (path, response) => {
        const to = path === '/chain' ? `${origin}/last` : where
        response.writeHead(status, { location: to }).end()
      })
      const fetcher = await makeFetcher(t, [['127.0.0.1']], ['listed.example'])
      const seen = connections
      for (const path of ['/at-once', '/chain'])
        await assert.rejects(fetcher.download(origin + path), { key: 'downloadFailed', retryable: false })
      // Webhooks follow nothing; what was answered is all they tell.
      assert.deepEqual(await fetcher.send(`${origin}/at-once`), { status })
      assert.equal(connections, seen)
      assert.equal(requests.length, 4)
    })
  }

  test('by other headers and by pages are not followed', async (t) => {
    const canary = `http://127.0.0.1:${port}/`
    const headers = {
      refresh: `0; url=${canary}`,
      link: `<${canary}>; rel=preload`,
      'content-location': canary,
    }
    const { origin } = await serveListed(t, (_path, response) =>
      response.writeHead(200, headers).end(`<meta http-equiv="refresh" content="0; url=${canary}">`),
    )
    const fetcher = await makeFetcher(t, [['127.0.0.1']], ['listed.example'])
    const seen = connections
    await fetcher.download(origin)
    await fetcher.send(origin)
    assert.equal(connections, seen)
  })

  test('to the canary do reach it, once it is allowed', async (t) => {
    const { origin } = await serveListed(t, (_path, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end(),
    )
    const fetcher = await makeFetcher(t, [['127.0.0.1']], ['listed.example', '127.0.0.1'])
    const seen = connections
    assert.equal((await fetcher.download(origin)).bytes, 'canary'.length)
    assert.equal(connections, seen + 1)
  })
})

test('these are enough ways to mean something', () => {
  assert.ok(new Set(resolved.map(([what]) => what)).size + new Set(locations).size >= 80)
})
