// Paths and fields that try to leave the media folder or to write headers of their own, sent byte by byte. Every
// path parameter of the contract gets them, and those of signed addresses with signatures that are genuine.
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openVault } from '../../src/adapters/vault-file/vault.ts'
import type { AccountSid } from '../../src/domain/sid.ts'
import { createUrlSigner } from '../../src/http/signed-url.ts'
import { aRecording, aTranscript } from '../../src/testing/builders.ts'
import { type RawAnswer, rawRequest, sendRaw } from '../../src/testing/raw-request.ts'
import { startTestServer } from '../../src/testing/test-server.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const recorded = Buffer.from('the recording itself')
const bare = aTranscript({ accountSid, status: 'completed' })
const media = { key: `media/${bare.sid}`, bytes: recorded.length, sha256: 'abc', contentType: 'audio/wav' }
const transcript = { ...bare, media }
const recording = aRecording({ accountSid, media: { ...media, key: 'media/of-the-recording' } })
const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  await store.transcripts.insert(transcript)
  await store.recordings.insert(recording)
  await putMedia(media.key, recorded)
  await putMedia(recording.media.key, recorded)
})
const canary = 'a file outside of the media folder'
for (const folder of [server.dataDir, join(server.dataDir, 'media'), dirname(server.dataDir)]) {
  const path = join(folder, `canary-${process.pid}.txt`)
  writeFileSync(path, canary)
  after(() => rmSync(path, { force: true }))
}
const secretKey = JSON.parse(readFileSync(join(server.dataDir, 'secrets.json'), 'utf8')).dataKey as string
const signer = createUrlSigner(openVault(server.dataDir, null).mediaUrlKey)
const authorization = `Authorization: Basic ${btoa(`${server.accountSid}:${server.authToken}`)}`

const canaryFile = `canary-${process.pid}.txt`
const upwards = ['..', '../..', '../../..', '../../../..'].flatMap((up) => [
  `${up}/${canaryFile}`,
  `${up.replaceAll('/', '\\')}\\${canaryFile}`,
  `${up}/${canaryFile}`.replaceAll('/', '%2f'),
  `${up}/${canaryFile}`.replaceAll('.', '%2e').replaceAll('/', '%2F'),
  `${up}/${canaryFile}`.replaceAll('/', '%5c'),
  `${up}/${canaryFile}`.replaceAll('/', '%252f').replaceAll('..', '%252e%252e'),
  `${up}/${canaryFile}`.replaceAll('..', '....').replaceAll('/', '//'),
  `${up}/${canaryFile}`.replaceAll('..', '..;'),
  `${up}/${canaryFile}`.replaceAll('..', '%c0%ae%c0%ae').replaceAll('/', '%c0%af'),
])
/** Texts in place of a parameter. */
const hostile = [
  ...upwards,
  '.',
  '..',
  '%2e',
  '%2e%2e',
  '.%2e',
  '%2e%2e/',
  '..%00',
  '%00',
  `${transcript.sid}%00`,
  `${transcript.sid}%00.wav`,
  `${transcript.sid}/../${transcript.sid}`,
  `${transcript.sid}%2f..%2f..%2fsecrets.json`,
  'secrets.json',
  '%2fetc%2fpasswd',
  'file:%2f%2f%2fetc%2fpasswd',
  'C:%5cwindows%5cwin.ini',
  '%5c%5chost%5cshare',
  '%0d%0aX-Injected:%20yes',
  `${transcript.sid}%0d%0aX-Injected:%20yes`,
  '%0aX-Injected:%20yes',
  '%0dX-Injected:%20yes',
  '%0d%0a%0d%0aHTTP/1.1%20200%20OK',
  '%E5%98%8A%E5%98%8DX-Injected:%20yes',
  '%E2%80%A8X-Injected:%20yes',
  '\u{E9}\u{FF}',
  '%ff',
  '%zz',
  '%',
  "'%20or%20'1'='1",
  '%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
  '__proto__',
  'constructor',
  'x'.repeat(301),
  'x'.repeat(9000),
]

