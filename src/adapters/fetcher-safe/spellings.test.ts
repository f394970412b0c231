// Spellings of addresses that must not be reached. The canary's port counts as open here, so that only the
// address can be the reason; the control run shows which spellings do lead to the canary once it is allowed.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { createSafeFetcher } from './fetcher.ts'
import { listen, tempFolder } from './test-servers.ts'

/** `P` stands for the canary's port. */
const leadingToLoopback = [
  'http://127.0.0.1:P/',
  'https://127.0.0.1:P/',
  'http://127.0.0.1.:P/',
  'http://127.1:P/',
  'http://127.0.1:P/',
  'http://127.00.00.01:P/',
  'http://2130706433:P/',
  'http://0x7f000001:P/',
  'http://0X7F.0X0.0X0.0X1:P/',
  'http://0x7f.1:P/',
  'http://017700000001:P/',
  'http://0177.0.0.1:P/',
  'http://0177.0x0.0.1:P/',
  'http://00000177.00000000.0.1:P/',
  'http://１２７.０.０.１:P/',
  'http://①②⑦.⓪.⓪.①:P/',
  'http://127。0。0。1:P/',
  'http://127．0．0．1:P/',
  'http://%31%32%37.0.0.1:P/',
  'http://127%2E0%2E0%2E1:P/',
  'http://127.0.\u{AD}0.1:P/',
  'http:\\\\127.0.0.1:P\\',
  'http:127.0.0.1:P',
  'http:////127.0.0.1:P/',
  ' http://127.0.0.1:P/ ',
  'ht\ntp://127.0\t.0.1:P/',
  'HTTP://127.0.0.1:P/',
  'http://user:secret@127.0.0.1:P/',
  'http://media.example@127.0.0.1:P/',
  'http://media.example:80@127.0.0.1:P/',
  'http://media.example%2F@127.0.0.1:P/',
  'http://a@b@127.0.0.1:P/',
  'http://0.0.0.0:P/',
  'http://0:P/',
  'http://0x0:P/',
  'http://[::1]:P/',
  'http://[0:0:0:0:0:0:0:1]:P/',
  'http://[0000::0001]:P/',
  'http://[::0.0.0.1]:P/',
  'http://[::]:P/',
  'http://[::ffff:127.0.0.1]:P/',
  'http://[::FFFF:7F00:1]:P/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:P/',
  'http://localhost:P/',
  'http://LocalHost:P/',
  'http://localhost.:P/',
  'http://ｌｏｃａｌｈｏｓｔ:P/',
  'http://a.b.localhost:P/',
  // Names: the resolver below says 127.0.0.1 to all of them.
  'http://loopback.example:P/',
  'http://127.0.0.1.nip.example:P/',
  'http://loopback.example.:P/',
  'http://loopback.example:P#@media.example/',
  'http://loopback.example:P?@media.example/',
  'http://loopback.example:P\\@media.example/',
]
const leadingElsewhere = [
  'http://[::127.0.0.1]:P/',
  'http://[::ffff:0:127.0.0.1]:P/',
  'http://[64:ff9b::127.0.0.1]:P/',
  'http://[64:ff9b:1::127.0.0.1]:P/',
  'http://[2002:7f00:1::]:P/',
  'http://[2001:0:7f00:1::]:P/',
  'http://[fe80::1]:P/',
  'http://[fec0::1]:P/',
  'http://[fd00:ec2::254]:P/',
  'http://[ff02::1]:P/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://[::ffff:a9fe:a9fe]/latest/meta-data/',
  'http://100.100.100.200/',
  'http://168.63.129.16/',
  'http://10.0.0.1/',
  'http://012.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://240.0.0.1/',
]
const notFetchable = [
  '',
  '/etc/passwd',
  '//127.0.0.1:P/',
  'http://',
  'http://[::1%25lo]:P/',
  'http://[::1:P/',
  'http://256.0.0.1:P/',
  'http://127.0.0.1.1:P/',
  'http://0x7g.0.0.1:P/',
  'http://127.0.0.1:99999/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:P/',
  'gopher://127.0.0.1:P/_GET',
  'data:audio/wav;base64,AAAA',
  'javascript:1',
  'blob:http://127.0.0.1:P/x',
  'ws://127.0.0.1:P/',
  'unix:/var/run/docker.sock',
  'jar:http://127.0.0.1:P/!/a',
]

let port = 0
let connections = 0
const canaries = [createServer(), createServer()] as const

before(async () => {
  for (const canary of canaries) {
    canary.on('connection', () => connections++)
    canary.on('request', (_request, response) => response.end('canary'))
  }
  // A port that is free on one of the addresses may be taken on the other.
  for (let tries = 1; ; tries++) {
    port = await listen(canaries[0])
    try {
      await listen(canaries[1], '::1', port)
      break
    } catch (error) {
      if (tries === 5) throw error
      await new Promise((resolve) => canaries[0].close(resolve))
    }
  }
})
after(() => {
  for (const canary of canaries) canary.close().closeAllConnections()
})

const makeFetcher = (t: TestContext, allow: string[]) => {
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  const openPorts = [80, 443, port]
  const fetcher = createSafeFetcher({ allow, attempts: 2, urlCredentials: false }, { lookup, openPorts })
  t.after(() => fetcher.close())
  return fetcher
}

const spellings = [...leadingToLoopback, ...leadingElsewhere, ...notFetchable]
test('these are enough spellings to mean something, each another one', () => {
  assert.ok(spellings.length >= 80)
  assert.equal(new Set(spellings).size, spellings.length)
})

for (const spelling of spellings) {
  test(`${JSON.stringify(spelling)} is refused without a connection`, async (t) => {
    const toPath = join(await tempFolder(t), 'media')
    const fetcher = makeFetcher(t, [])
    const url = spelling.replace(':P', `:${port}`)
    const seen = connections
    await assert.rejects(fetcher.download({ url, toPath, maxBytes: 100 }), {
      key: 'downloadFailed',
      retryable: false,
    })
    await assert.rejects(fetcher.send({ method: 'POST', url, headers: {}, timeoutMs: 30_000 }), {
      key: 'webhookRefused',
      retryable: false,
    })
    assert.equal(connections, seen)
    assert.equal(existsSync(toPath), false)
    // Only a resolver can tell about names; everything else is refused before anything is stored.
    if (!/loopback|nip/.test(url)) assert.throws(() => fetcher.check(url), { key: 'mediaUrlInvalid' })
  })
}

for (const spelling of leadingToLoopback.filter((each) => !each.startsWith('https'))) {
  test(`${JSON.stringify(spelling)} does lead to the canary once that is allowed`, async (t) => {
    const toPath = join(await tempFolder(t), 'media')
    const fetcher = makeFetcher(t, ['127.0.0.0/8', '0.0.0.0', '::1', '::'])
    const url = spelling.replace(':P', `:${port}`)
    fetcher.check(url)
    const { bytes } = await fetcher.download({ url, toPath, maxBytes: 100 })
    assert.equal(bytes, 'canary'.length)
  })
}
