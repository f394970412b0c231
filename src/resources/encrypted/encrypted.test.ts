// Encrypted content over HTTP: addresses, ciphertext that its owner can read, and nothing in the clear.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVault } from '../../adapters/vault-file/vault.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { createUrlSigner } from '../../http/signed-url.ts'
import { encryptContent } from '../../pipeline/encrypt.ts'
import { assertError } from '../../testing/answers.ts'
import { anAccount, aPublicKey, aResult, aSentence, aTranscript } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { createKeyHolder } from '../../testing/key-holder.ts'
import { startTestServer } from '../../testing/test-server.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const holder = createKeyHolder()
const key = aPublicKey({ accountSid, pem: holder.publicPem })
const encryptionCredentialSid = sidFrom('publicKey', 'ab'.repeat(16))
const media = { key: 'k', bytes: 1, sha256: 'x', contentType: 'audio/wav' }
// Their sids are not in order of attachment.
const results = [
  aResult(0, { operatorSid: sidFrom('operator', 'f'.repeat(32)) }),
  aResult(1, { operatorSid: sidFrom('operator', '0'.repeat(32)) }),
]
const operators = results.map(({ operatorSid: sid, name }) => ({
  sid,
  friendlyName: name,
  operatorType: 'PhraseMatching',
  config: {},
}))
const made = (over: Partial<Transcript> = {}) =>
  aTranscript({ accountSid, status: 'completed', encryptionCredentialSid, media, operators, ...over })

const withRedaction = made({ redaction: true })
const withoutRedaction = made()
const failed = made({ status: 'failed' })
const queued = made({ status: 'queued' })
const plain = made({ encryptionCredentialSid: null })
const foreign = made({ accountSid: anAccount() })
const doomed = made()

const textOf = (what: string, redacted: boolean) => `${what}, ${redacted ? 'redacted' : 'as spoken'}`
const documents = {
  sentences: (_: unknown, redacted: boolean) => textOf('sentences', redacted),
  result: (_: unknown, { position }: { position: number }, redacted: boolean) =>
    textOf(`result ${position}`, redacted),
}
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const transcript of [withRedaction, withoutRedaction, foreign, doomed, failed, queued, plain]) {
    await store.transcripts.insert(transcript)
    if (transcript.status !== 'completed' || transcript === plain) continue
    const content = { transcript, sentences: [aSentence(0)], results }
    await store.encryptedDocuments.replace(transcript.sid, encryptContent(content, { key, documents }))
  }
})

interface Sentences {
  location: string
  transcript_sid: string
  url: string
}
interface Results {
  locations: string[]
  transcript_sid: string
  url: string
}
const pathOf = ({ sid }: Transcript, what: string) => `/v2/Transcripts/${sid}/${what}`
const sentencesOf = (of: Transcript, query = '') =>
  server.request<Sentences>('GET', `${pathOf(of, 'Sentences/Encrypted')}${query}`)
const resultsOf = (of: Transcript, query = '') =>
  server.request<Results>('GET', `${pathOf(of, 'OperatorResults/Encrypted')}${query}`)

/** As its owner would fetch it: without credentials. */
async function read(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'error' })
  assert.equal(response.status, 200)
  const header = (name: string) => Buffer.from(response.headers.get(name) ?? '', 'base64')
  const [wrappedKey, iv] = [header('x-amz-meta-x-amz-key'), header('x-amz-meta-x-amz-iv')]
  assert.deepEqual([wrappedKey.length, iv.length], [256, 12])
  return holder.decrypt({ wrappedKey, iv, body: Buffer.from(await response.arrayBuffer()) })
}

test('both resources have their three properties in order, and cross-origin headers alone', async () => {
  for (const [what, { headers, status, body }] of [
    ['Sentences/Encrypted', await sentencesOf(withRedaction)],
    ['OperatorResults/Encrypted', await resultsOf(withRedaction)],
  ] as const) {
    assert.equal(status, 200)
    assert.ok(headers.has('access-control-allow-origin'))
    assert.equal(headers.get('x-rate-limit-limit'), null)
    const [first, ...rest] = Object.entries(body)
    assert.equal(first![0], what.startsWith('Sentences') ? 'location' : 'locations')
    assert.deepEqual(rest, [
      ['transcript_sid', withRedaction.sid],
      ['url', `${server.baseUrl}${pathOf(withRedaction, what)}`],
    ])
  }
})

