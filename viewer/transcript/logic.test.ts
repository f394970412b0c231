// The parts of the page that need no page: words by time, talk, finding, how things read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clock, span } from '../format.ts'
import type { Sentence } from '../wire.ts'
import { findText } from './find.ts'
import { withPunctuation } from './punctuation.ts'
import { gapAt, measureTalk } from './talk.ts'
import { createTimeline, momentAt, nextMoment } from './timeline.ts'

/** A sentence whose words take 0.5 s each. */
function sentence(at: number, text: string, { channel = 1, timed = true } = {}): Sentence {
  const words = text.split(' ').map((word, n) => ({
    word,
    start_time: at + n / 2,
    end_time: at + n / 2 + 0.4,
  }))
  return {
    sid: `GX${at}`,
    media_channel: channel,
    sentence_index: 0,
    start_time: String(at),
    end_time: String(words.at(-1)!.end_time),
    transcript: text,
    confidence: '0.9',
    words: timed ? words : [],
  }
}

const call = [
  sentence(1, 'Grüße an alle'),
  sentence(2, 'yes please', { channel: 2 }),
  sentence(9, 'no words here', { timed: false }),
  sentence(20, 'alle sind da, ALLE'),
]

test('the word that is spoken is the one that began last, also where both talk at once', () => {
  const timeline = createTimeline(call)
  const textAt = (seconds: number) => timeline.moments[momentAt(timeline, seconds)]?.text
  assert.equal(momentAt(timeline, 0.9), -1)
  assert.equal(textAt(1), 'Grüße')
  assert.equal(textAt(1.9), 'an')
  assert.equal(textAt(2), 'yes', 'of two that begin together the later in reading order')
  assert.equal(textAt(9.1), 'no words here')
  assert.equal(textAt(99), 'ALLE')
})

test('steps go in reading order and stop at both ends', () => {
  const timeline = createTimeline(call)
  assert.equal(nextMoment(timeline, 0, -1), 0)
  assert.equal(timeline.moments[nextMoment(timeline, 2, 1)]!.text, 'yes')
  const last = timeline.moments.length - 1
  assert.equal(nextMoment(timeline, last, 1), last)
})

test('find knows neither case nor accents, and places are those of the shown text', () => {
  const timeline = createTimeline(call)
  const found = (text: string) =>
    findText(timeline, text).map(({ from, to }) => {
      const words = timeline.moments.slice(from.moment, to.moment + 1).map(({ text }) => text)
      words[words.length - 1] = words.at(-1)!.slice(0, to.offset)
      words[0] = words[0]!.slice(from.offset)
      return words.join(' ')
    })
  assert.deepEqual(found('grusse'), [], 'ß stays ß')
  assert.deepEqual(found('GRÜSSE'.toLowerCase()), [])
  assert.deepEqual(found('gruße'), ['Grüße'])
  assert.deepEqual(found('ALLE'), ['alle', 'alle', 'ALLE'])
  assert.deepEqual(found('an  alle '), ['an alle'])
  assert.deepEqual(found('words here'), ['words here'])
  assert.deepEqual(found('alle yes'), [], 'not over the end of a sentence')
  assert.deepEqual(found(' '), [])
})

test('talk, overlap and silence add up to the recording; long gaps are told without the edges of words', () => {
  const talk = measureTalk(call, 30)
  const talked = talk.channels.reduce((sum, { seconds }) => sum + seconds, 0)
  assert.ok(Math.abs(talked - talk.overlap + talk.silence - 30) < 1e-9)
  assert.ok(Math.abs(talk.overlap - 0.4) < 1e-9)
  assert.deepEqual(
    talk.gaps.map(({ start, end }) => [start.toFixed(1), end.toFixed(1)]),
    [
      ['3.2', '8.7'],
      ['10.7', '19.7'],
      ['22.2', '29.7'],
    ],
  )
  assert.equal(gapAt(talk.gaps, 3), null)
  assert.equal(gapAt(talk.gaps, 5)?.end.toFixed(1), '8.7')
  assert.equal(gapAt(talk.gaps, 9), null)
})

test('clocks and spans', () => {
  assert.deepEqual([0, 59.99, 60, 3599, 3600, 3723].map(clock), [
    '0:00',
    '0:59',
    '1:00',
    '59:59',
    '1:00:00',
    '1:02:03',
  ])
  assert.deepEqual([0.04, 3.44, 42, 62, 3720].map(span), ['0 s', '3.4 s', '42 s', '1 min 2 s', '1 h 2 min'])
})

test('the signs between words are kept with the words before them, and words that are not in the text stay', () => {
  const of = (transcript: string, ...words: string[]) => {
    const one = sentence(1, words.join(' '))
    return withPunctuation({ ...one, transcript }).words.map(({ word }) => word)
  }
  assert.deepEqual(of('My name is [Name].', 'My', 'name', 'is', '[Name]'), ['My', 'name', 'is', '[Name].'])
  assert.deepEqual(of('"Yes" - [Name]\u2019s card?', 'Yes', '[Name]', 'card?'), [
    '"Yes" -',
    '[Name]\u2019s',
    'card?',
  ])
  assert.deepEqual(of('Something else.', 'Not', 'in', 'there'), ['Not', 'in', 'there'])
  assert.deepEqual(of('Nothing.'), ['Nothing.'])
})
