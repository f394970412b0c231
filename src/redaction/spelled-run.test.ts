import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lexemesOf } from './lexeme.ts'
import { spelledRunsOf } from './spelled-run.ts'

/** What is spelled in `text`, and the words that spell it. */
function read(text: string): [letters: string, words: string][] {
  const lexemes = lexemesOf(text)
  return spelledRunsOf(lexemes).map(({ from, to, letters }) => [
    letters,
    text.slice(lexemes[from]!.start, lexemes[to]!.end),
  ])
}

const whole: [text: string, letters: string][] = [
  ['M I L L E R', 'miller'],
  ['M, I, double L, E, R', 'miller'],
  ['B as in boy R as in Robert O as in orange', 'bro'],
  ['S as in Sam, C, H, U, as in umbrella, L, T, Z', 'schultz'],
  ['M like Mary, I, L for Lima', 'mil'],
  ['d for delta, a for alpha and n for november', 'dan'],
  ['are as in river, oh as in oscar, y', 'roy'],
  ['double b as in bravo a', 'bba'],
  ['B as in boy', 'b'],
]
for (const [text, letters] of whole)
  test(`"${text}" is read`, () => assert.deepEqual(read(text), [[letters, text]]))

test('what is no spelling is not read', () => {
  for (const text of [
    'I like ice',
    'a for effort',
    'U as a pronoun',
    'double check it',
    'you are right',
    'see it',
  ])
    assert.deepEqual(read(text), [], text)
})

test('a row ends where other words begin', () => {
  assert.deepEqual(read('it is K A Y and then we talk'), [['kay', 'K A Y']])
})
