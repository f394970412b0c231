// The road of one recording on fakes: what is saved when, where a second run resumes, and what completion writes.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Service } from '../domain/service.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import {
  createPipelineParts,
  type PipelineParts,
  RECORDING,
  storeTranscript,
} from '../testing/pipeline-parts.ts'
import { hypothesis, scriptedAsr } from '../testing/scripted-asr.ts'
import { decodedAudio, scriptedDecoder } from '../testing/scripted-decoder.ts'
import { scriptedFetcher } from '../testing/scripted-fetcher.ts'
import { voiceActivity } from '../testing/scripted-vad.ts'
import { beginRun, finishRun, type PipelineDeps } from './run.ts'

const root = mkdtempSync(join(tmpdir(), 'run-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
beforeEach(() => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
})

const { signal } = new AbortController()

async function runOnce(transcript: Transcript, over: Partial<PipelineDeps> = {}, abort = signal) {
  const deps = { ...parts, ...over }
  const run = await beginRun(transcript.sid, { signal: abort }, deps)
  assert.ok(run, 'there was nothing to do')
  await finishRun(run, deps)
}
const stored = ({ sid }: Transcript) => parts.store.transcripts.load(sid)
async function sentencesOf({ sid }: Transcript): Promise<Sentence[]> {
  return (await parts.store.sentences.list(sid, { limit: 100, cursor: null })).items
}
const mediaOf = ({ accountSid, sid }: Transcript) =>
  parts.mediaStore.size(`media/${accountSid}/${sid}/original`)

describe('a run', () => {
  test('completes a recording under 2 s without sentences, and says so', async () => {
    for (const [durationMs, count] of [
      [1999, 0],
      [10_000, 2],
    ] as const) {
      const transcript = await storeTranscript(parts)
      await runOnce(transcript, { decoder: scriptedDecoder(decodedAudio(durationMs, {})) })
      const { status, diagnostics } = (await stored(transcript))!
      assert.equal(status, 'completed')
      assert.equal((await sentencesOf(transcript)).length, count)
      assert.equal(
        diagnostics.warnings.some(({ code }) => code === 'recording-too-short'),
        count === 0,
      )
    }
  })

  test('takes a queued transcript to completed, with everything saved', async () => {
    const transcript = await storeTranscript(parts)
    await runOnce(transcript)
    const { status, durationS, media, transcribed, diagnostics } = (await stored(transcript))!
    assert.deepEqual([status, durationS, transcribed], ['completed', 10, true])
    assert.deepEqual([media!.bytes, media!.contentType], [RECORDING.length, 'audio/wav'])
    assert.equal(await mediaOf(transcript), RECORDING.length)
    assert.deepEqual(
      (await sentencesOf(transcript)).map(({ index, channel, text }) => [index, channel, text]),
      [
        [0, 1, 'How can I help you?'],
        [1, 2, 'I was charged twice.'],
      ],
    )
    assert.deepEqual(Object.keys(diagnostics.stageMs), [
      'fetch',
      'decode',
      'survey',
      'segment',
      'recognise',
      'redact',
      'operate',
    ])
    assert.deepEqual([diagnostics.attempts, diagnostics.failure, diagnostics.warnings], [1, null, []])
    assert.deepEqual(parts.decoder.seen, [RECORDING])
  })

  test('leaves nothing in the work folder, however it ends', async () => {
    await runOnce(await storeTranscript(parts))
    const broken = { fetcher: scriptedFetcher(() => Promise.reject(new Error('no'))) }
    await assert.rejects(runOnce(await storeTranscript(parts), broken), /no/)
    assert.deepEqual(readdirSync(parts.workRoot), [])
  })

  test('gives audio that is not empty at least one second', async () => {
    const transcript = await storeTranscript(parts)
    await runOnce(transcript, { decoder: scriptedDecoder(decodedAudio(320)) })
    assert.equal((await stored(transcript))!.durationS, 1)
  })

  test('of silence completes without sentences and without calling the recogniser', async () => {
    const transcript = await storeTranscript(parts)
    await runOnce(transcript, { vad: { detect: async () => voiceActivity(9600, []) } })
    assert.equal((await stored(transcript))!.status, 'completed')
    assert.deepEqual([await sentencesOf(transcript), parts.asr.batches], [[], []])
  })

  test('collects the warnings of all stages', async () => {
    const transcript = await storeTranscript(parts)
    const audio = decodedAudio(9600, { errorCount: 2, filledMs: 40, identicalChannels: true })
    await runOnce(transcript, { decoder: scriptedDecoder(audio) })
    const { warnings } = (await stored(transcript))!.diagnostics
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['media-damaged', 'identical-channels'],
    )
  })

  test('whose media is to be redacted fails with an engine that only guesses word times', async () => {
    parts.asr = scriptedAsr(() => hypothesis('Hello there.', { fromMs: 500, toMs: 2000 }), {
      wordTimes: false,
    })
    const redacted = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
    const run = (await beginRun(redacted.sid, { signal }, parts))!
    await assert.rejects(finishRun(run, parts), { key: 'redactionFailed', message: /no word times/ })
    const plain = await storeTranscript(parts)
    await finishRun((await beginRun(plain.sid, { signal }, parts))!, parts)
    const { items } = await parts.store.sentences.list(plain.sid, { limit: 10, cursor: null })
    assert.ok(items.length > 0 && items.every(({ words }) => words.length === 0), 'guesses are not given out')
  })

  test('tells its progress, and leaves the board when it ends', async () => {
    const transcript = await storeTranscript(parts)
    const shares: number[] = []
    const progress: PipelineDeps['progress'] = {
      ...parts.progress,
      set: (sid, now) => {
        shares.push(now.share)
        parts.progress.set(sid, now)
      },
    }
    const deps = { ...parts, progress }
    await finishRun((await beginRun(transcript.sid, { signal }, deps))!, deps)
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    )
    assert.ok(shares.filter((share) => share > 0.15 && share <= 0.9).length >= 2, `${shares}`)
    assert.equal(parts.progress.get(transcript.sid), null)
  })

  test('in a language that the recogniser does not serve ends before anything is fetched', async () => {
    const transcript = await storeTranscript(parts, { transcript: { languageCode: 'de-DE' } })
    await assert.rejects(runOnce(transcript), { code: 95301, retryable: false, message: /scripted.*de-DE/ })
    assert.equal(parts.fetcher.downloads.length, 0)
  })

  test('stops between two stages when its signal aborts, and is still in progress', async () => {
    const transcript = await storeTranscript(parts)
    const stopping = new AbortController()
    const decoder = scriptedDecoder(() => {
      stopping.abort(new Error('stopping'))
      return decodedAudio(9600)
    })
    await assert.rejects(runOnce(transcript, { decoder }, stopping.signal), /stopping/)
    assert.equal((await stored(transcript))!.status, 'in-progress')
    assert.deepEqual([parts.vad.calls, parts.asr.batches], [[], []])
  })
})

