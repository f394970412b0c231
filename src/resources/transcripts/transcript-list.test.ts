// The list of Transcripts over HTTP: order, pages and filters, over rows stored before.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript as StoredTranscript } from '../../domain/transcript.ts'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { aTranscript } from '../../testing/builders.ts'
import { seededRandom } from '../../testing/seeded-random.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { transcriptSchema } from './present.ts'

type Body = ListBody<'transcripts', Static<typeof transcriptSchema>>

const random = seededRandom(71)
const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as StoredTranscript['accountSid']
const [calls, chats] = [sidFrom('service', random.hex(32)), sidFrom('service', random.hex(32))]
const recording = sidFrom('recording', random.hex(32))
const at = (text: string) => new Date(text)

/** Name (its customer key) and what is special about each row, oldest first. */
const rows: [name: string, over: Partial<StoredTranscript>][] = [
  ['plain', { serviceSid: calls, dateCreated: at('2026-03-01T00:00:00.000Z') }],
  ['half past', { serviceSid: calls, dateCreated: at('2026-03-01T00:00:01.500Z') }],
  ['failed', { serviceSid: calls, status: 'failed', dateCreated: at('2026-03-01T00:00:02.000Z') }],
  ['british', { serviceSid: calls, languageCode: 'en-GB', dateCreated: at('2026-03-01T00:00:03.000Z') }],
  ['german', { serviceSid: chats, languageCode: 'de-DE', dateCreated: at('2026-03-01T00:00:04.000Z') }],
  [
    'started',
    {
      serviceSid: chats,
      mediaStartTime: at('2026-02-01T10:00:00.250Z'),
      dateCreated: at('2026-03-01T00:00:05.000Z'),
    },
  ],
  [
    'started later',
    {
      serviceSid: chats,
      mediaStartTime: at('2026-02-02T10:00:00.000Z'),
      dateCreated: at('2026-03-01T00:00:06.000Z'),
    },
  ],
  [
    'recorded',
    {
      serviceSid: chats,
      status: 'completed',
      dateCreated: at('2026-03-01T00:00:07.000Z'),
      channel: { ...aTranscript().channel, mediaUrl: null, sourceSid: recording },
    },
  ],
]
const all = rows.map(([name]) => name)
const stored = rows.map(([customerKey, over]) => aTranscript({ accountSid, customerKey, ...over }))
/** Rows created in one and the same millisecond, which only their sids put in order. */
const twins = Array.from({ length: 7 }, () =>
  aTranscript({
    accountSid,
    serviceSid: sidFrom('service', '0'.repeat(32)),
    dateCreated: at('2026-04-01T00:00:00.000Z'),
  }),
)
const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [...stored, ...twins, aTranscript({ customerKey: 'of another account' })]) {
    await store.transcripts.insert(one)
  }
})
const untilTwins = 'BeforeDateCreated=2026-03-31'
const get = (query: string) => server.request<Body>('GET', `/v2/Transcripts?${query}`)
const namesOf = ({ transcripts }: Body) => transcripts.map(({ customer_key }) => customer_key)

const filters: [query: string, names: string[]][] = [
  ['', all],
  [`ServiceSid=${calls}`, all.slice(0, 4)],
  [`ServiceSid=GA${'f'.repeat(32)}`, []],
  ['ServiceSid=', all],
  ['Status=failed', ['failed']],
  ['Status=completed', ['recorded']],
  ['Status=canceled', []],
  ['LanguageCode=en-US', all.filter((name) => name !== 'british' && name !== 'german')],
  ['LanguageCode=en', all.filter((name) => name !== 'german')],
  ['LanguageCode=EN-gb', ['british']],
  ['LanguageCode=e', []],
  ['LanguageCode=GB', []],
  [`SourceSid=${recording}`, ['recorded']],
  [`SourceSid=${recording.slice(0, -1)}`, []],
  ['AfterStartTime=2026-02-01T09:59:59Z', ['started', 'started later']],
  ['AfterStartTime=2026-02-01T10:00:00Z', ['started later']],
  ['AfterStartTime=2026-02-02T12:00:00%2B02:00', []],
  ['BeforeStartTime=2026-02-02T10:00:00Z', ['started']],
  ['BeforeStartTime=2026-02-02T10:00:01.000Z', ['started', 'started later']],
  ['BeforeStartTime=2026-02-01T10:00:00Z', []],
  ['BeforeDateCreated=2026-03-01T00:00:02Z', ['plain', 'half past']],
  ['BeforeDateCreated=2026-03-01T00:00:01Z', ['plain']],
  ['BeforeDateCreated=2026-03-01T00:00:00Z', []],
  ['AfterDateCreated=2026-03-01T00:00:00Z', all.slice(1)],
  ['AfterDateCreated=2026-03-01T00:00:01Z', all.slice(2)],
  ['AfterDateCreated=2026-03-01T00:00:06.999Z', ['recorded']],
  ['AfterDateCreated=2026-03-01T00:00:07Z', []],
  [
    `ServiceSid=${chats}&LanguageCode=en&AfterDateCreated=2026-03-01T00:00:05Z`,
    ['started later', 'recorded'],
  ],
  ['Stray=x&status=failed', all],
]
for (const [query, names] of filters) {
  test(`${query || 'no filter'} lists ${names.length} of ${all.length}, newest first`, async () => {
    const { status, body } = await get(
      `${untilTwins}&${query}`.replace(/^(.*&)(BeforeDateCreated=.*)$/, '$2'),
    )
    assert.equal(status, 200)
    assert.deepEqual(namesOf(body), names.toReversed())
  })
}

