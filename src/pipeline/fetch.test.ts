// From an address to a stored object, on a scripted fetcher and real files.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { fault } from '../domain/errors.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { UpstreamRecordings } from '../ports/upstream-recordings.ts'
import { aTranscript } from '../testing/builders.ts'
import { createMemoryDatabase } from '../testing/memory-database.ts'
import { scriptedFetcher } from '../testing/scripted-fetcher.ts'
import { fetchRecording } from './fetch.ts'

const root = mkdtempSync(join(tmpdir(), 'fetch-'))
after(() => rmSync(root, { recursive: true }))
let workDir: string
beforeEach(() => {
  workDir = mkdtempSync(join(root, 'work-'))
})

const { signal } = new AbortController()
const mediaStore = createMediaFiles(join(root, 'media'))
const transcript = aTranscript()
const { store, unitOfWork } = createMemoryDatabase()
const depsWith = (fetcher: Fetcher, upstream: UpstreamRecordings | null = null) => ({
  unitOfWork,
  fetcher,
  upstream,
  mediaStore,
  maxBytes: 123,
  signal,
})
const fetchWith = (fetcher: ReturnType<typeof scriptedFetcher>, of = transcript) =>
  fetchRecording({ transcript: of, workDir }, depsWith(fetcher))

test('the recording is moved into the store under the sids of account and transcript', async () => {
  const { media, facts } = await fetchWith(scriptedFetcher(() => 'sound'))
  const key = `media/${transcript.accountSid}/${transcript.sid}/original`
  const sha256 = createHash('sha256').update('sound').digest('hex')
  // What the server calls it counts for nothing.
  assert.deepEqual(media, { key, bytes: 5, sha256, contentType: null })
  assert.deepEqual(facts, {})
  const path = join(root, 'media', key)
  assert.equal(readFileSync(path, 'utf8'), 'sound')
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal(existsSync(join(workDir, 'download')), false)
})

test('the fetcher gets the address, a place in the work folder, the limit and the signal', async () => {
  const fetcher = scriptedFetcher(() => 'sound')
  await fetchWith(fetcher)
  const toPath = join(workDir, 'download')
  assert.deepEqual(fetcher.downloads, [
    { url: 'https://example.com/call.wav', toPath, maxBytes: 123, signal },
  ])
})

test('a recording by sid, which this server does not have, is not found', async () => {
  const channel = { ...transcript.channel, mediaUrl: null, sourceSid: 'RE1' as never }
  const fetcher = scriptedFetcher(() => 'sound')
  await assert.rejects(fetchWith(fetcher, { ...transcript, channel }), { code: 95122, retryable: false })
  assert.equal(fetcher.downloads.length, 0)
})

for (const key of ['downloadFailed', 'mediaNotFound', 'mediaTooLarge'] as const) {
  test(`${key} keeps its key and sentence, and is final: the fetcher has tried again already`, async () => {
    const message = 'as the fetcher put it'
    const fetcher = scriptedFetcher(() => Promise.reject(fault(key, message)))
    await assert.rejects(fetchWith(fetcher), { key, message, retryable: false })
  })
}

test('any other error is passed on as it is', async () => {
  const error = new Error('the disk is full')
  const fetcher = scriptedFetcher(() => Promise.reject(error))
  await assert.rejects(fetchWith(fetcher), (thrown) => thrown === error)
})
