import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFuzzyFinder } from './fuzzy.ts'
import { createExactFinder, createStemFinder, type Finder } from './literal.ts'
import { readSentence } from './sentence-words.ts'

const inText = (finder: Finder, text: string) =>
  finder(readSentence(text)).map(({ start, end }) => text.slice(start, end))

test('exact phrases ignore case, punctuation and fillers, not inflection', () => {
  const finder = createExactFinder(["Don't cancel my account"])
  assert.deepEqual(inText(finder, "Please DON'T cancel, uh, my account!"), ["DON'T cancel, uh, my account"])
  assert.deepEqual(inText(finder, "don't cancel my accounts"), [])
  assert.deepEqual(inText(finder, 'do not cancel my account'), [])
})

test('stem phrases ignore inflection and contraction, not order', () => {
  const finder = createStemFinder(["don't cancel my account"])
  assert.deepEqual(inText(finder, 'I do not, er, cancelled my accounts.'), [
    'do not, er, cancelled my accounts',
  ])
  assert.deepEqual(inText(finder, 'my account do not cancel'), [])
})

test('a phrase at the end of the sentence is not looked for beyond it', () => {
  assert.deepEqual(inText(createStemFinder(['cancel my account']), 'cancel my'), [])
})

test('phrases of fillers alone are never found', () => {
  for (const create of [createExactFinder, createStemFinder, createFuzzyFinder]) {
    assert.deepEqual(inText(create(['uh', '!?']), 'uh, well !?'), [])
  }
})

test('fuzzy phrases forgive slips of the recogniser', () => {
  const finder = createFuzzyFinder(['this call is on a recorded line'])
  assert.ok(inText(finder, 'This call is on a recorded lime.').includes('This call is on a recorded lime'))
  assert.deepEqual(inText(finder, 'This call is about a lost order.'), [])
})

test('fuzzy phrases find other word counts: one fewer, up to two more', () => {
  const finder = createFuzzyFinder(['i would like to cancel my subscription'])
  for (const text of [
    'I would like cancel my subscription',
    'I would like to a cancel my subscription',
    'I would like to do a cancel my subscription',
  ]) {
    assert.ok(inText(finder, text).includes(text), text)
  }
})

test('a fuzzy phrase is more probable the closer it is, and never certain', () => {
  const [equal] = createFuzzyFinder(['recorded line'])(readSentence('recorded line'))
  const [close] = createFuzzyFinder(['recorded line'])(readSentence('recorded lime'))
  assert.ok(equal!.probability > close!.probability)
  assert.ok(Math.abs(equal!.probability - 0.9) < 1e-9)
  assert.ok(close!.probability > 0.6)
})

test('a fuzzy phrase is not found where a negation was put in or left out', () => {
  const finder = createFuzzyFinder(['i agree to the terms and conditions'])
  assert.deepEqual(inText(finder, "I don't agree to the terms and conditions"), [
    'agree to the terms and conditions',
  ])
  assert.deepEqual(inText(createFuzzyFinder(['i do not agree to the terms']), 'I do agree to the terms'), [])
})

test('a short phrase must be nearly equal', () => {
  assert.deepEqual(inText(createFuzzyFinder(['no']), 'so go know now'), [])
})
