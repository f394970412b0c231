// What a create of a transcript takes, refuses and answers (contract section 21, lines 20 to 33).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import { badRecordingsCheck } from './bad-recordings.ts'
import type { Check } from './check.ts'
import { deletedTranscriptCheck } from './deleted-transcript.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { heardSidesCheck } from './heard-sides.ts'
import { monoCall } from './mono-call.ts'
import {
  bendTranscripts,
  byUrl,
  countTranscripts,
  create,
  isCreate,
  missingRecording,
  mustCreate,
  readTwice,
  takingCreates,
} from './new-transcript.ts'
import { oneTranscriptCheck } from './one-transcript.ts'
import { participantChecks } from './participants.ts'
import { sentencesOf, textOf } from './sentence-views.ts'
import { freshName, type Subject } from './subject.ts'
import { urlCredentialsCheck } from './url-credentials.ts'

const digits = '0123456789abcdef'.repeat(2)
const bySid = { media_properties: { source_sid: `RE${digits}` } }

async function needsServiceAndChannel(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  const Channel = byUrl(subject)
  const before = await countTranscripts(subject)
  for (const form of [
    {},
    { Channel },
    { ServiceSid },
    { Channel, ServiceSid: '' },
    { ServiceSid, Channel: '' },
  ]) {
    assertError(await create(subject, { ...form, CustomerKey: 'k' }), 400)
  }
  assert.equal(await countTranscripts(subject), before)
}

/** A server that keeps what it refused: the list repeats a row for each. */
function keepingRefused(): Distortion {
  let refused = 0
  return (answer, request) => {
    if (isCreate(request) && answer.status >= 400) refused++
    if (request.method !== 'GET' || !request.path.startsWith('/v2/Transcripts?')) return answer
    return bendJson(answer, ({ transcripts }) => {
      transcripts.push(...transcripts.slice(0, refused))
    })
  }
}

async function judgesServiceSid(subject: Subject) {
  const Channel = byUrl(subject)
  const UniqueName = freshName()
  const own = await subject.service({ UniqueName })
  const { body: foreign } = await subject.call('POST', '/v2/Services', {
    form: { UniqueName },
    login: subject.world.other,
  })
  const withService = (ServiceSid: string) => create(subject, { ServiceSid, Channel })
  assert.equal((await withService(own.sid)).status, 202)
  for (const malformed of ['GA123', `GA${digits}0`, `GT${digits}`, `GA${'g'.repeat(32)}`, UniqueName]) {
    assertError(await withService(malformed), 400)
  }
  for (const unknown of [`GA${digits}`, foreign.sid]) assertError(await withService(unknown), 404, 20404)
}

async function judgesChannel(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  const { media_properties: good } = byUrl(subject)
  await mustCreate(subject, { ServiceSid, Channel: { media_properties: good } })
  const badSids = [`CA${digits}`, 'RE123', `RE${digits}0`, `RE${'g'.repeat(32)}`, ` RE${digits}`, '']
  const badUrls = [
    '',
    'call.wav',
    '/call.wav',
    'ftp://example.com/a.wav',
    'file:///etc/hosts',
    'data:audio/wav,a',
  ]
  const bad = [
    ...['{', 'null', '[]', '"text"', '1', '{}', '[{}]'],
    { media_url: good.media_url },
    ...[null, [], 'text', {}, { source_sid: null, media_url: null }].map((one) => ({
      media_properties: one,
    })),
    ...badSids.map((source_sid) => ({ media_properties: { source_sid } })),
    ...badUrls.map((media_url) => ({ media_properties: { media_url } })),
  ]
  for (const Channel of bad) assertError(await create(subject, { ServiceSid, Channel }), 400)
}

async function prefersMediaUrl(subject: Subject) {
  const { sid, status, duration, channel } = (await monoCall(subject)).transcript
  const [fetched] = await readTwice(subject, (await monoCall(subject)).transcript)
  for (const { media_properties } of [channel, fetched.channel]) {
    assert.deepEqual(media_properties, {
      source: 'ExternalRecording',
      source_sid: null,
      media_url: subject.world.monoCallUrl,
      reference_sids: { call_sid: null },
    })
  }
  // The recording behind source_sid is a second of silence.
  assert.deepEqual([status, duration], ['completed', 10])
  assert.match(textOf(await sentencesOf(subject, sid, 'Redacted=false')), /call/)
}

