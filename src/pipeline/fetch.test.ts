// From an address or a sid to a stored object, on scripted sources and real files.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { recordingChannel } from '../domain/channel.ts'
import { fault } from '../domain/errors.ts'
import { sidFrom } from '../domain/sid.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { UpstreamRecording, UpstreamRecordings, UpstreamRequest } from '../ports/upstream-recordings.ts'
import { anAccount, aRecording, aTranscript } from '../testing/builders.ts'
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
  fetchRecording({ transcript: of, workDir, run: 1 }, depsWith(fetcher))

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

const sourceSid = sidFrom('recording', 'ab'.repeat(16))
const bySid = aTranscript({ channel: recordingChannel(sourceSid, null) })
const key = `media/${bySid.accountSid}/${bySid.sid}/original`

/** An upstream that has any recording, or fails as `answer` throws; keeps the requests. */
function scriptedUpstream(answer: () => Partial<UpstreamRecording> = () => ({})) {
  const requests: UpstreamRequest[] = []
  return {
    owner: bySid.accountSid,
    requests,
    async download(request: UpstreamRequest): Promise<UpstreamRecording> {
      requests.push(request)
      const facts = { callSid: null, startTime: null, ...answer() }
      writeFileSync(request.toPath, 'from Twilio')
      return { bytes: 11, sha256: 'its hash', ...facts }
    },
  }
}

test('a recording by sid that nobody has is not found, and no address is asked for it', async () => {
  const fetcher = scriptedFetcher(() => 'sound')
  await assert.rejects(fetchWith(fetcher, bySid), { code: 95122, retryable: false })
  assert.equal(fetcher.downloads.length, 0)
})

test('a recording of ours is copied: upstream is not asked, and deleting it leaves the copy', async () => {
  const { accountSid } = bySid
  const recording = aRecording({ sid: sourceSid, accountSid })
  recording.media.key = `media/${accountSid}/${sourceSid}/original`
  writeFileSync(join(workDir, 'upload'), 'of ours')
  await mediaStore.take(recording.media.key, join(workDir, 'upload'), bySid)
  await store.recordings.insert(recording)
  const upstream = scriptedUpstream()
  const deps = depsWith(
    scriptedFetcher(() => 'sound'),
    upstream,
  )
  const { media, facts } = await fetchRecording({ transcript: bySid, workDir, run: 1 }, deps)
  await mediaStore.removeAll(`media/${accountSid}/${sourceSid}`)
  await store.recordings.remove(accountSid, sourceSid)
  assert.deepEqual([media, facts], [{ ...recording.media, key }, {}])
  assert.equal(readFileSync(join(root, 'media', key), 'utf8'), 'of ours')
  assert.equal(upstream.requests.length, 0)
})

test("another account's recording is none of ours", async () => {
  await store.recordings.insert(aRecording({ sid: sourceSid }))
  await assert.rejects(
    fetchWith(
      scriptedFetcher(() => 'sound'),
      bySid,
    ),
    { code: 95122 },
  )
})

test('what is not ours comes from upstream, with what Twilio knows of it', async () => {
  const callSid = sidFrom('call', 'cd'.repeat(16))
  const startTime = new Date('2026-01-02T03:04:05Z')
  const upstream = scriptedUpstream(() => ({ callSid, startTime }))
  const deps = depsWith(
    scriptedFetcher(() => 'sound'),
    upstream,
  )
  const { media, facts } = await fetchRecording({ transcript: bySid, workDir, run: 1 }, deps)
  assert.deepEqual(media, { key, bytes: 11, sha256: 'its hash', contentType: null })
  assert.deepEqual(facts, { channel: { ...bySid.channel, callSid }, mediaStartTime: startTime })
  assert.equal(readFileSync(join(root, 'media', key), 'utf8'), 'from Twilio')
  const toPath = join(workDir, 'download')
  assert.deepEqual(upstream.requests, [{ sid: sourceSid, toPath, maxBytes: 123, signal }])
})

test('recordings of the upstream account do not exist for another account of ours', async () => {
  const upstream = scriptedUpstream()
  const deps = depsWith(
    scriptedFetcher(() => 'sound'),
    upstream,
  )
  const transcript = { ...bySid, accountSid: anAccount() }
  await assert.rejects(fetchRecording({ transcript, workDir, run: 1 }, deps), { key: 'recordingNotFound' })
  assert.deepEqual(upstream.requests, [])
})

test('a start time that the caller gave is kept', async () => {
  const mediaStartTime = new Date('2020-01-01T00:00:00Z')
  const upstream = scriptedUpstream(() => ({ startTime: new Date() }))
  const deps = depsWith(
    scriptedFetcher(() => 'sound'),
    upstream,
  )
  const { facts } = await fetchRecording({ transcript: { ...bySid, mediaStartTime }, workDir, run: 1 }, deps)
  assert.deepEqual(facts.mediaStartTime, mediaStartTime)
})

for (const [errorKey, again] of [
  ['recordingNotFound', false],
  ['recordingUnavailable', false],
  ['recordingEncrypted', false],
  ['recordingStoredElsewhere', false],
  ['downloadFailed', false],
  ['recordingNotReady', true],
] as const) {
  test(`upstream's ${errorKey} keeps its key, and is ${again ? 'tried again later' : 'final'}`, async () => {
    const upstream = scriptedUpstream(() => {
      throw fault(errorKey)
    })
    const deps = depsWith(
      scriptedFetcher(() => 'sound'),
      upstream,
    )
    const fetched = fetchRecording({ transcript: bySid, workDir, run: 1 }, deps)
    await assert.rejects(fetched, { key: errorKey, retryable: again })
  })
}

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
