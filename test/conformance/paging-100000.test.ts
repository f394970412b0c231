// A walk over 100,000 transcripts through the official SDK while another client inserts and deletes; and the same
// check on pages that are counted from the start, which it must refuse.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import twilio from 'twilio'
import { startTestServer } from '../../src/testing/test-server.ts'
import { bendJson, type Distortion, startDistortingProxy } from './checklist/distorting-proxy.ts'

const ROWS = 100_000
const PAGE_SIZE = 1000
/** Rows that share a millisecond, so that sids decide at the edges of pages. */
const TWINS = 7
const OLDEST_MS = Date.UTC(2025, 0)
const channel = JSON.stringify({
  mediaUrl: 'https://example.com/call.wav',
  sourceSid: null,
  callSid: null,
  participants: [
    { channelParticipant: 1, role: 'Agent' },
    { channelParticipant: 2, role: 'Customer' },
  ],
})

/** Row `i` of 0 to ROWS - 1, as {@link seedRows} makes it. */
const sidOf = (i: number) => `GT${createHash('md5').update(String(i)).digest('hex')}`
const createdMs = (i: number) => OLDEST_MS + Math.floor(i / TWINS)

const seedRows = `insert into transcripts (sid, account_sid, service_sid, status, channel, language_code, duration_s,
    redaction, media_redaction, transcribed, diagnostics, date_created, date_updated)
  select 'GT' || md5(i::text), $1, $2, 'completed', $3::jsonb, 'en-US', 10, false, false, true,
    '{"stageMs": {}, "warnings": [], "failure": null, "attempts": 1}',
    to_timestamp((${OLDEST_MS} + i / ${TWINS}) / 1000.0), to_timestamp(${OLDEST_MS} / 1000.0)
  from generate_series(0, ${ROWS - 1}) as i`

/** All rows in list order: newest first, then by sid. */
const expected = Array.from({ length: ROWS }, (_, i) => ({ sid: sidOf(i), ms: createdMs(i) }))
  .sort((a, b) => b.ms - a.ms || (a.sid < b.sid ? 1 : -1))
  .map(({ sid }) => sid)
const gone = new Set<string>()

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`
const server = await startTestServer({ after }, { RATE_LIMIT: 'off' }, async ({ db }) => {
  await db.query(seedRows, [accountSid, `GA${'1'.repeat(32)}`, channel])
})
const { body: service } = await server.request<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'new' })
const Channel = JSON.stringify({ media_properties: { media_url: 'https://example.com/new.wav' } })

async function insert() {
  const form = { ServiceSid: service.sid, Channel }
  assert.equal((await server.request('POST', '/v2/Transcripts', form)).status, 202)
}

async function remove(sid: string | undefined) {
  if (sid === undefined || gone.has(sid)) return
  assert.equal((await server.request('DELETE', `/v2/Transcripts/${sid}`)).status, 204)
  gone.add(sid)
}

/** What the other client does before page `page` is asked for: a new row in front of all, and off go the row at
 * which the last page ended, one well inside it, the very next row and one from further on. */
async function change(rows: readonly string[], page: number) {
  const edge = page * PAGE_SIZE
  await insert()
  for (const at of [edge - 1, edge - 500, edge, edge + 1234]) await remove(rows[at])
}

/** Lists `rows` (in list order; all transcripts made until `beforeMs`) at `baseUrl` while they change, and asserts
 * that each row that stays comes exactly once and nothing comes twice. */
async function assertSurvivorsOnce(baseUrl: string, rows: readonly string[], beforeMs: number) {
  let pages = 0
  const inner = new twilio.RequestClient()
  const httpClient = Object.assign(Object.create(inner), {
    async request(options: Parameters<typeof inner.request>[0]) {
      await change(rows, pages++)
      return inner.request(options)
    },
  })
  const client = twilio(server.accountSid, server.authToken, { httpClient })
  client.intelligence.baseUrl = baseUrl
  const counts = new Map<string, number>()
  const beforeDateCreated = new Date(beforeMs).toISOString()
  const listed = await client.intelligence.v2.transcripts.list({ pageSize: PAGE_SIZE, beforeDateCreated })
  for (const { sid } of listed) counts.set(sid, (counts.get(sid) ?? 0) + 1)
  const missing = rows.filter((sid) => !gone.has(sid) && !counts.has(sid))
  const repeated = [...counts].filter(([, times]) => times > 1)
  assert.deepEqual({ missing, repeated }, { missing: [], repeated: [] })
  return { pages, listed: listed.length }
}

test('100,000 transcripts: each that stays is listed once while others come and go', async () => {
  const { pages, listed } = await assertSurvivorsOnce(server.baseUrl, expected, Date.UTC(2026, 0))
  // Rows that went before their page was read are not listed; those that went after it are.
  assert.ok(pages >= 100 && listed < ROWS && listed > ROWS - 2 * pages, `${listed} rows on ${pages} pages`)
})

/** What the check found out, in the error that it threw. */
type Found = { actual: { missing: string[]; repeated: string[] } }

/** What pages counted from the start do: a deletion makes them pass over a row, an insertion repeats one. */
const countedFromStart: [what: keyof Found['actual'], distortion: () => Distortion][] = [
  [
    'missing',
    () =>
      (answer, { path }) =>
        bendJson(answer, ({ transcripts }) => {
          if (path.includes('PageToken=')) transcripts.shift()
        }),
  ],
  [
    'repeated',
    () => {
      let last: unknown
      return (answer) =>
        bendJson(answer, ({ transcripts }) => {
          if (last) transcripts.unshift(last)
          last = transcripts.at(-1)
        })
    },
  ],
]
for (const [what, distortion] of countedFromStart) {
  test(`the same check is red when rows at the edges of pages are ${what}`, async () => {
    const proxy = await startDistortingProxy(server.baseUrl, distortion())
    // The oldest few thousand are enough; the bound leaves no twins apart.
    const count = Math.floor((5 * PAGE_SIZE) / TWINS) * TWINS
    const oldest = expected.slice(-count)
    try {
      await assert.rejects(assertSurvivorsOnce(proxy.baseUrl, oldest, createdMs(count)), (error: unknown) => {
        const { missing, repeated } = (error as Found).actual
        const found = { missing: missing.length > 0, repeated: repeated.length > 0 }
        assert.deepEqual(found, { missing: what === 'missing', repeated: what === 'repeated' })
        return true
      })
    } finally {
      proxy.close()
    }
  })
}
