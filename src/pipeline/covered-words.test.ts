import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import type { Sentence, TimedWord } from '../domain/sentence.ts'
import { sidFrom } from '../domain/sid.ts'
import { tokenFor, useTokenTemplate } from '../redaction/token.ts'
import { coveredWords } from './covered-words.ts'

afterEach(() => useTokenTemplate('[{label}]'))

/** A sentence of four words a second apart, of which the last two were taken out one by one. */
function sentenceWith(token: string): Sentence {
  const words = ['my', 'card', 'four', 'five'].map((text, at): TimedWord => {
    return { text, startMs: at * 1000, endMs: at * 1000 + 200 }
  })
  const shown = words.map((word, at) => (at < 2 ? word : { ...word, text: token }))
  const text = words.map((word) => word.text).join(' ')
  return {
    sid: sidFrom('sentence', '0'.repeat(32)),
    index: 0,
    channel: 1,
    startMs: 0,
    endMs: 3200,
    text,
    confidence: 1,
    words: [...words, { text: 'now', startMs: 4000, endMs: 4200 }],
    redacted: { text, words: [...shown, { text: 'now', startMs: 4000, endMs: 4200 }], spans: [] },
  }
}

for (const template of ['[{label}]', '<Redacted: {label}>']) {
  test(`the pause within a number belongs to it when tokens are written as ${template}`, () => {
    useTokenTemplate(template)
    const ranges = (token: string) =>
      coveredWords([sentenceWith(token)]).map(({ startMs, endMs, isNumber }) => [startMs, endMs, isNumber])
    assert.deepEqual(ranges(tokenFor('CREDIT_CARD')), [[2000, 3200, true]])
    assert.deepEqual(ranges(tokenFor('NAME')), [
      [2000, 2200, false],
      [3000, 3200, false],
    ])
  })
}
