// Recordings over HTTP: uploads, Twilio's list and audio, deletion; against the whole server.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { pcm16, sine, wavFile } from '../../adapters/decoder-native/recording-fixtures.ts'
import { sidFrom } from '../../domain/sid.ts'
import { assertError, type ListBody } from '../../testing/answers.ts'
import { aRecording } from '../../testing/builders.ts'
import { makeAccount, makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Upload {
  sid: string
  account_sid: string
  call_sid: string | null
  duration: number
  channels: number
  media_url: string
}
type Recording = Record<string, unknown> & { sid: string; media_url: string }
interface Page {
  recordings: Recording[]
  first_page_uri: string
  next_page_uri: string | null
  previous_page_uri: string | null
  page: number
  page_size: number
  uri: string
}

const foreign = aRecording()
const server = await startTestServer({ after }, { MEDIA_MAX_BYTES: '200000' }, ({ store }) =>
  store.recordings.insert(foreign),
)
const base = `/2010-04-01/Accounts/${server.accountSid}/Recordings`
const callSid = sidFrom('call', 'ca'.repeat(16))
const tones = (...frequencies: number[]) => pcm16(...frequencies.map((hz) => sine(hz, 8000, 16_000)))
const mono = wavFile({ data: tones(440) })
const stereo = wavFile({ data: tones(440, 880), channelCount: 2 })

const upload = (
  body: NonNullable<RequestInit['body']>,
  path = '/x/v1/Recordings',
  headers: Record<string, string> = {},
) => server.send<Upload>(path, { method: 'POST', body, headers })
const raw = (bytes: Uint8Array, query = '') =>
  upload(new Uint8Array(bytes), `/x/v1/Recordings${query}`, { 'content-type': 'audio/wav' })
function formOf(bytes: Uint8Array, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }), 'call.bin')
  return form
}
/** Folders of uploads and renditions that are not done. */
const underWay = () => {
  const names = readdirSync(join(server.dataDir, 'work'), { recursive: true }).map(String)
  return names.filter((name) => name.includes('recording-'))
}
const list = (query = '') => server.request<Page>('GET', `${base}.json${query}`)
/** The audio at an address, with the server's credentials. */
async function audio(path: string, headers: Record<string, string> = {}) {
  const authorization = `Basic ${btoa(`${server.accountSid}:${server.authToken}`)}`
  const url = new URL(path, server.baseUrl)
  const response = await fetch(url, { headers: { ...headers, authorization }, redirect: 'error' })
  const body = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, body }
}
/** Channels of a WAVE file, by its header. */
const channelsOf = (wav: Buffer) => wav.readUInt16LE(22)