for (const [transcript, query, redacted] of [
  [withRedaction, '', true],
  [withRedaction, '?Redacted=True', true],
  [withRedaction, '?Redacted=false', false],
  [withoutRedaction, '', false],
  [withoutRedaction, '?Redacted=true', false],
] as const) {
  const made = transcript.redaction ? 'with' : 'without'
  test(`made ${made} redaction, ${query || 'nothing asked'}: all comes ${redacted ? 'redacted' : 'as spoken'}`, async () => {
    const { location } = (await sentencesOf(transcript, query)).body
    assert.equal(await read(location), textOf('sentences', redacted))
    const { locations } = (await resultsOf(transcript, query)).body
    assert.ok([location, ...locations].every((one) => one.startsWith(`${server.baseUrl}/x/v1/Encrypted/`)))
    const texts = await Promise.all(locations.map(read))
    assert.deepEqual(texts, [textOf('result 0', redacted), textOf('result 1', redacted)])
  })
}

test('ciphertext is private bytes that browsers leave alone', async () => {
  const { headers } = await fetch((await sentencesOf(withRedaction)).body.location)
  assert.equal(headers.get('content-type'), 'application/octet-stream')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.match(headers.get('cache-control') ?? '', /^private/)
})

test('the content is not to be had in the clear, and there is no audio', async () => {
  for (const transcript of [withRedaction, withoutRedaction]) {
    for (const what of ['Sentences', 'OperatorResults', `OperatorResults/${results[0]!.operatorSid}`]) {
      for (const query of ['', '?Redacted=true', '?Redacted=false']) {
        assertError(await server.request('GET', `${pathOf(transcript, what)}${query}`), 403, 20403)
      }
    }
    const { status, body } = await server.request<{ media_url: null }>('GET', pathOf(transcript, 'Media'))
    assert.deepEqual([status, body.media_url], [200, null])
  }
})

test('a transcript that is plain, not completed, of another account or unknown has no encrypted content', async () => {
  for (const transcript of [plain, failed, queued, foreign, aTranscript()]) {
    assertError(await sentencesOf(transcript), 404, 20404)
    assertError(await resultsOf(transcript), 404, 20404)
  }
})

test('a key for redacted data gets the redacted view alone', async () => {
  const redactedOnly = await makeKey(server, 'redacted-only')
  for (const what of ['Sentences/Encrypted', 'OperatorResults/Encrypted']) {
    const path = pathOf(withRedaction, what)
    assert.equal((await redactedOnly.request('GET', path)).status, 200)
    assertError(await redactedOnly.request('GET', `${path}?Redacted=false`), 403, 20403)
    assertError(await redactedOnly.request('GET', pathOf(withoutRedaction, what)), 403, 20403)
  }
})

test('an address is good for its document and for an hour, with or without credentials', async () => {
  const address = new URL((await sentencesOf(withRedaction)).body.location)
  assert.match(address.pathname, /\/sentences-redacted\.bin$/)
  const { pathname, searchParams } = address
  const [exp, sig] = [searchParams.get('exp')!, searchParams.get('sig')!]
  const altered: [what: string, path: string, query: Record<string, string>][] = [
    ['the other view', pathname.replace('-redacted', ''), { exp, sig }],
    ['another transcript', pathname.replace(withRedaction.sid, foreign.sid), { exp, sig }],
    ['another ending', pathname.replace('.bin', ''), { exp, sig }],
    ['no signature', pathname, { exp }],
    ['a later end', pathname, { exp: String(Number(exp) + 9), sig }],
  ]
  for (const [what, path, query] of altered) {
    const url = `${server.baseUrl}${path}?${new URLSearchParams(query)}`
    assert.notEqual(url, address.href)
    assert.equal((await fetch(url)).status, 403, what)
    assertError(await server.send(url), 403, 20403)
  }
  const signer = createUrlSigner(openVault(server.dataDir, null).mediaUrlKey)
  for (const [minutes, status] of [
    [59, 200],
    [61, 403],
  ] as const) {
    const signed = signer.sign(address.pathname, new Date(Date.now() - minutes * 60_000))
    assert.equal((await fetch(server.baseUrl + signed)).status, status)
  }
})

test('with its transcript the ciphertext goes: an old address is 404', async () => {
  const { location } = (await sentencesOf(doomed)).body
  assert.equal((await fetch(location)).status, 200)
  assert.equal((await server.request('DELETE', `/v2/Transcripts/${doomed.sid}`)).status, 204)
  assert.equal((await fetch(location)).status, 404)
})

test('nobody may write encrypted content', async () => {
  for (const what of ['Sentences/Encrypted', 'OperatorResults/Encrypted']) {
    for (const method of ['POST', 'DELETE']) {
      assertError(await server.request(method, pathOf(withRedaction, what)), 405, 20004)
    }
  }
})