async function repeatsWhatWasSent(subject: Subject) {
  const CustomerKey = `call 7 & "Ännö" ${freshName()}`
  const full = {
    user_id: 'id1',
    media_participant_id: null,
    email: 'a@example.com',
    image_url: 'https://a.example/',
  }
  const participants = [
    { ...full, channel_participant: 1, full_name: 'Ann', role: 'Customer' },
    { ...full, channel_participant: 2, full_name: null, role: 'Agent' },
  ]
  const media = { source_sid: null, media_url: null, reference_sids: { call_sid: null } }
  const url = missingRecording(subject)
  const sources = [
    { sent: { media_url: url }, shown: { ...media, source: 'ExternalRecording', media_url: url } },
    { sent: bySid.media_properties, shown: { ...media, ...bySid.media_properties, source: 'Recording' } },
  ]
  const settings = [
    { LanguageCode: 'en-GB', AutoRedaction: 'true', DataLogging: 'true' },
    { LanguageCode: 'es-ES', AutoRedaction: 'false' },
  ]
  for (const [at, form] of settings.entries()) {
    const { sid: ServiceSid } = await subject.service(form)
    const { sent, shown } = sources[at]!
    const made = await mustCreate(subject, {
      ServiceSid,
      CustomerKey,
      Channel: { media_properties: sent, participants },
    })
    assert.deepEqual([made.status, made.duration], ['queued', 0])
    for (const one of [made, ...(await readTwice(subject, made))]) {
      assert.partialDeepStrictEqual(one, { duration: 0, customer_key: CustomerKey, data_logging: false })
      assert.equal(one.redaction, form.AutoRedaction === 'true')
      assert.equal(one.language_code, form.LanguageCode)
      assert.deepEqual(one.channel, { type: 'voice', media_properties: shown, participants })
    }
  }
}

async function keepsCustomerKeys(subject: Subject) {
  const { sid: ServiceSid } = await subject.service()
  const Channel = byUrl(subject)
  const mixed = `ключ 鍵 😀 &=%25+"'\\ e\u0301 `
  for (const key of ['x'.repeat(64), 'ü'.repeat(64), '😀'.repeat(32), `${mixed.padEnd(63, '~')}é`]) {
    assert.equal(key.length, 64)
    const made = await mustCreate(subject, { ServiceSid, Channel, CustomerKey: key })
    for (const { customer_key } of [made, ...(await readTwice(subject, made))]) {
      assert.deepEqual(Buffer.from(customer_key ?? ''), Buffer.from(key))
    }
  }
  for (const CustomerKey of ['x'.repeat(65), 'ü'.repeat(65)]) {
    assertError(await create(subject, { ServiceSid, Channel, CustomerKey }), 400)
  }
}

/** Lines 20 to 33. */
export const createChecks: Check[] = [
  {
    number: 20,
    title: 'a create without ServiceSid or Channel is 400 and leaves nothing',
    run: needsServiceAndChannel,
    broken: keepingRefused(),
  },
  {
    number: 21,
    title: 'a malformed ServiceSid or a name is 400, an unknown or foreign Service 404',
    run: judgesServiceSid,
    broken: takingCreates((form) => !form.get('ServiceSid')?.startsWith('G')),
  },
  {
    number: 22,
    title: 'a Channel without a usable source is 400',
    run: judgesChannel,
    broken: takingCreates((form) => /"source_sid":"CA/.test(form.get('Channel') ?? '')),
  },
  {
    number: 23,
    title: 'of two sources the media_url is transcribed',
    run: prefersMediaUrl,
    broken: (answer, { path }) =>
      bendJson(answer, (body) => {
        if (path.includes('/Sentences')) body.sentences = []
      }),
  },
  ...participantChecks,
  {
    number: 27,
    title: 'the 202 shows a queued transcript under the settings of its Service, and later reads repeat it',
    run: repeatsWhatWasSent,
    broken: bendTranscripts((transcript) => {
      transcript.redaction = false
    }),
  },
  {
    number: 28,
    title: 'a CustomerKey of 64 characters comes back as it was, one of 65 is 400',
    run: keepsCustomerKeys,
    // A server that counts bytes.
    broken: bendTranscripts((transcript) => {
      const bytes = Buffer.from(transcript.customer_key ?? '')
      transcript.customer_key = bytes.subarray(0, 64).toString('utf8')
    }),
  },
  oneTranscriptCheck,
  badRecordingsCheck,
  urlCredentialsCheck,
  heardSidesCheck,
  deletedTranscriptCheck,
]
