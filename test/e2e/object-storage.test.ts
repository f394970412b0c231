// With MEDIA_STORE naming a bucket: the beginning of the sample call is transcribed, its media are played from there
// through this server, and once the transcript is deleted nothing of them is left, in the bucket or in the data directory.
import assert from 'node:assert/strict'
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startS3Server } from '../../src/testing/s3-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { startTestServer } from '../../src/testing/test-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'verbatim-object-storage-'))
after(() => rmSync(folder, { recursive: true }))
const original = beginningOfCall(12)
const callPath = join(folder, 'call.wav')
writeFileSync(callPath, original)
const files = await startFileServer()
after(() => files.close())
const s3 = await startS3Server()
after(() => s3.close())
const { S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = s3.settings
const server = await startTestServer(
  { after },
  {
    MEDIA_STORE: 's3://calls/one/two',
    S3_ENDPOINT: S3_ENDPOINT!,
    AWS_ACCESS_KEY_ID: AWS_ACCESS_KEY_ID!,
    AWS_SECRET_ACCESS_KEY: AWS_SECRET_ACCESS_KEY!,
    WORKERS: '1',
    ASR_MODEL: 'moonshine-tiny',
    NETWORK_ALLOW: '127.0.0.1',
  },
)

/** The sample call (stereo, 8 kHz, a byte a sample) up to `seconds`, as a WAVE file of its own. */
function beginningOfCall(seconds: number): Buffer {
  const whole = readFileSync(sampleCallPath)
  const start = whole.indexOf('data') + 8
  const short = Buffer.from(whole.subarray(0, start + seconds * 8000 * 2))
  short.writeUInt32LE(short.length - 8, 4)
  short.writeUInt32LE(short.length - start, start - 4)
  return short
}

async function objects(): Promise<string[]> {
  const list = await (await fetch(`${s3.directUrl}/calls?list-type=2`)).text()
  const names = [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, name]) => name!)
  // By that several machines know that they share a place.
  return names.filter((name) => !name.endsWith('/media/installation'))
}

/** Pieces of the recording, from all over it. Speech is noisy enough that none is like another. */
const pieces = Array.from({ length: 200 }, (_, at) =>
  original.subarray(1000 + at * 900).subarray(0, 48),
).filter((piece) => new Set(piece).size > 16)

/** Files under the data directory that hold a piece of the recording. */
function filesWithSound(): string[] {
  return globSync('**/*', { cwd: server.dataDir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const content = contentOf(path)
      return pieces.some((piece) => content.includes(piece))
    })
}

/** Nothing where the file is gone meanwhile: the database beside the media goes on working. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return Buffer.alloc(0)
  }
}

async function transcribe(): Promise<string> {
  const service = { UniqueName: 'in-the-bucket', AutoRedaction: 'true', MediaRedaction: 'true' }
  const { sid: ServiceSid } = (await server.request<{ sid: string }>('POST', '/v2/Services', service)).body
  const Channel = JSON.stringify({ media_properties: { media_url: files.urlOf(callPath) } })
  const { body } = await server.request<{ sid: string }>('POST', '/v2/Transcripts', { ServiceSid, Channel })
  for (;;) {
    const { status } = (await server.request<{ status: string }>('GET', `/v2/Transcripts/${body.sid}`)).body
    if (status === 'completed') return body.sid
    assert.ok(status === 'queued' || status === 'in-progress', status)
    await sleep(50)
  }
}

async function mediaOf(sid: string, query = ''): Promise<string> {
  const path = `/v2/Transcripts/${sid}/Media${query}`
  return (await server.request<{ media_url: string }>('GET', path)).body.media_url
}

async function download(address: string, range?: string) {
  const response = await fetch(address, { headers: range ? { range } : {}, redirect: 'error' })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
}

test('media are kept in the bucket, played from it, and leave nothing behind', async () => {
  const sid = await transcribe()
  const place = `one/two/media/${server.accountSid}/${sid}`
  const kept = ['original', 'peaks-original', 'peaks-redacted', 'redacted']
  assert.deepEqual(
    (await objects()).sort(),
    kept.map((name) => `${place}/${name}`),
  )
  assert.equal(s3.uploads.size, 0)

  const [address, redacted] = [await mediaOf(sid, '?Redacted=false'), await mediaOf(sid)]
  for (const one of [address, redacted]) assert.ok(one.startsWith(`${server.baseUrl}/`), 'addresses are ours')
  assert.deepEqual(await download(address), { status: 200, bytes: original })
  const part = original.subarray(50_000, 150_001)
  assert.deepEqual(await download(address, 'bytes=50000-150000'), { status: 206, bytes: part })
  const whole = (await download(redacted)).bytes
  assert.equal(whole.toString('latin1', 0, 4), 'RIFF')
  assert.deepEqual(await download(redacted, 'bytes=-1000'), { status: 206, bytes: whole.subarray(-1000) })

  s3.trouble = () => ({ status: 403, code: 'AccessDenied' })
  const { status, body } = await server.send<{ code: number }>(address)
  assert.deepEqual([status, body.code], [503, 20503])
  assert.equal((await server.request('GET', `/v2/Transcripts/${sid}/Sentences`)).status, 200)
  assert.equal((await server.request('DELETE', `/v2/Transcripts/${sid}`)).status, 204)
  await eventually(() => s3.requests.some(({ query }) => query.has('uploads')), 'the removal is tried')
  assert.equal((await objects()).length, kept.length)
  s3.trouble = () => null
  await eventually(async () => (await objects()).length === 0, 'the bucket is empty', { limitMs: 300_000 })
  assert.equal((await download(address)).status, 404)

  assert.equal(existsSync(join(server.dataDir, 'media')), false)
  const [work] = readdirSync(join(server.dataDir, 'work'))
  const underWay = () => readdirSync(join(server.dataDir, 'work', work!))
  await eventually(() => underWay().length === 0, 'nothing is left in the work folder')
  assert.ok(pieces.length > 50)
  assert.ok(pieces.every((piece) => original.includes(piece)))
  assert.deepEqual(filesWithSound(), [])
})