/** Asserts that nothing was let out and nothing came in: one answer, no header of the request's making, no file.
 * @returns true when it is an error of the server's own making */
function assertHarmless(answer: RawAnswer, what: string): boolean {
  assert.equal(answer.answers, 1, what)
  for (const [name, value] of answer.headers) {
    assert.match(name, /^[a-z0-9-]+$/, what)
    assert.doesNotMatch(`${name}: ${value}`, /injected/i, what)
  }
  for (const secret of [canary, secretKey, 'root:', server.authToken])
    assert.equal(answer.body.includes(secret), false, what)
  assert.ok(answer.status < 500, `${what}: ${answer.status}`)
  if (answer.status < 400) return false
  const body = JSON.parse(answer.body)
  assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'], what)
  assert.equal(body.status, answer.status, what)
  assert.equal(new Headers(answer.headers).get('content-type')?.split(';')[0], 'application/json', what)
  return true
}

const send = (method: string, target: string, headers: string[] = [authorization]) =>
  sendRaw(server.baseUrl, Buffer.from(rawRequest(method, target, headers), 'latin1'))

/** Every path with parameters and its methods. */
const documented = ['intelligence-v2.json', 'extensions.json'].flatMap((name) => {
  const file = new URL(`../../contract/${name}`, import.meta.url)
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, object> }
  return Object.entries(paths)
    .filter(([path]) => path.includes('{'))
    .map(([path, methods]) => ({
      path,
      methods: Object.keys(methods).filter((one) => /^(get|post|delete)$/.test(one)),
    }))
})

/** Parameters that are real, so that each hostile one is the only thing wrong. */
const real: Record<string, string> = {
  Sid: transcript.sid,
  TranscriptSid: transcript.sid,
  AccountSid: server.accountSid,
  File: `${recording.sid}.wav`,
}

describe('every path parameter of the contract', () => {
  assert.ok(documented.length > 15)
  for (const { path, methods } of documented) {
    test(`${path}: ${hostile.length} hostile texts`, async () => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      for (const name of names) {
        const others = path.replace(/\{(\w+)\}/g, (whole, other: string) =>
          other === name ? whole : (real[other] ?? `LY${'0'.repeat(32)}`),
        )
        for (const text of hostile) {
          const target = others.replace(`{${name}}`, text)
          for (const method of methods)
            assertHarmless(await send(method.toUpperCase(), target), `${method} ${target}`)
        }
      }
    })
  }
})

describe('signed addresses', () => {
  const addresses: [what: string, make: (text: string) => string][] = [
    ['the transcript of a medium', (text) => `/x/v1/Media/${text}/original/${transcript.sid}.wav`],
    ['the view of a medium', (text) => `/x/v1/Media/${transcript.sid}/${text}/${transcript.sid}.wav`],
    ['the file name of a medium', (text) => `/x/v1/Media/${transcript.sid}/original/${text}`],
    ['the transcript of a ciphertext', (text) => `/x/v1/Encrypted/${text}/sentences.bin`],
    ['the name of a ciphertext', (text) => `/x/v1/Encrypted/${transcript.sid}/${text}`],
  ]
  for (const [what, make] of addresses) {
    test(`hostile texts as ${what} are refused without a signature`, async () => {
      for (const text of hostile) assert.ok(assertHarmless(await send('GET', make(text), []), text), text)
    })

    test(`hostile texts as ${what} reach no other file with a genuine signature`, async () => {
      for (const text of hostile) {
        const target = signer.sign(make(text), new Date())
        const answer = await send('GET', target, [])
        // View and name only say in words what the sid has already settled.
        if (!assertHarmless(answer, target)) assert.equal(answer.body, recorded.toString(), target)
      }
    })
  }
})

