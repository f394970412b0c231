// Twilio's RecordingStatusCallback, signed by the official SDK, against the whole server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { sidFrom } from '../../domain/sid.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import { anAccount } from '../../testing/builders.ts'
import { clientOf } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Transcript {
  service_sid: string
  status: string
  media_start_time: string | null
  channel: { media_properties: { source_sid: string; reference_sids: { call_sid: string | null } } }
}

const upstream = { accountSid: anAccount(), authToken: 'an upstream token' }
const server = await startTestServer(
  { after },
  {
    UPSTREAM_TWILIO_ACCOUNT_SID: upstream.accountSid,
    UPSTREAM_TWILIO_AUTH_TOKEN: upstream.authToken,
  },
)
const hook = '/x/v1/Hooks/RecordingStatus'
const callSid = sidFrom('call', 'ca'.repeat(16))
let count = 0
const freshSid = () => sidFrom('recording', (++count).toString(16).padStart(32, '0'))

const service = await server.request<{ sid: string }>('POST', '/v2/Services', {
  UniqueName: 'transcribes by itself',
  AutoTranscribe: 'true',
})

/** Everything Twilio sends along, of a completed recording. */
function callback(over: Record<string, string> = {}): Record<string, string> {
  return {
    AccountSid: server.accountSid,
    CallSid: callSid,
    RecordingSid: freshSid(),
    RecordingUrl: 'https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/RE',
    RecordingStatus: 'completed',
    RecordingDuration: '12',
    RecordingChannels: '2',
    RecordingStartTime: 'Fri, 02 Jan 2026 03:04:05 +0000',
    RecordingSource: 'StartCallRecordingAPI',
    RecordingTrack: 'both',
    ErrorCode: '0',
    'Odd name': 'ünï & = 🔑',
    ...over,
  }
}

interface Sending {
  token?: string
  query?: string
  /** Changes the form after it was signed. */
  tamper?: (form: Record<string, string>) => void
  headers?: Record<string, string>
}

/** Sends a callback as Twilio would: no credentials, signed over the address and the form. */
async function send(form: Record<string, string>, { token, query = '', tamper, headers }: Sending = {}) {
  const url = `${server.baseUrl}${hook}${query}`
  const signature = webhooks.getExpectedTwilioSignature(token ?? server.authToken, url, form)
  tamper?.(form)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, ...headers },
    body: new URLSearchParams(form),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) }
}
const transcriptsOf = async (sid: string, client: Pick<typeof server, 'request'> = server) => {
  const path = `/v2/Transcripts?SourceSid=${sid}`
  return (await client.request<ListBody<'transcripts', Transcript>>('GET', path)).body.transcripts
}

test('a completed recording gets its transcript, and the answer is 204 without a body', async () => {
  const form = callback()
  const { status, body, headers } = await send(form)
  assert.deepEqual([status, body], [204, ''])
  assert.equal(headers.get('access-control-allow-origin'), null)
  const transcripts = await transcriptsOf(form.RecordingSid!)
  assert.equal(transcripts.length, 1)
  assert.partialDeepStrictEqual(transcripts[0], {
    service_sid: service.body.sid,
    status: 'queued',
    media_start_time: '2026-01-02T03:04:05Z',
    channel: {
      media_properties: { source_sid: form.RecordingSid, reference_sids: { call_sid: callSid } },
    },
  })
})

test('the same callback again makes no second transcript', async () => {
  const form = callback()
  for (let i = 0; i < 3; i++) assert.equal((await send({ ...form })).status, 204)
  await Promise.all(Array.from({ length: 4 }, () => send({ ...form })))
  assert.equal((await transcriptsOf(form.RecordingSid!)).length, 1)
})

for (const RecordingStatus of ['in-progress', 'absent', 'failed']) {
  test(`a recording that is ${RecordingStatus} is 204 and makes no transcript`, async () => {
    const form = callback({ RecordingStatus })
    assert.equal((await send(form)).status, 204)
    assert.deepEqual(await transcriptsOf(form.RecordingSid!), [])
  })
}

