// Creating, fetching and deleting Transcripts over HTTP, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { sidFrom } from '../../domain/sid.ts'
import { type Transcript as StoredTranscript, transcriptStatuses } from '../../domain/transcript.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import { aService, aTranscript } from '../../testing/builders.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { transcriptSchema } from './present.ts'

type Transcript = Static<typeof transcriptSchema>

const digits = '0123456789abcdef'.repeat(2)
const accountSid = `AC${digits}` as StoredTranscript['accountSid']
const service = aService({ accountSid, uniqueName: 'calls', languageCode: 'en-GB' })
const foreign = { service: aService({ uniqueName: 'theirs' }), transcript: aTranscript() }
/** One of every status, each of a recording of its own. */
const stored = transcriptStatuses.map((status, at) =>
  aTranscript({
    accountSid,
    serviceSid: service.sid,
    status,
    durationS: status === 'completed' ? 61 : 0,
    dateCreated: new Date(Date.UTC(2020, 0, 1 + at)),
    channel: {
      ...aTranscript().channel,
      mediaUrl: null,
      sourceSid: sidFrom('recording', digits.slice(1) + at),
    },
    diagnostics: { stageMs: { fetch: 5 }, warnings: [], failure: null, attempts: 1 },
  }),
)
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [service, foreign.service]) await store.services.insert(one)
  for (const one of [...stored, foreign.transcript]) await store.transcripts.insert(one)
})

const mediaUrl = 'https://example.com/calls/1.wav?token=%20x'
const byUrl = { media_properties: { media_url: mediaUrl } }
let made = 0
const newRecording = () => `RE${'f'.repeat(24)}${String(++made).padStart(8, '0')}`
const byRecording = (source_sid = newRecording()) => ({ media_properties: { source_sid } })

const get = (path: string) => server.request<Transcript>('GET', path)
const post = (form: Record<string, string>) => server.request<Transcript>('POST', '/v2/Transcripts', form)
const remove = (sid: string) => server.request('DELETE', `/v2/Transcripts/${sid}`)
const list = async (size: number) =>
  (await server.request<ListBody<'transcripts', Transcript>>('GET', `/v2/Transcripts?PageSize=${size}`)).body
    .transcripts
const count = async () => (await list(1000)).length

function create(channel: unknown = byUrl, form: Record<string, string> = {}) {
  const Channel = typeof channel === 'string' ? channel : JSON.stringify(channel)
  return post({ ServiceSid: service.sid, Channel, ...form })
}

const keys =
  'account_sid service_sid sid date_created date_updated status channel data_logging language_code media_start_time duration customer_key url redaction encryption_credential_sid links'.split(
    ' ',
  )
const participantKeys =
  'user_id channel_participant media_participant_id image_url full_name email role'.split(' ')

