// The sample call with both parties on one channel, through the server with models of diarisation: who said what, in
// answers of ours, while the contract's own and the redacted recording stay as they are without.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { wavFile } from '../../src/adapters/decoder-native/recording-fixtures.ts'
import { SPOOL_RATE_HZ } from '../../src/domain/audio.ts'
import { loadSherpa } from '../../src/shipped/sherpa-package.ts'
import { decodeSampleCall, mixToMono, sampleCallPath, sampleTurns } from '../../src/testing/sample-call.ts'
import { writeSpeakerModels } from '../../src/testing/speaker-models.ts'
import { startTestServer } from '../../src/testing/test-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'diarisation-'))
after(() => rmSync(folder, { recursive: true }))
const skip = await loadSherpa().then(
  () => false,
  ({ message }: Error) => message,
)
const settings = { WORKERS: '1', ASR_MODEL: 'moonshine-tiny' }

interface SpokenJson {
  media_channel: number
  speaker: number | null
  start_time: string
  end_time: string
}

test('a folder without models keeps the server from starting, and says what is missing', async () => {
  const starting = startTestServer({ after }, { ...settings, DIARIZATION_MODELS: folder })
  await assert.rejects(starting, /the speaker models in .* the segmentation model is missing/)
})

describe('a server with models of diarisation', { skip }, async () => {
  if (skip) return
  const models = join(folder, 'models')
  await writeSpeakerModels(models, folder)
  const { path } = mixToMono(await decodeSampleCall(folder), folder)
  const mono = wavFile({ data: readFileSync(path), rateHz: SPOOL_RATE_HZ })
  const server = await startTestServer({ after }, { ...settings, DIARIZATION_MODELS: models })

  /** Has a recording transcribed and redacted, and waits for the end. */
  async function transcribe(recording: Buffer): Promise<string> {
    const sent = await server.send<{ sid: string }>('/x/v1/Recordings', { method: 'POST', body: recording })
    const service = await server.request<{ sid: string }>('POST', '/v2/Services', {
      UniqueName: `call-${sent.body.sid}`,
      AutoRedaction: 'true',
      MediaRedaction: 'true',
    })
    const { body } = await server.request<{ sid: string }>('POST', '/v2/Transcripts', {
      ServiceSid: service.body.sid,
      Channel: JSON.stringify({ media_properties: { source_sid: sent.body.sid } }),
    })
    for (;;) {
      const { status } = (await server.request<{ status: string }>('GET', `/v2/Transcripts/${body.sid}`)).body
      if (status === 'completed') return body.sid
      assert.ok(status === 'queued' || status === 'in-progress', status)
      await sleep(100)
    }
  }
  const get = async <Body>(path: string) => (await server.request<Body>('GET', path)).body
  const exported = async (sid: string) =>
    (await get<{ sentences: SpokenJson[] }>(`/x/v1/Transcripts/${sid}/Captions.json`)).sentences

  test('is ready when they are loaded', async () => {
    assert.deepEqual(await get('/readyz'), { status: 'ready' })
  })

  test('tells the voices on one channel apart', async () => {
    const sid = await transcribe(mono)
    const sentences = await exported(sid)
    assert.ok(sentences.length >= sampleTurns.length)
    for (const { media_channel, speaker, start_time, end_time } of sentences) {
      const middleMs = (Number(start_time) + Number(end_time)) * 500
      const said = sampleTurns.find(({ startMs, endMs }) => startMs <= middleMs && middleMs <= endMs)
      assert.deepEqual([media_channel, speaker], [1, said?.channel], start_time)
    }
    const text = await get<string>(`/x/v1/Transcripts/${sid}/Captions.txt`)
    assert.match(text, /^Speaker 1: Thank you for calling.*\n(Speaker 1: .*\n)+Speaker 2: Hello/)

    const own = await get<{ sentences: SpokenJson[] }>(`/v2/Transcripts/${sid}/Sentences`)
    assert.ok(own.sentences.every((one) => one.media_channel === 1 && !('speaker' in one)))
    const { warnings, stages } = await get<{ warnings: object[]; stages: { stage: string }[] }>(
      `/x/v1/Transcripts/${sid}/Diagnostics`,
    )
    assert.ok(stages.some(({ stage }) => stage === 'diarise'))
    assert.deepEqual(warnings, [])
    const { media } = await get<{ media: { channels: { muted: object[] }[] } }>(
      `/x/v1/Transcripts/${sid}/RedactionReport`,
    )
    assert.deepEqual(
      media.channels.map(({ muted }) => muted.length > 0),
      [true],
    )
  })

  test('leaves a recording with a channel for each party as it is', async () => {
    const sentences = await exported(await transcribe(readFileSync(sampleCallPath)))
    assert.deepEqual([...new Set(sentences.map(({ media_channel }) => media_channel))], [1, 2])
    assert.ok(sentences.every(({ speaker }) => speaker === null))
  })
})
