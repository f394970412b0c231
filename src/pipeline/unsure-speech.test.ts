import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sentence } from '../domain/sentence.ts'
import { aSentence } from '../testing/builders.ts'
import { type Speech, voiceActivity } from '../testing/scripted-vad.ts'
import { unsureSpeech } from './unsure-speech.ts'

const said = (index: number, over: Partial<Sentence>) => {
  const { startMs = 0, endMs = startMs + 1000, text = 'x' } = over
  const words = [{ text, startMs, endMs }]
  return aSentence(index, { startMs, endMs, words, redacted: { text, words, spans: [] }, ...over })
}
const question = said(0, { channel: 1, text: 'What is your card number?', startMs: 1000 })
const found = (sentences: Sentence[], ...speech: Speech[]) =>
  unsureSpeech({ sentences, activity: [voiceActivity(40_000, []), voiceActivity(40_000, speech)] })

test('a badly understood sentence after a question for personal data counts, on its own channel', () => {
  const answer = said(1, { channel: 2, startMs: 3000, confidence: 0.3 })
  assert.deepEqual(found([question, answer]), [{ channel: 2, startMs: 3000, endMs: 4000 }])
})

test('a well understood one does not, nor one that comes late, or after talk of other things', () => {
  assert.deepEqual(found([question, said(1, { channel: 2, startMs: 3000, confidence: 0.8 })]), [])
  const meanwhile = said(1, { channel: 1, text: 'Take your time.', startMs: 10_000 })
  assert.deepEqual(
    found([question, meanwhile, said(2, { channel: 2, startMs: 18_000, confidence: 0.3 })]),
    [],
  )
  const other = said(0, { ...question, text: 'How is the weather?' })
  assert.deepEqual(found([other, said(1, { channel: 2, startMs: 3000, confidence: 0.3 })]), [])
})

test('a badly understood sentence counts where nobody knows what was asked: at the beginning, or after a long pause', () => {
  const mumbled = { channel: 2, startMs: 3000, confidence: 0.6 }
  assert.deepEqual(found([said(0, mumbled)]), [{ channel: 2, startMs: 3000, endMs: 4000 }])
  const hello = said(0, { channel: 1, text: 'Hello.', startMs: 0, endMs: 1000 })
  assert.deepEqual(found([hello, said(1, mumbled)]), [])
  assert.equal(found([hello, said(1, { ...mumbled, startMs: 17_000 })]).length, 1)
})

test('speech that left no words counts while an answer is waited for', () => {
  const heard: Speech[] = [
    { fromMs: 3200, toMs: 3840 },
    { fromMs: 25_600, toMs: 26_240 },
  ]
  assert.deepEqual(found([question], ...heard), [{ channel: 2, startMs: 3200, endMs: 3840 }])
  const words = said(1, { channel: 2, startMs: 3200, endMs: 3840 })
  assert.deepEqual(found([question, words], ...heard), [])
  const given = { text: '', words: [], spans: [{ start: 0, end: 4, type: 'NAME' as const }] }
  assert.equal(found([{ ...question, text: 'Anna', redacted: given }], ...heard).length, 1)
  // Shorter than any digit.
  assert.deepEqual(found([question], { fromMs: 3200, toMs: 3328 }), [])
})

/** A card number on channel 2 from 6 s on. */
const card = (() => {
  const words = [{ text: '1234567', startMs: 6000, endMs: 8000 }]
  const redacted = {
    text: '[CreditCard]',
    words: [{ text: '[CreditCard]', startMs: 6000, endMs: 8000 }],
    spans: [{ start: 0, end: 7, type: 'CREDIT_CARD' as const }],
  }
  return said(2, { channel: 2, text: '1234567', startMs: 6000, endMs: 8000, words, redacted })
})()

test('speech without words right before a number counts, on its channel', () => {
  const early: Speech = { fromMs: 1600, toMs: 2240 }
  assert.deepEqual(found([card], early, { fromMs: 4800, toMs: 5440 }), [
    { channel: 2, startMs: 4800, endMs: 5440 },
  ])
  assert.deepEqual(found([{ ...card, channel: 1 }], { fromMs: 4800, toMs: 5440 }), [])
  const name = { ...card.redacted!, spans: [{ start: 0, end: 7, type: 'NAME' as const }] }
  const words = [{ text: '[Name]', startMs: 6000, endMs: 8000 }]
  assert.deepEqual(found([{ ...card, redacted: { ...name, words } }], { fromMs: 4800, toMs: 5440 }), [])
})

test('a sentence right before a number that may be its first digits counts, unless it was understood well', () => {
  const hello = said(0, { channel: 1, text: 'Hello.', startMs: 0 })
  const before = (over: Partial<Sentence>) =>
    said(1, {
      channel: 2,
      text: 'For nine, once of them.',
      startMs: 4000,
      endMs: 5500,
      confidence: 0.8,
      ...over,
    })
  const muted = { channel: 2, startMs: 4000, endMs: 5500 }
  assert.deepEqual(found([hello, before({}), card]), [muted])
  assert.deepEqual(found([hello, before({ confidence: 0.95 }), card]), [])
  assert.deepEqual(found([hello, before({ text: 'Here it comes.' }), card]), [])
  assert.deepEqual(found([hello, before({ endMs: 4900 }), card]), [])
  assert.deepEqual(found([hello, before({ channel: 1 }), card]), [])
})
