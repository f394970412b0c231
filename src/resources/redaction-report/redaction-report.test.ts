// RedactionReport and Peaks over HTTP, against the whole server with stored rows: what is told, and to whom.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { peaksKey } from '../../domain/peaks.ts'
import type { RedactionReport } from '../../domain/redaction-report.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError } from '../../testing/answers.ts'
import { aTranscript } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { sampleCallPath } from '../../testing/sample-call.ts'
import { startTestServer } from '../../testing/test-server.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const mediaOf = (name: string) => ({
  key: `media/${accountSid}/${name}`,
  ...{ bytes: 3, sha256: 'ab', contentType: 'audio/wav' },
})
const whole = aTranscript({
  ...{ accountSid, status: 'completed', redaction: true, mediaRedaction: true },
  media: mediaOf('whole/original'),
  redactedMedia: mediaOf('whole/redacted'),
})
const textOnly = aTranscript({
  accountSid,
  status: 'completed',
  redaction: true,
  media: mediaOf('text/original'),
})
const plain = aTranscript({ accountSid, status: 'completed', media: mediaOf('plain/original') })
const empty = aTranscript({ accountSid })
const lost = aTranscript({ accountSid, media: mediaOf('lost/original') })
const encrypted = aTranscript({
  ...{ accountSid, status: 'completed', redaction: true },
  encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)),
})
const foreign = aTranscript({ redaction: true })
const report: RedactionReport = {
  ...{ recogniser: 'moonshine-base', redactor: 'verbatim-redaction 1.0', rules: '2026-11' },
  entities: [
    { type: 'NAME', channel: 1, startMs: 1234.4, endMs: 1500, confidence: 0.876 },
    { type: 'NAME', channel: 2, startMs: 9000, endMs: 9500, confidence: 1 },
    { type: 'SSN', channel: 2, startMs: 9600, endMs: 10_000, confidence: 0.5 },
  ],
  media: {
    ...{ durationMs: 20_000, channelCount: 2, filler: 'silence', unreadRanges: 1, keyTones: 4 },
    muted: [
      { channel: 1, startMs: 984.4, endMs: 1750 },
      { channel: 2, startMs: 8750, endMs: 10_250 },
    ],
  },
  recheck: {
    ...{ rounds: 2, mutedAgain: 1 },
    left: [{ type: 'CITY', channel: 1, startMs: 100, endMs: 200, confidence: 0.25 }],
  },
}
const server = await startTestServer({ after }, {}, async ({ store, putMedia }) => {
  for (const one of [whole, textOnly, plain, empty, lost, encrypted, foreign])
    await store.transcripts.insert(one)
  await store.redactionReports.replace(whole.sid, report)
  await store.redactionReports.replace(foreign.sid, report)
  await store.redactionReports.replace(textOnly.sid, { ...report, media: null, recheck: null })
  const sound = readFileSync(sampleCallPath)
  for (const { media } of [whole, textOnly, plain]) await putMedia(media!.key, sound)
  await putMedia(whole.redactedMedia!.key, sound)
  const peaks = { durationMs: 1500, channels: [[0.5, -1]] }
  await putMedia(peaksKey(whole, 'redacted'), Buffer.from(JSON.stringify(peaks)))
})
const redactedOnly = await makeKey(server, 'redacted-only')
const reportPath = ({ sid }: Transcript) => `/x/v1/Transcripts/${sid}/RedactionReport`
const peaksPath = ({ sid }: Transcript, query = '') => `/x/v1/Transcripts/${sid}/Peaks${query}`

