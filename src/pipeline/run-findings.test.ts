// What a run keeps of what it found: redacted forms, redacted audio, results of operators, or ciphertext alone.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { recordingChannel } from '../domain/channel.ts'
import { fault } from '../domain/errors.ts'
import { sidFrom } from '../domain/sid.ts'
import type { AttachedOperator, Transcript } from '../domain/transcript.ts'
import type { Diariser } from '../ports/diariser.ts'
import { UnwantedWork } from '../ports/running-work.ts'
import { anOperator, aPublicKey } from '../testing/builders.ts'
import { createKeyHolder } from '../testing/key-holder.ts'
import { createPipelineParts, type PipelineParts, storeTranscript } from '../testing/pipeline-parts.ts'
import { hypothesis, scriptedAsr } from '../testing/scripted-asr.ts'
import { decodedAudio, scriptedDecoder } from '../testing/scripted-decoder.ts'
import { scriptedLlm } from '../testing/scripted-llm.ts'
import { scriptedRedactor } from '../testing/scripted-redactor.ts'
import { beginRun, finishRun, type PipelineDeps, type Run } from './run.ts'

const root = mkdtempSync(join(tmpdir(), 'run-findings-'))
after(() => rmSync(root, { recursive: true }))
let folder: string
let parts: PipelineParts
beforeEach(() => {
  folder = mkdtempSync(join(root, 'parts-'))
  parts = createPipelineParts(folder)
  parts.asr = scriptedAsr(({ path }) => {
    const text = path.endsWith('1') ? 'This is Ann speaking.' : 'I was charged twice, call 5550100.'
    return hypothesis(text, { fromMs: 500, toMs: 2000 })
  })
})

const { signal } = new AbortController()
const everything = { limit: 100, cursor: null }
const phrases: AttachedOperator = {
  ...anOperator({ config: { phrase_sets: [{ name: 'Charged', phrases: ['charged twice'] }] } }),
  friendlyName: 'Charged twice',
}
const generative: AttachedOperator = {
  ...anOperator({ operatorType: 'Generative', config: { prompt: 'Sum up.' } }),
  friendlyName: 'Sums up',
}

/** Runs to the end; on failure the run is at `failed`. */
async function runOnce(
  { sid }: Transcript,
  over: Partial<PipelineDeps> = {},
  abort: AbortSignal = signal,
): Promise<Run> {
  const deps = { ...parts, ...over }
  const run = await beginRun(sid, { signal: abort }, deps)
  assert.ok(run)
  await finishRun(run, deps)
  return run
}
const stored = async ({ sid }: Transcript) => (await parts.store.transcripts.load(sid))!
const sentencesOf = async ({ sid }: Transcript) => (await parts.store.sentences.list(sid, everything)).items
const resultsOf = async ({ sid }: Transcript) =>
  (await parts.store.operatorResults.list(sid, everything)).items

/** The texts of all files under the parts' folder. */
const filesOf = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))

