// A file's way through the stages on fakes, without a store.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { Progress } from '../domain/progress.ts'
import type { Transcript } from '../domain/transcript.ts'
import { anOperator, aTranscript } from '../testing/builders.ts'
import { createPipelineParts } from '../testing/pipeline-parts.ts'
import { decodedAudio, scriptedDecoder } from '../testing/scripted-decoder.ts'
import { type TranscribeFileDeps, transcribeFile } from './transcribe-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'file-'))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'call.wav')
writeFileSync(path, 'the bytes of a recording')
const parts = createPipelineParts(folder)

function run(transcript: Partial<Transcript> = {}, over: Partial<TranscribeFileDeps> = {}) {
  const progress: Progress[] = []
  const { signal } = new AbortController()
  const onProgress = (one: Progress) => void progress.push(one)
  const deps = { ...parts, maxSeconds: 60, signal, onProgress, ...over }
  const work = transcribeFile({ path, workDir: folder, transcript: aTranscript(transcript) }, deps)
  return work.then((file) => ({ ...file, progress }))
}

test('sentences of both channels come in order of time, with the time of each stage', async () => {
  const { sentences, stageMs, progress, audio } = await run()
  assert.deepEqual(
    sentences.map(({ channel, text, redacted }) => [channel, text, redacted]),
    [
      [1, 'How can I help you?', null],
      [2, 'I was charged twice.', null],
    ],
  )
  assert.equal(audio.channels.length, 2)
  const stages = ['decode', 'segment', 'recognise', 'redact', 'operate']
  assert.deepEqual(Object.keys(stageMs), stages)
  assert.deepEqual([...new Set(progress.map(({ stage }) => stage))], stages)
  const shares = progress.map(({ share }) => share)
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  )
})

test('with redaction every sentence has its redacted form, and so have the results', async () => {
  const phrase = { phrase_sets: [{ name: 'Charge', phrases: ['charged twice'] }] }
  const operators = [anOperator({ config: phrase })]
  const { sentences, results } = await run({ redaction: true, operators })
  assert.equal(sentences.length, 2)
  assert.ok(sentences.every(({ redacted }) => redacted !== null))
  assert.equal(results[0]?.outcome.kind, 'extraction')
  assert.equal(results[0]?.redacted?.kind, 'extraction')
})

test('an operator that can not run costs its result and leaves a warning', async () => {
  const generative = anOperator({ operatorType: 'Generative', config: { prompt: 'Sum up.' } })
  const { results, warnings, sentences } = await run({ operators: [generative] })
  assert.deepEqual([results.length, sentences.length], [0, 2])
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['llm_not_configured'],
  )
})

test('damage and shortness are told as the server tells them', async () => {
  const damaged = scriptedDecoder(decodedAudio(1500, { errorCount: 2, filledMs: 40 }))
  const { sentences, warnings } = await run({}, { decoder: damaged })
  assert.deepEqual(sentences, [])
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['media-damaged', 'recording-too-short'],
  )
})

test('what a stage throws comes through; without redaction there is no result at all', async () => {
  const decoder = scriptedDecoder(() => {
    throw fault('mediaCorrupted')
  })
  await assert.rejects(run({}, { decoder }), { key: 'mediaCorrupted' })
  const redactor = { ...parts.redactor, redact: () => Promise.reject(new Error('broken')) }
  await assert.rejects(run({ redaction: true }, { redactor }), { key: 'redactionFailed' })
})

test('it ends with the reason of its signal', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await assert.rejects(run({}, { signal }), /enough/)
})
