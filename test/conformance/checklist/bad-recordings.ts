// Recordings that can not be had or used (contract section 21, line 30).
import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { eventually } from '../../../src/testing/eventually.ts'
import type { Check } from './check.ts'
import { bendJson } from './distorting-proxy.ts'
import { mustCreate } from './new-transcript.ts'
import { answerWith, type RecordingOrigin, refuseWith, startRecordingOrigin } from './recording-origin.ts'
import type { Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'

/** MEDIA_FETCH_ATTEMPTS, as it is unless set. */
const ATTEMPTS = 3

/** What the origin does, the code that must come of it, and whether it may be asked again. */
interface BadRecording {
  answer: RequestListener
  code: number
  passing?: true
}

/** A body that ends before it should. */
const breakOff: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Length': 1000 })
  response.write('RIFF', () => response.destroy())
}

/** More than MEDIA_MAX_BYTES, as far as the header goes. */
const announceFourGibibytes: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Length': 2 ** 32 })
  response.write('RIFF')
}

/** More than MEDIA_MAX_SECONDS, as far as the stream information goes (RFC 9639 section 8.2). */
function nineHoursOfFlac(): Buffer {
  const head = Buffer.alloc(8 + 34)
  head.write('fLaC')
  head.writeUInt32BE(0x8000_0022, 4)
  head.writeUInt16BE(4096, 8)
  head.writeUInt16BE(4096, 10)
  const [rateHz, channels, bits] = [8000n, 1n, 16n]
  const samples = 9n * 3600n * rateHz
  head.writeBigUInt64BE((rateHz << 44n) | ((channels - 1n) << 41n) | ((bits - 1n) << 36n) | samples, 18)
  return head
}

const html = '<!doctype html>\n<html><body>Please sign in</body></html>'

const bad: Record<string, BadRecording> = {
  hanging: { answer: () => {}, code: 95105, passing: true },
  unavailable: { answer: refuseWith(503), code: 95105, passing: true },
  broken: { answer: breakOff, code: 95105, passing: true },
  missing: { answer: refuseWith(404), code: 95110 },
  gone: { answer: refuseWith(410), code: 95110 },
  private: { answer: refuseWith(401), code: 95111 },
  forbidden: { answer: refuseWith(403), code: 95111 },
  refused: { answer: refuseWith(400), code: 95105 },
  empty: { answer: answerWith(''), code: 95109 },
  page: { answer: answerWith(html, 'text/html'), code: 95104 },
  large: { answer: announceFourGibibytes, code: 95103 },
  long: { answer: answerWith(nineHoursOfFlac(), 'audio/flac'), code: 95114 },
  slow: { answer: answerWith(silentWav({ rateHz: 4000 })), code: 95112 },
  surround: { answer: answerWith(silentWav({ channels: 3 })), code: 95115 },
  corrupt: { answer: answerWith(`RIFF\u0040\0\0\0WAVE${'?'.repeat(56)}`), code: 95113 },
}

async function tellsWhatIsWrong(subject: Subject) {
  const { hooks } = subject.world
  const origin = await startRecordingOrigin({
    ...Object.fromEntries(Object.entries(bad).map(([name, { answer }]) => [name, answer])),
    good: answerWith(silentWav()),
  })
  try {
    const { sid: ServiceSid } = await subject.service({ WebhookUrl: hooks.url })
    const from = (name: string) => ({
      ServiceSid,
      Channel: { media_properties: { media_url: origin.urlOf(name) } },
    })
    const sids = new Map<string, string>()
    for (const name of Object.keys(bad)) sids.set(name, (await mustCreate(subject, from(name))).sid)
    // Those that take longest are waited for last.
    for (const [name, sid] of [...sids].reverse()) await failsAsItShould(subject, { name, sid, origin })
    const good = await mustCreate(subject, from('good'))
    assert.equal((await subject.finished(good.sid)).status, 'completed')
    const received = () => hooks.received.map(({ body }) => body).filter((body) => body.includes(ServiceSid))
    await eventually(() => received().length > 0, 'the good one is announced')
    assert.deepEqual(
      received().map((body) => JSON.parse(body).transcript_sid),
      [good.sid],
      'no webhook for transcripts that failed',
    )
  } finally {
    origin.close()
  }
}

async function failsAsItShould(
  subject: Subject,
  { name, sid, origin }: { name: string; sid: string; origin: RecordingOrigin },
) {
  const { code, passing } = bad[name]!
  assert.equal((await subject.finished(sid)).status, 'failed', name)
  const { body } = await subject.call('GET', `/x/v1/Transcripts/${sid}/Diagnostics`)
  assert.equal(body.failure.code, code, `${name}: ${body.failure.message}`)
  const requests = origin.requestsFor(name).length
  if (passing) assert.ok(requests >= 1 && requests <= ATTEMPTS, `${name} was asked for ${requests} times`)
  else assert.equal(requests, 1, `${name} was asked for ${requests} times`)
}

/** Line 30. */
export const badRecordingsCheck: Check = {
  number: 30,
  title: 'a recording that can not be had or used fails with the reason, and its origin is not pestered',
  run: tellsWhatIsWrong,
  // One reason for everything.
  broken: (answer, { path }) =>
    bendJson(answer, ({ failure }) => {
      if (path.endsWith('/Diagnostics') && failure) failure.code = 95100
    }),
}
