// Webhooks (contract section 21, lines 51 to 55).
import assert from 'node:assert/strict'
import twilio from 'twilio'
import { signUrl, withBodyHash } from '../../../src/adapters/notifier-webhook/signature.ts'
import { type ReceivedHook, startWebhookReceiver } from '../../../src/testing/webhook-receiver.ts'
import type { Check } from './check.ts'
import { deliveriesOf, loggedDeliveries, until } from './delivery-log.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { missingChannel, phraseOperatorForm } from './every-operation.ts'
import { channelOf, transcribeSilence } from './instant-call.ts'
import { answerWith, startRecordingOrigin } from './recording-origin.ts'
import type { Json, Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'
import { webhookPolicyChecks } from './webhook-policies.ts'

/** What a handler reads that wants all there is. */
async function readAll(subject: Subject, transcriptSid: string): Promise<Json[]> {
  const path = `/v2/Transcripts/${transcriptSid}`
  const places = [path, `${path}/Sentences?WordTimestamps=true`, `${path}/OperatorResults`, `${path}/Media`]
  return Promise.all(places.map(async (place) => (await subject.call('GET', place)).body))
}

async function announcesOnceEverythingIsThere(subject: Subject) {
  const read = new Map<string, Json[]>()
  const receiver = await startWebhookReceiver(async ({ body }) => {
    const { transcript_sid } = JSON.parse(body)
    read.set(transcript_sid, await readAll(subject, transcript_sid))
    return 204
  })
  try {
    const service = await subject.service({
      WebhookUrl: receiver.url,
      AutoRedaction: 'true',
      MediaRedaction: 'true',
    })
    const operator = await subject.call('POST', '/v2/Operators/Custom', { form: phraseOperatorForm() })
    await subject.call('POST', `/v2/Services/${service.sid}/Operators/${operator.body.sid}`)
    const unheard = [
      await failOne(subject, service.sid),
      await endOneUnderWay(subject, service.sid, deleteIt),
      await endOneUnderWay(subject, service.sid, cancelIt),
    ]
    const mediaUrl = subject.world.monoCallUrl
    const { sid } = await subject.transcribe(service.sid, { mediaUrl })
    // A later one, after whose event nothing more can be due for those before.
    const { sid: later } = await transcribeSilence(subject, service.sid)
    await until(() => read.has(later) && read.has(sid))
    const events = receiver.received.map(({ body }) => JSON.parse(body).transcript_sid)
    assert.deepEqual(events.toSorted(), [sid, later].sort())
    // An attempt is logged when the receiver has answered.
    for (const one of [sid, later]) assert.equal((await loggedDeliveries(subject, one, 1)).length, 1)
    for (const one of unheard) assert.deepEqual(await deliveriesOf(subject, one), [])
    await judgeRead(read.get(sid)!)
  } finally {
    receiver.close()
  }
}

async function judgeRead([transcript, sentences, results, media]: Json[]) {
  assert.equal(transcript.status, 'completed')
  assert.ok(transcript.duration > 0)
  assert.ok(sentences.sentences.length > 0 && sentences.sentences[0].words.length > 0)
  assert.equal(results.operator_results.length, 1)
  const file = await fetch(media.media_url)
  assert.deepEqual([file.status, file.ok], [200, true])
  assert.ok((await file.arrayBuffer()).byteLength > 1000)
}

async function failOne(subject: Subject, ServiceSid: string): Promise<string> {
  const form = { ServiceSid, Channel: missingChannel(subject) }
  const { body } = await subject.call('POST', '/v2/Transcripts', { form })
  assert.equal((await subject.finished(body.sid)).status, 'failed')
  return body.sid
}

type End = (subject: Subject, sid: string) => Promise<void>

const deleteIt: End = async (subject, sid) => {
  assert.equal((await subject.call('DELETE', `/v2/Transcripts/${sid}`)).status, 204)
}

const cancelIt: End = async (subject, sid) => {
  const { status, body } = await subject.call('POST', `/x/v1/Transcripts/${sid}/Cancel`)
  assert.deepEqual([status, body.status], [200, 'canceled'])
}

/** Ends a transcript while its recording is on the way. */
async function endOneUnderWay(subject: Subject, ServiceSid: string, end: End): Promise<string> {
  const asked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const origin = await startRecordingOrigin({
    'held.wav': async (...exchange) => {
      asked.resolve()
      await held.promise
      answerWith(silentWav())(...exchange)
    },
  })
  try {
    const form = { ServiceSid, Channel: channelOf(origin.urlOf('held.wav')) }
    const { body } = await subject.call('POST', '/v2/Transcripts', { form })
    await asked.promise
    await end(subject, body.sid)
    return body.sid
  } finally {
    held.resolve()
    origin.close()
  }
}

/** A server that calls before the sentences can be read. */
function callingEarly(): Distortion {
  const asked = new Set<string>()
  return (answer, { path }) =>
    bendJson(answer, (body) => {
      if (!body.sentences || asked.has(path)) return
      asked.add(path)
      body.sentences = []
    })
}

/** Has the webhook of a fresh Service called about transcripts of silence, one for each form; returns what came. */
async function receive(
  subject: Subject,
  { service, forms }: { service: Record<string, string>; forms: Record<string, string>[] },
): Promise<{ hooks: ReceivedHook[]; transcripts: Json[]; serviceUrl: string }> {
  const receiver = await startWebhookReceiver()
  try {
    const WebhookUrl = `${receiver.url}${service.suffix ?? ''}`
    const made = await subject.service({ WebhookUrl, ...service })
    const transcripts: Json[] = []
    for (const form of forms) {
      transcripts.push(await transcribeSilence(subject, made.sid, form))
      await until(() => receiver.received.length === transcripts.length)
    }
    const shown = (await subject.call('GET', `/v2/Services/${made.sid}`)).body
    return { hooks: receiver.received, transcripts, serviceUrl: shown.webhook_url }
  } finally {
    receiver.close()
  }
}

async function sendsSixKeys(subject: Subject) {
  const keys = ['plain', 'schlüssel 🔑 "&=', '']
  const { encryption_credential_sid: credential } = subject.world.encrypted.transcript
  for (const service of [{}, { EncryptionCredentialSid: credential }]) {
    const forms = keys.map((CustomerKey) => ({ CustomerKey }))
    const { hooks, transcripts } = await receive(subject, { service, forms })
    for (const [at, { method, headers, body }] of hooks.entries()) {
      const transcript = transcripts[at]!
      assert.deepEqual([method, headers['content-type']], ['POST', 'application/json'])
      const event = JSON.parse(body)
      assert.deepEqual(Object.keys(event), [
        ...['account_sid', 'service_sid', 'transcript_sid', 'customer_key', 'event_type'],
        'encryption_credential_sid',
      ])
      assert.deepEqual(event, {
        account_sid: subject.world.main.user,
        service_sid: transcript.service_sid,
        transcript_sid: transcript.sid,
        customer_key: transcript.customer_key,
        event_type: 'voice_intelligence_transcript_available',
        encryption_credential_sid: transcript.encryption_credential_sid,
      })
      assert.equal(event.customer_key, keys[at] || null)
      assert.equal(event.encryption_credential_sid, service.EncryptionCredentialSid ?? null)
    }
  }
}

const token = '12345'
const documented = {
  body: '{"CallSid":"CA1234567890ABCDE","Caller":"+12349013030"}',
  hash: '5ccde7145dfb8f56479710896586cb9d5911809d83afbe34627818790db0aec9',
  signature: 'hPXmLwIy3Fgqv1i9KPmH/HhQ6zo=',
}

async function signsWhatItSends(subject: Subject) {
  const { password } = subject.world.main
  for (const suffix of ['', '?token=x', '?a=%20b&c=/é#rc=0']) {
    const { hooks, serviceUrl } = await receive(subject, { service: { suffix }, forms: [{}] })
    const { url, body, headers } = hooks[0]!
    const signature = String(headers['x-twilio-signature'])
    const valid = (key: string, target: string, text: string) =>
      twilio.validateRequestWithBody(key, signature, target, text)
    const called = new URL(serviceUrl)
    assert.ok(url.startsWith(`${called.origin}${called.pathname}${called.search || '?'}`), url)
    assert.equal(valid(password, url, body), true)
    for (let at = 0; at < body.length; at += 17) {
      const changed = body.slice(0, at) + String.fromCharCode(body.charCodeAt(at) ^ 1) + body.slice(at + 1)
      assert.equal(valid(password, url, changed), false)
    }
    assert.equal(valid(`${password}x`, url, body), false)
    assert.equal(valid(password, url.replace('/hook', '/hooks'), body), false)
  }
  for (const suffix of ['', '?token=x&y=']) {
    const service = { WebhookHttpMethod: 'GET', suffix }
    const { hooks, transcripts } = await receive(subject, { service, forms: [{ CustomerKey: 'a&b c' }] })
    const { method, url, body, headers } = hooks[0]!
    const signature = String(headers['x-twilio-signature'])
    assert.deepEqual([method, body], ['GET', ''])
    assert.ok(url.includes(`/hook${suffix}`), url)
    const query = new URL(url).searchParams
    assert.equal(query.get('customer_key'), 'a&b c')
    assert.equal(query.get('transcript_sid'), transcripts[0]!.sid)
    assert.equal(query.has('encryption_credential_sid'), false)
    assert.equal(twilio.validateRequest(password, signature, url, {}), true)
    assert.equal(twilio.validateRequest(password, signature, `${url}&z=1`, {}), false)
  }
  const signed = withBodyHash('https://example.com/myapp', documented.body)
  assert.equal(signed, `https://example.com/myapp?bodySHA256=${documented.hash}`)
  assert.equal(signUrl(token, signed), documented.signature)
  const form = 'CallSidCA1234567890ABCDECaller+14158675310Digits1234From+14158675310To+18005551212'
  const formUrl = 'https://example.com/myapp.php?foo=1&bar=2'
  assert.equal(signUrl(token, formUrl + form), 'L/OH5YylLD5NRKLltdqwSvS0BnU=')
}

/** Lines 51 to 55. */
export const webhookChecks: Check[] = [
  {
    number: 51,
    title: 'a completed transcript is announced once, when all of it can be read; no other one is',
    run: announcesOnceEverythingIsThere,
    broken: callingEarly(),
  },
  {
    number: 52,
    title: 'a POST is JSON with exactly the six keys',
    run: sendsSixKeys,
    // What is announced is compared with what the API says.
    broken: (answer, { method }) =>
      bendJson(answer, (body) => {
        if (method === 'GET' && body.customer_key) body.customer_key = null
      }),
  },
  {
    number: 53,
    title: "the official SDK's validators accept what is sent, and no change to it; the vectors reproduce",
    run: signsWhatItSends,
    // What was called is compared with the Service's address.
    broken: (answer, { method }) =>
      bendJson(answer, (body) => {
        if (method === 'GET' && body.webhook_url) body.webhook_url = `${body.webhook_url.split(/[?#]/)[0]}/x`
      }),
  },
  ...webhookPolicyChecks,
]
