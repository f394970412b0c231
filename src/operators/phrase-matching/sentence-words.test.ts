import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSentence } from './sentence-words.ts'

const texts = (text: string) => readSentence(text).full.map((word) => word.text)

test('words are in lower case, without punctuation, fillers and noise marks', () => {
  assert.deepEqual(texts('Uh, I want, um, [noise] TO-DAY: 1,000.50!'), ['i', 'want', 'to', 'day', '1,000.50'])
  assert.deepEqual(texts('Über Straße, piñata.'), ['über', 'straße', 'piñata'])
  assert.deepEqual(texts(' … [hes] uh. '), [])
})

test('contractions are read in full, with either apostrophe or none', () => {
  assert.deepEqual(texts("I don't"), ['i', 'do', 'not'])
  assert.deepEqual(texts('I don’t'), ['i', 'do', 'not'])
  assert.deepEqual(texts('I dont'), ['i', 'do', 'not'])
  assert.deepEqual(texts("We'll, they're, I'd, I've, I'm"), [
    ...['we', 'will', 'they', 'are', 'i', 'would', 'i', 'have', 'i', 'am'],
  ])
  assert.deepEqual(texts("can't cannot cant won't wont ain't"), [
    ...['can', 'not', 'can', 'not', 'can', 'not', 'will', 'not', 'will', 'not', 'is', 'not'],
  ])
  assert.deepEqual(texts("It's the manager's, let's, lemme, gonna"), [
    ...['it', 'is', 'the', 'manager', 'let', 'us', 'let', 'me', 'going', 'to'],
  ])
})

test('said words keep contractions', () => {
  assert.deepEqual(
    readSentence('I don’t.').said.map(({ text }) => text),
    ['i', "don't"],
  )
})

test('offsets lead to the text as said, for all words of a contraction to the contraction', () => {
  const text = 'Well, I don’t.'
  const said = readSentence(text).full.map(({ start, end }) => text.slice(start, end))
  assert.deepEqual(said, ['Well', 'I', 'don’t', 'don’t'])
})

test('inflections of regular and irregular words have one stem', () => {
  for (const line of [
    'cancel cancels cancelled cancelling',
    'speak spoke spoken speaking',
    'be am are were',
  ]) {
    const stems = readSentence(line).full.map(({ stem }) => stem)
    assert.equal(new Set(stems).size, 1, line)
  }
})

test('the strongest punctuation before a word is kept, across fillers', () => {
  const stops = readSentence('No, I said. Uh, yes well - x-y; z').full.map(({ stopBefore }) => stopBefore)
  assert.deepEqual(stops, [null, 'soft', null, 'hard', null, 'soft', null, 'hard'])
})

test('words named like things of the language are words', () => {
  assert.deepEqual(texts('constructor toString __proto__'), ['constructor', 'tostring', 'proto'])
  assert.ok(
    readSentence('constructor hasOwnProperty valueOf').full.every(({ stem }) => typeof stem === 'string'),
  )
})

test('what is too long for a word stays as it is, however long', () => {
  const long = `${'a'.repeat(200_000)}ing`
  assert.deepEqual(
    readSentence(`${long} walking`).full.map(({ stem }) => stem),
    [long, 'walk'],
  )
})
