// Redaction of whole calls, proved from outside: what is muted, that nothing else is, what can still be heard, and
// that nothing a redacted-only key can reach holds any of it.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeFile } from '../../src/adapters/decoder-native/decode-file.ts'
import type { DecodedAudio } from '../../src/domain/audio.ts'
import { redactText } from '../../src/redaction/redact-text.ts'
import { eventually } from '../../src/testing/eventually.ts'
import { startFileServer } from '../../src/testing/file-server.ts'
import { type Client, makeKey } from '../../src/testing/key-client.ts'
import {
  decodeSampleCall,
  onsetsMs,
  sampleCallPath,
  sampleTurns,
  sliceOf,
} from '../../src/testing/sample-call.ts'
import { startTestServer } from '../../src/testing/test-server.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'

interface Interval {
  channel: number
  startMs: number
  endMs: number
}
interface Report {
  counts: Record<string, number>
  entities: { type: string; media_channel: number; start_time: number; end_time: number }[]
  media: { channels: { media_channel: number; muted: { start_time: number; end_time: number }[] }[] }
  recheck: { rounds: number; left: { type: string }[] }
}

const folder = mkdtempSync(join(tmpdir(), 'redaction-proof-'))
after(() => rmSync(folder, { recursive: true }))
const hooks = await startWebhookReceiver()
after(() => hooks.close())
const files = await startFileServer()
after(() => files.close())
const server = await startTestServer({ after }, { WORKERS: '2', NETWORK_ALLOW: '127.0.0.1' })
const hidden = await makeKey(server, 'redacted-only')
const grave = ['CREDIT_CARD', 'PHONE', 'SSN']

