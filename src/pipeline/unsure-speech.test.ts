import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sentence } from '../domain/sentence.ts'
import { aSentence } from '../testing/builders.ts'
import { type Speech, voiceActivity } from '../testing/scripted-vad.ts'
import { unsureSpeech } from './unsure-speech.ts'

const said = (index: number, over: Partial<Sentence>) => {
  const { startMs = 0, endMs = startMs + 1000 } = over
  return aSentence(index, { startMs, endMs, words: [{ text: 'x', startMs, endMs }], ...over })
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
