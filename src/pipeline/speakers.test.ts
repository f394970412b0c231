// Whose words are whose: overlap of words and turns, and which recordings are listened to for voices at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Word } from '../domain/sentence.ts'
import type { SpeakerTurn } from '../domain/speech.ts'
import type { Diariser } from '../ports/diariser.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { divideByVoice, tellVoicesApart } from './speakers.ts'

const turn = (speaker: number, startMs: number, endMs: number): SpeakerTurn => ({ speaker, startMs, endMs })
/** Words of half a second each, from 0 on. */
const wordsOf = (text: string, eachMs = 500): Word[] =>
  text.split(' ').map((word, at) => {
    return { text: word, startMs: at * eachMs, endMs: (at + 1) * eachMs, confidence: 0.9 }
  })
const divided = (words: Word[], ...turns: SpeakerTurn[]) =>
  divideByVoice(words, turns).map((piece) => [piece.speaker, piece.words.map(({ text }) => text).join(' ')])

const six = 'a b c d e f'
const cases: [title: string, turns: SpeakerTurn[], expected: [number | undefined, string][]][] = [
  ['nobody was heard', [], [[undefined, six]]],
  ['one voice', [turn(1, 0, 3000)], [[1, six]]],
  [
    'a change between two words',
    [turn(1, 0, 1500), turn(2, 1500, 3000)],
    [
      [1, 'a b c'],
      [2, 'd e f'],
    ],
  ],
  [
    'a change within a word: it is of whoever has more of it',
    [turn(1, 0, 1700), turn(2, 1700, 3000)],
    [
      [1, 'a b c'],
      [2, 'd e f'],
    ],
  ],
  [
    'several turns of a voice within a word count together',
    [turn(2, 0, 1000), turn(1, 1000, 1130), turn(2, 1130, 1340), turn(1, 1340, 1500), turn(2, 1500, 3000)],
    [
      [2, 'a b'],
      [1, 'c'],
      [2, 'd e f'],
    ],
  ],
  [
    'two at once: whoever spoke goes on',
    [turn(1, 0, 1000), turn(2, 900, 2000), turn(1, 1000, 2000), turn(2, 2000, 3000)],
    [
      [1, 'a b c d'],
      [2, 'e f'],
    ],
  ],
  [
    'words in a gap go to the nearest turn',
    [turn(1, 0, 400), turn(2, 2600, 3000)],
    [
      [1, 'a b c'],
      [2, 'd e f'],
    ],
  ],
]
for (const [title, turns, expected] of cases) {
  test(title, () => assert.deepEqual(divided(wordsOf(six), ...turns), expected))
}

test('a single short word does not tear a sentence up, wherever it stands', () => {
  const words = wordsOf(six, 200)
  assert.deepEqual(divided(words, turn(1, 0, 400), turn(2, 400, 600), turn(1, 600, 1200)), [[1, six]])
  assert.deepEqual(divided(words, turn(1, 0, 200), turn(2, 200, 1200)), [[2, six]])
  assert.deepEqual(divided(words, turn(1, 0, 1000), turn(2, 1000, 1200)), [[1, six]])
  assert.deepEqual(divided(wordsOf('yes', 200), turn(2, 0, 200)), [[2, 'yes']])
})

const { signal } = new AbortController()
function diariser(over: Partial<Diariser> = {}) {
  const heard: string[] = []
  const one: Diariser = {
    maxMs: 60_000,
    ready: async () => undefined,
    async diarise({ path }) {
      heard.push(path)
      return [turn(1, 0, 1000)]
    },
    close: async () => undefined,
    ...over,
  }
  return { heard, diariser: one, signal }
}
const stereo = decodedAudio(9000)
const mono = { ...stereo, channels: stereo.channels.slice(0, 1) }

test('a recording with one channel is listened to, and one with the same sound on two', async () => {
  for (const audio of [mono, { ...stereo, identicalChannels: true }]) {
    const deps = diariser()
    assert.deepEqual(await tellVoicesApart(audio, deps), { turns: [turn(1, 0, 1000)], warnings: [] })
    assert.deepEqual(deps.heard, [mono.channels[0]!.path])
  }
})

test('a recording with a channel for each party is not', async () => {
  const deps = diariser()
  assert.deepEqual(await tellVoicesApart(stereo, deps), { turns: [], warnings: [] })
  assert.deepEqual(deps.heard, [])
})

test('one that is too long, or that fails, goes on with a warning', async () => {
  const long = diariser()
  const { turns, warnings } = await tellVoicesApart({ ...mono, durationMs: 60_001 }, long)
  assert.deepEqual([turns, warnings[0]!.code, long.heard], [[], 'speakers-unknown', []])
  assert.match(warnings[0]!.message, /longer than 1 minutes$/)
  const failing = diariser({ diarise: () => Promise.reject(new Error('it broke')) })
  assert.deepEqual(await tellVoicesApart(mono, failing), {
    turns: [],
    warnings: [{ code: 'speakers-unknown', message: 'Voices were not told apart: it broke' }],
  })
})

test('an aborted one ends with the reason', async () => {
  const reason = new Error('canceled')
  const deps = { ...diariser({ diarise: () => Promise.reject(reason) }), signal: AbortSignal.abort(reason) }
  await assert.rejects(tellVoicesApart(mono, deps), reason)
})