describe('a transcript with redaction', () => {
  test('keeps what was said and its redacted form', async () => {
    const transcript = await storeTranscript(parts, { transcript: { redaction: true } })
    await runOnce(transcript)
    assert.deepEqual(
      (await sentencesOf(transcript)).map(({ text, redacted }) => [text, redacted?.text]),
      [
        ['This is Ann speaking.', 'This is [Name] speaking.'],
        ['I was charged twice, call 5550100.', 'I was charged twice, call [PhoneNumber].'],
      ],
    )
    assert.equal((await stored(transcript)).redactedMedia, null)
    assert.equal(parts.renditions.requests.length, 0)
  })

  test('fails as a whole when redaction fails: no sentence is kept', async () => {
    const transcript = await storeTranscript(parts, { transcript: { redaction: true } })
    const redactor = { ...scriptedRedactor(), redact: () => Promise.reject(new Error('crash')) }
    await assert.rejects(runOnce(transcript, { redactor }), { key: 'redactionFailed' })
    assert.deepEqual(await sentencesOf(transcript), [])
    assert.equal((await stored(transcript)).transcribed, false)
  })

  test('of the media as well keeps both recordings, and both go with it', async () => {
    const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
    await runOnce(transcript)
    const { media, redactedMedia, diagnostics } = await stored(transcript)
    const prefix = `media/${transcript.accountSid}/${transcript.sid}`
    assert.deepEqual([media!.key, redactedMedia!.key], [`${prefix}/original`, `${prefix}/redacted`])
    assert.equal(await parts.mediaStore.size(redactedMedia!.key), redactedMedia!.bytes)
    for (const stage of ['survey', 'redact-media', 'recheck']) assert.ok(stage in diagnostics.stageMs, stage)
    // A name of one party and a number of the other.
    assert.deepEqual(
      parts.renditions.muted[0]!.mute.map(({ channel }) => channel),
      [1, 2],
    )
    const report = await parts.store.redactionReports.find(transcript.sid)
    assert.deepEqual(
      report!.entities.map(({ type, channel }) => [type, channel]),
      [
        ['NAME', 1],
        ['PHONE', 2],
      ],
    )
    assert.ok(report!.recheck, 'the redacted recording was listened to again')
    await parts.mediaStore.removeAll(prefix)
    assert.equal(await parts.mediaStore.size(redactedMedia!.key), null)
  })

  test('without a redacted recording, where one was asked for, fails: no sentence is kept', async () => {
    const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
    const renditions = { ...parts.renditions, mute: () => Promise.reject(fault('mediaCorrupted')) }
    await assert.rejects(runOnce(transcript, { renditions }), { key: 'mediaCorrupted' })
    assert.deepEqual([await sentencesOf(transcript), (await stored(transcript)).transcribed], [[], false])
  })

  test('shows no redacted recording until it was listened to again; a run that resumes does just that', async () => {
    const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
    let rounds = 0
    const decoder: PipelineDeps['decoder'] = {
      decode(request) {
        if (++rounds === 2) throw fault('mediaCorrupted')
        return parts.decoder.decode(request)
      },
    }
    await assert.rejects(runOnce(transcript, { decoder }), { key: 'mediaCorrupted' })
    const halfway = await stored(transcript)
    assert.deepEqual([halfway.transcribed, halfway.redactedMedia], [true, null])
    const mutedOnce = parts.renditions.muted.length
    await runOnce(transcript, { fetcher: parts.fetcher })
    const { status, redactedMedia } = await stored(transcript)
    assert.equal(status, 'completed')
    assert.equal(await parts.mediaStore.size(redactedMedia!.key), redactedMedia!.bytes)
    assert.ok(parts.renditions.muted.length >= mutedOnce)
  })
})

test('a number that is found only in the redacted sound goes from the text and into the report, too', async () => {
  const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
  const heard = ['The code is fournine.', 'The code is 5550100.', 'The code is']
  const asr = scriptedAsr(({ path }) => {
    const text = path.endsWith('1') ? 'Hello there.' : (heard.shift() ?? 'The code is')
    return hypothesis(text, { fromMs: 500, toMs: 2000 })
  })
  await runOnce(transcript, { asr })
  const found = (await sentencesOf(transcript)).find(({ text }) => text === 'The code is fournine.')
  assert.equal(found?.redacted?.text, 'The code is [PhoneNumber].')
  const report = await parts.store.redactionReports.find(transcript.sid)
  assert.deepEqual(report?.recheck, { rounds: 2, mutedAgain: 1, left: [] })
  assert.deepEqual(
    report?.entities.map(({ type, channel }) => [type, channel]),
    [['PHONE', 2]],
  )
})

