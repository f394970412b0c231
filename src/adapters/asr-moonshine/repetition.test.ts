// When a row of tokens counts as a loop, and what of it is kept.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repetitionStart } from './repetition.ts'

const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n)
const repeat = (unit: readonly number[], times: number) => Array.from({ length: times }, () => unit).flat()

/** How many tokens in `repetitionStart` first speaks up while the text grows, and its answer there. */
function firstAlarm(tokens: readonly number[]): { after: number; keep: number } | null {
  for (let after = 1; after <= tokens.length; after++) {
    const keep = repetitionStart(tokens.slice(0, after))
    if (keep !== null) return { after, keep }
  }
  return null
}

const loops = [
  { unit: 1, times: 6 },
  { unit: 2, times: 4 },
  { unit: 3, times: 4 },
  { unit: 4, times: 3 },
  { unit: 10, times: 3 },
  { unit: 24, times: 3 },
]

for (const { unit, times } of loops) {
  test(`a unit of ${unit} is a loop when it came ${times} times, and is kept once`, () => {
    const before = range(5000, 7)
    const looped = [...before, ...repeat(range(100, unit), times)]
    assert.deepEqual(firstAlarm(looped), { after: looped.length, keep: before.length + unit })
    assert.equal(firstAlarm(looped.slice(0, -1)), null)
  })
}

test('a unit longer than 24 tokens is not looked for', () => {
  assert.equal(firstAlarm(repeat(range(100, 25), 3)), null)
})

test('a loop from the very first token leaves its first occurrence', () => {
  assert.deepEqual(firstAlarm(repeat([7, 8, 9, 10], 9)), { after: 12, keep: 4 })
})

test('repetitions with something between them are speech', () => {
  assert.equal(firstAlarm(repeat([...repeat([7], 5), 8], 2)), null)
  assert.equal(firstAlarm(range(0, 12).flatMap((n) => [...range(100, 5), 1000 + n])), null)
})

const spoken = [
  'no no no no no that is not what I said',
  'bye bye bye bye',
  'yes yes yes I know I know I know what you mean',
  'four four four four four one one one one one two two',
  'thank you thank you thank you very much and thank you again',
  'the number is one two three one two three one two three four',
  'it is very very very very very good and it was very very very very very long',
]

test('people who repeat themselves raise no alarm', () => {
  const ids = new Map<string, number>()
  const idOf = (word: string) => ids.get(word) ?? ids.set(word, ids.size + 3).get(word)!
  for (const text of spoken) assert.equal(firstAlarm(text.split(' ').map(idOf)), null, text)
})
