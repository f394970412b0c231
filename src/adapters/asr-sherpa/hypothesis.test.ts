// Results of sherpa-onnx as hypotheses: words, their times, confidence and loops.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../testing/seeded-random.ts'
import { NEUTRAL_CONFIDENCE, toHypothesis } from './hypothesis.ts'
import { readResult } from './result.ts'
import { tokenSpans } from './token-spans.ts'

/** A result as the package gives it. */
const heard = (text: string, over: object = {}) =>
  readResult({
    lang: '',
    text,
    tokens: [],
    timestamps: [],
    durations: [],
    ys_log_probs: [],
    words: [],
    ...over,
  })

const card = {
  tokens: [' My', ' car', 'd', ',', ' please', '.'],
  timestamps: [0.4, 0.8, 1.0, 1.2, 2.0, 2.5],
}
const rounded = (times: { startMs: number; endMs: number }[]) =>
  times.map(({ startMs, endMs }) => [Math.round(startMs), Math.round(endMs)])

test('nothing heard is an empty hypothesis', () => {
  for (const text of ['', '  ', '\n']) {
    const nothing = { words: [], confidence: 0, tokenCount: 0, end: 'empty' }
    assert.deepEqual(toHypothesis(heard(text, { tokens: [' '], timestamps: [0] }), 1000), nothing)
  }
})

test('a word begins with its first token and ends where the next one begins, the last one with the slice', () => {
  const { words, tokenCount, end } = toHypothesis(heard('My card, please.', card), 3000)
  assert.deepEqual(
    words.map(({ text }) => text),
    ['My', 'card,', 'please.'],
  )
  assert.deepEqual(rounded(words), [
    [400, 800],
    [800, 2000],
    [2000, 3000],
  ])
  assert.deepEqual([tokenCount, end], [6, 'eos'])
})

test('where tokens have lengths, a word ends with its last token that is no punctuation', () => {
  const durations = [0.3, 0.2, 0.08, 0.5, 0.4, 0.4]
  const { words } = toHypothesis(heard('My card, please.', { ...card, durations }), 3000)
  assert.deepEqual(rounded(words), [
    [400, 700],
    [800, 1080],
    [2000, 2400],
  ])
})

test('times never go back nor leave the slice', () => {
  const timestamps = [0.5, 0.4, 0.4, 0.4, 9, 9]
  const { words } = toHypothesis(heard('My card, please.', { ...card, timestamps }), 3000)
  assert.deepEqual(rounded(words), [
    [500, 500],
    [500, 3000],
    [3000, 3000],
  ])
})

test('without times words are spread over the slice by their length', () => {
  const { words } = toHypothesis(heard('I am calling'), 1300)
  assert.deepEqual(rounded(words), [
    [0, 200],
    [200, 500],
    [500, 1300],
  ])
})

test('a list that does not go with the tokens does not count', () => {
  const { words } = toHypothesis(heard('My card, please.', { ...card, timestamps: [1, 2] }), 1700)
  assert.equal(words[0]!.startMs, 0)
})

test('confidence is the geometric mean of the tokens, of a word and of all', () => {
  const ys_log_probs = [
    Math.log(0.9),
    Math.log(0.8),
    Math.log(0.2),
    Math.log(1),
    Math.log(0.5),
    Math.log(0.5),
  ]
  const { words, confidence } = toHypothesis(heard('My card, please.', { ...card, ys_log_probs }), 3000)
  const near = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`)
  near(words[0]!.confidence, 0.9)
  near(words[1]!.confidence, 0.16 ** (1 / 3))
  near(words[2]!.confidence, 0.5)
  near(confidence, (0.9 * 0.16 * 0.25) ** (1 / 6))
})

test('without probabilities confidence is neutral, and never out of 0 to 1', () => {
  const { words, confidence } = toHypothesis(heard('My card, please.', card), 3000)
  assert.deepEqual([confidence, ...words.map((word) => word.confidence)], Array(4).fill(NEUTRAL_CONFIDENCE))
  const odd = { tokens: ['a', ' b'], ys_log_probs: [2, -1e9] }
  const [a, b] = toHypothesis(heard('a b', odd), 1000).words
  assert.equal(a!.confidence, 1)
  assert.ok(b!.confidence > 0)
})

test('a text that goes round in circles is cut behind the first round', () => {
  const round = 'the strongest of them,'.split(' ')
  const tokens = ['I', 'know', ...round, ...round, ...round].map((word) => ` ${word}`)
  const timestamps = tokens.map((_, at) => at)
  const { words, tokenCount, end } = toHypothesis(heard(tokens.join(''), { tokens, timestamps }), 20_000)
  assert.equal(words.map(({ text }) => text).join(' '), 'I know the strongest of them,')
  assert.deepEqual([words.at(-1)!.startMs, tokenCount, end], [5000, 6, 'looped'])
})

test('people may repeat themselves', () => {
  for (const text of ['no no no no no', 'thank you thank you thank you', 'I see, I see. I see.']) {
    assert.equal(toHypothesis(heard(text), 3000).end, 'eos')
  }
  assert.equal(toHypothesis(heard('No, no. No no NO no'), 3000).words.length, 1)
})

const spans: [string, string, string[], number[][]][] = [
  [
    'bytes of a character',
    'né à',
    [' n', '<0xC3>', '<0xA9>', ' ', '<0xC3>', '<0xA0>'],
    [
      [0, 2],
      [4, 5],
    ],
  ], // prettier-ignore
  [
    'sentence-piece marks',
    'my car',
    ['\u2581my', '\u2581', 'car'],
    [
      [0, 0],
      [2, 2],
    ],
  ],
  [
    'a token over two words',
    'New York',
    [' New York'],
    [
      [0, 0],
      [0, 0],
    ],
  ],
  [
    'a number written out afterwards',
    'is 42',
    [' is', ' forty', ' two'],
    [
      [0, 1],
      [1, 2],
    ],
  ],
]
for (const [what, text, tokens, expected] of spans) {
  test(`tokens of words: ${what}`, () => {
    const found = tokenSpans(text.split(' '), tokens)
    assert.deepEqual(
      found!.map(({ first, last }) => [first, last]),
      expected,
    )
  })
}

test('tokens without text belong to no word', () => {
  assert.equal(tokenSpans(['a'], []), null)
  assert.equal(tokenSpans(['a'], [' ', '\u2581']), null)
})

test('random texts cut anywhere find their own tokens again', () => {
  const random = seededRandom(3)
  for (let round = 0; round < 200; round++) {
    const words = Array.from({ length: random.integer(1, 6) }, () =>
      Array.from({ length: random.integer(1, 5) }, () => 'aéß漢😀z'.match(/./gu)![random.integer(0, 5)]).join(
        '',
      ),
    )
    const owners: number[] = []
    const tokens = words.flatMap((word, owner) =>
      [...word].map((character, at) => {
        owners.push(owner)
        return at === 0 ? ` ${character}` : character
      }),
    )
    const expected = words.map((_, owner) => ({
      first: owners.indexOf(owner),
      last: owners.lastIndexOf(owner),
    }))
    assert.deepEqual(tokenSpans(words, tokens), expected)
  }
})

test('an answer of another shape is refused', () => {
  for (const answer of [
    null,
    {},
    { text: 1 },
    { text: 'a', tokens: [1] },
    { text: 'a', timestamps: ['0'] },
  ]) {
    assert.throws(() => readResult(answer), /unknown shape/)
  }
  assert.equal(readResult({ text: 'only this' }).tokens.length, 0)
})
