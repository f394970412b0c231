// What counts as an error and what does not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countWordErrors, digitsApart, normaliseWords } from './word-errors.ts'

const same: [string, string][] = [
  ['Hello, Mr. Parker!', 'hello mister parker'],
  ["I'm sorry, we can't; let's go.", 'I am sorry we can not let us go'],
  [
    "It’s what's right, she'd say: they'll know we've won't.",
    'it is what is right she would say they will know we have will not',
  ],
  ['Dr. Ray of St. Ives', 'doctor ray of saint ives'],
  ['uh, four, um, two', '4 2'],
  ['twenty one thirty', '21 30'],
  ['twenty-one', '21'],
  ['1,234,567', '1234567'],
  ['the 14th', 'the 14'],
  ['my favourite colour is grey', 'my favourite color is gray'],
  ["rock 'n' roll", 'rock n roll'],
  ['[noise] yes (laughs) <unk>', 'yes'],
  ['', '...'],
]

for (const [one, other] of same) {
  test(`"${one}" is "${other}"`, () => assert.deepEqual(normaliseWords(one), normaliseWords(other)))
}

const counted: { title: string; reference: string; heard: string; errors: number; words: number }[] = [
  { title: 'nothing wrong', reference: 'one two three', heard: 'One, two, three.', errors: 0, words: 3 },
  { title: 'a substitution', reference: 'the card number', heard: 'the car number', errors: 1, words: 3 },
  { title: 'a deletion', reference: 'the card number', heard: 'the number', errors: 1, words: 3 },
  { title: 'an insertion', reference: 'the number', heard: 'the card number', errors: 1, words: 2 },
  { title: 'the cheapest way is taken', reference: 'a b c d', heard: 'b c d e', errors: 2, words: 4 },
  { title: 'everything missed', reference: 'one two three', heard: '', errors: 3, words: 3 },
  { title: 'everything invented', reference: '', heard: 'thank you', errors: 2, words: 0 },
  { title: 'nothing at all', reference: '', heard: '', errors: 0, words: 0 },
  { title: 'words in another order', reference: 'a b', heard: 'b a', errors: 2, words: 2 },
  { title: 'digits joined into one word', reference: 'four nine', heard: '49', errors: 2, words: 2 },
]

for (const { title, reference, heard, errors, words } of counted) {
  test(`word errors: ${title}`, () => assert.deepEqual(countWordErrors(reference, heard), { errors, words }))
}

test('digit strings can be compared by the digit, however they were written', () => {
  const spoken = 'My number is, six one seven, five five five, zero one three eight.'
  for (const heard of [
    'My number is 617-555-0138.',
    'my number is 6175550138',
    'My number is 617, 555 0138',
  ]) {
    assert.deepEqual(countWordErrors(digitsApart(spoken), digitsApart(heard)), { errors: 0, words: 13 })
  }
  assert.equal(countWordErrors(digitsApart(spoken), digitsApart('my number is 617 555 1138')).errors, 1)
})
