// The worker on a queue in memory: every kind of job reaches its handler, and deliveries are tried as their
// failures say.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fault } from '../domain/errors.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { NewJob } from '../ports/queue.ts'
import { aTranscript } from '../testing/builders.ts'
import { createMemoryQueue, type MemoryQueue } from '../testing/memory-queue.ts'
import {
  createPipelineParts,
  type PipelineParts,
  RECORDING,
  storeTranscript,
} from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { decodedAudio, scriptedDecoder } from '../testing/scripted-decoder.ts'
import { scriptedFetcher } from '../testing/scripted-fetcher.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { startWorker } from './start.ts'
import type { WorkerDeps } from './transcript-jobs.ts'

const root = mkdtempSync(join(tmpdir(), 'start-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
let queue: MemoryQueue
let log: ReturnType<typeof recordedLog>
beforeEach(() => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
  queue = createMemoryQueue(parts, { tries: 3 })
  log = recordedLog()
})
afterEach(() => queue.stop(1000))

const webhook = { webhookUrl: 'https://example.com/hook', webhookHttpMethod: 'POST' } as const
const start = (notifier = scriptedNotifier(), over: Partial<WorkerDeps> = {}) =>
  startWorker({ ...parts, ...over, queue, log, notifier }, { transcriptsAtOnce: 2 })
const enqueue = (job: NewJob) => parts.unitOfWork((unit) => unit.enqueue(job))
const transcribe = ({ sid, accountSid }: Transcript) =>
  enqueue({ name: 'transcript', data: { transcriptSid: sid }, group: accountSid })
const statusOf = async ({ sid }: Transcript) => (await parts.store.transcripts.load(sid))?.status
const jobStates = () => parts.jobs().map(({ name, state, attempt }) => `${name} ${state} ${attempt}`)

test('a transcript is worked on, completed and announced', async () => {
  const notifier = scriptedNotifier()
  const transcript = await storeTranscript(parts, { service: webhook })
  await transcribe(transcript)
  await start(notifier)
  await queue.settled()
  assert.equal(await statusOf(transcript), 'completed')
  const [notification, ...more] = notifier.notifications
  assert.deepEqual(more, [])
  const { url, method, token } = notification!
  const { id } = parts.jobs().find(({ name }) => name === 'webhook')!
  assert.deepEqual([url, method, token], [webhook.webhookUrl, 'POST', id])
  assert.equal(notification!.transcript.status, 'completed')
})

test('several transcripts are worked on side by side, as many as are allowed', async () => {
  let running = 0
  let most = 0
  const decoder = scriptedDecoder(async () => {
    most = Math.max(most, ++running)
    // However late the second one comes; a third one would come at once.
    for (let waits = 0; most < 2 && waits < 3000; waits++) await delay(10)
    await delay(20)
    running--
    return decodedAudio(9600)
  })
  const transcripts = [
    await storeTranscript(parts),
    await storeTranscript(parts),
    await storeTranscript(parts),
  ]
  for (const transcript of transcripts) await transcribe(transcript)
  await start(scriptedNotifier(), { decoder })
  await queue.settled()
  assert.equal(most, 2)
  for (const transcript of transcripts) assert.equal(await statusOf(transcript), 'completed')
})

test('a slow download keeps no other recording waiting; when it is done it waits for its turn', async () => {
  const slow = Promise.withResolvers<string>()
  const fetcher = scriptedFetcher(({ url }) => (url.includes('slow') ? slow.promise : RECORDING))
  const computing = Promise.withResolvers<void>()
  let [running, most] = [0, 0]
  const decoder = scriptedDecoder(async () => {
    most = Math.max(most, ++running)
    await computing.promise
    running--
    return decodedAudio(9600)
  })
  const channel = aTranscript().channel
  const slowOnes = await Promise.all(
    [1, 2].map((number) =>
      storeTranscript(parts, {
        transcript: { channel: { ...channel, mediaUrl: `https://example.com/slow/${number}` } },
      }),
    ),
  )
  const quick = await storeTranscript(parts)
  for (const one of [...slowOnes, quick]) await transcribe(one)
  await startWorker(
    { ...parts, fetcher, decoder, queue, log, notifier: scriptedNotifier(), slowMs: 5 },
    { transcriptsAtOnce: 1 },
  )
  while (running === 0) await delay(5)
  assert.equal(parts.progress.get(quick.sid)?.stage, 'decode')
  slow.resolve(RECORDING)
  // Without a stage they wait for their turn.
  while (slowOnes.some(({ sid }) => parts.progress.get(sid))) await delay(5)
  computing.resolve()
  await queue.settled()
  assert.equal(most, 1)
  for (const one of [...slowOnes, quick]) assert.equal(await statusOf(one), 'completed')
})

test('a transcript whose processes keep dying fails in the end', async () => {
  const transcript = await storeTranscript(parts)
  await transcribe(transcript)
  const dying = () => Promise.reject(new Error('the process died'))
  await start(scriptedNotifier(), { unitOfWork: failing(parts, 3, dying) })
  await queue.settled()
  assert.deepEqual(jobStates(), ['transcript failed 3', 'transcript-abandoned completed 1'])
  const { status, diagnostics } = (await parts.store.transcripts.load(transcript.sid))!
  assert.deepEqual([status, diagnostics.failure?.code], ['failed', 95106])
})

/** Units of work of which the first `count` fail before they begin. */
function failing(
  { unitOfWork }: PipelineParts,
  count: number,
  fail: () => Promise<never>,
): WorkerDeps['unitOfWork'] {
  let left = count
  return (work) => (left-- > 0 ? fail() : unitOfWork(work))
}

test('a receiver that fails for a while is called again with the same token, and the transcript stays as it is', async () => {
  const notifier = scriptedNotifier((attempt) => {
    if (attempt < 3) throw fault('webhookRefused')
  })
  const transcript = await storeTranscript(parts, { service: webhook })
  await transcribe(transcript)
  await start(notifier)
  await queue.settled()
  assert.equal(new Set(notifier.notifications.map(({ token }) => token)).size, 1)
  assert.deepEqual(jobStates(), ['transcript completed 1', 'webhook completed 3'])
  assert.equal(await statusOf(transcript), 'completed')
  assert.deepEqual(
    log.lines
      .filter(({ message }) => message.startsWith('webhook'))
      .map(({ level, fields }) => [level, fields.attempt, fields.code]),
    [
      ['warn', 1, 95200],
      ['warn', 2, 95200],
      ['info', 3, undefined],
    ],
  )
})

test('a receiver that refuses for good is called once', async () => {
  const notifier = scriptedNotifier(() => {
    throw fault('webhookRefused', 'answered 410', { retryable: false })
  })
  await transcribe(await storeTranscript(parts, { service: webhook }))
  await start(notifier)
  await queue.settled()
  assert.equal(notifier.notifications.length, 1)
  assert.deepEqual(jobStates(), ['transcript completed 1', 'webhook completed 1'])
})

test('an unknown failure of a delivery is tried again', async () => {
  const notifier = scriptedNotifier((attempt) => {
    if (attempt === 1) throw new TypeError('odd')
  })
  await transcribe(await storeTranscript(parts, { service: webhook }))
  await start(notifier)
  await queue.settled()
  assert.equal(notifier.notifications.length, 2)
})

test('deleting a transcript under way stops its work and takes its media away', async () => {
  const transcript = await storeTranscript(parts, { service: webhook })
  const { sid, accountSid } = transcript
  const prefix = `media/${accountSid}/${sid}`
  const asr = {
    ...parts.asr,
    async recognise(batch: Parameters<typeof parts.asr.recognise>[0]) {
      await parts.unitOfWork(async (unit) => {
        await unit.transcripts.remove(accountSid, sid)
        await unit.enqueue({ name: 'media-removal', data: { prefix }, group: accountSid })
      })
      return parts.asr.recognise(batch)
    },
  }
  await transcribe(transcript)
  const notifier = scriptedNotifier()
  await start(notifier, { asr })
  await queue.settled()
  assert.equal(await statusOf(transcript), undefined)
  assert.equal(await parts.mediaStore.size(`${prefix}/original`), null)
  assert.deepEqual(notifier.notifications, [])
  assert.deepEqual(jobStates(), ['transcript completed 1', 'media-removal completed 1'])
})

test('no line of the log holds a word of the call', async () => {
  await transcribe(await storeTranscript(parts, { service: webhook }))
  await start()
  await queue.settled()
  assert.ok(log.lines.length >= 2)
  assert.doesNotMatch(JSON.stringify(log.lines), /charged|help/)
})
