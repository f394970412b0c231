import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchWords } from './word-times.ts'

const words = (text: string, stepMs: number, offsetMs = 0) =>
  text.split(' ').map((word, at) => ({ text: word, startMs: offsetMs + at * stepMs }))

test('equal words are compared by their start, in spite of case, punctuation and number words', () => {
  const matched = matchWords(words('Call nine people', 100), words('call 9 people.', 100, 7))
  assert.deepEqual(
    matched.map((one) => one.startErrorMs),
    [7, 7, 7],
  )
})

test('wrong, missing and invented words do not shift the match of the others', () => {
  const heard = [
    { text: 'one', startMs: 10 },
    { text: 'tree', startMs: 200 },
    { text: 'four', startMs: 310 },
    { text: 'oh', startMs: 400 },
    { text: 'five', startMs: 420 },
  ]
  const matched = matchWords(words('one two three four five', 100), heard)
  assert.deepEqual(
    matched.map((one) => one.startErrorMs),
    [10, null, 10, null, 20],
  )
})

test('nothing said makes every word wrong, nothing heard matches nothing', () => {
  assert.deepEqual(matchWords([], words('a', 1)), [{ heard: { text: 'a', startMs: 0 }, startErrorMs: null }])
  assert.deepEqual(matchWords(words('a b', 1), []), [])
})