test('a create answers 202 with every property in order, the channel normalised, nulls explicit, no ETag', async () => {
  const { status, headers, body } = await create()
  assert.equal(status, 202)
  assert.equal(headers.get('etag'), null)
  assert.match(body.sid, /^GT[0-9a-f]{32}$/)
  assert.match(body.date_created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const url = `${server.baseUrl}/v2/Transcripts/${body.sid}`
  const blank = { user_id: null, media_participant_id: null, image_url: null, full_name: null, email: null }
  assert.deepEqual(Object.keys(body), keys)
  assert.deepEqual(body, {
    account_sid: server.accountSid,
    service_sid: service.sid,
    sid: body.sid,
    date_created: body.date_created,
    date_updated: body.date_created,
    status: 'queued',
    channel: {
      type: 'voice',
      media_properties: {
        source: 'ExternalRecording',
        source_sid: null,
        media_url: mediaUrl,
        reference_sids: { call_sid: null },
      },
      participants: [
        { ...blank, channel_participant: 1, role: 'Agent' },
        { ...blank, channel_participant: 2, role: 'Customer' },
      ],
    },
    data_logging: false,
    language_code: 'en-GB',
    media_start_time: null,
    duration: 0,
    customer_key: null,
    url,
    redaction: false,
    encryption_credential_sid: null,
    links: {
      sentences: `${url}/Sentences`,
      encrypted_sentences: `${url}/Sentences/Encrypted`,
      media: `${url}/Media`,
      operator_results: `${url}/OperatorResults`,
      encrypted_operator_results: `${url}/OperatorResults/Encrypted`,
    },
  })
  assert.deepEqual(Object.keys(body.channel), ['type', 'media_properties', 'participants'])
  for (const one of body.channel.participants) assert.deepEqual(Object.keys(one), participantKeys)
  assert.deepEqual((await get(url)).body, body)
  const newest = await server.request<ListBody<'transcripts', Transcript>>(
    'GET',
    '/v2/Transcripts?PageSize=1',
  )
  assert.deepEqual(newest.body.transcripts, [body])
})

test('all that is sent comes back, byte for byte', async () => {
  const full = {
    user_id: 'id 1',
    media_participant_id: '+15559595450',
    email: '',
    full_name: 'Änn "Bö" 😀',
    image_url: 'https://example.com/a.png',
  }
  const customerKey = `ключ 😀 "&=%'`
  const { status, body } = await create(
    { ...byUrl, participants: [{ channel_participant: 2, role: 'Agent', ...full }] },
    { CustomerKey: customerKey, MediaStartTime: '2026-01-02T05:04:05.678+02:00', StrayField: 'x' },
  )
  assert.equal(status, 202)
  assert.equal(body.customer_key, customerKey)
  assert.equal(body.media_start_time, '2026-01-02T03:04:05Z')
  const [first, second] = body.channel.participants
  assert.deepEqual(second, { channel_participant: 2, role: 'Agent', ...full })
  assert.partialDeepStrictEqual(first, {
    channel_participant: 1,
    role: 'Customer',
    media_participant_id: null,
  })
  assert.deepEqual((await get(body.url)).body, body)
})

test('a recording named by its sid is a Recording without address; both given, the address counts', async () => {
  const source_sid = newRecording()
  const bySid = await create(byRecording(source_sid))
  assert.deepEqual(bySid.body.channel.media_properties, {
    source: 'Recording',
    source_sid,
    media_url: null,
    reference_sids: { call_sid: null },
  })
  const both = (await create({ media_properties: { source_sid, media_url: mediaUrl } })).body.channel
  assert.deepEqual(both.media_properties, (await create()).body.channel.media_properties)
})

for (const [length, key] of [
  [64, 'x'.repeat(64)],
  [64, 'ü'.repeat(64)],
  [64, '😀'.repeat(32)],
  [65, 'x'.repeat(65)],
  [66, '😀'.repeat(33)],
] as const) {
  test(`a CustomerKey of ${length} units (${key.slice(0, 2)}…) is ${length > 64 ? 'refused' : 'kept'}`, async () => {
    const answer = await create(byUrl, { CustomerKey: key })
    if (length > 64) assertError(answer, 400)
    else assert.equal((await get(answer.body.url)).body.customer_key, key)
  })
}

const one = { channel_participant: 1 }
const Channel = JSON.stringify(byUrl)
const refused: [what: string, form: Record<string, string>, status: number, code?: number][] = [
  ['nothing', {}, 400],
  ['no ServiceSid', { Channel }, 400],
  ['no Channel', { ServiceSid: service.sid }, 400],
  ['a malformed ServiceSid', { ServiceSid: 'GA123', Channel }, 400, 20423],
  ['a unique name as ServiceSid', { ServiceSid: 'calls', Channel }, 400, 20423],
  ['an unknown service', { ServiceSid: `GA${digits}`, Channel }, 404, 20404],
  ['the service of another account', { ServiceSid: foreign.service.sid, Channel }, 404, 20404],
  ['a date that is none', { MediaStartTime: 'yesterday' }, 400],
  ['a NUL in the key', { CustomerKey: 'a\0' }, 400],
  ...(
    [
      ['no JSON', '{'],
      ['a JSON array', []],
      ['no media_properties', {}],
      ['no source', { media_properties: {} }],
      ['the sid of a call', { media_properties: { source_sid: `CA${digits}` } }],
      ['an empty media_url', { media_properties: { media_url: '' } }],
      ['a relative media_url', { media_properties: { media_url: 'calls/1.wav' } }],
      ['an ftp media_url', { media_properties: { media_url: 'ftp://example.com/1.wav' } }],
      ['a private media_url', { media_properties: { media_url: 'http://10.0.0.1/1.wav' } }],
      [
        'a recording with media_participant_id',
        { ...byRecording(), participants: [{ ...one, media_participant_id: '+1' }] },
      ],
      ['channel_participant 0', { ...byUrl, participants: [{ channel_participant: 0 }] }],
      ['three participants', { ...byUrl, participants: [one, { channel_participant: 2 }, one] }],
      ['one channel twice', { ...byUrl, participants: [one, one] }],
      ['a NUL in a name', { ...byUrl, participants: [{ ...one, full_name: '\0' }] }],
    ] as [string, unknown][]
  ).map(([what, channel]): [string, Record<string, string>, number] => [
    `a Channel of ${what}`,
    { Channel: typeof channel === 'string' ? channel : JSON.stringify(channel) },
    400,
  ]),
]
for (const [what, form, status, code] of refused) {
  test(`a create with ${what} is ${status} and stores nothing`, async () => {
    const complete = 'ServiceSid' in form || form.Channel === Channel || what === 'nothing'
    const before = await count()
    const answer = await (complete ? post(form) : post({ ServiceSid: service.sid, Channel, ...form }))
    assertError(answer, status, code)
    assert.equal(await count(), before)
  })
}

test('one live transcript per recording and service: 409, until it was deleted', async () => {
  const channel = byRecording()
  const { body } = await create(channel)
  const before = await count()
  assertError(await create(channel), 409, 20409)
  assert.equal(await count(), before)
  const other = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'other' })
  const elsewhere = { ServiceSid: other.body.sid, Channel: JSON.stringify(channel) }
  assert.equal((await post(elsewhere)).status, 202)
  assert.equal((await remove(body.sid)).status, 204)
  assert.equal((await create(channel)).status, 202)
  assert.deepEqual([(await create(byUrl)).status, (await create(byUrl)).status], [202, 202])
})