test('a run that was overtaken does not replace the sound that the transcript shows, and leaves none of its own', async () => {
  const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
  const muting = (sound: string, before = async () => {}): Partial<PipelineDeps> => {
    const mute: PipelineDeps['renditions']['mute'] = async (request) => {
      await before()
      const muted = await parts.renditions.mute(request)
      writeFileSync(request.toPath, sound)
      return muted
    }
    return { renditions: { ...parts.renditions, mute } }
  }
  const overtaken = runOnce(
    transcript,
    muting('overtaken', async () => void (await runOnce(transcript, muting('shown')))),
  )
  await assert.rejects(overtaken, UnwantedWork)
  const { status, media, redactedMedia } = await stored(transcript)
  assert.equal(status, 'completed')
  const pieces: Uint8Array[] = []
  for await (const piece of await parts.mediaStore.read(redactedMedia!.key)) pieces.push(piece)
  assert.equal(Buffer.concat(pieces).toString(), 'shown')
  assert.equal(createHash('sha256').update('shown').digest('hex'), redactedMedia!.sha256)
  assert.equal(await parts.mediaStore.size(media!.key), media!.bytes)
})

test('voices on one channel are told apart once, however often the recording is listened to', async () => {
  const decoder = scriptedDecoder(decodedAudio(9600, { identicalChannels: true }))
  let calls = 0
  const diariser: Diariser = {
    maxMs: 60_000,
    ready: async () => undefined,
    async diarise() {
      calls++
      return [
        { speaker: 1, startMs: 1600, endMs: 2400 },
        { speaker: 2, startMs: 2400, endMs: 3200 },
      ]
    },
    close: async () => undefined,
  }
  const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
  await runOnce(transcript, { decoder, diariser })
  assert.deepEqual(
    (await sentencesOf(transcript)).map(({ channel, speaker, text }) => [channel, speaker, text]),
    [
      [1, 1, 'This is'],
      [1, 2, 'Ann speaking.'],
    ],
  )
  const report = await parts.store.redactionReports.find(transcript.sid)
  assert.ok(report!.recheck, 'the redacted recording was listened to again')
  assert.equal(calls, 1)

  const failing = { ...diariser, diarise: () => Promise.reject(new Error('no memory')) }
  const other = await storeTranscript(parts)
  await runOnce(other, { decoder, diariser: failing })
  assert.deepEqual(
    (await sentencesOf(other)).map(({ speaker, text }) => [speaker, text]),
    [[undefined, 'This is Ann speaking.']],
  )
  const codes = (await stored(other)).diagnostics.warnings.map(({ code }) => code)
  assert.ok(codes.includes('speakers-unknown'), codes.join())
})

test('what upstream knows of a recording is kept with the transcript', async () => {
  const callSid = sidFrom('call', 'cd'.repeat(16))
  const startTime = new Date('2026-01-02T03:04:05.000Z')
  const channel = recordingChannel(sidFrom('recording', 'ab'.repeat(16)), null)
  const transcript = await storeTranscript(parts, { transcript: { channel } })
  const download: NonNullable<PipelineDeps['upstream']>['download'] = async (request) => {
    const { bytes, sha256 } = await parts.fetcher.download({ ...request, url: 'upstream' })
    return { bytes, sha256, callSid, startTime }
  }
  await runOnce(transcript, { upstream: { owner: transcript.accountSid, download } })
  const { status, channel: kept, mediaStartTime } = await stored(transcript)
  assert.deepEqual([status, kept, mediaStartTime], ['completed', { ...channel, callSid }, startTime])
})

test('a store that is away when a completed transcript is tidied does not undo it', async () => {
  const transcript = await storeTranscript(parts)
  await parts.unitOfWork(({ transcripts }) =>
    transcripts.begin(transcript.sid, { status: 'in-progress', diagnostics: transcript.diagnostics }),
  )
  const away = () => Promise.reject(fault('mediaStoreUnavailable'))
  await runOnce(transcript, { mediaStore: { ...parts.mediaStore, removeAll: away } })
  assert.equal((await stored(transcript)).status, 'completed')
})

