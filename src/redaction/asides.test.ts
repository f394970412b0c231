import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAside, isPrompt, isRemark } from './asides.ts'

const asides = [
  'hang on',
  'Sure, one second.',
  'Okay, hold on, let me look.',
  'Oh, let me get my wallet.',
  'Take all the time you need.',
  'No problem.',
  'mhm, and the last ones?',
  'just to be clear I will not store this',
  'We keep that confidential.',
  "I'll wait.",
]
for (const text of asides) test(`${text} is an aside`, () => assert.ok(isAside(text)))

const saying = [
  '',
  'Quimby',
  'Okay Jennifer.',
  'twelve',
  'One moment, 1 2 3.',
  'And the code?',
  'What is your name?',
  'The internet is down again.',
  'let me get John Smith',
  'My name is secure.',
  'two more boxes',
]
for (const text of saying) test(`"${text}" is none`, () => assert.ok(!isAside(text)))

test('an aside may say which digits come next', () => {
  assert.ok(isPrompt('And the last four?') && isPrompt('the remaining digits please'))
  assert.ok(!isPrompt('hang on') && !isPrompt('the last four of your social?'))
})

test('a remark brings up no number, no personal data and no question', () => {
  for (const text of ['Bear with me, the dog is barking.', 'I promise this stays between us.'])
    assert.ok(isRemark(text), text)
  for (const text of [
    'My card is blue.',
    'I have two dogs.',
    'Is it raining?',
    'how are you',
    'The order is late.',
  ])
    assert.ok(!isRemark(text), text)
})
