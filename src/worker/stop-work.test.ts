// Deleting and canceling stop the work of this process at once, wherever it stands: with a real download that never
// ends, real files, and rows and jobs in memory.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import { createSafeFetcher } from '../adapters/fetcher-safe/fetcher.ts'
import { parseChannel } from '../domain/channel.ts'
import type { Transcript } from '../domain/transcript.ts'
import { removeTranscripts } from '../ports/removal.ts'
import { cancelTranscript } from '../resources/transcripts/service.ts'
import { aPublicKey } from '../testing/builders.ts'
import { withClaims } from '../testing/held-jobs.ts'
import { createMemoryQueue, type MemoryQueue } from '../testing/memory-queue.ts'
import { createPipelineParts, type PipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { startWorker } from './start.ts'
import { handleTranscript, type WorkerDeps } from './transcript-jobs.ts'

const root = mkdtempSync(join(tmpdir(), 'stop-work-'))
const fetcher = createSafeFetcher({ allow: ['127.0.0.1'], attempts: 3, urlCredentials: false })
after(async () => {
  await fetcher.close()
  rmSync(root, { recursive: true })
})

/** Sends a byte now and then for ever, and 404 at any other address; tells when the other side hung up. */
interface Dribble {
  url: string
  asked: Promise<void>
  hungUp: Promise<void>
  requests(): number
  server: Server
}

async function startDribble(): Promise<Dribble> {
  const [asked, hungUp] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    if (request.url !== '/call.wav') return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Length': 1000 })
    response.write('R')
    const timer = setInterval(() => response.write('I'), 20)
    asked.resolve()
    response.once('close', () => {
      clearInterval(timer)
      hungUp.resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/call.wav`
  return { url, asked: asked.promise, hungUp: hungUp.promise, requests: () => requests, server }
}

let folder: string
let parts: PipelineParts
let queue: MemoryQueue
let log: ReturnType<typeof recordedLog>
let notifier: ReturnType<typeof scriptedNotifier>
let dribble: Dribble
beforeEach(async () => {
  folder = mkdtempSync(join(root, 'parts-'))
  parts = createPipelineParts(folder)
  queue = createMemoryQueue(parts, { tries: 3 })
  log = recordedLog()
  notifier = scriptedNotifier()
  dribble = await startDribble()
})
afterEach(async () => {
  await queue.stop(1000)
  dribble.server.closeAllConnections()
  dribble.server.close()
})

const webhook = { webhookUrl: 'https://example.com/hook', webhookHttpMethod: 'POST' } as const

/** Stores a transcript of the endless recording and has it worked on. */
async function begin(over: Partial<WorkerDeps> = {}, row: Partial<Transcript> = {}) {
  const channel = parseChannel(JSON.stringify({ media_properties: { media_url: dribble.url } }))
  const service = { ...webhook, ...(row.accountSid && { accountSid: row.accountSid }) }
  const transcript = await storeTranscript(parts, { service, transcript: { channel, ...row } })
  const { sid: transcriptSid, accountSid: group } = transcript
  await parts.unitOfWork(({ enqueue }) => enqueue({ name: 'transcript', data: { transcriptSid }, group }))
  await startWorker({ ...parts, fetcher, queue, log, notifier, ...over }, { transcriptsAtOnce: 1 })
  return transcript
}
const deps = () => ({ ...parts, wake: queue.wake, checkMediaUrl() {} })
const remove = ({ accountSid, sid }: Transcript) => removeTranscripts(accountSid, [sid], deps())
const mediaOf = ({ accountSid, sid }: Transcript) => join(folder, 'media', 'media', accountSid, sid)
const lines = () => log.lines.map(({ level, message }) => [level, message])
const stopped = [['info', 'transcript is gone; work stopped']]

function assertNothingIsUnderWay() {
  assert.deepEqual(readdirSync(parts.workRoot), [])
  assert.deepEqual(notifier.notifications, [])
  assert.deepEqual(lines(), stopped)
}

test('deleting a transcript whose recording is being downloaded ends the download', async () => {
  const transcript = await begin()
  await dribble.asked
  assert.equal(readdirSync(parts.workRoot).length, 1)
  assert.deepEqual(await remove(transcript), [transcript.sid])
  await dribble.hungUp
  await queue.settled()
  assertNothingIsUnderWay()
  assert.equal(dribble.requests(), 1)
  assert.equal(existsSync(mediaOf(transcript)), false)
  assert.deepEqual(
    parts.jobs().map(({ name }) => name),
    ['media-removal'],
  )
})

test('canceling it ends the download as well, and the transcript stays canceled', async () => {
  const transcript = await begin()
  await dribble.asked
  await cancelTranscript((await parts.store.transcripts.load(transcript.sid))!, deps())
  await dribble.hungUp
  await queue.settled()
  assertNothingIsUnderWay()
  const { status, diagnostics } = (await parts.store.transcripts.load(transcript.sid))!
  assert.deepEqual([status, diagnostics.failure], ['canceled', null])
  assert.deepEqual(
    parts.jobs().map(({ name, state, attempt }) => [name, state, attempt]),
    [['transcript', 'completed', 1]],
  )
})

test('the worker takes the next transcript', async () => {
  const first = await begin()
  await dribble.asked
  const media_url = new URL('missing.wav', dribble.url)
  const channel = parseChannel(JSON.stringify({ media_properties: { media_url } }))
  const next = await storeTranscript(parts, { transcript: { channel } })
  const data = { transcriptSid: next.sid }
  await parts.unitOfWork((unit) => unit.enqueue({ name: 'transcript', data, group: next.accountSid }))
  await remove(first)
  await dribble.hungUp
  await queue.settled()
  assert.deepEqual(lines(), [...stopped, ['warn', 'transcript failed']])
})

describe('what a later stage is at', () => {
  /** A recogniser that never comes to an end by itself, and ends with an error of its own when stopped. */
  function endlessAsr() {
    const begun = Promise.withResolvers<void>()
    const recognise: WorkerDeps['asr']['recognise'] = (_batch, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('the thread was ended')))
        begun.resolve()
      })
    return { asr: { ...parts.asr, recognise }, begun: begun.promise }
  }

  /** A public key; what makes a transcript one that is encrypted with it. */
  async function storeKey() {
    const { sid: encryptionCredentialSid, accountSid, ...key } = aPublicKey()
    await parts.store.publicKeys.insert({ sid: encryptionCredentialSid, accountSid, ...key })
    return { encryptionCredentialSid, accountSid }
  }

  for (const encrypted of [false, true]) {
    test(`is stopped by a deletion, which leaves no file${encrypted ? ' (encrypted)' : ''}`, async () => {
      const { asr, begun } = endlessAsr()
      const transcript = await begin({ asr, fetcher: parts.fetcher }, encrypted ? await storeKey() : {})
      await begun
      assert.equal(existsSync(mediaOf(transcript)), true)
      await remove(transcript)
      await queue.settled()
      assertNothingIsUnderWay()
      assert.equal(existsSync(mediaOf(transcript)), false)
    })

    test(`is stopped by a cancellation, which ${encrypted ? 'removes a recording nobody could read' : 'keeps the recording'}`, async () => {
      const { asr, begun } = endlessAsr()
      const transcript = await begin({ asr, fetcher: parts.fetcher }, encrypted ? await storeKey() : {})
      await begun
      await cancelTranscript((await parts.store.transcripts.load(transcript.sid))!, deps())
      await queue.settled()
      assertNothingIsUnderWay()
      assert.equal(existsSync(join(mediaOf(transcript), 'original')), !encrypted)
    })
  }
})

test('a deletion before the work begins leaves nothing to do', async () => {
  const transcript = await storeTranscript(parts)
  const { accountSid: group, sid: transcriptSid } = transcript
  await parts.unitOfWork(({ enqueue }) => enqueue({ name: 'transcript', data: { transcriptSid }, group }))
  await remove(transcript)
  await startWorker({ ...parts, queue, log, notifier }, { transcriptsAtOnce: 1 })
  await queue.settled()
  assert.deepEqual([lines(), notifier.notifications], [[], []])
})

test('a claim that is lost because its transcript was deleted elsewhere ends quietly, and leaves no file', async () => {
  const lost = new AbortController()
  const transcript = await storeTranscript(parts)
  const { accountSid, sid: transcriptSid } = transcript
  const decoder = {
    async decode() {
      // As another process does: nobody tells this one, whose heartbeat finds the job gone.
      await parts.store.transcripts.remove(accountSid, transcriptSid)
      lost.abort(new Error('the job is no longer ours'))
      throw lost.signal.reason
    },
  }
  const job = { id: 'job', data: { transcriptSid }, attempt: 1, last: false, signal: lost.signal }
  await handleTranscript(withClaims({ ...parts, decoder, queue, log }))(job)
  assertNothingIsUnderWay()
  assert.equal(existsSync(mediaOf(transcript)), false)
})
