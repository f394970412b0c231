// Media over HTTP: the resource, and the signed address that serves the recording without credentials.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVault } from '../../adapters/vault-file/vault.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { createUrlSigner } from '../../http/signed-url.ts'
import { assertError } from '../../testing/answers.ts'
import { aTranscript } from '../../testing/builders.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Media {
  account_sid: string
  service_sid: string
  sid: string
  media_url: string | null
  url: string
}

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7) % 253))

function withMedia(contentType: string | null, over: Partial<Transcript> = {}): Transcript {
  const transcript = aTranscript({ accountSid, status: 'completed', ...over })
  const key = `media/${transcript.accountSid}/${transcript.sid}/original`
  return { ...transcript, media: { key, bytes: bytes.length, sha256: 'abc123', contentType } }
}

const wav = withMedia('audio/wav')
const kinds: [transcript: Transcript, type: string, extension: string][] = [
  [wav, 'audio/wav', 'wav'],
  [withMedia('audio/mpeg'), 'audio/mpeg', 'mp3'],
  [withMedia('audio/flac'), 'audio/flac', 'flac'],
  [withMedia(null, { status: 'failed' }), 'application/octet-stream', 'bin'],
]
const lost = withMedia('audio/wav')
const doomed = withMedia('audio/wav')
const foreign = withMedia('audio/wav', { accountSid: `AC${'f'.repeat(32)}` as Transcript['accountSid'] })
const without = aTranscript({ accountSid })
const redactedBytes = Buffer.from('what is left of the sound')
const redacted: Transcript = {
  ...withMedia('audio/mpeg', { redaction: true, mediaRedaction: true }),
  redactedMedia: {
    key: 'media/redacted',
    bytes: redactedBytes.length,
    sha256: 'def456',
    contentType: 'audio/wav',
  },
}
/** The redacted recording is not made yet. */
const unready = withMedia('audio/wav', { redaction: true, mediaRedaction: true, status: 'in-progress' })
const textOnly = withMedia('audio/wav', { redaction: true })
const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  for (const one of [
    ...kinds.map(([transcript]) => transcript),
    lost,
    doomed,
    foreign,
    without,
    redacted,
    unready,
    textOnly,
  ]) {
    await store.transcripts.insert(one)
    if (one.media && one !== lost) await putMedia(one.media.key, bytes)
    if (one.redactedMedia) await putMedia(one.redactedMedia.key, redactedBytes)
  }
})

const get = (transcript: Transcript, query = '') =>
  server.request<Media>('GET', `/v2/Transcripts/${transcript.sid}/Media${query}`)
const addressOf = async (transcript: Transcript) => (await get(transcript)).body.media_url!

/** As anybody would fetch it: without credentials. */
async function download(address: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(address, { method, headers, redirect: 'error' })
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  }
}

test('the resource has its five properties in order, and no address before the recording is stored', async () => {
  for (const transcript of [wav, without]) {
    const { status, body } = await get(transcript)
    const url = `${server.baseUrl}/v2/Transcripts/${transcript.sid}/Media`
    assert.equal(status, 200)
    assert.deepEqual(Object.entries(body), [
      ['account_sid', accountSid],
      ['service_sid', transcript.serviceSid],
      ['sid', transcript.sid],
      ['media_url', transcript === wav ? body.media_url : null],
      ['url', url],
    ])
  }
})

for (const query of ['?Redacted=true', '?Redacted=False', '/']) {
  test(`${query} gives the original of an unredacted transcript`, async () => {
    const { status, body } = await get(wav, query)
    assert.equal(status, 200)
    assert.deepEqual((await download(body.media_url!)).body, bytes)
  })
}

for (const [query, view] of [
  ['', 'redacted'],
  ['?Redacted=True', 'redacted'],
  ['?Redacted=false', 'original'],
] as const) {
  test(`${query || 'nothing asked'} gives the ${view} recording where the media were redacted`, async () => {
    const { body } = await get(redacted, query)
    const extension = view === 'redacted' ? 'wav' : 'mp3'
    const path = `/x/v1/Media/${redacted.sid}/${view}/${redacted.sid}.${extension}`
    assert.equal(new URL(body.media_url!).pathname, path)
    const file = await download(body.media_url!)
    assert.deepEqual([file.status, file.body], [200, view === 'redacted' ? redactedBytes : bytes])
    assert.equal(file.headers.get('etag'), view === 'redacted' ? '"def456"' : '"abc123"')
  })
}

test('the address of one view does not serve the other', async () => {
  const address = (await get(redacted)).body.media_url!
  assert.equal((await download(address.replace('/redacted/', '/original/'))).status, 403)
})

test('before the redacted recording is made there is none, and never the original in its place', async () => {
  assert.equal((await get(unready)).body.media_url, null)
  assert.deepEqual((await download((await get(unready, '?Redacted=false')).body.media_url!)).body, bytes)
})

test('where only texts were redacted the parameter means nothing: the original', async () => {
  for (const query of ['', '?Redacted=true', '?Redacted=false']) {
    assert.deepEqual((await download((await get(textOnly, query)).body.media_url!)).body, bytes)
  }
})

for (const [transcript, type, extension] of kinds) {
  test(`${type} is served whole, with its type and a file name ending in .${extension}`, async () => {
    const address = await addressOf(transcript)
    assert.ok(address.startsWith(`${server.baseUrl}/x/v1/Media/${transcript.sid}/original/`))
    assert.equal(new URL(address).pathname.split('/').at(-1), `${transcript.sid}.${extension}`)
    const { status, headers, body } = await download(address)
    assert.equal(status, 200)
    assert.deepEqual(body, bytes)
    for (const [name, value] of [
      ['content-type', type],
      ['content-length', String(bytes.length)],
      ['accept-ranges', 'bytes'],
      ['etag', '"abc123"'],
      ['x-content-type-options', 'nosniff'],
    ] as const) {
      assert.equal(headers.get(name), value, name)
    }
    assert.match(headers.get('cache-control') ?? '', /^private/)
  })
}