/** A process that stops while a model is asked. */
function stopping() {
  const stop = new AbortController()
  const llm = scriptedLlm(() => {
    stop.abort(new Error('crash'))
    throw new Error('crash')
  })
  return { llm, signal: stop.signal }
}

describe('results of operators', () => {
  test('are stored when the transcript completes, with the warnings of those that gave none', async () => {
    const operators = [phrases, generative]
    const transcript = await storeTranscript(parts, { transcript: { redaction: true, operators } })
    await runOnce(transcript)
    const results = await resultsOf(transcript)
    assert.deepEqual(
      results.map(({ operatorSid, position }) => [operatorSid, position]),
      [[phrases.sid, 0]],
    )
    assert.partialDeepStrictEqual(results[0]!.outcome, { extracts: { charged: ['charged twice'] } })
    assert.ok(results[0]!.redacted)
    const { warnings } = (await stored(transcript)).diagnostics
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['llm_not_configured'],
    )
  })

  test('are not there before: a run that fails while operating leaves sentences alone', async () => {
    const transcript = await storeTranscript(parts, { transcript: { operators: [phrases, generative] } })
    const crash = stopping()
    await assert.rejects(runOnce(transcript, { llm: crash.llm }, crash.signal), /crash/)
    assert.deepEqual([(await sentencesOf(transcript)).length, await resultsOf(transcript)], [2, []])
    assert.partialDeepStrictEqual(await stored(transcript), { status: 'in-progress', transcribed: true })
  })

  test('are made by the run that resumes after the sentences, once, without recognising again', async () => {
    const operators = [generative, phrases, { ...phrases, sid: anOperator().sid, operatorType: 'Fortune' }]
    const transcript = await storeTranscript(parts, { transcript: { redaction: true, operators } })
    const crash = stopping()
    await assert.rejects(runOnce(transcript, { llm: crash.llm }, crash.signal), /crash/)
    const before = await sentencesOf(transcript)
    const batches = parts.asr.batches.length
    const llm = scriptedLlm(() => 'A summary.')
    await runOnce(transcript, { llm })
    assert.deepEqual([llm.requests.length, parts.asr.batches.length], [1, batches])
    assert.deepEqual(await sentencesOf(transcript), before)
    assert.deepEqual(
      (await resultsOf(transcript)).map(({ position }) => position),
      [0, 1],
    )
    const { diagnostics, status } = await stored(transcript)
    assert.equal(status, 'completed')
    assert.deepEqual(
      diagnostics.warnings.map(({ code }) => code),
      ['operator-failed'],
    )
    // The model reads the redacted form that was stored.
    assert.equal(/Ann|5550100/.test(JSON.stringify(llm.requests)), false)
  })
})