for (const query of [
  'ServiceSid=GA1',
  'ServiceSid=calls',
  'Status=done',
  'Status=Completed',
  'BeforeStartTime=soon',
  'AfterStartTime=2026-02-30',
  'BeforeDateCreated=1',
  'AfterDateCreated=2026-03-01T00:00:00+02:00',
  'LanguageCode=%00',
  'SourceSid=%00',
  'PageSize=0',
  'PageSize=-5',
  'PageSize=ten',
  'PageToken=PA',
  `PageToken=PA${Buffer.from('[3]').toString('base64url')}`,
  `PageToken=PA${Buffer.from(`[8640000000000000,"${stored[0]!.sid}"]`).toString('base64url')}`,
]) {
  test(`a list with ${query.slice(0, 60)} is 400`, async () => assertError(await get(query), 400))
}

test('pages repeat the filters in front, encoded, in all their URLs', async () => {
  const first = `/v2/Transcripts?ServiceSid=${calls}&BeforeDateCreated=2026-03-31T00%3A00%3A00Z&PageSize=2`
  const pages = await walkList(server, { first, key: 'transcripts' })
  assert.deepEqual(
    pages.map((page) => page.length),
    [2, 2],
  )
})

test('a clamped page size is shown; Page without PageToken is the first page', async () => {
  const { body } = await get('PageSize=5000&Page=3')
  assert.deepEqual([body.meta.page_size, body.meta.page], [1000, 3])
  assert.equal(body.transcripts.length, stored.length + twins.length)
})

test('rows of one millisecond are each listed once, in an order that stays', async () => {
  const pages = await walkList(server, { first: '/v2/Transcripts?PageSize=2', key: 'transcripts' })
  const expected = [
    ...twins
      .map(({ sid }) => sid)
      .sort()
      .reverse(),
    ...stored.map(({ sid }) => sid).reverse(),
  ]
  assert.deepEqual(pages.flat(), expected)
})

test('a walk while transcripts come and go: every survivor once, newest first', async () => {
  const { body } = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'walked' })
  const create = async () => {
    const Channel = JSON.stringify({ media_properties: { media_url: 'https://example.com/1.wav' } })
    const made = await server.request<{ sid: string }>('POST', '/v2/Transcripts', {
      ServiceSid: body.sid,
      Channel,
    })
    return made.body.sid
  }
  const start: string[] = []
  for (let i = 0; i < 15; i++) start.push(await create())
  const gone = new Set<string>()
  const pages = await walkList(server, {
    first: `/v2/Transcripts?ServiceSid=${body.sid}&PageSize=4`,
    key: 'transcripts',
    async between(seen) {
      await create()
      const victim = random.pick([seen.at(-1)!, start.find((sid) => !seen.includes(sid)) ?? seen[0]!])
      await server.request('DELETE', `/v2/Transcripts/${victim}`)
      gone.add(victim)
      return [victim]
    },
  })
  const survives = (sid: string) => !gone.has(sid)
  assert.deepEqual(new Set(pages.flat().filter(survives)), new Set(start.filter(survives)))
  assert.equal(new Set(pages.flat()).size, pages.flat().length)
})
