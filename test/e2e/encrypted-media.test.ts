// With DATA_KEY set: the sample call is transcribed, its media are ciphertext on the disk and themselves over HTTP, and
// whoever erases its customer leaves nothing that could be read.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { startTestServer } from '../../src/testing/test-server.ts'

const original = readFileSync(sampleCallPath)
const files = await startFileServer()
after(() => files.close())
const server = await startTestServer(
  { after },
  {
    DATA_KEY: randomBytes(32).toString('base64'),
    WORKERS: '1',
    ASR_MODEL: 'moonshine-tiny',
    NETWORK_ALLOW: '127.0.0.1',
  },
)

const mediaFiles = () =>
  globSync('**/*', { cwd: join(server.dataDir, 'media'), withFileTypes: true })
    // By `installation` several machines know that they share a place; it holds nothing of a call.
    .filter((entry) => entry.isFile() && !entry.name.startsWith('installation'))
    .map(({ parentPath, name }) => join(parentPath, name))

const STEP = 32
/** True when both have 64 bytes in a row in common: any such run holds a whole one of the 32-byte blocks of `content`. */
function shareBytes(content: Buffer, file: Buffer): boolean {
  const [text, searched] = [content.toString('latin1'), file.toString('latin1')]
  const blocks = new Set<string>()
  for (let at = 0; at + STEP <= text.length; at += STEP) blocks.add(text.slice(at, at + STEP))
  for (let at = 0; at + STEP <= searched.length; at++) {
    if (blocks.has(searched.slice(at, at + STEP))) return true
  }
  return false
}

async function upload(): Promise<string> {
  const { body, status } = await server.send<{ sid: string }>('/x/v1/Recordings', {
    method: 'POST',
    body: original,
  })
  assert.equal(status, 201)
  return body.sid
}

/** Has the recording transcribed, and waits for the end. */
async function transcribe(serviceSid: string, mediaProperties: object, customerKey: string): Promise<string> {
  const { body, status } = await server.request<{ sid: string }>('POST', '/v2/Transcripts', {
    ServiceSid: serviceSid,
    Channel: JSON.stringify({ media_properties: mediaProperties }),
    CustomerKey: customerKey,
  })
  assert.equal(status, 202)
  for (;;) {
    const { status } = (await server.request<{ status: string }>('GET', `/v2/Transcripts/${body.sid}`)).body
    if (status === 'completed') return body.sid
    assert.ok(status === 'queued' || status === 'in-progress', status)
    await sleep(100)
  }
}

async function mediaOf(sid: string, query = ''): Promise<string> {
  const { body } = await server.request<{ media_url: string }>('GET', `/v2/Transcripts/${sid}/Media${query}`)
  return body.media_url
}

async function download(address: string, range?: string) {
  const response = await fetch(address, { headers: range ? { range } : {} })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
}

const makeService = async (form: Record<string, string>) =>
  (await server.request<{ sid: string }>('POST', '/v2/Services', form)).body.sid

test('the check for shared bytes finds what is there', () => {
  const noise = randomBytes(10_000)
  assert.equal(shareBytes(original, noise), false)
  assert.equal(shareBytes(original, Buffer.concat([noise, original.subarray(50_001, 50_065), noise])), true)
})

test('media are encrypted on the disk, served as they were, and gone with their customer', async () => {
  const service = await makeService({ UniqueName: 'sealed', AutoRedaction: 'true', MediaRedaction: 'true' })
  const recording = await upload()
  const ann = await transcribe(service, { media_url: files.urlOf(sampleCallPath) }, 'Ann')
  const bob = await transcribe(service, { source_sid: recording }, 'Bob')
  const { sentences } = (
    await server.request<{ sentences: unknown[] }>('GET', `/v2/Transcripts/${bob}/Sentences`)
  ).body
  assert.ok(sentences.length > 5)

  const stored = mediaFiles()
  assert.equal(stored.length, 9, 'the recording; original and redacted of two transcripts, with their peaks')
  for (const path of stored) {
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.equal(shareBytes(original, readFileSync(path)), false, path)
  }
  // A run puts its folder away once the transcript is completed, which may be seen before.
  const [work] = readdirSync(join(server.dataDir, 'work'))
  const underWay = () => readdirSync(join(server.dataDir, 'work', work!))
  await eventually(() => underWay().length === 0, 'nothing is left in the work folder')

  const [address, redacted] = [await mediaOf(ann, '?Redacted=false'), await mediaOf(ann)]
  assert.deepEqual((await download(address)).bytes, original)
  const whole = (await download(redacted)).bytes
  assert.equal(whole.toString('latin1', 0, 4), 'RIFF')
  const audio = `${server.baseUrl}/2010-04-01/Accounts/${server.accountSid}/Recordings/${recording}.wav`
  const own = { authorization: `Basic ${btoa(`${server.accountSid}:${server.authToken}`)}` }
  for (const [from, to] of [
    [0, 0],
    [65_535, 65_536],
    [65_530, 131_080],
    [original.length - 5, original.length - 1],
  ] as const) {
    const range = `bytes=${from}-${to}`
    assert.deepEqual(await download(address, range), { status: 206, bytes: original.subarray(from, to + 1) })
    assert.deepEqual((await download(redacted, range)).bytes, whole.subarray(from, to + 1))
    const answer = await fetch(audio, { headers: { ...own, range } })
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), original.subarray(from, to + 1))
  }
  assert.equal((await download(address, `bytes=${original.length}-`)).status, 416)

  assert.equal((await server.request('DELETE', '/x/v1/Customers/Ann')).status, 204)
  await eventually(() => !mediaFiles().some((path) => path.includes(ann)), 'the media of Ann are gone')
  assert.equal((await download(address)).status, 404)
  assert.deepEqual((await download(await mediaOf(bob, '?Redacted=false'))).bytes, original)
  assert.equal((await server.request('DELETE', '/x/v1/Customers/Ann')).status, 404)

  const [bobs] = mediaFiles().filter((path) => path.includes(bob) && path.includes('/original'))
  for (const at of [5, 64, 65_700]) {
    const altered = readFileSync(bobs!)
    altered[at]! ^= 1
    writeFileSync(bobs!, altered)
    // Once bytes are on their way the connection breaks off; before that there is an answer.
    const answer = await download(await mediaOf(bob, '?Redacted=false')).catch(() => null)
    assert.equal(answer?.status ?? 500, 500)
    altered[at]! ^= 1
    writeFileSync(bobs!, altered)
  }

  assert.equal((await server.request('DELETE', '/x/v1/Customers/Bob')).status, 204)
  await eventually(() => mediaFiles().length === 0, 'all media are gone')
})