describe('an upload', () => {
  for (const [what, send] of [
    ['as a multipart form', () => upload(formOf(stereo))],
    ['as a bare file', () => raw(stereo)],
    ['as a bare file without a type', () => upload(new Blob([new Uint8Array(stereo)]))],
  ] as const) {
    test(`${what} answers 201 with what was found in it, in order`, async () => {
      const { status, body } = await send()
      assert.equal(status, 201)
      assert.match(body.sid, /^RE[0-9a-f]{32}$/)
      assert.deepEqual(Object.entries(body), [
        ['sid', body.sid],
        ['account_sid', server.accountSid],
        ['call_sid', null],
        ['duration', 2],
        ['channels', 2],
        ['media_url', `${server.baseUrl}${base}/${body.sid}`],
      ])
      assert.deepEqual((await audio(body.media_url)).body, stereo)
    })
  }

  test('beside Twilio’s list answers in Twilio’s form', async () => {
    const { status, body } = await server.send<Recording>(`${base}.json`, {
      method: 'POST',
      body: formOf(mono),
    })
    assert.equal(status, 201)
    assert.deepEqual((await server.request('GET', `${base}/${body.sid}.json`)).body, body)
    assert.partialDeepStrictEqual(body, { channels: 1, duration: '2', status: 'completed' })
  })

  test('may say of which call it is and when it began, in the form or in the query', async () => {
    const known = { CallSid: callSid, StartTime: '2026-01-02T03:04:05Z' }
    for (const { body } of [
      await upload(formOf(mono, known)),
      await raw(mono, `?${new URLSearchParams(known)}`),
    ]) {
      assert.equal(body.call_sid, callSid)
      const found = await server.request<Recording>('GET', `${base}/${body.sid}.json`)
      assert.equal(found.body.start_time, 'Fri, 02 Jan 2026 03:04:05 +0000')
    }
  })

  const count = async () => (await list('?PageSize=1000')).body.recordings.length
  const broken = Buffer.concat([stereo.subarray(0, 40), Buffer.alloc(4)])
  const refused: [what: string, send: () => ReturnType<typeof upload>, status: number, code?: number][] = [
    ['no audio', () => raw(Buffer.from('hello, this is text')), 400, 95104],
    ['an HTML page in a form', () => upload(formOf(Buffer.from('<html></html>'))), 400, 95104],
    ['nothing', () => raw(Buffer.alloc(0)), 400, 95109],
    ['an empty file in a form', () => upload(formOf(Buffer.alloc(0))), 400, 95109],
    ['no sound', () => raw(broken), 400],
    ['a sample rate below 8 kHz', () => raw(wavFile({ data: tones(440), rateHz: 4000 })), 400, 95112],
    ['three channels', () => raw(wavFile({ data: tones(1, 2, 3), channelCount: 3 })), 400, 95115],
    ['too many bytes', () => raw(Buffer.concat([stereo, Buffer.alloc(200_000)])), 413, 20413],
    [
      'too many bytes in a form',
      () => upload(formOf(Buffer.concat([stereo, Buffer.alloc(200_000)]))),
      413,
      20413,
    ],
    ['a call that is none', () => raw(mono, '?CallSid=CA1'), 400, 20423],
    ['a recording for a call', () => upload(formOf(mono, { CallSid: foreign.sid })), 400, 20423],
    ['a date that is none', () => raw(mono, '?StartTime=yesterday'), 400, 20422],
  ]
  for (const [what, send, status, code] of refused) {
    test(`of ${what} is ${status}, and nothing is kept of it`, async () => {
      const before = await count()
      assertError(await send(), status, code)
      assert.equal(await count(), before)
      assert.deepEqual(underWay(), [])
    })
  }

  test('of a form without a file is 400', async () => {
    const form = new FormData()
    form.set('CallSid', callSid)
    assertError(await upload(form), 400, 20422)
  })

  test('into another account’s list is 404', async () => {
    const path = `/2010-04-01/Accounts/${foreign.accountSid}/Recordings.json`
    assertError(await upload(formOf(mono), path), 404, 20404)
  })

  test('without credentials is 401', async () => {
    assertError(await upload(formOf(mono), undefined, { authorization: 'Basic bm86b25l' }), 401, 20003)
  })
})

describe('Twilio’s form', () => {
  test('has its properties in order; dates are RFC 2822', async () => {
    const { sid } = (await upload(formOf(stereo, { CallSid: callSid }))).body
    const { status, body } = await server.request<Recording>('GET', `${base}/${sid}.json`)
    assert.equal(status, 200)
    const date = String(body.date_created)
    assert.match(date, /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/)
    assert.deepEqual(Object.entries(body), [
      ['account_sid', server.accountSid],
      ['api_version', '2010-04-01'],
      ['call_sid', callSid],
      ['conference_sid', null],
      ['date_created', date],
      ['date_updated', date],
      ['start_time', date],
      ['duration', '2'],
      ['sid', sid],
      ['price', null],
      ['price_unit', null],
      ['status', 'completed'],
      ['channels', 2],
      ['source', 'StartCallRecordingAPI'],
      ['error_code', null],
      ['uri', `${base}/${sid}.json`],
      ['encryption_details', null],
      ['subresource_uris', {}],
      ['media_url', `${server.baseUrl}${base}/${sid}`],
    ])
  })

  test('lists newest first, in pages that lead on and back, with the filters in every address', async () => {
    const call = sidFrom('call', 'cb'.repeat(16))
    const sids: string[] = []
    for (let i = 0; i < 5; i++) sids.unshift((await raw(mono, `?CallSid=${call}`)).body.sid)
    const pages: Page[] = []
    let uri: string | null = `${base}.json?CallSid=${call}&PageSize=2`
    for (; uri; uri = pages.at(-1)!.next_page_uri) {
      const { status, body }: { status: number; body: Page } = await server.request('GET', uri)
      assert.equal(status, 200)
      assert.deepEqual([body.page, body.page_size], [pages.length, 2])
      pages.push(body)
    }
    assert.deepEqual(
      pages.flatMap(({ recordings }) => recordings.map(({ sid }) => sid)),
      sids,
    )
    for (const page of pages) {
      for (const one of [page.first_page_uri, page.uri, page.next_page_uri, page.previous_page_uri]) {
        if (one) assert.ok(one.startsWith(`${base}.json?CallSid=${call}&PageSize=2&Page=`), one)
      }
    }
    const back = await server.request<Page>('GET', pages[1]!.previous_page_uri!)
    assert.deepEqual(back.body.recordings, pages[0]!.recordings)
    assert.equal(pages[0]!.previous_page_uri, null)
  })

  test('filters by date of creation', async () => {
    await raw(mono)
    const count = async (query: string) => (await list(`?${query}`)).body.recordings.length
    assert.equal(await count('DateCreated%3C=2001-01-01'), 0)
    assert.ok((await count('DateCreated%3E=2001-01-01')) > 0)
    assert.equal(await count('DateCreated%3E=2200-01-01'), 0)
    assertError(await list('?DateCreated%3E=yesterday'), 400)
    assertError(await list('?PageSize=0'), 400)
  })
})

