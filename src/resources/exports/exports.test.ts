// Exports over HTTP: who gets which view, and what kind of file; against the whole server with stored rows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import SrtParser from 'srt-parser-2'
import { parseChannel } from '../../domain/channel.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError } from '../../testing/answers.ts'
import { aSentence, aTranscript } from '../../testing/builders.ts'
import { makeKey } from '../../testing/key-client.ts'
import { startTestServer } from '../../testing/test-server.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const channel = parseChannel(
  '{"media_properties": {"media_url": "https://example.com/a.wav"}, "participants": [{"channel_participant": 1, "full_name": "Ann Lee"}]}',
)
const completed = (over: Partial<Transcript> = {}) =>
  aTranscript({ accountSid, channel, status: 'completed', transcribed: true, durationS: 70, ...over })
const said = (index: number, text: string, redacted: string) =>
  aSentence(index, { text, words: [], redacted: { text: redacted, words: [], spans: [] } })

const plain = { transcript: completed(), sentences: [aSentence(0), aSentence(1)] }
const redacted = {
  transcript: completed({ redaction: true }),
  sentences: [said(0, 'I am Bob.', 'I am [Name].'), said(1, 'Good morning.', 'Good morning.')],
}
const long = {
  transcript: completed(),
  sentences: Array.from({ length: 2001 }, (_, index) => aSentence(index)),
}
const unsafe = { transcript: completed({ redaction: true }), sentences: [aSentence(0)] }
const encrypted = {
  transcript: completed({ encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)) }),
  sentences: [aSentence(0)],
}
const unfinished = (['queued', 'in-progress', 'failed', 'canceled'] as const).map((status) => ({
  transcript: completed({ status }),
  sentences: [aSentence(0)],
}))
const foreign = {
  transcript: completed({ accountSid: `AC${'f'.repeat(32)}` as typeof accountSid }),
  sentences: [],
}
const silent = { transcript: completed(), sentences: [] }
/** Two voices on one channel. */
const shared = {
  transcript: completed(),
  sentences: [1, 2, 1].map((speaker, index) => aSentence(index, { channel: 1, speaker })),
}

const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const one of [plain, redacted, long, unsafe, encrypted, foreign, silent, shared, ...unfinished]) {
    await store.transcripts.insert(one.transcript)
    await store.sentences.replace(one.transcript.sid, one.sentences)
  }
})
const pathOf = ({ sid }: Transcript, extension: string) => `/x/v1/Transcripts/${sid}/Captions.${extension}`
const get = (transcript: Transcript, extension: string, query = '') =>
  server.request<string>('GET', pathOf(transcript, extension) + query)
const extensions = ['srt', 'vtt', 'txt', 'json']

