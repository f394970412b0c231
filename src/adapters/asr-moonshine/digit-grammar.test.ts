// The grammar of spoken digits over the real vocabulary: what can be said in it, and what can not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LlamaTokenizer } from 'llama-tokenizer-js'
import { digitGrammars } from './digit-grammar.ts'
import { EOS, readPieces } from './vocabulary.ts'

const grammars = digitGrammars(readPieces())
const grammar = grammars.either
const tokenizer = new LlamaTokenizer()
const tokensOf = (text: string): number[] => tokenizer.encode(text, false, true)

/** Whether every token of `text` is allowed where it stands, and the end after it. */
function canSay(text: string, grammar = grammars.either): boolean {
  const tokens = [...tokensOf(text), EOS]
  return tokens.every((token, at) => grammar(tokens.slice(0, at)).includes(token))
}

for (const text of [
  'four',
  'Four, seven, nine, nine, three.',
  'zero oh one two three four five six seven eight nine',
  'Zero, One, Two, Three, Four, Five, Six, Seven, Eight, Nine.',
  '4, 7, 9, 9, 3, 0',
  '4799-3076',
  '555.0132',
  'double seven, triple eight',
  'seven 7 seven',
]) {
  test(`"${text}" can be said`, () => assert.ok(canSay(text)))
}

for (const text of [
  'In one say three days',
  'all',
  'for',
  'won',
  'ten',
  'sevens',
  'four or five',
  'seventeen',
]) {
  test(`"${text}" can not be said`, () => assert.ok(!canSay(text)))
}

test('one style can not say the other', () => {
  assert.ok(canSay('Four, seven', grammars.words) && canSay('4, 7-9', grammars.figures))
  assert.ok(!canSay('4, 7', grammars.words) && !canSay('Four', grammars.figures))
})

test('there is always something to say, and no end within a word', () => {
  const tokens = tokensOf('Nine')
  assert.ok(tokens.length > 1)
  assert.ok(!grammar(tokens.slice(0, 1)).includes(EOS))
  for (let at = 0; at <= tokens.length; at++) assert.ok(grammar(tokens.slice(0, at)).length > 0)
})
