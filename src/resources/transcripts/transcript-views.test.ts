// Transcripts in a view over HTTP: who takes part in redacted calls is hidden, and nobody finds a call by what is hidden.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { parseChannel } from '../../domain/channel.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import { aService, aTranscript } from '../../testing/builders.ts'
import { type Client, makeAccount, makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { transcriptSchema } from './present.ts'

type Json = Static<typeof transcriptSchema>
const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as ReturnType<typeof aTranscript>['accountSid']
const service = aService({ accountSid, uniqueName: 'billing-line', friendlyName: '100 % Billing' })
const channelOf = (name: string) =>
  parseChannel(
    JSON.stringify({
      media_properties: { media_url: 'https://example.com/a.wav' },
      participants: [{ channel_participant: 2, full_name: name, user_id: `u_${name[0]}` }],
    }),
  )
const rows = [
  ['plain', { customerKey: 'CASE-1', channel: channelOf('Élodie Brown') }],
  ['redacted', { customerKey: 'CASE-2', channel: channelOf('Élodie White'), redaction: true }],
  ['billing', { customerKey: 'other', serviceSid: service.sid }],
] as const
const stored = Object.fromEntries(
  rows.map(([name, over], minute) => [
    name,
    aTranscript({ accountSid, ...over, dateCreated: new Date(Date.UTC(2026, 0, 1, 0, minute)) }),
  ]),
)
const server = await startTestServer({ after }, {}, async ({ store }) => {
  await store.services.insert(service)
  for (const one of Object.values(stored)) await store.transcripts.insert(one)
})
const nameOf = (sid: string) => Object.entries(stored).find(([, one]) => one.sid === sid)?.[0]
const list = (query: Record<string, string>, as: Pick<Client, 'request'> = server) =>
  as.request<ListBody<'transcripts', Json>>('GET', `/x/v1/Transcripts?${new URLSearchParams(query)}`)
async function found(query: Record<string, string>, as?: Pick<Client, 'request'>) {
  const { status, body } = await list(query, as)
  assert.equal(status, 200, JSON.stringify(body))
  return body.transcripts.map(({ sid }) => nameOf(sid)).join()
}

for (const [text, expected] of [
  ['', 'billing,redacted,plain'],
  [' case- ', 'redacted,plain'],
  ['LODIE', 'plain'],
  ['ÉLODIE B', 'plain'],
  ['white', ''],
  ['u_É', 'plain'],
  ['u%', ''],
  ['100 %', 'billing'],
  ['ing-LI', 'billing'],
  [stored.billing!.sid.slice(0, 9).toLowerCase(), 'billing'],
  [stored.billing!.sid.slice(3, 12), ''],
  ["'; drop", ''],
] as const) {
  test(`the text "${text}" finds "${expected}"`, async () => {
    assert.equal(await found({ Text: text }), expected)
  })
}

test('names of redacted calls count, and are shown, for who asks for them and may see them', async () => {
  const reader = await makeKey(server, 'read-only')
  for (const as of [server, reader]) {
    assert.equal(await found({ Text: 'LODIE', Redacted: 'false' }, as), 'redacted,plain')
    const { body } = await list({ Text: 'LODIE', Redacted: 'false' }, as)
    assert.match(JSON.stringify(body), /White/)
  }
  const limited = await makeKey(server, 'redacted-only')
  assert.equal(await found({ Text: 'LODIE' }, limited), '')
  assert.equal(await found({ Text: 'case' }, limited), 'redacted,plain')
  assert.doesNotMatch(JSON.stringify((await list({}, limited)).body), /lodie/)
  assertError(await list({ Redacted: 'false' }, limited), 403, 20403)
  assert.equal(await found({ Text: 'case' }, await makeAccount(server)), '')
})

test('one transcript comes without who takes part in it where that is redacted', async () => {
  const names = async (name: string, query: string, as: Pick<Client, 'request'> = server) => {
    const path = `/x/v1/Transcripts/${stored[name]!.sid}${query}`
    const { status, body } = await as.request<Json>('GET', path)
    return status === 200 ? [body.sid === stored[name]!.sid, body.channel.participants[1]?.full_name] : status
  }
  assert.deepEqual(await names('redacted', ''), [true, null])
  assert.deepEqual(await names('redacted', '?Redacted=false'), [true, 'Élodie White'])
  assert.deepEqual(await names('plain', ''), [true, 'Élodie Brown'])
  const limited = await makeKey(server, 'redacted-only')
  assert.deepEqual(await names('plain', '', limited), [true, null])
  assert.equal(await names('plain', '?Redacted=false', limited), 403)
})

test('the text goes with the pages, and a filter counts besides it', async () => {
  assert.equal(await found({ Text: 'case', BeforeDateCreated: '2026-01-01T00:01:00Z' }), 'plain')
  const { body } = await list({ Text: 'case', PageSize: '1' })
  assert.equal(body.transcripts.length, 1)
  assert.match(body.meta.next_page_url!, /Text=case/)
  const next = await server.request<ListBody<'transcripts', Json>>('GET', body.meta.next_page_url!)
  assert.equal(nameOf(next.body.transcripts[0]!.sid), 'plain')
  assertError(await list({ Text: 'a'.repeat(201) }), 400)
})
