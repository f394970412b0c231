// A customer who is erased while the worker is at work for them, with media encrypted: nothing of them is left, in the
// process that is told to stop and in others that are not.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import { createMediaSealed } from '../adapters/media-sealed/media-sealed.ts'
import { openVault } from '../adapters/vault-file/vault.ts'
import { eraseCustomer } from '../resources/customers/service.ts'
import { createMemoryQueue, type MemoryQueue } from '../testing/memory-queue.ts'
import { createPipelineParts, RECORDING, storeTranscript } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { decodedAudio, scriptedDecoder } from '../testing/scripted-decoder.ts'
import { scriptedFetcher } from '../testing/scripted-fetcher.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { startWorker } from './start.ts'
import type { WorkerDeps } from './transcript-jobs.ts'

const root = mkdtempSync(join(tmpdir(), 'erased-'))
after(() => rmSync(root, { recursive: true }))
let folder: string
let parts: ReturnType<typeof createSealedParts>
let queue: MemoryQueue
beforeEach(() => {
  folder = mkdtempSync(join(root, 'parts-'))
  parts = createSealedParts()
  queue = createMemoryQueue(parts, { tries: 2 })
})
afterEach(() => queue.stop(1000))

function createSealedParts() {
  const plain = createPipelineParts(folder)
  const vault = openVault(folder, randomBytes(32))
  const { mediaStore: inner, workRoot } = plain
  return { ...plain, mediaStore: createMediaSealed({ inner, keys: plain.store.mediaKeys, vault, workRoot }) }
}

/** Parts of which one erases the customer first, by stage. */
const stages: Record<string, (erase: () => Promise<void>) => Partial<WorkerDeps>> = {
  'is fetched': (erase) => ({
    fetcher: scriptedFetcher(async () => {
      await erase()
      return RECORDING
    }),
  }),
  'is decoded': (erase) => ({
    decoder: scriptedDecoder(async () => {
      await erase()
      return decodedAudio(9600)
    }),
  }),
  'is recognised': (erase) => ({
    asr: {
      ...parts.asr,
      async recognise(batch) {
        await erase()
        return parts.asr.recognise(batch)
      },
    },
  }),
  'is redacted': (erase) => ({
    renditions: {
      ...parts.renditions,
      async mute(request) {
        await erase()
        return parts.renditions.mute(request)
      },
    },
  }),
}

const customerKey = 'Ann'
const service = { webhookUrl: 'https://example.com/hook', webhookHttpMethod: 'POST' } as const

async function work(over: (erase: () => Promise<void>) => Partial<WorkerDeps>, stop: boolean) {
  const order = { customerKey, redaction: true, mediaRedaction: true }
  const { sid, accountSid } = await storeTranscript(parts, { transcript: order, service })
  const running = stop ? parts.running : { stop: () => undefined, begin: () => assert.fail() }
  let erased = false
  const erase = async () => {
    if (!erased) await eraseCustomer(accountSid, customerKey, { ...parts, running, wake: queue.wake })
    erased = true
  }
  const data = { transcriptSid: sid }
  await parts.unitOfWork(({ enqueue }) => enqueue({ name: 'transcript', data, group: accountSid }))
  const notifier = scriptedNotifier()
  await startWorker(
    { ...parts, ...over(erase), queue, log: recordedLog(), notifier },
    { transcriptsAtOnce: 1 },
  )
  await queue.settled()
  // A job that was forgotten is no job any more, but may be ending still.
  await queue.stop(60_000)
  return { accountSid, sid, erased, notifier }
}

const mediaFiles = () => globSync(join(folder, 'media/**/*.sealed'))

for (const stop of [true, false]) {
  describe(`a customer is erased ${stop ? 'here' : 'in another process'}`, () => {
    for (const [when, over] of Object.entries(stages)) {
      test(`while a recording ${when}: no media, no key, no row, no webhook`, async () => {
        const { accountSid, sid, erased, notifier } = await work(over, stop)
        assert.ok(erased)
        assert.equal(await parts.store.transcripts.load(sid), null)
        assert.deepEqual(mediaFiles(), [])
        assert.deepEqual(readdirSync(parts.workRoot), [])
        assert.deepEqual(notifier.notifications, [])
        assert.equal(await parts.store.mediaKeys.remove({ accountSid, customerKey }), false)
        await assert.rejects(eraseCustomer(accountSid, customerKey, { ...parts, wake: queue.wake }), {
          key: 'notFound',
        })
      })
    }
  })
}

test('without an erasure there are media, a key and a webhook', async () => {
  const { accountSid, notifier } = await work(() => ({}), true)
  // The recording and its redacted form, each with its peaks.
  assert.equal(mediaFiles().length, 4)
  assert.equal(notifier.notifications.length, 1)
  assert.equal(await parts.store.mediaKeys.remove({ accountSid, customerKey }), true)
})
