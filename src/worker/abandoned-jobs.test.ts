// Jobs that were given up: what is left on the transcript, and what is tried on. Stored rows and a queue in memory.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import type { JobData } from '../ports/queue.ts'
import { anAccount, anOperator } from '../testing/builders.ts'
import { createMemoryQueue, type MemoryQueue } from '../testing/memory-queue.ts'
import { createPipelineParts, type PipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { startWorker } from './start.ts'

const root = mkdtempSync(join(tmpdir(), 'abandoned-jobs-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
let queue: MemoryQueue
let log: ReturnType<typeof recordedLog>

beforeEach(async () => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
  queue = createMemoryQueue(parts, { tries: 3 })
  log = recordedLog()
  const notifier = scriptedNotifier()
  await startWorker({ ...parts, queue, log, notifier }, { transcriptsAtOnce: 1 })
})
afterEach(() => queue.stop(1000))

async function giveUp(data: JobData['abandoned']) {
  await parts.unitOfWork(({ enqueue }) => enqueue({ name: 'abandoned', data, group: anAccount() }))
  await queue.settled()
}

test('a webhook that was given up stands in Diagnostics', async () => {
  const { sid } = await storeTranscript(parts, { transcript: { status: 'completed' } })
  await giveUp({ transcriptSid: sid, url: 'https://example.com/?key=secret', method: 'POST' })
  const { warnings } = (await parts.store.transcripts.load(sid))!.diagnostics
  const message = 'The webhook was given up: every try ended abruptly'
  assert.deepEqual(warnings, [{ code: 'webhook-undelivered', message }])
})

test('so does each operator of a job that was given up', async () => {
  const { sid, accountSid } = await storeTranscript(parts, {
    transcript: { status: 'completed', transcribed: true },
  })
  const operators = [anOperator({ accountSid }), anOperator({ accountSid })]
  for (const one of operators) await parts.store.operators.insert(one)
  await giveUp({ transcriptSid: sid, operatorSids: operators.map((one) => one.sid) })
  const { warnings } = (await parts.store.transcripts.load(sid))!.diagnostics
  assert.deepEqual(
    warnings.map(({ code, message }) => [code, message.match(/: (.*)/)?.[1]]),
    operators.map(() => ['operator-failed', 'Processing ended abruptly too many times']),
  )
})

test('nothing happens for a transcript that was deleted meanwhile', async () => {
  const { sid, accountSid } = await storeTranscript(parts, { transcript: { status: 'completed' } })
  await parts.store.transcripts.remove(accountSid, sid)
  await giveUp({ transcriptSid: sid, url: 'https://example.com/', method: 'POST' })
  await giveUp({ transcriptSid: sid, operatorSids: [] })
  assert.equal(parts.jobs().filter(({ state }) => state !== 'completed').length, 0)
})

test('media that could not be removed are an error in the log, and removed all the same', async () => {
  const prefix = `media/${anAccount()}/GT1`
  await giveUp({ prefix })
  const again = parts.jobs().filter(({ name }) => name === 'media-removal')
  assert.deepEqual(
    again.map(({ data, state }) => [data, state]),
    [[{ prefix }, 'completed']],
  )
  assert.ok(log.lines.some(({ level }) => level === 'error'))
})
