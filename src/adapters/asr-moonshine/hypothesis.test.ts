// Finished rows as hypotheses: what is dropped, and where the words of a cut row end.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DecodingRow, newRow } from './decoding-row.ts'
import { toHypothesis } from './hypothesis.ts'
import type { Piece } from './vocabulary.ts'

const NO_TEXT = 99

/** Token 10 is " a", 11 is " b" and so on; 99 has no text. */
function pieceOf(token: number): Piece | null {
  if (token === NO_TEXT) return null
  return { bytes: Uint8Array.of(87 + token), startsWord: true, punctuation: false }
}

/** A row of `tokens`, each of which has the attention of `framesEach` frames, the step behind them of the rest. */
function row(tokens: number[], over: Partial<DecodingRow> = {}): DecodingRow {
  const frames = 20
  const framesEach = 3
  const attention = Array.from({ length: tokens.length + 1 }, (_, step) =>
    Float32Array.from({ length: frames }, (_, frame) =>
      Math.min(Math.floor(frame / framesEach), tokens.length) === step ? 1 : -1,
    ),
  )
  return {
    ...newRow({ frames, seconds: 0.48, grammar: null }),
    tokens,
    probabilities: tokens.map(() => 0.9),
    attention,
    end: 'eos',
    ...over,
  }
}

const read = (one: DecodingRow) => toHypothesis(one, { samples: new Float32Array(480 * 16), pieceOf })
const nothing = { words: [], confidence: 0, tokenCount: 0, end: 'empty' }

test('a normal row gives its words, its confidence and its number of tokens', () => {
  const { words, confidence, tokenCount, end } = read(row([10, 11]))
  assert.deepEqual(
    words.map(({ text, startMs, endMs }) => [text, startMs, endMs]),
    [
      ['a', 0, 72],
      ['b', 72, 144],
    ],
  )
  assert.deepEqual([confidence.toFixed(3), tokenCount, end], ['0.900', 2, 'eos'])
})

const dropped: [string, DecodingRow][] = [
  ['a row without tokens', row([], { end: 'empty' })],
  ['tokens that are all without text', row([NO_TEXT, NO_TEXT])],
  [
    'forced text of a mean probability below 0.3',
    row([10, 11], { forced: true, probabilities: [0.29, 0.3] }),
  ],
]
for (const [title, one] of dropped) {
  test(`${title}: empty, without confidence`, () => assert.deepEqual(read(one), nothing))
}

test('forced text of 0.3 and more counts, and unforced text however unsure', () => {
  assert.equal(read(row([10, 11], { forced: true, probabilities: [0.31, 0.3] })).words.length, 2)
  assert.equal(read(row([10, 11], { probabilities: [0.05, 0.1] })).words.length, 2)
})

test('tokens without text leave their frames to nobody', () => {
  const texts = read(row([10, NO_TEXT, 11])).words.map(({ text, startMs }) => [text, startMs])
  assert.deepEqual(texts, [
    ['a', 0],
    ['b', 144],
  ])
})

for (const end of ['looped', 'capped'] as const) {
  test(`the last word of a ${end} row does not reach into the speech behind it`, () => {
    const heard = read(row([10, 11], { end }))
    assert.equal(heard.end, end)
    assert.equal(heard.words.at(-1)!.endMs, 144)
  })
}
