// Search over HTTP: shape, rights, filters, pages; against the whole server with stored rows. What is found how is
// for the checks of the port.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { parseChannel } from '../../domain/channel.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import { aSentence, aTranscript } from '../../testing/builders.ts'
import { makeAccount, makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { resultSchema } from './present.ts'

type Result = Static<typeof resultSchema>
type Body = ListBody<'results', Result>

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const at = (minute: number) => ({
  accountSid,
  dateCreated: new Date(Date.UTC(2026, 0, 2, 3, minute, 0, 500)),
})
const completed = (over: Partial<Transcript>) =>
  aTranscript({ status: 'completed', transcribed: true, ...over })
const channel = parseChannel(
  '{"media_properties": {"source_sid": "RE00000000000000000000000000000001"}, "participants": [{"channel_participant": 1, "role": "Supervisor"}]}',
)

const plain = {
  transcript: completed({
    ...at(1),
    channel,
    customerKey: 'customer-1',
    mediaStartTime: new Date('2026-01-01T00:00:00Z'),
  }),
  sentences: [
    aSentence(0, { text: "Tom <b>&\"'s refund's late.", startMs: 1234, endMs: 61_007 }),
    aSentence(1, { text: 'No refunding.' }),
  ],
}
const redacted = {
  transcript: completed({ ...at(2), redaction: true }),
  sentences: [
    aSentence(0, {
      text: 'Refund Eleanor, please.',
      redacted: { text: 'Refund [Name], please.', words: [], spans: [{ start: 7, end: 14, type: 'NAME' }] },
    }),
  ],
}
const german = {
  transcript: completed({ ...at(3), languageCode: 'de-DE' }),
  sentences: [aSentence(0, { text: 'Die Häuser.' })],
}
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const { transcript, sentences } of [plain, redacted, german]) {
    await store.transcripts.insert(transcript)
    await store.sentences.replace(transcript.sid, sentences)
  }
})
const search = (query: Record<string, string>, as: Pick<typeof server, 'request'> = server) =>
  as.request<Body>('GET', `/x/v1/Search?${new URLSearchParams(query)}`)
const snippets = async (query: Record<string, string>, as?: Pick<typeof server, 'request'>) => {
  const { status, body } = await search(query, as)
  assert.equal(status, 200, JSON.stringify(body))
  return body.results.map(({ snippet }) => snippet)
}
const [ofEleanor, ofTom, ofNo] = [
  '<mark>Refund</mark> [Name], please.',
  'Tom &lt;b&gt;&amp;&quot;&#39;s <mark>refund</mark>&#39;s late.',
  'No <mark>refunding</mark>.',
]

test('a result says where it was said, with what was found as HTML', async () => {
  const { status, body } = await search({ Query: 'refund late' })
  assert.equal(status, 200)
  const [sentence] = plain.sentences
  assert.deepEqual(body.results.map(Object.entries), [
    Object.entries({
      transcript_sid: plain.transcript.sid,
      service_sid: plain.transcript.serviceSid,
      sentence_sid: sentence?.sid,
      sentence_index: 0,
      media_channel: 1,
      role: 'Supervisor',
      speaker: null,
      customer_key: 'customer-1',
      start_time: '1.234',
      end_time: '61.007',
      snippet: 'Tom &lt;b&gt;&amp;&quot;&#39;s <mark>refund</mark>&#39;s <mark>late</mark>.',
      date_created: '2026-01-02T03:01:00Z',
    }),
  ])
  assert.equal(body.meta.key, 'results')
})

test('the newest transcript is first, within one its sentences are in order', async () => {
  assert.deepEqual(await snippets({ Query: 'refund' }), [ofEleanor, ofTom, ofNo])
})

test('personal data is only found when it is asked for by somebody with the right', async () => {
  assert.deepEqual(await snippets({ Query: 'Eleanor' }), [])
  assert.deepEqual(await snippets({ Query: 'Eleanor', Redacted: 'True' }), [])
  assert.deepEqual(await snippets({ Query: 'Eleanor', Redacted: 'False' }), [
    'Refund <mark>Eleanor</mark>, please.',
  ])
  assert.deepEqual(await snippets({ Query: 'name' }), ['Refund [<mark>Name</mark>], please.'])
  assert.deepEqual(await snippets({ Query: 'name', Redacted: 'false' }), [])
  const reader = await makeKey(server, 'read-only')
  assert.equal((await snippets({ Query: 'Eleanor', Redacted: 'false' }, reader)).length, 1)
})

test('a key without the right finds redacted text of redacted transcripts, and nothing else', async () => {
  const key = await makeKey(server, 'redacted-only')
  for (const Redacted of ['', 'true']) {
    const view: Record<string, string> = Redacted ? { Redacted } : {}
    assert.deepEqual(await snippets({ Query: 'refund', ...view }, key), [ofEleanor])
    for (const Query of ['Eleanor', 'late', '-refund'])
      assert.deepEqual(await snippets({ Query, ...view }, key), [])
  }
  assertError(await search({ Query: 'refund', Redacted: 'false' }, key), 403, 20403)
})