describe('the audio', () => {
  test('in its own format is the stored file, under each of its addresses, with ranges', async () => {
    const { sid } = (await raw(stereo)).body
    for (const path of [`${base}/${sid}`, `${base}/${sid}.wav`, `${base}/${sid}.wav?RequestedChannels=2`]) {
      const { status, headers, body } = await audio(path)
      assert.equal(status, 200)
      assert.equal(headers.get('content-type'), 'audio/wav')
      assert.match(headers.get('content-disposition') ?? '', new RegExp(`"${sid}\\.wav"$`))
      assert.deepEqual(body, stereo)
    }
    const part = await audio(`${base}/${sid}.wav`, { range: 'bytes=10-19' })
    assert.deepEqual([part.status, part.body], [206, stereo.subarray(10, 20)])
    assert.equal((await audio(`${base}/${sid}.wav`, { range: 'bytes=999999-' })).status, 416)
  })

  test('can be had as MP3, and mixed down to one channel', async () => {
    const { sid } = (await raw(stereo)).body
    const mp3 = await audio(`${base}/${sid}.mp3`)
    assert.deepEqual([mp3.status, mp3.headers.get('content-type')], [200, 'audio/mpeg'])
    assert.equal(mp3.headers.get('content-length'), String(mp3.body.length))
    assert.equal(mp3.body[0], 0xff)
    const mixed = await audio(`${base}/${sid}.wav?RequestedChannels=1`)
    assert.deepEqual([mixed.status, channelsOf(mixed.body)], [200, 1])
    const part = await audio(`${base}/${sid}.wav?RequestedChannels=1`, { range: 'bytes=0-3' })
    assert.deepEqual([part.status, part.body.toString()], [206, 'RIFF'])
    assert.notEqual(mixed.headers.get('etag'), (await audio(`${base}/${sid}.wav`)).headers.get('etag'))
    // What was rendered goes once it is sent: a moment after the client has it.
    for (let looks = 0; underWay().length > 0 && looks < 3000; looks++) await delay(20)
    assert.deepEqual(underWay(), [])
  })

  test('of one channel has no second one: 404, where callers ask for one', async () => {
    const { sid } = (await raw(mono)).body
    assert.equal((await audio(`${base}/${sid}.wav?RequestedChannels=2`)).status, 404)
    assert.deepEqual((await audio(`${base}/${sid}.wav?RequestedChannels=1`)).body, mono)
    assert.equal((await audio(`${base}/${sid}.wav?RequestedChannels=3`)).status, 400)
  })

  test('and its facts are 404 for other accounts, unknown sids and other endings', async () => {
    const { sid } = (await raw(mono)).body
    const other = await makeAccount(server)
    for (const ending of ['', '.json', '.wav', '.mp3']) {
      assertError(await other.request('GET', `${base}/${sid}${ending}`), 404, 20404)
      const path = `/2010-04-01/Accounts/${other.accountSid}/Recordings/${sid}${ending}`
      assertError(await other.request('GET', path), 404, 20404)
      assertError(await server.request('GET', `${base}/${foreign.sid}${ending}`), 404, 20404)
    }
    for (const file of [`${sid}.flac`, `${sid}.json.wav`, 'RE1.json', `${sid}.`]) {
      assertError(await server.request('GET', `${base}/${file}`), 404, 20404)
    }
    assertError(await other.request('GET', `${base}.json`), 404, 20404)
  })
})