describe('beginning a run', () => {
  test('marks the transcript and counts the attempt, crashes included', async () => {
    const transcript = await storeTranscript(parts)
    for (const attempts of [1, 2]) {
      assert.ok(await beginRun(transcript.sid, { signal }, parts))
      const { status, diagnostics } = (await stored(transcript))!
      assert.deepEqual([status, diagnostics.attempts], ['in-progress', attempts])
    }
  })

  for (const status of ['completed', 'failed', 'canceled'] as const) {
    test(`finds nothing to do when the transcript is ${status}`, async () => {
      const transcript = await storeTranscript(parts, { transcript: { status } })
      assert.equal(await beginRun(transcript.sid, { signal }, parts), null)
      assert.equal((await stored(transcript))!.status, status)
    })
  }

  test('finds nothing to do when the transcript is gone', async () => {
    const { sid, accountSid } = await storeTranscript(parts)
    await parts.store.transcripts.remove(accountSid, sid)
    assert.equal(await beginRun(sid, { signal }, parts), null)
  })
})

/** Units of work of which those that complete a transcript fail. */
function neverCompleting(unitOfWork: UnitOfWork): UnitOfWork {
  return (work) =>
    unitOfWork((unit) => {
      const advance: typeof unit.transcripts.advance = (sid, patch) => {
        if (patch.status === 'completed') throw new Error('the database is gone')
        return unit.transcripts.advance(sid, patch)
      }
      return work({ ...unit, transcripts: { ...unit.transcripts, advance } })
    })
}

