// The delivery log over HTTP, against the whole server with stored rows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AccountSid } from '../../domain/sid.ts'
import type { WebhookDelivery } from '../../domain/webhook-delivery.ts'
import { assertError, walkList } from '../../testing/answers.ts'
import { aDelivery, anAccount, aTranscript } from '../../testing/builders.ts'
import { startTestServer } from '../../testing/test-server.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const at = (minute: number) => ({ accountSid, dateCreated: new Date(Date.UTC(2026, 0, 2, 3, minute)) })

const delivered = aDelivery(at(6))
const timedOut = aDelivery({ ...at(5), method: 'GET', attempt: 3, status: null, code: 95201 })
const refused = aDelivery({ ...at(4), status: 500, code: 95200 })
const older = [3, 2, 1, 0].map((minute) => aDelivery(at(minute)))
const own = [delivered, timedOut, refused, ...older]
const foreign = aDelivery({ ...at(9), accountSid: anAccount() })
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [...own, foreign]) {
    await store.transcripts.insert(aTranscript({ sid: one.transcriptSid, accountSid: one.accountSid }))
    await store.deliveries.insert(one)
  }
})

test('every attempt of the account is there with what came of it, newest first', async () => {
  const { status, body } = await server.request<{ webhooks: object[] }>('GET', '/x/v1/Webhooks')
  assert.equal(status, 200)
  const shown = (one: WebhookDelivery) => ({
    sid: one.sid,
    account_sid: one.accountSid,
    transcript_sid: one.transcriptSid,
    idempotency_token: one.token,
    webhook_url: one.url,
    method: one.method,
    attempt: one.attempt,
    status: one.status,
    code: one.code,
    date_created: `2026-01-02T03:0${one.dateCreated.getUTCMinutes()}:00Z`,
  })
  assert.deepEqual(body.webhooks, own.map(shown))
})

test('it is paged like other lists', async () => {
  const pages = await walkList(server, { first: '/x/v1/Webhooks?PageSize=3', key: 'webhooks' })
  assert.deepEqual(
    pages.map((page) => page.length),
    [3, 3, 1],
  )
  assert.deepEqual(
    pages.flat(),
    own.map(({ sid }) => sid),
  )
})

test('a transcript picks its own attempts', async () => {
  const listed = async (sid: string) =>
    (
      await server.request<{ webhooks: { sid: string }[] }>('GET', `/x/v1/Webhooks?TranscriptSid=${sid}`)
    ).body.webhooks.map((one) => one.sid)
  assert.deepEqual(await listed(timedOut.transcriptSid), [timedOut.sid])
  assert.deepEqual(await listed(aTranscript().sid), [])
  assert.deepEqual(await listed(foreign.transcriptSid), [])
  assertError(await server.request('GET', '/x/v1/Webhooks?TranscriptSid=GTx'), 400)
})

test('no credentials are 401, another method is 405, a bad page is 400', async () => {
  const headers = { authorization: 'Basic bm86b25l' }
  assertError(await server.send('/x/v1/Webhooks', { headers }), 401, 20003)
  assertError(await server.request('POST', '/x/v1/Webhooks'), 405, 20004)
  assertError(await server.request('GET', '/x/v1/Webhooks?PageSize=0'), 400)
})

test('an attempt that is unknown, malformed or of another account can not be replayed', async () => {
  for (const sid of [aDelivery().sid, foreign.sid, 'NO1', delivered.transcriptSid]) {
    assertError(await server.request('POST', `/x/v1/Webhooks/${sid}/Replay`), 404, 20404)
  }
  assertError(await server.request('GET', `/x/v1/Webhooks/${delivered.sid}/Replay`), 405, 20004)
})

test('an attempt whose Service is gone is a conflict', async () => {
  assertError(await server.request('POST', `/x/v1/Webhooks/${delivered.sid}/Replay`), 409, 20409)
})
