// Sentences over HTTP: JSON types, words, pages; against the whole server with stored rows.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import { sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import { assertError, type ListBody, walkList } from '../../testing/answers.ts'
import { aSentence, aTranscript } from '../../testing/builders.ts'
import { startTestServer } from '../../testing/test-server.ts'
import type { sentenceSchema } from './present.ts'

type Sentence = Static<typeof sentenceSchema>
type Body = ListBody<'sentences', Sentence>

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as Transcript['accountSid']
const completed = (over: Partial<Transcript> = {}) =>
  aTranscript({ accountSid, status: 'completed', transcribed: true, durationS: 70, ...over })

/** Stored milliseconds and confidence, and how they go out. */
const times: [startMs: number, endMs: number, confidence: number, out: [string, string, string]][] = [
  [0, 1, 1, ['0', '0.001', '1.00']],
  [10, 100, 0, ['0.01', '0.1', '0.00']],
  [1000, 1500, 0.5, ['1', '1.5', '0.50']],
  [1234, 61_007, 0.004, ['1.234', '61.007', '0.00']],
  [3_600_000, 28_800_000, 0.93217, ['3600', '28800', '0.93']],
]
const shown = {
  transcript: completed(),
  sentences: times.map(([startMs, endMs, confidence], index) =>
    aSentence(index, {
      startMs,
      endMs,
      confidence,
      channel: (index % 2) + 1,
      words: [
        { text: 'Ünd', startMs, endMs: startMs },
        { text: '"so."', startMs, endMs },
      ],
    }),
  ),
}
const long = {
  transcript: completed(),
  sentences: Array.from({ length: 5003 }, (_, index) => aSentence(index)),
}
/** Made with redaction: both forms are stored. */
const redacted = {
  transcript: completed({ redaction: true }),
  sentences: [
    aSentence(0, {
      text: 'I am Ann.',
      words: [
        { text: 'I', startMs: 0, endMs: 100 },
        { text: 'am', startMs: 100, endMs: 200 },
        { text: 'Ann.', startMs: 200, endMs: 900 },
      ],
      redacted: {
        text: 'I am [Name].',
        words: [
          { text: 'I', startMs: 0, endMs: 100 },
          { text: 'am', startMs: 100, endMs: 200 },
          { text: '[Name].', startMs: 200, endMs: 900 },
        ],
        spans: [{ start: 5, end: 8, type: 'NAME' }],
      },
    }),
    aSentence(1, { redacted: { text: 'Sentence 1.', words: [], spans: [] } }),
  ],
}
/** Made with redaction, but without the redacted forms: what must never be seen. */
const unsafe = { transcript: completed({ redaction: true }), sentences: [aSentence(0)] }
const encrypted = {
  transcript: completed({ encryptionCredentialSid: sidFrom('publicKey', 'ab'.repeat(16)) }),
  sentences: [aSentence(0)],
}
const silent = completed()
/** Rows are there, but the work is not finished or came to nothing. */
const unfinished = (['queued', 'in-progress', 'failed', 'canceled'] as const).map((status) => ({
  transcript: completed({ status }),
  sentences: [aSentence(0)],
}))
const foreign = {
  transcript: completed({ accountSid: `AC${'f'.repeat(32)}` as Transcript['accountSid'] }),
  sentences: [aSentence(0)],
}

const server = await startTestServer({ after }, {}, async ({ store }) => {
  for (const { transcript, sentences } of [
    shown,
    long,
    foreign,
    redacted,
    unsafe,
    encrypted,
    ...unfinished,
  ]) {
    await store.transcripts.insert(transcript)
    await store.sentences.replace(transcript.sid, sentences)
  }
  await store.transcripts.insert(silent)
})
const pathOf = ({ sid }: Transcript) => `/v2/Transcripts/${sid}/Sentences`
const get = (transcript: Transcript, query = '') => server.request<Body>('GET', pathOf(transcript) + query)

test('a sentence has its properties in order; times and confidence are strings of at most three decimals', async () => {
  const { status, body } = await get(shown.transcript)
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body), ['sentences', 'meta'])
  assert.equal(body.meta.key, 'sentences')
  assert.deepEqual(
    body.sentences.map((one) => Object.entries(one)),
    shown.sentences.map((stored, at) => {
      const [start_time, end_time, confidence] = times[at]![3]
      return [
        ['media_channel', stored.channel],
        ['sentence_index', at],
        ['start_time', start_time],
        ['end_time', end_time],
        ['transcript', stored.text],
        ['sid', stored.sid],
        ['confidence', confidence],
        ['words', []],
      ]
    }),
  )
})

for (const [query, asked] of [
  ['', false],
  ['?WordTimestamps=false', false],
  ['?WordTimestamps=False', false],
  ['?WordTimestamps=true', true],
  ['?WordTimestamps=True&Redacted=False', true],
] as const) {
  test(`${query || 'no parameter'} gives ${asked ? 'words with numbers for times' : 'no words'}`, async () => {
    const { body } = await get(shown.transcript, query)
    const words = asked
      ? [
          { word: 'Ünd', start_time: 1.234, end_time: 1.234 },
          { word: '"so."', start_time: 1.234, end_time: 61.007 },
        ]
      : []
    assert.deepEqual(body.sentences[3]!.words, words)
    if (asked) assert.deepEqual(Object.keys(body.sentences[3]!.words[0]!), ['word', 'start_time', 'end_time'])
  })
}

