// What falls silent in a recording, and on which channel.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MutedRange } from '../domain/audio.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Warning } from '../domain/transcript.ts'
import type { VoiceActivity } from '../ports/vad.ts'
import { aSentence } from '../testing/builders.ts'
import { type Speech, voiceActivity } from '../testing/scripted-vad.ts'
import { mutedRanges } from './muted-ranges.ts'

/** A sentence on `channel` whose words last 100 ms each from `startMs` on; those in brackets are tokens in its
 * redacted form. */
function said(channel: number, startMs: number, text: string): Sentence {
  const timed = text.split(' ').map((word, at) => ({
    text: word,
    startMs: startMs + at * 100,
    endMs: startMs + at * 100 + 100,
  }))
  const words = timed.map((word) => ({ ...word, text: word.text.replace(/^\[(.*)\]$/, '$1') }))
  const hidden = timed.map((word) => ({ ...word, text: word.text.replace(/^\[.*\]$/, '[Name]') }))
  const endMs = startMs + timed.length * 100
  return aSentence(0, { channel, startMs, endMs, words, redacted: { text: 'x', words: hidden, spans: [] } })
}

interface Over {
  unread?: Warning[]
  others?: MutedRange[]
  activity?: VoiceActivity[]
  channelCount?: number
  identicalChannels?: boolean
}

/** What falls silent in a stereo recording of ten seconds, as `[channel, startMs, endMs]`. */
function mutedOf(sentences: Sentence[], over: Over = {}) {
  const { unread = [], others = [], activity = [], channelCount = 2, identicalChannels = false } = over
  const spool = { path: 'x', sampleCount: 160_000 }
  const channels = Array.from({ length: channelCount }, () => spool)
  const audio = { channels, durationMs: 10_000, identicalChannels }
  return mutedRanges({ sentences, unread, others, activity, audio }).map(({ channel, startMs, endMs }) => [
    channel,
    startMs,
    endMs,
  ])
}
const warning: Warning = { code: 'unrecognised-speech', message: '', channel: 2, startMs: 3000, endMs: 4000 }

test('words that became tokens fall silent with a margin, on their own channel', () => {
  assert.deepEqual(mutedOf([said(1, 1000, 'I am [Ann] here')]), [[1, 950, 1550]])
  assert.deepEqual(mutedOf([said(2, 1000, 'I am [Ann] here')]), [[2, 950, 1550]])
  assert.deepEqual(mutedOf([said(1, 1000, 'I am [Ann] here')], { channelCount: 1 }), [[1, 950, 1550]])
  assert.deepEqual(mutedOf([said(2, 5000, 'nothing to hide')]), [])
})

test('nothing begins before the recording does, or ends behind it', () => {
  assert.deepEqual(mutedOf([said(1, 100, '[Ann] here')]), [[1, 0, 450]])
  assert.deepEqual(mutedOf([said(1, 9800, 'here [Ann]')]), [[1, 9650, 10_000]])
})

test('a token that stands for several words covers all of them', () => {
  const sentence = said(1, 1000, 'please call [5] [5] now')
  const words = [
    { text: 'please', startMs: 1000, endMs: 1100 },
    { text: 'call', startMs: 1100, endMs: 1200 },
    { text: '[PhoneNumber]', startMs: 1200, endMs: 1400 },
    { text: 'now', startMs: 1400, endMs: 1500 },
  ]
  assert.deepEqual(mutedOf([{ ...sentence, redacted: { text: '', words, spans: [] } }]), [[1, 950, 1650]])
})

test('the pause within a number belongs to it, over sentences as well; not the pause between two names', () => {
  const pieces = (token: string, pauseMs: number, ...between: Sentence[]) => {
    const piece = (startMs: number) => {
      const words = [{ text: token, startMs, endMs: startMs + 500 }]
      return { ...said(1, startMs, 'four'), redacted: { text: '', words, spans: [] } }
    }
    return mutedOf([piece(1000), ...between, piece(1500 + pauseMs)])
  }
  assert.deepEqual(pieces('[CreditCard]', 2500), [[1, 750, 4750]])
  assert.equal(pieces('[CreditCard]', 3500).length, 2)
  assert.equal(pieces('[Name]', 2500).length, 2)
  assert.equal(pieces('[CreditCard]', 2500, said(1, 2500, 'and')).length, 2)
  assert.equal(pieces('[CreditCard]', 2500, said(2, 2500, 'okay')).length, 1)
})