for (const [extension, contentType, beginning] of [
  ['srt', 'application/x-subrip', '1\n00:00:00,000 --> 00:00:01,000\nAnn Lee: Sentence 0.\n\n2\n'],
  ['vtt', 'text/vtt', 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Ann Lee>Sentence 0.\n\n'],
  ['txt', 'text/plain', 'Ann Lee: Sentence 0.\nCustomer: Sentence 1.\n'],
] as const) {
  test(`Captions.${extension} is a file of its kind, named after the transcript`, async () => {
    const { status, headers, body } = await get(plain.transcript, extension)
    assert.equal(status, 200)
    assert.equal(headers.get('content-type'), `${contentType}; charset=utf-8`)
    assert.equal(
      headers.get('content-disposition'),
      `attachment; filename="${plain.transcript.sid}.${extension}"`,
    )
    assert.ok(body.startsWith(beginning), body)
  })
}

test('Captions.json has the transcript and its sentences with words, as their own resources show them', async () => {
  for (const [one, view] of [
    [plain, ''],
    [redacted, '?Redacted=false'],
  ] as const) {
    const { headers, body } = await server.request<object>('GET', pathOf(one.transcript, 'json') + view)
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8')
    const own = `/v2/Transcripts/${one.transcript.sid}`
    const transcript = await server.request<object>('GET', own)
    const sentences = await server.request<{ sentences: object[] }>(
      'GET',
      `${own}/Sentences?WordTimestamps=true&Redacted=false`,
    )
    assert.deepEqual(body, {
      transcript: transcript.body,
      sentences: sentences.body.sentences.map((sentence) => ({ ...sentence, speaker: null })),
    })
  }
})

test('voices that share a channel have a number in files, and none in the list of the contract', async () => {
  const json = await server.request<{ sentences: { speaker: number; media_channel: number }[] }>(
    'GET',
    pathOf(shared.transcript, 'json'),
  )
  assert.deepEqual(
    json.body.sentences.map(({ speaker, media_channel }) => [speaker, media_channel]),
    [
      [1, 1],
      [2, 1],
      [1, 1],
    ],
  )
  assert.equal(
    (await get(shared.transcript, 'txt')).body,
    'Speaker 1: Sentence 0.\nSpeaker 2: Sentence 1.\nSpeaker 1: Sentence 2.\n',
  )
  const list = await get(shared.transcript, 'srt')
  assert.match(list.body, /^1\n[^\n]+\nSpeaker 1: Sentence 0\.\n\n2\n[^\n]+\nSpeaker 2: Sentence 1\./)
  assert.match((await get(shared.transcript, 'vtt')).body, /<v Speaker 2>Sentence 1\./)
  const own = await server.request<object>('GET', `/v2/Transcripts/${shared.transcript.sid}/Sentences`)
  assert.doesNotMatch(JSON.stringify(own.body), /speaker/)
})

test('personal data is in a file only when it is asked for, and the name of the file tells', async () => {
  for (const extension of extensions) {
    for (const query of ['', '?Redacted=true', '?Redacted=True']) {
      const { headers, body } = await get(redacted.transcript, extension, query)
      const text = JSON.stringify(body)
      assert.ok(text.includes('I am [Name].') && !/Bob|Ann|a\.wav/.test(text), text)
      assert.match(headers.get('content-disposition') ?? '', /"GT[0-9a-f]{32}\.redacted\.[a-z]+"$/)
    }
    const { headers, body } = await get(redacted.transcript, extension, '?Redacted=False')
    assert.ok(JSON.stringify(body).includes('I am Bob.'))
    assert.ok(!headers.get('content-disposition')?.includes('redacted'))
  }
})

test('a key without the right gets redacted files of redacted transcripts, and nothing else', async () => {
  const key = await makeKey(server, 'redacted-only')
  for (const extension of extensions) {
    const as = (transcript: Transcript, query = '') =>
      key.request<string>('GET', pathOf(transcript, extension) + query)
    const { status, body } = await as(redacted.transcript)
    assert.equal(status, 200)
    assert.ok(!/Bob|Ann/.test(JSON.stringify(body)))
    assertError(await as(redacted.transcript, '?Redacted=false'), 403, 20403)
    assertError(await as(plain.transcript), 403, 20403)
    assertError(await as(plain.transcript, '?Redacted=true'), 403, 20403)
  }
})

test('what is encrypted, not completed or of somebody else is refused; a missing redacted form is an error', async () => {
  for (const extension of extensions) {
    assertError(await get(encrypted.transcript, extension), 403, 20403)
    for (const { transcript } of unfinished) {
      const answer = await get(transcript, extension)
      assertError(answer, 409, 20409)
      assert.ok(JSON.stringify(answer.body).includes(transcript.status))
    }
    assertError(await get(foreign.transcript, extension), 404, 20404)
    const answer = await get(unsafe.transcript, extension)
    assertError(answer, 500, 20500)
    assert.ok(!JSON.stringify(answer.body).includes('Sentence'))
    assertError(await get(plain.transcript, extension, '?Redacted=maybe'), 400)
    assertError(await server.request('POST', pathOf(plain.transcript, extension)), 405, 20004)
    const headers = { authorization: 'Basic bm86b25l' }
    assertError(await server.send(pathOf(plain.transcript, extension), { headers }), 401, 20003)
  }
  assertError(await get(plain.transcript, 'pdf'), 404, 20404)
  assertError(await server.request('GET', '/x/v1/Transcripts/GT1/Captions.srt'), 404, 20404)
})

test('a long call is there to its end, silence is an empty file', async () => {
  const cues = new SrtParser().fromSrt((await get(long.transcript, 'srt')).body)
  assert.equal(cues.length, 2001)
  assert.equal(
    (await get(long.transcript, 'txt')).body.trimEnd().split('\n').at(-1),
    'Ann Lee: Sentence 2000.',
  )
  const empty = await Promise.all(extensions.map((extension) => get(silent.transcript, extension)))
  assert.deepEqual(
    empty.slice(0, 3).map(({ status, body }) => [status, body]),
    [
      [200, null],
      [200, 'WEBVTT\n'],
      [200, null],
    ],
  )
})
