// Jobs of webhooks: what is left on the transcript when they are given up.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { TranscriptSid } from '../domain/sid.ts'
import type { ClaimedJob } from '../ports/queue.ts'
import { silentTelemetry } from '../ports/telemetry.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import { aTranscript } from '../testing/builders.ts'
import { countingClock } from '../testing/counting-clock.ts'
import { withClaims } from '../testing/held-jobs.ts'
import { createMemoryDatabase } from '../testing/memory-database.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { handleWebhook, warnOfWebhook } from './webhook-jobs.ts'

const other = { code: 'bleed', message: 'Both channels sound alike' }

/** A completed transcript with a warning of another kind, and its webhook's job. */
async function aJob() {
  const { store, unitOfWork } = withClaims(createMemoryDatabase())
  const diagnostics = { stageMs: {}, warnings: [other], failure: null, attempts: 1 }
  const transcript = aTranscript({ status: 'completed', diagnostics })
  await store.transcripts.insert(transcript)
  const data = {
    transcriptSid: transcript.sid,
    url: 'https://example.com/hook?key=secret',
    method: 'POST',
  } as const
  const claim = (over: Partial<ClaimedJob<'webhook'>>): ClaimedJob<'webhook'> => ({
    id: 'job',
    data,
    attempt: 1,
    last: false,
    signal: new AbortController().signal,
    ...over,
  })
  const counted: string[] = []
  const telemetry = { ...silentTelemetry, count: (metric: string) => void counted.push(metric) }
  const deps = { unitOfWork, clock: countingClock(), log: recordedLog(), telemetry }
  const handle = (over: Partial<ClaimedJob<'webhook'>>, answer: (() => never) | undefined) =>
    handleWebhook({ ...deps, notifier: scriptedNotifier(answer) })(claim(over))
  const warnOf = (sid: TranscriptSid) => warnOfWebhook(sid, { ...deps, notifier: scriptedNotifier() })
  /** As `handle`, with a delivery, once transactions fail. */
  const deliver = async (over: Partial<ClaimedJob<'webhook'>>) => {
    let fails = false
    const broken: UnitOfWork = (work) => (fails ? Promise.reject(new Error('away')) : unitOfWork(work))
    const notifier = scriptedNotifier(() => {
      fails = true
    })
    await handleWebhook({ ...deps, unitOfWork: broken, notifier })(claim(over))
  }
  const warnings = async () => (await store.transcripts.load(transcript.sid))!.diagnostics.warnings
  return { data, handle, deliver, warnOf, warnings, counted, lines: deps.log.lines }
}
const refused = (retryable: boolean) => () => {
  throw fault('webhookRefused', 'The webhook answered 500', { retryable })
}

test('a failure that is tried again leaves no trace on the transcript', async () => {
  const { handle, warnings } = await aJob()
  await assert.rejects(handle({ attempt: 7 }, refused(true)), { code: 95200 })
  assert.deepEqual(await warnings(), [other])
})

test('the last failure is a warning with the number of tries and the code, without the address', async () => {
  const { handle, warnings } = await aJob()
  await assert.rejects(handle({ attempt: 8, last: true }, refused(true)), { code: 95200 })
  const message = 'The webhook was given up after 8 tries: 95200 The webhook answered 500'
  assert.deepEqual(await warnings(), [other, { code: 'webhook-undelivered', message }])
})

test('so is an answer that another try would not change, and there is no other try', async () => {
  const { handle, warnings } = await aJob()
  await handle({}, refused(false))
  const message = 'The webhook was given up after one try: 95200 The webhook answered 500'
  assert.deepEqual(await warnings(), [other, { code: 'webhook-undelivered', message }])
})

test('a failure that nobody foresaw is a warning on the last try, too, and counts; its text stays in the log', async () => {
  const { handle, warnings, counted } = await aJob()
  const broken = () => {
    throw new Error('secret: https://example.com/hook?key=secret')
  }
  await assert.rejects(handle({ attempt: 7 }, broken), /secret/)
  assert.deepEqual([await warnings(), counted], [[other], []])
  await assert.rejects(handle({ attempt: 8, last: true }, broken), /secret/)
  const message = 'The webhook was given up after 8 tries: an unexpected error'
  assert.deepEqual(await warnings(), [other, { code: 'webhook-undelivered', message }])
  assert.deepEqual(counted, ['webhookGivenUp'])
})

test('one that no process lived to fail leaves a warning, unless there is one already', async () => {
  const { data, warnOf, warnings, counted } = await aJob()
  await warnOf(data.transcriptSid)
  await warnOf(data.transcriptSid)
  const message = 'The webhook was given up: every try ended abruptly'
  assert.deepEqual(await warnings(), [other, { code: 'webhook-undelivered', message }])
  assert.deepEqual(counted, ['webhookGivenUp'])
})

test('a replay takes the place of the warning: a new one when it fails, none once it was delivered', async () => {
  const { data, handle, warnings } = await aJob()
  const replay = { ...data, token: 'token' }
  await handle({}, refused(false))
  await handle({ data: replay, attempt: 2 }, refused(false))
  assert.deepEqual(
    (await warnings()).map(({ message }) => message.match(/after (.*):/)?.[1]),
    [undefined, '2 tries'],
  )
  await handle({ data: replay }, undefined)
  assert.deepEqual(await warnings(), [other])
})

test('a replay that was delivered is not sent again because its earlier warning can not be taken back', async () => {
  const { data, handle, deliver, warnings, lines } = await aJob()
  await handle({}, refused(false))
  lines.length = 0
  await deliver({ data: { ...data, token: 'token' } })
  assert.deepEqual(
    lines.map(({ level, message }) => [level, message]),
    [
      ['info', 'webhook delivered'],
      ['warn', 'the warning about earlier tries stays'],
    ],
  )
  assert.equal((await warnings()).length, 2)
})

test('a last try that is cut off by a stop, or goes on elsewhere, gives nothing up', async () => {
  const { handle, warnings, counted } = await aJob()
  const signal = AbortSignal.abort(new Error('the worker is stopping'))
  for (const retryable of [true, false]) {
    await assert.rejects(handle({ attempt: 8, last: true, signal }, refused(retryable)), { code: 95200 })
  }
  assert.deepEqual([await warnings(), counted], [[other], []])
})
