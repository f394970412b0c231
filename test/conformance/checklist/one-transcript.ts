// One living transcript per recording and Service (contract section 21, line 29).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import {
  type CreateForm,
  create,
  missingRecording,
  mustCreate,
  takingCreates,
  upload,
} from './new-transcript.ts'
import type { Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'

const MOST_TRIES = 10
const nobodys = `RE${'0123456789abcdef'.repeat(2)}`

async function keepsOneTranscriptPerRecording(subject: Subject) {
  const [{ sid: ServiceSid }, { sid: otherService }] = [await subject.service(), await subject.service()]
  const formOf = (source_sid: string) => ({ ServiceSid, Channel: { media_properties: { source_sid } } })
  const form = formOf(await upload(subject, silentWav()))

  const first = await mustCreate(subject, form)
  assertError(await create(subject, form), 409, 20409)
  assert.equal((await subject.finished(first.sid)).status, 'completed')
  assertError(await create(subject, form), 409, 20409)
  await mustCreate(subject, { ...form, ServiceSid: otherService })
  await subject.call('DELETE', `/v2/Transcripts/${first.sid}`)
  await mustCreate(subject, form)

  const failing = await mustCreate(subject, formOf(nobodys))
  assert.equal((await subject.finished(failing.sid)).status, 'failed')
  await mustCreate(subject, formOf(nobodys))

  const Channel = { media_properties: { media_url: missingRecording(subject) } }
  const byUrl = [
    await mustCreate(subject, { ServiceSid, Channel }),
    await mustCreate(subject, { ServiceSid, Channel }),
  ]
  assert.notEqual(byUrl[0]!.sid, byUrl[1]!.sid)

  await freesCanceledRecordings(subject, { ServiceSid })
}

/** The recording is long enough for a Cancel to come before its end, nearly always. */
async function freesCanceledRecordings(subject: Subject, { ServiceSid }: { ServiceSid: string }) {
  const source_sid = await upload(subject, readFileSync(join(subject.world.folder, 'short.wav')))
  const form = { ServiceSid, Channel: { media_properties: { source_sid } } }
  const { sid, canceled } = await createAndCancel(subject, form)
  assert.ok(canceled.status < 300, JSON.stringify(canceled.body))
  assert.equal((await subject.finished(sid)).status, 'canceled')
  const again = await mustCreate(subject, form)
  await subject.call('DELETE', `/v2/Transcripts/${again.sid}`)
}

/** Once more where the transcript was completed before its Cancel came. */
async function createAndCancel(subject: Subject, form: CreateForm) {
  for (let tries = 1; ; tries++) {
    const { sid } = await mustCreate(subject, form)
    const canceled = await subject.call('POST', `/x/v1/Transcripts/${sid}/Cancel`)
    const { body } = await subject.call('GET', `/v2/Transcripts/${sid}`)
    if (body.status !== 'completed' || tries === MOST_TRIES) return { sid, canceled }
    await subject.call('DELETE', `/v2/Transcripts/${sid}`)
  }
}

/** Line 29. */
export const oneTranscriptCheck: Check = {
  number: 29,
  title: 'a recording has one living transcript per Service, an address any number',
  run: keepsOneTranscriptPerRecording,
  broken: takingCreates(() => true),
}
