// The guards of the decoding loop, fed with logits made by hand: the barred end, the token cap, loops.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advanceRow, guards, newRow } from './decoding-row.ts'
import type { Grammar } from './digit-grammar.ts'
import { EOS } from './vocabulary.ts'

const VOCABULARY = 64

/** Logits whose softmax gives each listed token its probability; the others share what is left. */
function logitsFor(wanted: Readonly<Record<number, number>>): Float32Array {
  const given = Object.entries(wanted).map(([token, probability]) => [Number(token), probability] as const)
  const rest = 1 - given.reduce((sum, [, probability]) => sum + probability, 0)
  const logits = new Float32Array(VOCABULARY).fill(Math.log(rest / (VOCABULARY - given.length)))
  for (const [token, probability] of given) logits[token] = Math.log(probability)
  return logits
}

/** A row fed with one entry per step, until it is done or the steps are used up. */
function decode(
  steps: readonly Readonly<Record<number, number>>[],
  { seconds = 10, grammar = null }: { seconds?: number; grammar?: Grammar | null } = {},
) {
  const row = newRow({ frames: 4, seconds, grammar })
  for (const [at, step] of steps.entries()) {
    if (row.end) break
    row.attention.push(new Float32Array(4).fill(at))
    advanceRow(row, logitsFor(step))
  }
  return row
}

const sure = (token: number) => ({ [token]: 0.99 })

test('the most likely token is taken, with its softmax probability', () => {
  const row = decode([{ 5: 0.6, 9: 0.3 }, { 9: 0.5, 5: 0.4 }, sure(EOS)])
  assert.deepEqual(row.tokens, [5, 9])
  assert.deepEqual(
    row.probabilities.map((value) => Number(value.toFixed(4))),
    [0.6, 0.5],
  )
  assert.equal(row.end, 'eos')
  assert.equal(row.forced, false)
  assert.equal(row.attention.length, 3)
})

test('probabilities stay right for logits far from zero', () => {
  const row = newRow({ frames: 4, seconds: 10, grammar: null })
  const logits = new Float32Array(VOCABULARY).fill(-400)
  logits[5] = 300
  logits[6] = 299
  advanceRow(row, logits)
  assert.ok(Math.abs(row.probabilities[0]! - 1 / (1 + Math.exp(-1))) < 1e-6)
})

test('an end at the first step is believed from 0.95 on, and barred below', () => {
  const believed = decode([{ [EOS]: 0.951, 7: 0.04 }])
  assert.deepEqual([believed.end, believed.tokens, believed.forced], ['empty', [], false])
  const barred = decode([{ [EOS]: 0.949, 7: 0.04 }, sure(8), sure(EOS)])
  assert.deepEqual([barred.end, barred.tokens, barred.forced], ['eos', [7, 8], true])
  assert.ok(Math.abs(barred.probabilities[0]! - 0.04) < 1e-4)
})

test('the best other token is found on both sides of the end token', () => {
  for (const token of [0, 1, EOS + 1, VOCABULARY - 1]) {
    assert.deepEqual(decode([{ [EOS]: 0.5, [token]: 0.2 }]).tokens, [token])
  }
})

test('in a grammar the most likely of its tokens is taken, with its probability among all', () => {
  const grammar = (tokens: readonly number[]) => (tokens.length < 2 ? [7, 8] : [EOS])
  const row = decode([{ 5: 0.6, 8: 0.3 }, { [EOS]: 0.9, 7: 0.05 }, sure(9)], { grammar })
  assert.deepEqual([row.tokens, row.end, row.forced], [[8, 7], 'eos', false])
  assert.ok(Math.abs(row.probabilities[0]! - 0.3) < 1e-4)
})

test('in a grammar, too, an unsure end at the first step is barred', () => {
  const row = decode([{ [EOS]: 0.5, 5: 0.3, 8: 0.1 }, sure(EOS)], { grammar: () => [7, 8, EOS] })
  assert.deepEqual([row.tokens, row.end, row.forced], [[8], 'eos', true])
})

test('an unsure end later on is an end', () => {
  const row = decode([sure(7), { [EOS]: 0.3, 8: 0.2 }])
  assert.deepEqual([row.end, row.tokens, row.forced], ['eos', [7], false])
})

/** Tokens that never repeat within a loop's reach. */
const endless = Array.from({ length: 60 }, (_, n) => sure(3 + n))

test('a row holds at most 6.5 tokens a second and two more', () => {
  assert.deepEqual([guards.tokensPerSecond, guards.spareTokens], [6.5, 2])
  for (const [seconds, most] of [
    [0.25, 4],
    [1, 9],
    [4, 28],
  ] as const) {
    const row = decode(endless, { seconds })
    assert.deepEqual([row.end, row.tokens.length, row.probabilities.length], ['capped', most, most])
  }
})

test('a row that ends right at the cap ended by itself', () => {
  const row = decode([...endless.slice(0, 9), sure(EOS)], { seconds: 1 })
  assert.deepEqual([row.end, row.tokens.length], ['eos', 9])
})

test('a loop ends the row and is kept once', () => {
  const unit = [sure(10), sure(11), sure(12), sure(13)]
  const row = decode([sure(5), sure(6), ...unit, ...unit, ...unit, ...unit])
  assert.deepEqual([row.end, row.tokens, row.probabilities.length], ['looped', [5, 6, 10, 11, 12, 13], 6])
})

test('whatever ended a row, its attention holds one step more than it has tokens', () => {
  const unit = [sure(10), sure(11), sure(12), sure(13)]
  const rows = {
    eos: decode([sure(5), sure(EOS)]),
    looped: decode([sure(5), ...unit, ...unit, ...unit]),
    capped: decode(endless, { seconds: 1 }),
    empty: decode([{ [EOS]: 0.99 }]),
  }
  for (const [end, row] of Object.entries(rows)) {
    assert.equal(row.end, end)
    assert.equal(row.attention.length, row.tokens.length + 1, end)
    assert.ok(row.attention.every((step, at) => step[0] === at))
  }
})
