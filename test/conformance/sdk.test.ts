// The main job through the official SDK, as code written against Twilio does it: only the base URL differs.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import twilio from 'twilio'
import { eventually } from '../../src/testing/eventually.ts'
import { type FileServer, startFileServer } from '../../src/testing/file-server.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../src/testing/webhook-receiver.ts'

const sample = new URL('../fixtures/sample-call.wav', import.meta.url)

describe('the official SDK', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-sdk-'))
  let server: ServerProcess
  let files: FileServer
  let hooks: WebhookReceiver
  let v2: ReturnType<typeof twilio>['intelligence']['v2']

  before(async () => {
    files = await startFileServer()
    hooks = await startWebhookReceiver()
    server = await startServerProcess({ DATA_DIR: dataDir, ASR_MODEL: 'moonshine-tiny' })
    const client = twilio(testAccount.accountSid, testAccount.authToken)
    client.intelligence.baseUrl = server.baseUrl
    v2 = client.intelligence.v2
  })
  after(async () => {
    await server.end('SIGTERM')
    files.close()
    hooks.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const finished = async (sid: string) => {
    for (;;) {
      const transcript = await v2.transcripts(sid).fetch()
      if (!['queued', 'in-progress'].includes(transcript.status)) return transcript
      await sleep(100)
    }
  }

  test('manages services by sid and by unique name', async () => {
    const made = await v2.services.create({ uniqueName: 'by-name', friendlyName: 'First' })
    assert.equal(made.version, 1)
    assert.equal(made.webhookHttpMethod, 'NULL')
    assert.equal((await v2.services('by-name').fetch()).sid, made.sid)
    const changed = await v2.services(made.sid).update({ friendlyName: 'Second', ifMatch: '1' })
    assert.deepEqual([changed.friendlyName, changed.version], ['Second', 2])
    await assert.rejects(v2.services(made.sid).update({ friendlyName: 'Third', ifMatch: '1' }), {
      status: 412,
      code: 20412,
    })
    await assert.rejects(v2.services.create({ uniqueName: 'by-name' }), { status: 409, code: 20409 })
    assert.equal(await v2.services('by-name').remove(), true)
    await assert.rejects(v2.services('by-name').fetch(), { status: 404, code: 20404 })
  })

  test('walks pages, also under another name of the server', async () => {
    for (let i = 0; i < 5; i++) await v2.services.create({ uniqueName: `page-${i}` })
    const client = twilio(testAccount.accountSid, testAccount.authToken)
    client.intelligence.baseUrl = server.baseUrl.replace('127.0.0.1', 'localhost')
    const listed = await client.intelligence.v2.services.list({ limit: 5, pageSize: 2 })
    assert.deepEqual(
      listed.map(({ uniqueName }) => uniqueName),
      ['page-4', 'page-3', 'page-2', 'page-1', 'page-0'],
    )
    const first = await client.intelligence.v2.services.page({ pageSize: 2 })
    const second = await first.nextPage()
    const back = await second?.previousPage()
    assert.ok(first.nextPageUrl?.startsWith('http://localhost:'))
    assert.deepEqual(
      back?.instances.map(({ sid }) => sid),
      first.instances.map(({ sid }) => sid),
    )
  })

  test('turns a recording into sentences, media and one signed webhook', async () => {
    const service = await v2.services.create({
      uniqueName: 'calls',
      webhookUrl: `${hooks.url}?token=x#ignored`,
    })
    const created = await v2.transcripts.create({
      serviceSid: service.sid,
      channel: { media_properties: { media_url: files.urlOf(sample) } },
      customerKey: 'my key',
      mediaStartTime: new Date('2026-01-02T03:04:05Z'),
    })
    assert.deepEqual([created.status, created.duration, created.customerKey], ['queued', 0, 'my key'])
    const done = await finished(created.sid)
    assert.deepEqual([done.status, done.duration], ['completed', 59])
    assert.equal(done.channel.media_properties.source, 'ExternalRecording')
    assert.equal(done.mediaStartTime?.toISOString(), '2026-01-02T03:04:05.000Z')

    const sentences = await v2.transcripts(created.sid).sentences.list({ wordTimestamps: true, pageSize: 5 })
    sentences.forEach((sentence, index) => {
      const [start, end] = [Number(sentence.startTime), Number(sentence.endTime)]
      assert.equal(sentence.sentenceIndex, index)
      assert.ok([1, 2].includes(sentence.mediaChannel))
      for (const text of [sentence.startTime, sentence.endTime, sentence.confidence]) {
        assert.match(String(text), /^\d+(\.\d{1,3})?$/)
      }
      assert.ok(start <= end && end <= done.duration + 1)
      for (const word of sentence.words) {
        assert.equal(typeof word.start_time, 'number')
        assert.ok(word.start_time >= start && word.end_time <= end && word.start_time <= word.end_time)
      }
    })
    const heard = sentences.map((sentence) => sentence.transcript).join(' ')
    for (const phrase of ['Karen Miller', 'Daniel Parker', 'charged twice', 'manager']) {
      assert.match(heard, new RegExp(phrase, 'i'))
    }
    const bare = await v2.transcripts(created.sid).sentences.list({ limit: 1 })
    assert.deepEqual(bare[0]?.words, [])

    const media = await v2.transcripts(created.sid).media().fetch()
    const copy = Buffer.from(await (await fetch(media.mediaUrl)).arrayBuffer())
    assert.ok(copy.equals(readFileSync(sample)))

    await eventually(() => hooks.received.length > 0, 'the webhook has come')
    await sleep(1000)
    assert.equal(hooks.received.length, 1)
    const [hook] = hooks.received
    const signature = String(hook!.headers['x-twilio-signature'])
    assert.ok(hook!.url.startsWith(`${hooks.url}?token=x&bodySHA256=`))
    assert.ok(twilio.validateRequestWithBody(testAccount.authToken, signature, hook!.url, hook!.body))
    assert.ok(!twilio.validateRequestWithBody(testAccount.authToken, signature, hook!.url, `${hook!.body} `))
    assert.equal(
      hook!.body,
      JSON.stringify({
        account_sid: testAccount.accountSid,
        service_sid: service.sid,
        transcript_sid: created.sid,
        customer_key: 'my key',
        event_type: 'voice_intelligence_transcript_available',
        encryption_credential_sid: null,
      }),
    )
    assert.equal(await v2.transcripts(created.sid).remove(), true)
    await assert.rejects(v2.transcripts(created.sid).remove(), { status: 404, code: 20404 })
    assert.equal((await fetch(media.mediaUrl)).status, 404)
  })

  test('sees a recording that can not be had as failed, with the reason in Diagnostics', async () => {
    const service = await v2.services.create({ uniqueName: 'failures', webhookUrl: hooks.url })
    const before = hooks.received.length
    const missing = `${new URL(files.urlOf(sample)).origin}/missing.wav`
    const notAudio = files.urlOf(new URL('../../package.json', import.meta.url))
    const sources: [object, number][] = [
      [{ media_url: missing }, 95110],
      [{ media_url: notAudio }, 95104],
      [{ source_sid: `RE${'0'.repeat(32)}` }, 95122],
    ]
    for (const [media_properties, code] of sources) {
      const { sid } = await v2.transcripts.create({ serviceSid: service.sid, channel: { media_properties } })
      assert.equal((await finished(sid)).status, 'failed')
      assert.deepEqual(await v2.transcripts(sid).sentences.list(), [])
      const Authorization = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`
      const answer = await fetch(`${server.baseUrl}/x/v1/Transcripts/${sid}/Diagnostics`, {
        headers: { Authorization },
      })
      const { failure } = (await answer.json()) as { failure: { code: number } }
      assert.equal(failure.code, code)
    }
    assert.equal(files.requests.get('/missing.wav'), 1)
    assert.equal(hooks.received.length, before)
  })

  test('gets RestExceptions in Twilio’s shape', async () => {
    const stranger = twilio(testAccount.accountSid, 'wrong')
    stranger.intelligence.baseUrl = server.baseUrl
    await assert.rejects(stranger.intelligence.v2.services.list(), { status: 401, code: 20003 })
    const serviceSid = `GA${'0'.repeat(32)}`
    const channel = { media_properties: { media_url: 'https://example.com/a.wav' } }
    await assert.rejects(v2.transcripts.create({ serviceSid, channel }), { status: 404, code: 20404 })
    await assert.rejects(v2.transcripts.create({ serviceSid: 'GAx', channel }), { status: 400 })
    const inside = { media_properties: { media_url: 'http://169.254.169.254/latest' } }
    const { sid } = await v2.services.create({ uniqueName: 'errors' })
    await assert.rejects(v2.transcripts.create({ serviceSid: sid, channel: inside }), {
      status: 400,
      code: 95005,
    })
  })

  test('leaves no word of the call, no secret and no query in the log', () => {
    const log = server.output()
    for (const secret of ['Parker', 'charged twice', testAccount.authToken, 'sig=', 'token=x']) {
      assert.ok(!log.includes(secret), secret)
    }
    // Digits that were spoken, in eights: four may stand by chance in sids, times and numbers of processes.
    assert.doesNotMatch(log, /4917[^0-9a-z]{0,3}4845|8989[^0-9a-z]{0,3}7107/)
    assert.match(log, /transcript completed/)
  })
})