describe('a second run', () => {
  test('does not fetch again what the first one stored', async () => {
    const transcript = await storeTranscript(parts)
    const decoder = scriptedDecoder(() => {
      throw fault('recogniserFailed')
    })
    await assert.rejects(runOnce(transcript, { decoder }), { key: 'recogniserFailed' })
    assert.equal((await stored(transcript))!.media?.bytes, RECORDING.length)
    await runOnce(transcript)
    assert.equal(parts.fetcher.downloads.length, 1)
    const { status, diagnostics } = (await stored(transcript))!
    assert.deepEqual([status, diagnostics.attempts], ['completed', 2])
    assert.deepEqual(Object.keys(diagnostics.stageMs), [
      'fetch',
      'decode',
      'survey',
      'segment',
      'recognise',
      'redact',
      'operate',
    ])
  })

  test('does not recognise again what the first one transcribed', async () => {
    const transcript = await storeTranscript(parts)
    const unitOfWork = neverCompleting(parts.unitOfWork)
    await assert.rejects(runOnce(transcript, { unitOfWork }), /the database is gone/)
    const sentences = await sentencesOf(transcript)
    assert.deepEqual([(await stored(transcript))!.transcribed, sentences.length], [true, 2])
    const batches = parts.asr.batches.length
    await runOnce(transcript)
    assert.deepEqual([parts.decoder.seen.length, parts.asr.batches.length], [1, batches])
    assert.equal((await stored(transcript))!.status, 'completed')
    assert.deepEqual(await sentencesOf(transcript), sentences)
  })
})

describe('the webhook job', () => {
  const url = 'https://example.com/hook'
  const targets: { title: string; service: Partial<Service>; jobs: number }[] = [
    {
      title: 'is written for a POST target',
      service: { webhookUrl: url, webhookHttpMethod: 'POST' },
      jobs: 1,
    },
    { title: 'is written for a GET target', service: { webhookUrl: url, webhookHttpMethod: 'GET' }, jobs: 1 },
    {
      title: 'is not written without an address',
      service: { webhookUrl: null, webhookHttpMethod: 'POST' },
      jobs: 0,
    },
    {
      title: 'is not written without a method',
      service: { webhookUrl: url, webhookHttpMethod: 'NULL' },
      jobs: 0,
    },
  ]
  for (const { title, service, jobs } of targets) {
    test(title, async () => {
      const transcript = await storeTranscript(parts, { service })
      await runOnce(transcript)
      const expected = { transcriptSid: transcript.sid, url, method: service.webhookHttpMethod }
      assert.deepEqual(
        parts.jobs().map(({ name, data, group }) => [name, data, group]),
        jobs === 0 ? [] : [['webhook', expected, transcript.accountSid]],
      )
    })
  }

  test('goes to the target at the time of completion', async () => {
    const transcript = await storeTranscript(parts)
    const { store } = parts
    const asr: PipelineDeps['asr'] = {
      ...parts.asr,
      async recognise(batch) {
        const service = (await store.services.find(transcript.accountSid, transcript.serviceSid))!
        const next = {
          ...service,
          version: service.version + 1,
          webhookUrl: url,
          webhookHttpMethod: 'GET' as const,
        }
        await store.services.update(next)
        return parts.asr.recognise(batch)
      },
    }
    await runOnce(transcript, { asr })
    assert.equal(parts.jobs().length, 1)
  })

  test('is not written when the service is gone', async () => {
    const transcript = await storeTranscript(parts)
    await parts.store.services.remove(transcript.accountSid, transcript.serviceSid)
    await runOnce(transcript)
    assert.deepEqual([(await stored(transcript))!.status, parts.jobs()], ['completed', []])
  })

  test('and the status are written together or not at all', async () => {
    const transcript = await storeTranscript(parts, {
      service: { webhookUrl: url, webhookHttpMethod: 'POST' },
    })
    const refusing: UnitOfWork = (work) =>
      parts.unitOfWork((unit) =>
        work({ ...unit, enqueue: () => Promise.reject(new Error('the queue is full')) }),
      )
    await assert.rejects(runOnce(transcript, { unitOfWork: refusing }), /the queue is full/)
    assert.equal((await stored(transcript))!.status, 'in-progress')
  })
})