test('what a callback leaves out is unknown', async () => {
  const { AccountSid, RecordingSid } = callback()
  assert.equal((await send({ AccountSid: AccountSid!, RecordingSid: RecordingSid! })).status, 204)
  const [transcript] = await transcriptsOf(RecordingSid!)
  assert.equal(transcript!.media_start_time, null)
  assert.equal(transcript!.channel.media_properties.reference_sids.call_sid, null)
})

test('the query of the address is signed along', async () => {
  const form = callback()
  assert.equal((await send(form, { query: '?token=a%20b&x=1' })).status, 204)
  assert.equal((await transcriptsOf(form.RecordingSid!)).length, 1)
})

test("the upstream account's recordings count as those of the first account, under its own token", async () => {
  const form = callback({ AccountSid: upstream.accountSid })
  assertError(await send({ ...form }), 403, 20403)
  assert.equal((await send({ ...form }, { token: upstream.authToken })).status, 204)
  assert.equal((await transcriptsOf(form.RecordingSid!)).length, 1)
})

test('another account of this server is served under its own token, for its own Services', async () => {
  const { body } = await server.request<{ sid: string; auth_token: string }>('POST', '/x/v1/Accounts')
  const other = clientOf(server, body.sid, body.auth_token)
  await other.request('POST', '/v2/Services', { UniqueName: 'x', AutoTranscribe: 'true' })
  const form = callback({ AccountSid: body.sid })
  assertError(await send({ ...form }), 403, 20403)
  assert.equal((await send({ ...form }, { token: body.auth_token })).status, 204)
  assert.equal((await transcriptsOf(form.RecordingSid!, other)).length, 1)
  assert.deepEqual(await transcriptsOf(form.RecordingSid!), [])
})

const forged: [what: string, over: Record<string, string>, sending: Sending][] = [
  ['another token', {}, { token: 'another' }],
  ['no token at all', {}, { token: '' }],
  ['no signature', {}, { headers: { 'x-twilio-signature': '' } }],
  ['a signature of other bytes', {}, { headers: { 'x-twilio-signature': 'AAAA' } }],
  ['a changed field', {}, { tamper: (form) => Object.assign(form, { RecordingDuration: '13' }) }],
  ['an added field', {}, { tamper: (form) => Object.assign(form, { Extra: 'x' }) }],
  [
    'another status',
    { RecordingStatus: 'absent' },
    { tamper: (form) => Object.assign(form, { RecordingStatus: 'completed' }) },
  ],
  ['an unknown account', { AccountSid: anAccount() }, {}],
  ['an account that is none', { AccountSid: 'AC1' }, {}],
]
for (const [what, over, sending] of forged) {
  test(`a callback with ${what} is 403 and makes no transcript, even with credentials`, async () => {
    const form = callback(over)
    const authorization = `Basic ${btoa(`${server.accountSid}:${server.authToken}`)}`
    for (const headers of [{}, { authorization }]) {
      const answer = await send({ ...form }, { ...sending, headers: { ...sending.headers, ...headers } })
      assertError(answer, 403, 20403)
    }
    assert.deepEqual(await transcriptsOf(form.RecordingSid!), [])
  })
}

test('a token of before a rotation does not sign, the new one does', async () => {
  const { body: made } = await server.request<{ sid: string; auth_token: string }>('POST', '/x/v1/Accounts')
  const path = `/x/v1/Accounts/${made.sid}/Rotate`
  const { body: next } = await server.request<typeof made>('POST', path, { GraceSeconds: '3600' })
  const form = callback({ AccountSid: made.sid })
  assertError(await send({ ...form }, { token: made.auth_token }), 403)
  assert.equal((await send({ ...form }, { token: next.auth_token })).status, 204)
})

test('a callback about no recording is 400, one without its fields too', async () => {
  assertError(await send(callback({ RecordingSid: 'RE1' })), 400, 20423)
  for (const name of ['AccountSid', 'RecordingSid']) {
    const { [name]: _, ...form } = callback()
    assertError(await send(form), 400, 20422)
  }
})