describe('bytes that no client would send', () => {
  for (const [what, bytes] of [
    ['a bare CR in the path', rawRequest('GET', '/v2/Transcripts/x\rX-Injected: yes', [authorization])],
    ['a bare LF in the path', rawRequest('GET', '/v2/Transcripts/x\nX-Injected: yes', [authorization])],
    ['CR and LF in the path', rawRequest('GET', '/v2/Transcripts/x\r\nX-Injected: yes', [authorization])],
    ['a NUL in the path', rawRequest('GET', '/v2/Transcripts/x\0', [authorization])],
    [
      'a Host with a path',
      `GET /v2/Transcripts HTTP/1.1\r\nHost: a/../b\r\n${authorization}\r\nConnection: close\r\n\r\n`,
    ],
    ['an absolute target', rawRequest('GET', 'http://169.254.169.254/v2/Transcripts', [authorization])],
    [
      'two lengths',
      rawRequest('POST', '/v2/Services', [authorization, 'Content-Length: 0', 'Content-Length: 5']),
    ],
    [
      'a length and chunks',
      `${rawRequest('POST', '/v2/Services', [authorization, 'Content-Length: 5', 'Transfer-Encoding: chunked'])}0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n`,
    ],
  ] as const) {
    test(what, async () => {
      const answer = await sendRaw(server.baseUrl, bytes)
      if (!assertHarmless(answer, what))
        assert.doesNotMatch(answer.body, /169\.254|a\/\.\.\/b|:\/\/[^/"]*:\/\//)
    })
  }
})

describe('fields that come back', () => {
  const texts = [
    'one\r\nX-Injected: yes',
    'one\nX-Injected: yes',
    '嘊嘍X-Injected: yes',
    '../../secrets.json',
    '..\\..\\secrets.json',
    '%2e%2e%2fsecrets.json',
    '%0d%0aX-Injected: yes',
    'nul\0',
    '"; filename="x.html',
    '<script>alert(1)</script>',
  ]
  for (const field of ['FriendlyName', 'UniqueName', 'WebhookUrl']) {
    test(`${field} of a Service`, async () => {
      for (const text of texts) {
        const value = field === 'WebhookUrl' ? `https://hooks.example/${text}` : text
        const unique = `u${texts.indexOf(text)}${field}`
        const { status, body, headers } = await server.request<Record<string, string>>(
          'POST',
          '/v2/Services',
          {
            UniqueName: unique,
            [field]: value,
          },
        )
        assert.ok(status === 201 || status === 400, `${field} ${JSON.stringify(text)}: ${status}`)
        assert.equal(headers.has('x-injected'), false)
        assert.equal(headers.get('content-type')?.split(';')[0], 'application/json')
        if (status === 400) assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'])
        // Named by the field or by its sid, it is the same and nothing else.
        const names = status === 201 ? [body.sid!, encodeURIComponent(body.unique_name!)] : []
        for (const name of names) {
          const read = await send('GET', `/v2/Services/${name}`)
          assertHarmless(read, text)
          if (read.status === 200) assert.equal(JSON.parse(read.body).sid, body.sid)
        }
      }
    })
  }

  test('the file name and call of an upload', async () => {
    for (const text of texts) {
      const body = new FormData()
      body.set('file', new Blob(['no audio']), text)
      body.set('CallSid', text)
      const { status, headers } = await server.send('/x/v1/Recordings', { method: 'POST', body })
      assert.ok(status >= 400 && status < 500, String(status))
      assert.equal(headers.has('x-injected'), false)
    }
  })

  test('the names of a download are our own', async () => {
    const target = signer.sign(`/x/v1/Media/${transcript.sid}/original/${transcript.sid}.wav`, new Date())
    const answer = await send('GET', target, [])
    assert.equal(answer.body, recorded.toString())
    const named = new Headers(answer.headers).get('content-disposition')
    assert.equal(named, `inline; filename="${transcript.sid}.wav"`)
  })
})
