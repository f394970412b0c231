// Tokens to words with pieces made by hand: times, punctuation, raw bytes, empty pieces.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { geometricMean, type TimedToken, toWords } from './token-words.ts'

type Part = { bytes: number[] | string; first: number; last: number; starts?: boolean; probability?: number }

function token({ bytes, first, last, starts = false, probability = 1 }: Part): TimedToken {
  const raw = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes)
  const punctuation = typeof bytes === 'string' && /^[.,!?;:]+$/.test(bytes)
  return { piece: { bytes: raw, startsWord: starts, punctuation }, probability, span: { first, last } }
}

const words = (parts: Part[], endMs = 10_000) =>
  toWords(parts.map(token), endMs).map(({ text, startMs, endMs: end }) => `${text} ${startMs}-${end}`)

const cases: { title: string; parts: Part[]; expected: string[] }[] = [
  {
    title: 'pieces without a word mark go on with the word; a frame is 24 ms, the last one included',
    parts: [
      { bytes: 'trans', first: 0, last: 3, starts: true },
      { bytes: 'late', first: 4, last: 9 },
      { bytes: 'it', first: 10, last: 11, starts: true },
    ],
    expected: ['translate 0-240', 'it 240-288'],
  },
  {
    title: 'punctuation belongs to the word and does not lengthen it',
    parts: [
      { bytes: 'Yes', first: 2, last: 4, starts: true },
      { bytes: '.', first: 5, last: 30 },
      { bytes: 'No', first: 31, last: 33, starts: true },
      { bytes: '?!', first: 34, last: 40 },
    ],
    expected: ['Yes. 48-120', 'No?! 744-816'],
  },
  {
    title: 'punctuation inside a word leaves its end where the last letters are',
    parts: [
      { bytes: '4', first: 0, last: 1, starts: true },
      { bytes: ',', first: 2, last: 2 },
      { bytes: '6', first: 3, last: 5 },
      { bytes: '.', first: 6, last: 9 },
    ],
    expected: ['4,6. 0-144'],
  },
  {
    title: 'a word of punctuation alone keeps its own time',
    parts: [{ bytes: '.', first: 3, last: 4, starts: true }],
    expected: ['. 72-120'],
  },
  {
    title: 'raw bytes are joined before they are read as UTF-8',
    parts: [
      { bytes: 'caf', first: 0, last: 1, starts: true },
      { bytes: [0xc3], first: 2, last: 2 },
      { bytes: [0xa9], first: 3, last: 3 },
      { bytes: [0xe2], first: 4, last: 4, starts: true },
      { bytes: [0x82, 0xac], first: 5, last: 6 },
    ],
    expected: ['café 0-96', '€ 96-168'],
  },
  {
    title: 'a lone word mark opens the word that follows it',
    parts: [
      { bytes: '', first: 0, last: 2, starts: true },
      { bytes: '7', first: 3, last: 4 },
    ],
    expected: ['7 0-120'],
  },
  {
    title: 'groups without text are no words',
    parts: [
      { bytes: '', first: 0, last: 2, starts: true },
      { bytes: ' ', first: 3, last: 4, starts: true },
      { bytes: 'so', first: 5, last: 6, starts: true },
    ],
    expected: ['so 120-168'],
  },
  {
    title: 'a first piece without a word mark is a word all the same',
    parts: [{ bytes: 'ing', first: 1, last: 1 }],
    expected: ['ing 24-48'],
  },
]

for (const { title, parts, expected } of cases) {
  test(`words: ${title}`, () => assert.deepEqual(words(parts), expected))
}

test('times are cut off at the end of the slice', () => {
  const parts = [
    { bytes: 'a', first: 0, last: 3, starts: true },
    { bytes: 'b', first: 4, last: 9, starts: true },
    { bytes: 'c', first: 10, last: 12, starts: true },
  ]
  assert.deepEqual(words(parts, 100), ['a 0-96', 'b 96-100', 'c 100-100'])
})

test('no tokens, no words', () => {
  assert.deepEqual(toWords([], 1000), [])
})

test('the confidence of a word is the geometric mean of its tokens, punctuation included', () => {
  const [word] = toWords(
    [
      token({ bytes: 'a', first: 0, last: 0, starts: true, probability: 0.9 }),
      token({ bytes: 'b', first: 1, last: 1, probability: 0.4 }),
      token({ bytes: '.', first: 2, last: 2, probability: 0.6 }),
    ],
    1000,
  )
  assert.ok(Math.abs(word!.confidence - Math.cbrt(0.9 * 0.4 * 0.6)) < 1e-12)
})

test('geometric mean: a table', () => {
  for (const [values, mean] of [
    [[], 0],
    [[0.5], 0.5],
    [[0.25, 1], 0.5],
    [[1, 1, 1], 1],
  ] as const) {
    assert.ok(Math.abs(geometricMean(values) - mean) < 1e-12, `${values}`)
  }
  assert.ok(
    geometricMean([0, 1]) > 0,
    'a probability that was rounded to zero does not end in minus infinity',
  )
})