test('one or two words beside a long number fall silent with it; three are a sentence', () => {
  const withNumber = (...texts: string[]) => {
    const words = texts.map((text, at) => ({ text, startMs: 1000 + at * 1000, endMs: 2000 + at * 1000 }))
    const plain = words.map((word) => ({ ...word, text: word.text.replace(/^\[.*/, '5550100') }))
    return mutedOf([{ ...said(1, 1000, 'x'), words: plain, redacted: { text: '', words, spans: [] } }])
  }
  assert.deepEqual(withNumber('H.', 'Vicks', '[PhoneNumber]'), [[1, 750, 4250]])
  assert.deepEqual(withNumber('My', 'number', 'is', '[PhoneNumber]'), [[1, 3750, 5250]])
  assert.deepEqual(withNumber('Dear', '[Name]'), [[1, 1750, 3250]])
})

test('ranges of a channel that are close become one; far ones, and those of the two parties, stay apart', () => {
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann] a b c d e f [Bob]')]), [[1, 750, 2050]])
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann] a b c d e f g h [Bob]')]), [
    [1, 750, 1350],
    [1, 1650, 2250],
  ])
  assert.deepEqual(mutedOf([said(2, 1050, '[Ann]'), said(1, 1000, '[Bob]')]), [
    [1, 750, 1350],
    [2, 800, 1400],
  ])
})

test('a range inside another one does not cut its end short', () => {
  const long = { ...warning, channel: 1, startMs: 1000, endMs: 9000 }
  assert.deepEqual(mutedOf([said(1, 2000, '[Ann]')], { unread: [long] }), [[1, 750, 9250]])
})

test('speech that nobody could read and pressed keys fall silent; warnings without a place change nothing', () => {
  const unread: Warning[] = [warning, { code: 'bleed', message: '' }, { code: 'x', message: '', channel: 1 }]
  assert.deepEqual(mutedOf([], { unread, others: [{ channel: 1, startMs: 6000, endMs: 6100 }] }), [
    [1, 5750, 6350],
    [2, 2750, 4250],
  ])
})

test('a recording that was too short to be read falls silent as a whole', () => {
  assert.deepEqual(mutedOf([], { unread: [{ code: 'recording-too-short', message: '' }] }), [
    [1, 0, 10_000],
    [2, 0, 10_000],
  ])
})

test('where speech goes on at the margin it is followed for a little, and no further', () => {
  const muted = (...speech: Speech[]) =>
    mutedOf([said(1, 2000, '[Ann]')], { activity: [voiceActivity(10_000, speech)] })
  // In frames of 32 ms: the range would be from 1750 to 2350.
  assert.deepEqual(muted({ fromMs: 1696, toMs: 2400 }), [[1, 1696, 2400]])
  assert.deepEqual(muted({ fromMs: 1500, toMs: 2600 }), [[1, 1750, 2350]])
  assert.deepEqual(muted({ fromMs: 1900, toMs: 2200 }), [[1, 1750, 2350]])
})

test('the same word on the other channel at about the same time is an echo, and goes as well', () => {
  const both = [
    [1, 750, 1350],
    [2, 750, 1350],
  ]
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann]'), said(2, 1290, 'ann!')]), both)
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann]'), said(2, 1310, 'ann')]), [[1, 750, 1350]])
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann]'), said(2, 1000, 'bob')]), [[1, 750, 1350]])
})

test('everything goes on both channels where they are the same, or leak into each other', () => {
  const call = [said(1, 1000, '[Ann]')]
  const both = [
    [1, 750, 1350],
    [2, 750, 1350],
  ]
  assert.deepEqual(mutedOf(call, { identicalChannels: true }), both)
  const speaks = { fromMs: 4000, toMs: 9000 }
  const loud = voiceActivity(10_000, [speaks])
  const echo = voiceActivity(10_000, [])
  loud.power.forEach((_, at) => {
    if (loud.probability[at]! > 0) loud.power[at] = 0.01 * (1 + Math.sin(at * at))
    echo.power[at] = loud.power[at]! / 300 + 1e-8
  })
  assert.deepEqual(mutedOf(call, { activity: [loud, echo] }), both)
  const still = voiceActivity(10_000, [])
  assert.deepEqual(mutedOf(call, { activity: [loud, still] }), [[1, 750, 1350]])
})

test('a sentence without a redacted form gives no recording at all', () => {
  assert.throws(() => mutedOf([aSentence(0)]), { key: 'internal' })
})

test('behind a number that was read out silence goes as well, for two seconds or until somebody speaks', () => {
  const words = (text: string) => [{ text, startMs: 1000, endMs: 1500 }]
  const mutedAfter = (token: string, ...speech: Speech[]) => {
    const sentence = { ...said(1, 1000, 'four'), redacted: { text: '', words: words(token), spans: [] } }
    const heard = voiceActivity(10_000, [{ fromMs: 1000, toMs: 1500 }, ...speech])
    return mutedOf([sentence], { activity: [heard] })[0]![2]!
  }
  assert.equal(mutedAfter('[CVV]'), 3500)
  const untilSpeech = mutedAfter('[CVV]', { fromMs: 2700, toMs: 4000 })
  assert.ok(untilSpeech >= 2688 && untilSpeech < 2720, `${untilSpeech}`)
  assert.equal(mutedAfter('[Name]'), 1750)
})
