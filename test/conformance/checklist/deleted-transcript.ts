// What is left of a deleted transcript (contract section 21, line 33).
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { assertError } from '../../../src/testing/answers.ts'
import { eventually } from '../../../src/testing/eventually.ts'
import type { Check } from './check.ts'
import { mustCreate } from './new-transcript.ts'
import { answerWith, type RecordingOrigin, startRecordingOrigin } from './recording-origin.ts'
import type { Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'

async function leavesNothing(subject: Subject) {
  const held: ServerResponse[] = []
  const origin = await startRecordingOrigin({
    good: answerWith(silentWav()),
    held: (_request, response) => {
      response.writeHead(200).flushHeaders()
      held.push(response)
    },
  })
  try {
    await isGoneOnceCompleted(subject, origin)
    await stopsUnderWay(subject, { origin, held })
  } finally {
    origin.close()
  }
}

async function isGoneOnceCompleted(subject: Subject, origin: RecordingOrigin) {
  const { sid: serviceSid } = await subject.service()
  const { sid, status } = await subject.transcribe(serviceSid, { mediaUrl: origin.urlOf('good') })
  assert.equal(status, 'completed')
  const { body: media } = await subject.call('GET', `/v2/Transcripts/${sid}/Media`)
  const fetchMedia = () => subject.call('GET', media.media_url, { login: null })
  assert.equal((await fetchMedia()).status, 200)
  await isGoneAfterDelete(subject, sid)
  const { status: mediaStatus } = await fetchMedia()
  assert.ok([403, 404].includes(mediaStatus), `the old media_url answers ${mediaStatus}`)
}

async function isGoneAfterDelete(subject: Subject, sid: string) {
  const path = `/v2/Transcripts/${sid}`
  const deleted = await subject.call('DELETE', path)
  assert.deepEqual([deleted.status, deleted.body], [204, null])
  for (const part of ['', '/Sentences', '/Media', '/OperatorResults']) {
    assertError(await subject.call('GET', path + part), 404, 20404)
  }
  assertError(await subject.call('DELETE', path), 404, 20404)
}

async function stopsUnderWay(
  subject: Subject,
  { origin, held }: { origin: RecordingOrigin; held: ServerResponse[] },
) {
  const { hooks, server } = subject.world
  const { sid: ServiceSid } = await subject.service({ WebhookUrl: hooks.url })
  const media_url = origin.urlOf('held')
  const { sid } = await mustCreate(subject, { ServiceSid, Channel: { media_properties: { media_url } } })
  await eventually(() => held.length > 0, 'the recording is asked for')
  const { body } = await subject.call('GET', `/v2/Transcripts/${sid}`)
  assert.equal(body.status, 'in-progress')
  await isGoneAfterDelete(subject, sid)
  for (const response of held) response.end(silentWav())
  // By the time that two more are through, the first one would be as well.
  const later: { sid: string }[] = []
  for (let i = 0; i < 2; i++) {
    later.push(await subject.transcribe(ServiceSid, { mediaUrl: origin.urlOf('good') }))
  }
  const received = () => hooks.received.map((hook) => hook.body).filter((text) => text.includes(ServiceSid))
  await eventually(() => received().length >= later.length, 'the later ones are announced')
  const told = received().map((text) => JSON.parse(text).transcript_sid)
  assert.deepEqual(told.sort(), later.map((one) => one.sid).sort())
  assertError(await subject.call('GET', `/v2/Transcripts/${sid}`), 404)
  const completed = () =>
    server
      .output()
      .split('\n')
      .filter((line) => line.includes('"transcript completed"'))
  for (const one of later)
    await eventually(() => completed().some((line) => line.includes(one.sid)), `the log tells of ${one.sid}`)
  assert.ok(!completed().some((line) => line.includes(sid)), 'the work went on to its end')
}

/** Line 33. */
export const deletedTranscriptCheck: Check = {
  number: 33,
  title: 'a deleted transcript is gone with all that belongs to it, and work on it stops',
  run: leavesNothing,
  broken: (answer, { method }) =>
    method === 'DELETE' && answer.status === 404 ? { ...answer, status: 204, body: Buffer.alloc(0) } : answer,
}