describe('a delete', () => {
  for (const ending of ['', '.json']) {
    test(`of RE…${ending} answers 204 and is final`, async () => {
      const { sid } = (await raw(mono)).body
      const answer = await server.request('DELETE', `${base}/${sid}${ending}`)
      assert.deepEqual([answer.status, answer.body], [204, null])
      assertError(await server.request('DELETE', `${base}/${sid}${ending}`), 404, 20404)
      assertError(await server.request('GET', `${base}/${sid}.json`), 404, 20404)
      assert.equal((await audio(`${base}/${sid}.wav`)).status, 404)
    })
  }

  test('by another account is 404 and deletes nothing', async () => {
    const { sid } = (await raw(mono)).body
    const other = await makeAccount(server)
    for (const account of [server.accountSid, other.accountSid]) {
      const path = `/2010-04-01/Accounts/${account}/Recordings/${sid}`
      assertError(await other.request('DELETE', path), 404, 20404)
    }
    assert.equal((await audio(`${base}/${sid}.wav`)).status, 200)
    assert.ok(existsSync(join(server.dataDir, 'media', 'media', server.accountSid, sid, 'original')))
  })
})

describe('keys', () => {
  test('for redacted data upload recordings and read their facts, but hear nothing of them', async () => {
    const key = await makeKey(server, 'redacted-only')
    const { status, body } = await key.send<Upload>('/x/v1/Recordings', {
      method: 'POST',
      body: formOf(mono),
    })
    assert.equal(status, 201)
    assert.equal((await key.request('GET', `${base}/${body.sid}.json`)).status, 200)
    assert.equal((await key.request('GET', `${base}.json`)).status, 200)
    for (const ending of ['', '.wav', '.mp3']) {
      assertError(await key.request('GET', `${base}/${body.sid}${ending}`), 403, 20403)
    }
  })

  test('that may only read do neither upload nor delete', async () => {
    const { sid, media_url } = (await raw(mono)).body
    const key = await makeKey(server, 'read-only')
    for (const path of ['/x/v1/Recordings', `${base}.json`]) {
      assertError(await key.send(path, { method: 'POST', body: formOf(mono) }), 403, 20403)
    }
    assertError(await key.request('DELETE', `${base}/${sid}`), 403, 20403)
    assert.equal((await key.request('GET', media_url)).status, 200)
  })
})

interface Transcript {
  sid: string
  service_sid: string
  channel: { media_properties: { source: string; source_sid: string; reference_sids: { call_sid: string } } }
  media_start_time: string
  status: string
}

describe('auto-transcription', () => {
  const makeService = async (name: string, AutoTranscribe: boolean) => {
    const form = { UniqueName: name, AutoTranscribe: String(AutoTranscribe) }
    return (await server.request<{ sid: string }>('POST', '/v2/Services', form)).body.sid
  }
  const transcriptsOf = async (sid: string) =>
    (await server.request<ListBody<'transcripts', Transcript>>('GET', `/v2/Transcripts?SourceSid=${sid}`))
      .body.transcripts

  test('makes one transcript per Service that wants it, described as the recording is', async () => {
    const before = (await raw(mono)).body.sid
    const [on, also] = [await makeService('on', true), await makeService('also on', true)]
    await makeService('off', false)
    const known = { CallSid: callSid, StartTime: '2026-01-02T03:04:05Z' }
    const { sid } = (await raw(mono, `?${new URLSearchParams(known)}`)).body
    const transcripts = await transcriptsOf(sid)
    assert.deepEqual(transcripts.map((one) => one.service_sid).sort(), [on, also].sort())
    for (const one of transcripts) {
      assert.partialDeepStrictEqual(one, {
        status: 'queued',
        media_start_time: '2026-01-02T03:04:05Z',
        channel: {
          media_properties: { source: 'Recording', source_sid: sid, reference_sids: { call_sid: callSid } },
        },
      })
    }
    assert.deepEqual(await transcriptsOf(before), [])
    const Channel = JSON.stringify({ media_properties: { source_sid: sid } })
    assertError(await server.request('POST', '/v2/Transcripts', { ServiceSid: on, Channel }), 409, 20409)
    for (const service of [on, also]) await server.request('DELETE', `/v2/Services/${service}`)
  })

  test('a transcript of a recording knows its call and its beginning', async () => {
    const known = { CallSid: callSid, StartTime: '2026-01-02T03:04:05Z' }
    const { sid } = (await raw(mono, `?${new URLSearchParams(known)}`)).body
    const ServiceSid = await makeService('by hand', false)
    const Channel = JSON.stringify({ media_properties: { source_sid: sid } })
    const made = await server.request<Transcript>('POST', '/v2/Transcripts', { ServiceSid, Channel })
    assert.equal(made.status, 202)
    assert.equal(made.body.channel.media_properties.reference_sids.call_sid, callSid)
    assert.equal(made.body.media_start_time, '2026-01-02T03:04:05Z')
  })
})
