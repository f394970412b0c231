// What the worker makes of a failure: another try, or the end of the transcript with its reason in Diagnostics.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { fault } from '../domain/errors.ts'
import { sidFrom } from '../domain/sid.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { PipelineDeps } from '../pipeline/run.ts'
import type { JobName, JobQueue } from '../ports/queue.ts'
import { LostLease } from '../ports/running-work.ts'
import { withClaims } from '../testing/held-jobs.ts'
import { createPipelineParts, type PipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { type LogLine, recordedLog } from '../testing/recorded-log.ts'
import { scriptedDecoder } from '../testing/scripted-decoder.ts'
import { scriptedFetcher } from '../testing/scripted-fetcher.ts'
import { createFairTurns } from './fair-turns.ts'
import { handleAbandoned, handleTranscript, type WorkerDeps } from './transcript-jobs.ts'

const root = mkdtempSync(join(tmpdir(), 'transcript-jobs-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
let log: ReturnType<typeof recordedLog>
let woken: JobName[]
beforeEach(() => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
  log = recordedLog()
  woken = []
})

/** The handlers only ever wake the queue. */
const queue = { wake: (name) => void woken.push(name) } as Partial<JobQueue> as JobQueue

interface Try {
  over?: Partial<WorkerDeps>
  last?: boolean
  signal?: AbortSignal
  /** False where another has the job by now. */
  stand?: boolean
}

function handle(
  transcript: Transcript,
  { over = {}, last = false, signal = new AbortController().signal, stand = true }: Try = {},
) {
  const job = { id: 'job', data: { transcriptSid: transcript.sid }, attempt: 1, last, signal }
  return handleTranscript(withClaims({ ...parts, ...over, queue, log }, stand))(job)
}
const stored = ({ sid }: Transcript) => parts.store.transcripts.load(sid)
const failingAt = (error: Error): Record<string, Partial<PipelineDeps>> => ({
  fetch: { fetcher: scriptedFetcher(() => Promise.reject(error)) },
  decode: { decoder: scriptedDecoder(() => Promise.reject(error)) },
  segment: { vad: { detect: () => Promise.reject(error) } },
  recognise: { asr: { ...parts.asr, recognise: () => Promise.reject(error) } },
})

test('a transcript that completes is logged with the time of its stages, and the webhook queue is woken', async () => {
  const transcript = await storeTranscript(parts)
  await handle(transcript)
  assert.equal((await stored(transcript))!.status, 'completed')
  const [line] = log.lines
  assert.deepEqual([line!.level, line!.fields.sid], ['info', transcript.sid])
  assert.deepEqual(Object.keys(line!.fields), [
    'sid',
    'fetch',
    'decode',
    'survey',
    'segment',
    'recognise',
    'redact',
    'operate',
  ])
  assert.deepEqual(woken, ['webhook'])
})

test('a job for a transcript that is gone or final is done at once', async () => {
  const done = await storeTranscript(parts, { transcript: { status: 'completed' } })
  await handle(done)
  await parts.store.transcripts.remove(done.accountSid, done.sid)
  await handle(done)
  assert.deepEqual([parts.fetcher.downloads, log.lines], [[], []])
})

const final: { stage: string; error: Error; failure: object }[] = [
  {
    stage: 'fetch',
    error: fault('mediaNotFound'),
    failure: { code: 95110, key: 'mediaNotFound', stage: 'fetch' },
  },
  {
    stage: 'fetch',
    error: fault('downloadFailed'),
    failure: { code: 95105, key: 'downloadFailed', stage: 'fetch' },
  },
  {
    stage: 'decode',
    error: fault('mediaCorrupted'),
    failure: { code: 95113, key: 'mediaCorrupted', stage: 'decode' },
  },
  {
    stage: 'decode',
    error: fault('mediaTooLong'),
    failure: { code: 95114, key: 'mediaTooLong', stage: 'decode' },
  },
]

describe('a failure that no further try can mend', () => {
  for (const { stage, error, failure } of final) {
    test(`${error.message}: failed on the first try`, async () => {
      const transcript = await storeTranscript(parts)
      await handle(transcript, { over: failingAt(error)[stage]! })
      const { status, diagnostics } = (await stored(transcript))!
      assert.equal(status, 'failed')
      assert.deepEqual(diagnostics.failure, { ...failure, message: error.message })
      assert.equal(diagnostics.attempts, 1)
    })
  }

  test('is an unserved language, too', async () => {
    const transcript = await storeTranscript(parts, { transcript: { languageCode: 'fr-FR' } })
    await handle(transcript)
    const { status, diagnostics } = (await stored(transcript))!
    assert.deepEqual([status, diagnostics.failure?.code], ['failed', 95301])
    assert.match(diagnostics.failure!.message, /fr-FR/)
  })

  test('keeps what was found out before it', async () => {
    const transcript = await storeTranscript(parts)
    await handle(transcript, { over: failingAt(fault('mediaCorrupted')).decode! })
    const { media, diagnostics } = (await stored(transcript))!
    assert.ok(media)
    assert.deepEqual(Object.keys(diagnostics.stageMs), ['fetch'])
  })

  test('is logged with code and stage', async () => {
    const transcript = await storeTranscript(parts)
    await handle(transcript, { over: failingAt(fault('mediaCorrupted')).decode! })
    const { level, fields } = log.lines[0] as LogLine
    assert.deepEqual(
      [level, fields.sid, fields.code, fields.stage],
      ['warn', transcript.sid, 95113, 'decode'],
    )
  })
})

const passing: { stage: string; error: Error; code: number }[] = [
  { stage: 'recognise', error: fault('recogniserFailed'), code: 95106 },
  { stage: 'segment', error: new Error('out of memory'), code: 95100 },
  { stage: 'decode', error: fault('mediaCorrupted', 'took too long', { retryable: true }), code: 95113 },
]

describe('a failure that may pass', () => {
  for (const { stage, error, code } of passing) {
    test(`in ${stage} (${error.message}): the job is tried again`, async () => {
      const transcript = await storeTranscript(parts)
      await assert.rejects(
        handle(transcript, { over: failingAt(error)[stage]! }),
        (thrown) => thrown === error,
      )
      const { status, diagnostics } = (await stored(transcript))!
      assert.deepEqual([status, diagnostics.failure], ['in-progress', null])
    })

    test(`in ${stage} (${error.message}): on the last try it is the end`, async () => {
      const transcript = await storeTranscript(parts)
      await handle(transcript, { over: failingAt(error)[stage]!, last: true })
      const { status, diagnostics } = (await stored(transcript))!
      assert.deepEqual(
        [status, diagnostics.failure?.code, diagnostics.failure?.stage],
        ['failed', code, stage],
      )
    })
  }

  test('of unknown kind shows none of its text to users', async () => {
    const transcript = await storeTranscript(parts)
    await handle(transcript, { over: failingAt(new Error('secret path /home')).decode!, last: true })
    assert.doesNotMatch((await stored(transcript))!.diagnostics.failure!.message, /secret/)
  })

  test('leaves no trace in Diagnostics once a later try succeeds', async () => {
    const transcript = await storeTranscript(parts)
    await assert.rejects(handle(transcript, { over: failingAt(fault('recogniserFailed')).recognise! }))
    await handle(transcript, { last: true })
    const { status, diagnostics } = (await stored(transcript))!
    assert.deepEqual([status, diagnostics.failure, diagnostics.attempts], ['completed', null, 2])
  })
})

test('a stopped job is handed back, also on its last try and whatever the error', async () => {
  const transcript = await storeTranscript(parts)
  const stopping = new AbortController()
  const decoder = scriptedDecoder(() => {
    stopping.abort(new Error('stopping'))
    throw fault('mediaCorrupted')
  })
  await assert.rejects(handle(transcript, { over: { decoder }, last: true, signal: stopping.signal }), {
    key: 'mediaCorrupted',
  })
  assert.equal((await stored(transcript))!.status, 'in-progress')
})

test('a transcript deleted under way ends its job quietly', async () => {
  const transcript = await storeTranscript(parts)
  const { accountSid, sid } = transcript
  const fetcher = scriptedFetcher(async () => {
    await parts.store.transcripts.remove(accountSid, sid)
    return 'sound'
  })
  await handle(transcript, { over: { fetcher } })
  assert.equal(await stored(transcript), null)
  assert.equal(await parts.mediaStore.size(`media/${accountSid}/${sid}/original`), null)
  assert.deepEqual(
    log.lines.map(({ level, message }) => [level, message]),
    [['info', 'transcript is gone; work stopped']],
  )
})

test('a job that another has by now begins no run, and takes none of the other', async () => {
  const transcript = await storeTranscript(parts)
  await parts.store.transcripts.begin(transcript.sid, { status: 'in-progress' })
  await assert.rejects(handle(transcript, { stand: false }), LostLease)
  assert.equal(await parts.store.transcripts.advance(transcript.sid, { status: 'failed' }, 1), true)
  assert.deepEqual(log.lines, [])
})

describe('an abandoned job', () => {
  const abandon = ({ sid }: Transcript) =>
    handleAbandoned({ ...parts, queue, log })({
      id: 'job',
      data: { transcriptSid: sid },
      attempt: 1,
      last: false,
      signal: new AbortController().signal,
    })

  test('ends its transcript with 95106', async () => {
    const transcript = await storeTranscript(parts, { transcript: { status: 'in-progress' } })
    await abandon(transcript)
    const { status, diagnostics } = (await stored(transcript))!
    assert.equal(status, 'failed')
    const { message, ...failure } = diagnostics.failure!
    assert.deepEqual(failure, { code: 95106, key: 'recogniserFailed', stage: 'queue' })
    assert.match(message, /abruptly/)
  })

  test('of an encrypted transcript takes its recording along, as every other end without content does', async () => {
    const encryptionCredentialSid = sidFrom('publicKey', 'ab'.repeat(16))
    const removals = () =>
      parts
        .jobs()
        .flatMap(({ name, data }) => (name === 'media-removal' ? [(data as { prefix: string }).prefix] : []))
    const expected: string[] = []
    for (const end of [
      abandon,
      (one: Transcript) => handle(one, { over: failingAt(fault('mediaCorrupted')).decode! }),
    ]) {
      const plain = await storeTranscript(parts)
      const encrypted = await storeTranscript(parts, { transcript: { encryptionCredentialSid } })
      for (const transcript of [plain, encrypted]) {
        await end(transcript)
        assert.equal((await stored(transcript))!.status, 'failed')
      }
      expected.push(`media/${encrypted.accountSid}/${encrypted.sid}`)
      assert.deepEqual(removals(), expected)
    }
  })

  test('leaves a transcript alone that is final or gone', async () => {
    const done = await storeTranscript(parts, { transcript: { status: 'completed' } })
    await abandon(done)
    assert.equal((await stored(done))!.diagnostics.failure, null)
    await parts.store.transcripts.remove(done.accountSid, done.sid)
    await abandon(done)
    assert.equal(await stored(done), null)
  })
})

describe('a run that stands still', () => {
  /** A recogniser that hangs, and a watch that notices it. */
  function hanging(): Partial<WorkerDeps> {
    const stalled = new AbortController()
    const recognise = () => {
      stalled.abort(fault('transcriptionFailed', 'standstill', { retryable: true }))
      return new Promise<never>(() => undefined)
    }
    return {
      asr: { ...parts.asr, recognise },
      watch: () => ({ signal: stalled.signal, end: () => undefined }),
    }
  }

  test('is given up and tried again', async () => {
    const transcript = await storeTranscript(parts)
    await assert.rejects(handle(transcript, { over: hanging() }), { key: 'transcriptionFailed' })
    assert.equal((await stored(transcript))!.status, 'in-progress')
    await handle(transcript)
    assert.equal((await stored(transcript))!.status, 'completed')
  })

  test('does not keep its turn', async () => {
    const [transcript, next] = [await storeTranscript(parts), await storeTranscript(parts)]
    const turns = createFairTurns(1)
    await assert.rejects(handle(transcript, { over: { ...hanging(), turns } }), {
      key: 'transcriptionFailed',
    })
    await handle(next, { over: { turns } })
    assert.equal((await stored(next))!.status, 'completed')
  })

  test('on its last try fails, and Diagnostics say where it stood', async () => {
    const transcript = await storeTranscript(parts)
    await handle(transcript, { over: hanging(), last: true })
    const { status, diagnostics } = (await stored(transcript))!
    assert.deepEqual([status, diagnostics.failure?.stage], ['failed', 'recognise'])
    assert.match(diagnostics.failure!.message, /standstill/)
  })
})

test('a channel that is still looked at when the run has failed tells no progress any more', async () => {
  const transcript = await storeTranscript(parts)
  let tell: ((part: number) => void) | undefined
  const vad: WorkerDeps['vad'] = {
    async detect({ path }, options) {
      if (!path.endsWith('2')) throw fault('transcriptionFailed')
      tell = options?.onProgress
      return new Promise(() => undefined)
    },
  }
  await handle(transcript, { over: { vad }, last: true })
  assert.ok(tell, 'nobody looks at the other channel')
  tell(0.5)
  assert.equal(parts.progress.get(transcript.sid), null)
})

test('of a transcript that failed for good no parts are left', async () => {
  const transcript = await storeTranscript(parts, { transcript: { durationS: 100 } })
  const sound = `media/${transcript.accountSid}/${transcript.sid}/parts/plan/0`
  const path = join(mkdtempSync(join(root, 'sound-')), 'part')
  writeFileSync(path, 'sound')
  await parts.mediaStore.take(sound, path, transcript)
  const fanOut = { seconds: 20, wake: () => undefined }
  const over = { ...failingAt(fault('mediaCorrupted')).decode!, fanOut }
  await handle(transcript, { over })
  assert.equal((await stored(transcript))!.status, 'failed')
  assert.equal(await parts.mediaStore.size(sound), null)
})
