// What the second look at the sound found, hidden in the text as well.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FoundEntity } from '../domain/redaction-report.ts'
import type { Sentence } from '../domain/sentence.ts'
import { aSentence } from '../testing/builders.ts'
import { hideFound } from './hide-found.ts'

/** Words of 400 ms, one every 500 ms. */
function said(text: string, over: Partial<Sentence> = {}): Sentence {
  const words = text.split(' ').map((word, at) => ({ text: word, startMs: at * 500, endMs: at * 500 + 400 }))
  const redacted = { text, words, spans: [] }
  return { ...aSentence(0, { text }), channel: 2, startMs: 0, endMs: 5000, words, redacted, ...over }
}
const found = (startMs: number, endMs: number, channel = 2): FoundEntity => {
  return { type: 'CVV', channel, startMs, endMs, confidence: 0.9 }
}
const shown = (sentence: Sentence, ...all: FoundEntity[]) => hideFound([sentence], all)[0]!.redacted!

test('words within what was found become one token, in text, words and spans', () => {
  const { text, words, spans } = shown(said('The code is 4 89, thanks.'), found(1450, 2450))
  assert.equal(text, 'The code is [CVV], thanks.')
  assert.deepEqual(spans, [{ start: 12, end: 16, type: 'CVV' }])
  assert.deepEqual(words[3], { text: '[CVV]', startMs: 1500, endMs: 2400 })
  assert.equal(words.length, 5)
})

test('a word of which less than half is within stays', () => {
  assert.equal(shown(said('The code is 489.'), found(1000, 1150)).text, 'The code is 489.')
})

test('what was found on another channel changes nothing', () => {
  const sentence = said('The code is 489.')
  assert.equal(hideFound([sentence], [found(0, 5000, 1)])[0], sentence)
})

test('what was hidden already stays what it was', () => {
  const spans = [{ start: 8, end: 11, type: 'NAME' as const }]
  const sentence = said('This is Ann, 489.')
  sentence.redacted = { text: 'This is [Name], 489.', words: [], spans }
  const after = shown(sentence, found(900, 2000))
  assert.equal(after.text, 'This is [Name], [CVV].')
  assert.deepEqual(
    after.spans.map(({ type }) => type),
    ['NAME', 'CVV'],
  )
})

test('a sentence without word times is hidden as a whole', () => {
  const sentence = said('The code is 489.', { words: [] })
  assert.equal(shown(sentence, found(4000, 6000)).text, '[CVV]')
  assert.equal(shown(sentence, found(5000, 6000)).text, 'The code is 489.')
})
