// Transcripts that are deleted while a run is at work on them: the run ends, and nothing is saved.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import type { Transcript } from '../domain/transcript.ts'
import { LostLease, UnwantedWork } from '../ports/running-work.ts'
import {
  createPipelineParts,
  type PipelineParts,
  RECORDING,
  storeTranscript,
} from '../testing/pipeline-parts.ts'
import { decodedAudio, scriptedDecoder } from '../testing/scripted-decoder.ts'
import { scriptedFetcher } from '../testing/scripted-fetcher.ts'
import { beginRun, finishRun, type PipelineDeps } from './run.ts'

const root = mkdtempSync(join(tmpdir(), 'unwanted-work-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
beforeEach(() => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
})

async function runOnce(transcript: Transcript, over: Partial<PipelineDeps>) {
  const deps = { ...parts, ...over }
  const run = await beginRun(transcript.sid, { signal: new AbortController().signal }, deps)
  await finishRun(run!, deps)
}
const webhook = { webhookUrl: 'https://example.com/', webhookHttpMethod: 'POST' } as const

describe('a transcript deleted', () => {
  const remove = ({ accountSid, sid }: Transcript) => parts.store.transcripts.remove(accountSid, sid)
  const stages: Record<string, (transcript: Transcript) => Partial<PipelineDeps>> = {
    'while it is fetched': (transcript) => ({
      fetcher: scriptedFetcher(async () => {
        await remove(transcript)
        return RECORDING
      }),
    }),
    'while it is decoded': (transcript) => ({
      decoder: scriptedDecoder(async () => {
        await remove(transcript)
        return decodedAudio(9600)
      }),
    }),
    'while speech is looked for': (transcript) => ({
      vad: {
        async detect(spool) {
          await remove(transcript)
          return parts.vad.detect(spool)
        },
      },
    }),
    'while it is recognised': (transcript) => ({
      asr: {
        ...parts.asr,
        async recognise(batch) {
          await remove(transcript)
          return parts.asr.recognise(batch)
        },
      },
    }),
  }
  for (const [when, over] of Object.entries(stages)) {
    test(`${when} is unwanted work: nothing is saved`, async () => {
      const transcript = await storeTranscript(parts, { service: webhook })
      await assert.rejects(runOnce(transcript, over(transcript)), UnwantedWork)
      assert.equal(await parts.store.transcripts.load(transcript.sid), null)
      const { items } = await parts.store.sentences.list(transcript.sid, { limit: 9, cursor: null })
      assert.deepEqual([items, parts.jobs()], [[], []])
    })
  }

  test('while its recording is redacted leaves no media behind', async () => {
    const transcript = await storeTranscript(parts, { transcript: { redaction: true, mediaRedaction: true } })
    const prefix = `media/${transcript.accountSid}/${transcript.sid}`
    const renditions: PipelineDeps['renditions'] = {
      ...parts.renditions,
      async mute(request) {
        await remove(transcript)
        // As the job does that the deletion wrote.
        await parts.mediaStore.removeAll(prefix)
        return parts.renditions.mute(request)
      },
    }
    await assert.rejects(runOnce(transcript, { renditions }), UnwantedWork)
    assert.equal(await parts.mediaStore.size(`${prefix}/redacted`), null)
  })

  test('while it is fetched leaves no media behind', async () => {
    const transcript = await storeTranscript(parts)
    await assert.rejects(runOnce(transcript, stages['while it is fetched']!(transcript)), UnwantedWork)
    const { accountSid, sid } = transcript
    assert.equal(await parts.mediaStore.size(`media/${accountSid}/${sid}/original`), null)
  })
})

test('a run that was overtaken by a later one changes nothing any more, and leaves the media to it', async () => {
  const transcript = await storeTranscript(parts)
  const never = new AbortController().signal
  const later: PipelineDeps['asr'] = {
    ...parts.asr,
    async recognise(batch) {
      const run = await beginRun(transcript.sid, { signal: never }, parts)
      await finishRun(run!, parts)
      return parts.asr.recognise(batch)
    },
  }
  const first = await beginRun(transcript.sid, { signal: never }, parts)
  // The later run is done before the first one wakes up: it is as if the transcript was final.
  await assert.rejects(finishRun(first!, { ...parts, asr: later }), UnwantedWork)
  const stored = await parts.store.transcripts.load(transcript.sid)
  assert.equal(stored!.status, 'completed')
  assert.ok(await parts.mediaStore.size(stored!.media!.key))
})

test('a run whose lease is held by a later one is told so', async () => {
  const transcript = await storeTranscript(parts)
  const never = new AbortController().signal
  const overtaken: PipelineDeps['asr'] = {
    ...parts.asr,
    async recognise(batch) {
      await beginRun(transcript.sid, { signal: never }, parts)
      return parts.asr.recognise(batch)
    },
  }
  await assert.rejects(runOnce(transcript, { asr: overtaken }), LostLease)
  const stored = await parts.store.transcripts.load(transcript.sid)
  assert.equal(stored!.status, 'in-progress')
  assert.ok(await parts.mediaStore.size(stored!.media!.key))
  const { items } = await parts.store.sentences.list(transcript.sid, { limit: 9, cursor: null })
  assert.deepEqual(items, [])
})