describe('an encrypted transcript', () => {
  const holder = createKeyHolder()
  const webhook = { webhookUrl: 'https://example.com/', webhookHttpMethod: 'POST' } as const

  /** A transcript of a Service with a key, which is stored unless `keyIsGone`. */
  async function encrypted(over: Partial<Transcript> = {}, keyIsGone = false) {
    const key = aPublicKey({ pem: holder.publicPem })
    const { accountSid, sid: encryptionCredentialSid } = key
    const transcript = { accountSid, encryptionCredentialSid, operators: [phrases, generative], ...over }
    if (!keyIsGone) await parts.store.publicKeys.insert(key)
    return storeTranscript(parts, { transcript, service: { ...webhook, accountSid } })
  }
  const namesOf = ({ sid }: Transcript) => parts.store.encryptedDocuments.names(sid)

  test('keeps ciphertext that its owner can read, both views of all of it', async () => {
    parts.llm = scriptedLlm(() => 'Ann was charged twice.')
    const transcript = await encrypted({ redaction: true })
    await runOnce(transcript)
    assert.partialDeepStrictEqual(await stored(transcript), { status: 'completed', durationS: 10 })
    const names = ['sentences', `result-${phrases.sid}`, `result-${generative.sid}`]
    assert.deepEqual(await namesOf(transcript), names.flatMap((name) => [name, `${name}-redacted`]).sort())
    const read = async (name: string) =>
      holder.decrypt((await parts.store.encryptedDocuments.find(transcript.sid, name as never))!)
    const { sentences, redacted } = JSON.parse(await read('sentences'))
    assert.equal(redacted, false)
    assert.deepEqual(
      sentences.map((one: { text: string; redacted: { text: string } }) => [one.text, one.redacted.text]),
      [
        ['This is Ann speaking.', 'This is [Name] speaking.'],
        ['I was charged twice, call 5550100.', 'I was charged twice, call [PhoneNumber].'],
      ],
    )
    assert.ok((await read(`result-${generative.sid}`)).includes('Ann was charged twice.'))
    assert.equal(JSON.parse(await read(`result-${phrases.sid}-redacted`)).redacted, true)
  })

  test('keeps nothing in the clear: no sentence, no result, no file, and the recording is on its way out', async () => {
    parts.llm = scriptedLlm(() => 'Ann was charged twice.')
    const transcript = await encrypted({ redaction: true })
    await runOnce(transcript)
    assert.deepEqual([await sentencesOf(transcript), await resultsOf(transcript)], [[], []])
    const row = await stored(transcript)
    const clear = [
      JSON.stringify({ ...row, operators: [] }),
      JSON.stringify(parts.jobs()),
      ...filesOf(),
    ].join('\n')
    for (const word of ['charged', 'speaking', '5550100']) assert.equal(clear.includes(word), false, word)
    const { accountSid, sid } = transcript
    assert.deepEqual(
      parts.jobs().map(({ name, data, group }) => [name, data, group]),
      [
        ['media-removal', { prefix: `media/${accountSid}/${sid}` }, accountSid],
        ['webhook', { transcriptSid: sid, url: webhook.webhookUrl, method: 'POST' }, accountSid],
      ],
    )
    assert.ok('encrypt' in row.diagnostics.stageMs)
  })

  test('has one view when it was made without redaction', async () => {
    const transcript = await encrypted({ operators: [phrases] })
    await runOnce(transcript)
    assert.deepEqual(await namesOf(transcript), [`result-${phrases.sid}`, 'sentences'])
  })

  test('whose key is gone fails, and keeps nothing of what was said', async () => {
    const transcript = await encrypted({}, true)
    await assert.rejects(runOnce(transcript), {
      key: 'encryptionFailed',
      retryable: false,
      message: /key .* gone/,
    })
    assert.partialDeepStrictEqual(await stored(transcript), { status: 'in-progress', transcribed: false })
    assert.deepEqual(parts.fetcher.downloads, [], 'found out before the work')
    assert.deepEqual([await sentencesOf(transcript), await namesOf(transcript), parts.jobs()], [[], [], []])
  })

  test("another account's key does not serve", async () => {
    const foreign = aPublicKey({ pem: holder.publicPem })
    await parts.store.publicKeys.insert(foreign)
    const transcript = await encrypted({ encryptionCredentialSid: foreign.sid })
    await assert.rejects(runOnce(transcript), { key: 'encryptionFailed' })
  })

  test('begins again at the recording after a crash, since no sentence was kept', async () => {
    const transcript = await encrypted({ operators: [generative] })
    const crash = stopping()
    await assert.rejects(runOnce(transcript, { llm: crash.llm }, crash.signal), /crash/)
    assert.deepEqual([await sentencesOf(transcript), (await stored(transcript)).transcribed], [[], false])
    await runOnce(transcript, { llm: scriptedLlm(() => 'x') })
    assert.deepEqual([parts.fetcher.downloads.length, parts.decoder.seen.length], [1, 2])
    assert.deepEqual(await namesOf(transcript), [`result-${generative.sid}`, 'sentences'])
  })
})
