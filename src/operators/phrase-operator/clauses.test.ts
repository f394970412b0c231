import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSentence } from '../phrase-matching/sentence-words.ts'
import { areInOneClause } from './clauses.ts'

for (const [text, together] of [
  ['ONE of TWO', true],
  ['ONE and TWO', false],
  ['ONE and other TWO', true],
  ['ONE and we TWO', false],
  ['ONE so please TWO', false],
  ['ONE so much TWO', true],
  ['ONE, TWO', false],
  ['ONE. TWO', false],
  ['ONE but never TWO', false],
  ['ONE because of TWO', false],
  ['He and I ONE or TWO', false],
  ['He, and I, ONE the TWO, but so', true],
] as const) {
  test(`${text}: ${together ? 'one clause' : 'two'}`, () => {
    const [one, two] = ['ONE', 'TWO'].map((word) => {
      const start = text.indexOf(word)
      return { start, end: start + word.length }
    }) as [{ start: number; end: number }, { start: number; end: number }]
    const { full } = readSentence(text)
    assert.equal(areInOneClause(one, two, full), together)
    assert.equal(areInOneClause(two, one, full), together)
  })
}

test('passages that overlap belong together, whatever they hold', () => {
  const { full } = readSentence('ask, but we can not, so tell me')
  assert.ok(areInOneClause({ start: 0, end: 20 }, { start: 9, end: 31 }, full))
})