test('on a transcript without redaction the parameter is ignored', async () => {
  const plain = (await get(shown.transcript)).body.sentences
  for (const query of ['?Redacted=true', '?Redacted=True', '?Redacted=false']) {
    assert.deepEqual((await get(shown.transcript, query)).body.sentences, plain)
  }
})

for (const [query, size, items] of [
  ['', 50, 50],
  ['?PageSize=1000', 1000, 1000],
  ['?PageSize=5000', 5000, 5000],
  ['?PageSize=9999', 5000, 5000],
] as const) {
  test(`${query || 'no PageSize'} gives ${items} sentences at once`, async () => {
    const { body } = await get(long.transcript, query)
    assert.deepEqual([body.meta.page_size, body.sentences.length], [size, items])
    assert.ok(body.meta.next_page_url)
  })
}

test('over all pages the index has no gap and the times never go back; both parameters stay in the URLs', async () => {
  const first = `${pathOf(long.transcript)}?Redacted=false&WordTimestamps=true&PageSize=700`
  const pages = await walkList(server, { first, key: 'sentences' })
  assert.deepEqual(
    pages.flat(),
    long.sentences.map(({ sid }) => sid),
  )
  const { body } = await get(long.transcript, '?PageSize=5000')
  const rest = await server.request<Body>('GET', body.meta.next_page_url!)
  assert.equal(rest.body.meta.next_page_url, null)
  const sentences = [...body.sentences, ...rest.body.sentences]
  assert.deepEqual(
    sentences.map(({ sentence_index }) => sentence_index),
    long.sentences.map((_, at) => at),
  )
  assert.ok(sentences.every(({ media_channel }) => media_channel === 1 || media_channel === 2))
  const starts = sentences.map(({ start_time }) => Number(start_time))
  assert.ok(starts.every((start, at) => at === 0 || start >= starts[at - 1]!))
})

test('silence is an empty page, and so is whatever is not completed', async () => {
  for (const transcript of [silent, ...unfinished.map((one) => one.transcript)]) {
    const { status, body } = await get(transcript)
    assert.equal(status, 200)
    assert.deepEqual(body.sentences, [], transcript.status)
    assert.deepEqual([body.meta.previous_page_url, body.meta.next_page_url], [null, null])
  }
})

for (const [query, hidden] of [
  ['', true],
  ['?Redacted=true', true],
  ['?Redacted=True', true],
  ['?Redacted=false', false],
  ['?Redacted=False', false],
] as const) {
  test(`${query || 'nothing asked'} shows a redacted transcript ${hidden ? 'redacted' : 'as spoken'}, words too`, async () => {
    const { status, body } = await get(redacted.transcript, query)
    assert.equal(status, 200)
    const texts = ({ sentences }: Body) => sentences.map(({ transcript }) => transcript)
    assert.deepEqual(texts(body), [hidden ? 'I am [Name].' : 'I am Ann.', 'Sentence 1.'])
    const words = await get(redacted.transcript, `${query || '?Redacted=true'}&WordTimestamps=true`)
    assert.deepEqual(
      words.body.sentences[0]!.words!.map(({ word }) => word),
      ['I', 'am', hidden ? '[Name].' : 'Ann.'],
    )
  })
}

test('sid, index, channel, times and confidence are the same in both views', async () => {
  const facts = async (query: string) =>
    (await get(redacted.transcript, query)).body.sentences.map(({ transcript: _, ...rest }) => rest)
  assert.deepEqual(await facts('?Redacted=true'), await facts('?Redacted=false'))
})

test('on a transcript made without redaction the parameter means nothing', async () => {
  const plain = (await get(shown.transcript)).body.sentences
  for (const query of ['?Redacted=true', '?Redacted=false']) {
    assert.deepEqual((await get(shown.transcript, query)).body.sentences, plain)
  }
})

test('page addresses keep asking for the same view', async () => {
  const { body } = await get(redacted.transcript, '?Redacted=False&WordTimestamps=True&PageSize=1')
  assert.match(
    body.meta.next_page_url ?? '',
    /\?Redacted=false&WordTimestamps=true&PageSize=1&Page=1&PageToken=/,
  )
})

test('sentences without their redacted form are an error rather than a leak', async () => {
  const answer = await get(unsafe.transcript)
  assertError(answer, 500, 20500)
  assert.equal(JSON.stringify(answer.body).includes('Sentence'), false)
})

test('an encrypted transcript refuses its sentences in the clear', async () => {
  for (const query of ['', '?Redacted=true', '?Redacted=false']) {
    assertError(await get(encrypted.transcript, query), 403, 20403)
  }
})

const token = (key: unknown) => `PageToken=PA${Buffer.from(JSON.stringify(key)).toString('base64url')}`
for (const query of [
  'Redacted=maybe',
  'WordTimestamps=1',
  'PageSize=0',
  'PageToken=x',
  token([1_700_000_000_000, shown.transcript.sid]),
  token([2 ** 31]),
  token([-1]),
]) {
  test(`a list with ${query} is 400`, async () => assertError(await get(shown.transcript, `?${query}`), 400))
}

test('sentences of another account are 404, a slash behind changes nothing, and no credentials are 401', async () => {
  assertError(await get(foreign.transcript), 404, 20404)
  assert.deepEqual(
    (await get(shown.transcript, '/')).body.sentences,
    (await get(shown.transcript)).body.sentences,
  )
  const headers = { authorization: 'Basic bm86b25l' }
  assertError(await server.send(pathOf(shown.transcript), { headers }), 401, 20003)
})