describe('the report', () => {
  test('tells types, times and counts, what was muted, and what the re-check found', async () => {
    const { status, body } = await redactedOnly.request('GET', reportPath(whole))
    assert.equal(status, 200)
    assert.deepEqual(body, {
      transcript_sid: whole.sid,
      account_sid: accountSid,
      engines: { recogniser: 'moonshine-base', redaction: 'verbatim-redaction 1.0', rules: '2026-11' },
      counts: { NAME: 2, SSN: 1 },
      entities: [
        { type: 'NAME', media_channel: 1, start_time: 1.234, end_time: 1.5, confidence: 0.88 },
        { type: 'NAME', media_channel: 2, start_time: 9, end_time: 9.5, confidence: 1 },
        { type: 'SSN', media_channel: 2, start_time: 9.6, end_time: 10, confidence: 0.5 },
      ],
      media: {
        duration: 20,
        filler: 'silence',
        muted_share: 0.0566,
        channels: [
          {
            ...{ media_channel: 1, muted_seconds: 0.766, muted_share: 0.0383 },
            muted: [{ start_time: 0.984, end_time: 1.75 }],
          },
          {
            ...{ media_channel: 2, muted_seconds: 1.5, muted_share: 0.075 },
            muted: [{ start_time: 8.75, end_time: 10.25 }],
          },
        ],
        unread_ranges: 1,
        key_tones: 4,
      },
      recheck: {
        ...{ rounds: 2, muted_again: 1, clean: false },
        left: [{ type: 'CITY', media_channel: 1, start_time: 0.1, end_time: 0.2, confidence: 0.25 }],
      },
      url: `${server.baseUrl}${reportPath(whole)}`,
    })
  })

  test('of redacted text alone has no part about sound', async () => {
    const { body } = await server.request<Record<string, unknown>>('GET', reportPath(textOnly))
    assert.deepEqual([body.media, body.recheck], [null, null])
  })

  test('is there for transcripts with redaction only, of the own account', async () => {
    for (const one of [plain, empty, foreign])
      assertError(await server.request('GET', reportPath(one)), 404, 20404)
    assertError(await server.request('GET', '/x/v1/Transcripts/GT1/RedactionReport'), 404, 20404)
    assertError(await server.request('GET', reportPath(encrypted)), 403, 20403)
    assertError(await server.request('POST', reportPath(whole)), 405, 20004)
    assertError(await server.send(reportPath(whole), { headers: { authorization: '' } }), 401, 20003)
  })
})

interface PeaksBody {
  transcript_sid: string
  duration: number
  channels: number[][]
}

describe('peaks', () => {
  test('are those that were stored with the recording that is shown', async () => {
    for (const client of [server, redactedOnly]) {
      const { status, body } = await client.request<PeaksBody>('GET', peaksPath(whole))
      assert.equal(status, 200)
      assert.deepEqual(body, { transcript_sid: whole.sid, duration: 1.5, channels: [[0.5, -1]] })
    }
  })

  test('of a transcript without any are made on the first request, and kept', async () => {
    const file = join(server.dataDir, 'media', peaksKey(plain, 'original'))
    assert.equal(existsSync(file), false)
    const { body } = await server.request<PeaksBody>('GET', peaksPath(plain))
    assert.ok(Math.abs(body.duration - 59) < 1)
    assert.deepEqual(
      body.channels.map(({ length }) => length),
      [4000, 4000],
    )
    assert.ok(body.channels.every((values) => values.every((value) => value >= -1 && value <= 1)))
    assert.ok(body.channels.every((values) => values.some((value) => Math.abs(value) > 0.1)))
    assert.ok(existsSync(file))
    assert.deepEqual((await server.request('GET', peaksPath(plain))).body, body)
  })

  test('of the original are for those who may hear it', async () => {
    const { body } = await server.request<PeaksBody>('GET', peaksPath(whole, '?Redacted=false'))
    assert.equal(body.channels.length, 2)
    assertError(await redactedOnly.request('GET', peaksPath(whole, '?Redacted=false')), 403, 20403)
    for (const one of [textOnly, plain])
      assertError(await redactedOnly.request('GET', peaksPath(one)), 403, 20403)
    assertError(await server.request('GET', peaksPath(encrypted)), 403, 20403)
  })

  test('are not there without a recording', async () => {
    for (const one of [empty, lost, foreign])
      assertError(await server.request('GET', peaksPath(one)), 404, 20404)
    assertError(await server.request('POST', peaksPath(whole)), 405, 20004)
    assertError(await server.send(peaksPath(whole), { headers: { authorization: '' } }), 401, 20003)
  })
})