const end = bytes.length - 1
const ranges: [header: Record<string, string>, status: number, from?: number, to?: number][] = [
  [{ range: 'bytes=0-99' }, 206, 0, 99],
  [{ range: 'bytes=99990-' }, 206, 99_990, end],
  [{ range: 'bytes=-5' }, 206, end - 4, end],
  [{ range: 'bytes=-999999' }, 206, 0, end],
  [{ range: 'bytes=50-9999999' }, 206, 50, end],
  [{ range: `bytes=${end}-${end}` }, 206, end, end],
  [{ range: 'bytes=0-9', 'if-range': '"abc123"' }, 206, 0, 9],
  [{ range: 'bytes=0-9', 'if-range': '"other"' }, 200],
  [{ range: 'bytes=0-9', 'if-range': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 200],
  [{ range: 'bytes=0-1,5-6' }, 200],
  [{ range: 'bytes=9-3' }, 200],
  [{ range: 'lines=1-2' }, 200],
  [{ range: 'bytes=100000-' }, 416],
  [{ range: 'bytes=-0' }, 416],
]
for (const [header, status, from = 0, to = end] of ranges) {
  test(`${JSON.stringify(header)} is ${status}`, async () => {
    const { status: given, headers, body } = await download(await addressOf(wav), header)
    assert.equal(given, status)
    const range = { 200: null, 206: `bytes ${from}-${to}/${bytes.length}`, 416: `bytes */${bytes.length}` }[
      status
    ]
    assert.equal(headers.get('content-range'), range)
    if (status === 416) return assertError({ status, headers, body: JSON.parse(body.toString()) }, 416, 20422)
    assert.deepEqual(body, bytes.subarray(from, to + 1))
    assert.equal(headers.get('content-length'), String(to - from + 1))
  })
}

test('HEAD tells the length without the bytes, and knows no ranges', async () => {
  for (const headers of [{}, { range: 'bytes=0-9' }]) {
    const answer = await download(await addressOf(wav), headers, 'HEAD')
    assert.equal(answer.status, 200)
    assert.equal(answer.body.length, 0)
    assert.equal(answer.headers.get('content-length'), String(bytes.length))
    assert.equal(answer.headers.get('content-type'), 'audio/wav')
    assert.equal(answer.headers.get('content-range'), null)
  }
})

const tampered: [what: string, change: (address: URL) => void, status: number][] = [
  ['no signature', (address) => address.searchParams.delete('sig'), 403],
  ['no expiry', (address) => address.searchParams.delete('exp'), 403],
  [
    'no query',
    (address) => {
      address.search = ''
    },
    403,
  ],
  [
    'a later expiry',
    (address) => address.searchParams.set('exp', String(Number(address.searchParams.get('exp')) + 9)),
    403,
  ],
  ['another signature', (address) => address.searchParams.set('sig', 'A'.repeat(43)), 403],
  ['two signatures', (address) => address.searchParams.append('sig', 'A'), 400],
  [
    'another transcript',
    (address) => {
      address.pathname = address.pathname.replaceAll(wav.sid, foreign.sid)
    },
    403,
  ],
  [
    'another file name',
    (address) => {
      address.pathname = address.pathname.replace('.wav', '.mp3')
    },
    403,
  ],
  [
    'a slash behind',
    (address) => {
      address.pathname += '/'
    },
    403,
  ],
  [
    'an encoded letter',
    (address) => {
      address.pathname = address.pathname.replace('.wav', '%2Ewav')
    },
    403,
  ],
]
for (const [what, change, status] of tampered) {
  test(`an address with ${what} is refused, even with credentials`, async () => {
    const address = new URL(await addressOf(wav))
    change(address)
    assert.equal((await download(address.href)).status, status)
    assertError(await server.send(address.href), status)
  })
}

test('an address is good for an hour', async () => {
  // The key that the server derives from its own.
  const { mediaUrlKey } = openVault(server.dataDir, null)
  const signer = createUrlSigner(mediaUrlKey)
  const path = new URL(await addressOf(wav)).pathname
  for (const [minutes, status] of [
    [59, 200],
    [61, 403],
  ] as const) {
    const address = server.baseUrl + signer.sign(path, new Date(Date.now() - minutes * 60_000))
    assert.equal((await download(address)).status, status, `${minutes} minutes later`)
  }
})

test('a recording whose file is gone is 404', async () => {
  assertError(await server.send(await addressOf(lost)), 404, 20404)
})

test('with its transcript the recording goes: an old address is 404', async () => {
  const address = await addressOf(doomed)
  assert.equal((await download(address)).status, 200)
  assert.equal((await server.request('DELETE', `/v2/Transcripts/${doomed.sid}`)).status, 204)
  assert.equal((await download(address)).status, 404)
})

test('media of another account and unknown media are 404; no credentials are 401; a bad parameter is 400', async () => {
  assertError(await get(foreign), 404, 20404)
  assertError(await get(aTranscript()), 404, 20404)
  assertError(await get(wav, '?Redacted=maybe'), 400)
  const headers = { authorization: 'Basic bm86b25l' }
  assertError(await server.send(`/v2/Transcripts/${wav.sid}/Media`, { headers }), 401, 20003)
})