test('of creates side by side for one recording exactly one succeeds', async () => {
  const channel = byRecording()
  const answers = await Promise.all([1, 2, 3, 4].map(() => create(channel)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409, 409, 409])
})

for (const transcript of stored) {
  const free = transcript.status === 'failed' || transcript.status === 'canceled'
  test(`a ${transcript.status} transcript is shown whole and ${free ? 'frees' : 'holds'} its recording`, async () => {
    const { status, body } = await get(`/v2/Transcripts/${transcript.sid}`)
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), keys)
    assert.equal(body.status, transcript.status)
    assert.equal(body.duration, transcript.durationS)
    assert.equal(body.media_start_time, null)
    assert.equal((await create(byRecording(transcript.channel.sourceSid!))).status, free ? 202 : 409)
  })
}

test('a service that changes or goes leaves its transcripts as they were', async () => {
  const { body: own } = await server.request<{ sid: string }>('POST', '/v2/Services', {
    UniqueName: 'passing',
  })
  const { body } = await post({ ServiceSid: own.sid, Channel })
  await server.request('POST', `/v2/Services/${own.sid}`, { WebhookUrl: 'https://a.example/' })
  assert.equal((await server.request('DELETE', `/v2/Services/${own.sid}`)).status, 204)
  assert.deepEqual((await get(body.url)).body, body)
  assertError(await post({ ServiceSid: own.sid, Channel }), 404, 20404)
})

test('a delete is 204 without a body and takes all that hangs on it; a second one is 404', async () => {
  const { body } = await create()
  assert.partialDeepStrictEqual(await remove(body.sid), { status: 204, body: null })
  const diagnostics = `${server.baseUrl}/x/v1/Transcripts/${body.sid}/Diagnostics`
  for (const url of [body.url, body.links.sentences, body.links.media, diagnostics])
    assertError(await get(url), 404, 20404)
  assertError(await remove(body.sid), 404, 20404)
})

for (const sid of [`GT${digits}`, 'GT1', `GA${digits}`, 'calls', foreign.transcript.sid, 'a%00b', '%ff']) {
  test(`transcript ${sid.slice(0, 8)}… is 404 on every path`, async () => {
    for (const suffix of ['', '/', '/Sentences', '/Media']) {
      assertError(await get(`/v2/Transcripts/${sid}${suffix}`), 404, 20404)
    }
    assertError(await get(`/x/v1/Transcripts/${sid}/Diagnostics`), 404, 20404)
    assertError(await remove(sid), 404, 20404)
  })
}

test('other methods are 405 with Allow; without credentials a bad create is 401, not 400', async () => {
  const sid = stored[0]!.sid
  for (const [method, path, allow] of [
    ['PUT', '/v2/Transcripts', 'GET, HEAD, POST'],
    ['POST', `/v2/Transcripts/${sid}`, 'DELETE, GET, HEAD'],
    ['POST', `/v2/Transcripts/${sid}/Sentences`, 'GET, HEAD'],
    ['DELETE', `/v2/Transcripts/${sid}/Media`, 'GET, HEAD'],
    ['DELETE', `/x/v1/Transcripts/${sid}/Diagnostics`, 'GET, HEAD'],
  ] as const) {
    const answer = await server.request(method, path)
    assertError(answer, 405, 20004)
    assert.equal(answer.headers.get('allow'), allow)
  }
  const headers = { authorization: 'Basic bm86b25l' }
  assertError(await server.send('/v2/Transcripts', { method: 'POST', headers }), 401, 20003)
})

test('a queued transcript is canceled once; a canceled one is final', async (t) => {
  const server = await startTestServer(t)
  const { body: service } = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'c' })
  const form = {
    ServiceSid: service.sid,
    Channel: JSON.stringify({ media_properties: { source_sid: `RE${'1'.repeat(32)}` } }),
  }
  const { body: made } = await server.request<{ sid: string }>('POST', '/v2/Transcripts', form)
  assertError(await server.request('POST', '/v2/Transcripts', form), 409, 20409)
  const canceled = await server.request<{ status: string }>('POST', `/x/v1/Transcripts/${made.sid}/Cancel`)
  assert.deepEqual([canceled.status, canceled.body.status], [200, 'canceled'])
  assertError(await server.request('POST', `/x/v1/Transcripts/${made.sid}/Cancel`), 409, 20409)
  assertError(await server.request('POST', `/x/v1/Transcripts/GT${'0'.repeat(32)}/Cancel`), 404, 20404)
  assert.equal((await server.request('POST', '/v2/Transcripts', form)).status, 202)
})