async function ask<T>(method: string, path: string, form?: Record<string, string>): Promise<T> {
  const { status, body } = await server.request<T>(method, path, form)
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`)
  return body
}

const service = await ask<{ sid: string }>('POST', '/v2/Services', {
  ...{ UniqueName: 'proof', AutoRedaction: 'true', MediaRedaction: 'true' },
  ...{ WebhookUrl: hooks.url, WebhookHttpMethod: 'POST' },
})
const operator = await ask<{ sid: string }>('POST', '/v2/Operators/Custom', {
  ...{ FriendlyName: 'Numbers given', OperatorType: 'PhraseMatching' },
  Config: JSON.stringify({ phrase_sets: [{ name: 'Given', phrases: ['number is', 'my name is'] }] }),
})
await ask('POST', `/v2/Services/${service.sid}/Operators/${operator.sid}`)

/** Has a recording transcribed and waits for the end. @returns the sid of the transcript */
async function transcribe(path: string, serviceSid: string, participants: object[] = []): Promise<string> {
  const Channel = JSON.stringify({ media_properties: { media_url: files.urlOf(path) }, participants })
  const { sid } = await ask<{ sid: string }>('POST', '/v2/Transcripts', { ServiceSid: serviceSid, Channel })
  for (;;) {
    const { status } = await ask<{ status: string }>('GET', `/v2/Transcripts/${sid}`)
    if (status === 'completed') return sid
    assert.ok(['queued', 'in-progress'].includes(status), status)
    await sleep(100)
  }
}

async function download(client: Client, sid: string, name: string): Promise<string> {
  const { body } = await client.request<{ media_url: string }>('GET', `/v2/Transcripts/${sid}/Media`)
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(await (await fetch(body.media_url)).arrayBuffer()))
  return path
}
const reportOf = (sid: string) => ask<Report>('GET', `/x/v1/Transcripts/${sid}/RedactionReport`)
const mutedIn = (report: Report): Interval[] =>
  report.media.channels.flatMap(({ media_channel: channel, muted }) =>
    muted.map((one) => ({ channel, startMs: one.start_time * 1000, endMs: one.end_time * 1000 })),
  )

/** Share of `wanted` that lies in `muted`, by the millisecond. */
function coverage(wanted: readonly Interval[], muted: readonly Interval[]): number {
  let [total, covered] = [0, 0]
  for (const { channel, startMs, endMs } of wanted) {
    const own = muted.filter((range) => range.channel === channel)
    for (let ms = Math.ceil(startMs); ms < endMs; ms++) {
      total++
      if (own.some((range) => range.startMs <= ms && ms < range.endMs)) covered++
    }
  }
  return covered / total
}

/** How many samples differ outside `muted`, and how many inside are anything but silence; both files are mu-law. */
async function compare(original: string, redacted: string, muted: readonly Interval[]) {
  const decode = (path: string): Promise<DecodedAudio> =>
    decodeFile({
      ...{ path, spoolDir: mkdtempSync(join(folder, 'spools-')), maxSeconds: 600 },
      done: new Int32Array(1),
    })
  const [one, other] = [await decode(original), await decode(redacted)]
  assert.deepEqual(
    [other.codec, other.sampleRateHz, other.sourceSamples, other.channels.length],
    [one.codec, one.sampleRateHz, one.sourceSamples, one.channels.length],
  )
  const [before, now] = [original, redacted].map((path) => readFileSync(path))
  const channelCount = one.channels.length
  const found = { changed: 0, audible: 0 }
  for (let sample = 0; sample < one.sourceSamples; sample++) {
    const ms = (sample * 1000) / one.sampleRateHz
    for (let channel = 1; channel <= channelCount; channel++) {
      const at = sample * channelCount + channel - 1
      const value = now![other.plainSamples!.firstByte + at]
      const own = muted.filter((range) => range.channel === channel)
      // Times in the report are rounded to milliseconds.
      const inside = own.some(({ startMs, endMs }) => startMs + 1 <= ms && ms < endMs - 1)
      const near = own.some(({ startMs, endMs }) => startMs - 1 <= ms && ms < endMs + 1)
      if (inside && value !== 0xff) found.audible++
      if (!near && value !== before![one.plainSamples!.firstByte + at]) found.changed++
    }
  }
  return found
}

const readOut = new Set(['CREDIT_CARD', 'PHONE', 'SSN', 'ACCOUNT_NUMBER', 'CVV', 'ZIP', 'CARD_EXPIRY'])

/** What is muted although no personal data is within reach of it: margins, gaps between two ranges, and the silence
 * behind a number. */
function unexplained(report: Report): Interval[] {
  const reachMs = 400 + 300
  const tailMs = (type: string) => (readOut.has(type) ? 2000 : 0)
  return mutedIn(report).filter(
    ({ channel, startMs, endMs }) =>
      coverage(
        [{ channel, startMs, endMs }],
        report.entities.map((one) => ({
          channel: one.media_channel,
          startMs: one.start_time * 1000 - reachMs,
          endMs: one.end_time * 1000 + reachMs + tailMs(one.type),
        })),
      ) < 1,
  )
}

describe('the sample call', () => {
  const participants = [
    {
      channel_participant: 1,
      role: 'Agent',
      full_name: 'Karen Miller',
      media_participant_id: '+15005550006',
    },
    { channel_participant: 2, role: 'Customer Daniel Parker', full_name: 'Daniel Parker' },
  ]
  let sid: string
  let report: Report
  let redacted: string
  before(async () => {
    sid = await transcribe(sampleCallPath, service.sid, participants)
    report = await reportOf(sid)
    redacted = await download(hidden, sid, 'sample-redacted.wav')
  })

  test('at least 95 % of the time of its numbers is muted', async () => {
    const audio = await decodeSampleCall(mkdtempSync(join(folder, 'sample-')))
    const numbers = sampleTurns
      .filter(({ text }) => /number is,/.test(text))
      .map((turn) => {
        // The number begins where sound sets in after the comma.
        const onsets = onsetsMs(sliceOf(audio, turn))
        return { ...turn, startMs: turn.startMs + (onsets.find((ms) => ms > 300) ?? 0) }
      })
    assert.equal(numbers.length, 2)
    const share = coverage(numbers, mutedIn(report))
    assert.ok(share >= 0.95, `${share}`)
  })

  test('outside what is muted every sample is as it was; inside there is silence', async () => {
    assert.deepEqual(await compare(sampleCallPath, redacted, mutedIn(report)), { changed: 0, audible: 0 })
    assert.deepEqual(unexplained(report), [])
  })

  test('transcribed again, by another Service, it gives no card, phone or social security number', async () => {
    assert.deepEqual(
      report.recheck.left.filter(({ type }) => grave.includes(type)),
      [],
    )
    const plain = await ask<{ sid: string }>('POST', '/v2/Services', { UniqueName: 'plain' })
    const again = await transcribe(redacted, plain.sid)
    const { sentences } = await ask<{ sentences: { transcript: string }[] }>(
      'GET',
      `/v2/Transcripts/${again}/Sentences`,
    )
    assert.ok(sentences.length > 10, 'the rest of the call can be heard')
    const text = sentences.map(({ transcript }) => transcript).join(' ')
    const found = redactText(text, { extended: true, strict: true }).spans.map(({ type }) => type)
    assert.deepEqual(
      found.filter((type) => grave.includes(type)),
      [],
    )
    assert.deepEqual(personalIn(text), [])
  })

  test('no byte that a redacted-only key can reach holds any of its personal data', async () => {
    const headers = { 'content-type': 'audio/wav' }
    const body = readFileSync(sampleCallPath)
    assert.equal((await server.send('/x/v1/Recordings', { method: 'POST', headers, body })).status, 201)
    const seen = await reach(hidden, { transcript: sid, service: service.sid, operator: operator.sid })
    for (const [what, text] of seen) assert.deepEqual(personalIn(text), [], what)
    const paths = seen.map(([what]) => what)
    for (const needed of ['/Sentences', '/OperatorResults', '/RedactionReport', '/Peaks', '/Webhooks'])
      assert.ok(
        paths.some((path) => path.includes(needed)),
        needed,
      )
    const sound = readFileSync(redacted).toString('latin1')
    assert.deepEqual(personalIn(sound), [])
    await eventually(() => hooks.received.length > 0, 'a webhook has come')
    for (const { body, url, headers } of hooks.received)
      assert.deepEqual(personalIn(body + url + JSON.stringify(headers)), [])
  })

  test('the search for it finds something where it may be read', async () => {
    const { body } = await server.send<object>(`/v2/Transcripts/${sid}/Sentences?Redacted=false`)
    const found = personalIn(JSON.stringify(body))
    assert.deepEqual(found.length, personal.length - 1, `only the number of the agent is not said: ${found}`)
  })
})

/** What must not be found: words, and numbers however they are grouped. */
const personal = [
  /\bkaren\b/,
  /\bmiller\b/,
  /\bdaniel\b/,
  /\bparker\b/,
  digits('4917484589897107'),
  digits('6175550138'),
  /march[^a-z]+(?:the )?(?:fourteenth|14)/,
  /5005550006/,
]
function digits(number: string): RegExp {
  return new RegExp([...number].join('[^0-9a-z]{0,3}'))
}

/** What of it a text holds. */
function personalIn(text: string): string[] {
  const lower = text.toLowerCase()
  return personal.flatMap((one) => one.exec(lower)?.[0] ?? [])
}

/** Everything that `client` gets by GET: every path of the served contract and those of the redaction, in both views
 * and with all details. */
async function reach(client: Client, sids: { transcript: string; service: string; operator: string }) {
  const document = await client.request<{ paths: Record<string, object> }>('GET', '/openapi.json')
  const documented = Object.entries(document.body.paths).flatMap(([path, item]) =>
    'get' in item ? [path] : [],
  )
  const own = ['Captions.srt', 'Captions.vtt', 'Captions.txt', 'Captions.json', 'Peaks', 'RedactionReport']
  const paths = new Set([
    ...documented,
    ...own.map((name) => `/x/v1/Transcripts/{Sid}/${name}`),
    ...['/x/v1/AuditLog', '/x/v1/Search', '/', '/docs', '/healthz', '/metrics'],
  ])
  const { recordings } = (await client.request<{ recordings: { sid: string }[] }>('GET', recordingsPath()))
    .body
  const known: Record<string, string> = {
    ...{ Transcripts: sids.transcript, Services: sids.service, Operators: sids.operator },
    ...{ OperatorResults: sids.operator, Accounts: server.accountSid, Custom: sids.operator },
  }
  const seen: [what: string, text: string][] = []
  for (const template of paths) {
    const files = template.includes('{File}')
      ? recordings.flatMap(({ sid }) => [`${sid}.json`, `${sid}.wav`])
      : ['']
    for (const file of files) {
      const path = template
        .replace('{File}', file)
        .replace(/([^/]+)\/\{[^}]*\}/g, (_, before: string) => `${before}/${known[before] ?? 'unknown'}`)
      const queries = [
        '',
        '?Redacted=false',
        '?WordTimestamps=true&Redacted=true',
        '?Query=number&PageSize=100',
      ]
      for (const query of queries) {
        const response = await client.send<unknown>(path + query)
        seen.push([path + query, `${JSON.stringify([...response.headers])} ${JSON.stringify(response.body)}`])
      }
    }
  }
  return seen
}

function recordingsPath() {
  return `/2010-04-01/Accounts/${server.accountSid}/Recordings.json`
}

const corpora = new URL('../../../shared/corpora/', import.meta.url)
const measured = [
  'dev-call-pii',
  'digits-jackson-card_number',
  'digits-jackson-phone_number',
  'digits-jackson-ssn',
]
describe(
  'the calls of ../shared/corpora',
  { skip: existsSync(corpora) ? false : '../shared/corpora is not here' },
  () => {
    interface Item {
      id: string
      path: string
      pii?: { start: number; end: number; channel?: number }[]
    }
    test('at least 95 % of the time of their personal data is muted, and nothing else changes', async () => {
      const manifest: Item[] = JSON.parse(readFileSync(new URL('manifest.json', corpora), 'utf8'))
      for (const { id, path, pii = [] } of manifest.filter((item) => measured.includes(item.id))) {
        const original = new URL(path, corpora).pathname
        const sid = await transcribe(original, service.sid)
        const report = await reportOf(sid)
        const wanted = pii.map(({ start, end, channel = 1 }) => ({
          ...{ channel, startMs: start * 1000, endMs: end * 1000 },
        }))
        const share = coverage(wanted, mutedIn(report))
        assert.ok(share >= 0.95, `${id}: ${share}`)
        const redacted = await download(server, sid, `${id}.wav`)
        assert.deepEqual(await compare(original, redacted, mutedIn(report)), { changed: 0, audible: 0 }, id)
        assert.deepEqual(
          report.recheck.left.filter(({ type }) => grave.includes(type)),
          [],
          id,
        )
      }
    })
  },
)