test('another account finds nothing', async () => {
  assert.deepEqual(await snippets({ Query: 'refund' }, await makeAccount(server)), [])
})

test('every language is read by its own rules', async () => {
  assert.deepEqual(await snippets({ Query: 'haus' }), ['Die <mark>Häuser</mark>.'])
  assert.deepEqual(await snippets({ Query: 'die or refund', LanguageCode: 'de' }), [])
})

const filters: [Record<string, string>, string[]][] = [
  [{ ServiceSid: plain.transcript.serviceSid }, [ofTom, ofNo]],
  [{ ServiceSid: sidFrom('service', '0'.repeat(32)) }, []],
  [{ SourceSid: 'RE00000000000000000000000000000001' }, [ofTom, ofNo]],
  [{ CustomerKey: 'customer-1' }, [ofTom, ofNo]],
  [{ CustomerKey: 'customer-2' }, []],
  [{ AfterDateCreated: '2026-01-02T03:01:00Z' }, [ofEleanor]],
  [{ BeforeDateCreated: '2026-01-02T03:02:00Z' }, [ofTom, ofNo]],
  [{ AfterStartTime: '2025-12-31' }, [ofTom, ofNo]],
  [{ LanguageCode: 'en' }, [ofEleanor, ofTom, ofNo]],
  [{ Status: 'completed' }, [ofEleanor, ofTom, ofNo]],
  [{ Status: 'failed' }, []],
  [{ MediaChannel: '2' }, [ofNo]],
  [{ Speaker: 'supervisor' }, [ofTom]],
  [{ Speaker: 'Customer' }, [ofNo]],
  [{ Speaker: 'agent', CustomerKey: '' }, [ofEleanor]],
]
for (const [filter, expected] of filters) {
  test(`with ${new URLSearchParams(filter)} there are ${expected.length}`, async () => {
    assert.deepEqual(await snippets({ Query: 'refund', ...filter }), expected)
  })
}

test('pages of any size hold everything once, there and back, and keep the question in their addresses', async () => {
  for (const size of [1, 2, 3]) {
    const pages: Body[] = []
    let url: string | null = `/x/v1/Search?Query=refund&Redacted=true&PageSize=${size}`
    while (url) {
      pages.push((await server.request<Body>('GET', url)).body)
      url = pages.at(-1)!.meta.next_page_url
    }
    const shown = ({ results }: Body) => results.map(({ snippet }) => snippet)
    assert.deepEqual(pages.flatMap(shown), [ofEleanor, ofTom, ofNo])
    for (const [number, { meta }] of pages.entries()) {
      assert.equal(meta.previous_page_url === null, number === 0)
      if (!meta.previous_page_url) continue
      assert.match(meta.previous_page_url, /\?Query=refund&Redacted=true&PageSize=\d&Page=\d&PageToken=PB/)
      const { body } = await server.request<Body>('GET', meta.previous_page_url)
      assert.deepEqual(shown(body), shown(pages[number - 1]!))
    }
  }
})

const token = (key: unknown) => `PA${Buffer.from(JSON.stringify(key)).toString('base64url')}`
for (const [what, query] of [
  ['no Query', {}],
  ['an empty Query', { Query: '' }],
  ['a blank Query', { Query: ' ' }],
  ['a Query that is too long', { Query: 'a'.repeat(501) }],
  ['a NUL', { Query: 'a\0' }],
  ['an unknown view', { Query: 'a', Redacted: 'maybe' }],
  ['a channel that nobody has', { Query: 'a', MediaChannel: '3' }],
  ['a malformed Service', { Query: 'a', ServiceSid: 'GA1' }],
  ['an unknown status', { Query: 'a', Status: 'done' }],
  ['no date', { Query: 'a', AfterDateCreated: 'yesterday' }],
  ['a page of nothing', { Query: 'a', PageSize: '0' }],
  ['a token of another list', { Query: 'a', PageToken: token([1, plain.transcript.sid]) }],
  ['a token that is none', { Query: 'a', PageToken: token([1, plain.transcript.sid, -1]) }],
] as [string, Record<string, string>][]) {
  test(`${what} is 400`, async () => assertError(await search(query), 400))
}

test('anything else is a question', async () => {
  for (const Query of [
    '"',
    '((',
    "'; drop table",
    '-',
    'or or',
    ':*',
    '\\',
    '& | !',
    '<->',
    '"a b" -"c d"',
    '😀',
    'a'.repeat(500),
  ]) {
    assert.deepEqual(await snippets({ Query }), [], Query)
  }
})

test('a question of nothing but words that do not count is told so; any other is not', async () => {
  const hint = async (Query: string) =>
    ((await search({ Query })).body as Body & { hint: string | null }).hint
  assert.match((await hint('the you'))!, /say nothing/)
  assert.equal(await hint('refund'), null)
  assert.equal(await hint('giraffe'), null)
})

test('no credentials are 401, another method is 405', async () => {
  const headers = { authorization: 'Basic bm86b25l' }
  assertError(await server.send('/x/v1/Search?Query=a', { headers }), 401, 20003)
  assertError(await server.request('POST', '/x/v1/Search?Query=a'), 405, 20004)
})
