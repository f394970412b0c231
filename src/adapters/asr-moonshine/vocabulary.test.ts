// The real vocabulary: word marks, raw bytes, and the ids that are no text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LlamaTokenizer } from 'llama-tokenizer-js'
import { BOS, createVocabulary, EOS, readPieces } from './vocabulary.ts'

const pieceOf = createVocabulary(readPieces())
const tokenizer = new LlamaTokenizer()
const tokensOf = (text: string): number[] => tokenizer.encode(text, false, true)
const textOf = (tokens: readonly number[]) =>
  Buffer.concat(
    tokens.flatMap((token) => {
      const piece = pieceOf(token)!
      return piece.startsWord ? [Buffer.from(' '), piece.bytes] : [piece.bytes]
    }),
  )
    .toString()
    .trim()

for (const text of [
  'How can I help you?',
  'Mister Smith-Jones paid $4.50, twice!',
  'naïve 🙂 東',
  'I am 4, 6 and 17',
]) {
  test(`the pieces of "${text}" make it up again`, () => assert.equal(textOf(tokensOf(text)), text))
}

test('special tokens, timestamps and the piece that is empty in the model have no text', () => {
  for (const token of [0, BOS, EOS, 31_353, 32_000, 32_767]) assert.equal(pieceOf(token), null, `${token}`)
})

test('every other piece has text, and only those with the mark start a word', () => {
  const words = Array.from({ length: 31_997 }, (_, n) => n + 3).filter((token) => pieceOf(token)?.startsWord)
  for (const token of words) assert.ok((tokenizer.vocabById[token] as string).startsWith('\u2581'))
  assert.ok(words.length > 10_000)
})

test('the 256 raw bytes stand for themselves and start no word', () => {
  for (let byte = 0; byte < 256; byte++) {
    const piece = pieceOf(3 + byte)!
    assert.deepEqual([[...piece.bytes], piece.startsWord, piece.punctuation], [[byte], false, false])
  }
})

test('only . , ! ? ; : are punctuation, with and without a word mark', () => {
  const marks = new Set<string>()
  for (let token = 3 + 256; token < 32_000; token++) {
    const piece = pieceOf(token)
    if (piece?.punctuation) marks.add(Buffer.from(piece.bytes).toString().trim())
  }
  for (const mark of ['.', ',', '!', '?', ';', ':', '...']) assert.ok(marks.has(mark), mark)
  for (const mark of marks) assert.match(mark, /^[.,!?;:]+$/)
})
