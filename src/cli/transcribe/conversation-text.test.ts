// A conversation as people read it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aResult, aSentence } from '../../testing/builders.ts'
import { conversationLines } from './conversation-text.ts'

const said = (index: number, startMs: number, text: string) =>
  aSentence(index, {
    startMs,
    text,
    channel: (index % 2) + 1,
    redacted: { text: text.replace('Ann', '[Name]'), words: [], spans: [] },
  })
const sentences = [said(0, 512, 'Hello, I am Ann.'), said(1, 61_999, 'Hi.')]
const shown = { sentences, results: [], speakers: ['Agent', 'Customer'], redacted: false, colour: false }

test('each line has the time, the speaker and what was said', () => {
  assert.deepEqual(conversationLines(shown), [
    ' 0:00.5  Agent     Hello, I am Ann.',
    ' 1:01.9  Customer  Hi.',
  ])
})

test('the redacted view holds no personal data', () => {
  assert.equal(conversationLines({ ...shown, redacted: true })[0], ' 0:00.5  Agent     Hello, I am [Name].')
})

test('without speakers there is no column for them; long calls count hours', () => {
  const late = [...sentences, said(2, 3_661_000, 'Bye.')]
  assert.deepEqual(conversationLines({ ...shown, sentences: late, speakers: [] }).slice(1), [
    '0:01:01.9  Hi.',
    '1:01:01.0  Bye.',
  ])
})

test('voices that share a channel go by their numbers', () => {
  const shared = sentences.map((one, at) => ({ ...one, channel: 1, speaker: at + 1 }))
  assert.deepEqual(conversationLines({ ...shown, sentences: shared, speakers: [] }), [
    ' 0:00.5  Speaker 1  Hello, I am Ann.',
    ' 1:01.9  Speaker 2  Hi.',
  ])
})

test('speakers are told apart by colour, where colours are wanted', () => {
  const [first = '', second = ''] = conversationLines({ ...shown, colour: true })
  assert.ok(first.includes('\x1b[36mAgent'), first)
  assert.ok(second.includes('\x1b[32mCustomer'), second)
})

test('results follow, in the view that was asked for', () => {
  const results = [
    aResult(0, {
      name: 'Mood',
      outcome: { kind: 'classification', label: 'mixed', probabilities: { mixed: 0.7 } },
    }),
    aResult(1, {
      name: 'Summary',
      outcome: { kind: 'text', text: 'Ann called.', refusal: null },
      redacted: { kind: 'text', text: '[Name] called.', refusal: null },
    }),
    aResult(2, {
      name: 'People',
      outcome: {
        kind: 'extraction',
        match: true,
        probability: 1,
        extracts: { Person: ['Ann'] },
        evidence: [],
      },
    }),
    aResult(3, {
      name: 'None',
      outcome: { kind: 'extraction', match: false, probability: 1, extracts: {}, evidence: [] },
    }),
  ]
  assert.deepEqual(conversationLines({ ...shown, results }).slice(2), [
    '',
    'Mood: mixed (0.70)',
    'Summary: Ann called.',
    'People: Person: Ann',
    'None: nothing found',
  ])
  const redacted = conversationLines({ ...shown, results: [results[1]!], redacted: true })
  assert.equal(redacted.at(-1), 'Summary: [Name] called.')
})
