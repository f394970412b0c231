// Hypotheses judged against the speech they were made from, and their words put in place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Segment } from '../domain/speech.ts'
import type { DecodingEnd } from '../ports/asr.ts'
import { hypothesis } from '../testing/scripted-asr.ts'
import { type Speech, voiceActivity } from '../testing/scripted-vad.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { coverage, isDoubtful, losesSpeech, placeWords, speechFrames } from './heard-speech.ts'

/** A segment of whole frames; the slice has 320 ms of padding on both sides. */
function segmentOf(fromMs: number, toMs: number): Segment {
  return {
    channel: 1,
    firstSample: (fromMs - 320) * 16,
    sampleCount: (toMs - fromMs + 640) * 16,
    firstFrame: fromMs / 32,
    endFrame: toMs / 32,
    cutAtEnd: false,
  }
}

const many = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(' ')

test('speech frames are those of the segment at 0.5 and above', () => {
  const activity = voiceActivity(9600, [
    { fromMs: 0, toMs: 640 },
    { fromMs: 3200, toMs: 3264, probability: 0.5 },
    { fromMs: 3264, toMs: 3328, probability: 0.49 },
    { fromMs: 3328, toMs: 3360 },
  ])
  assert.deepEqual(speechFrames(segmentOf(3200, 3392), activity), [100, 101, 104])
})

const segment = segmentOf(3200, 12_800)
const throughout: Speech[] = [{ fromMs: 3200, toMs: 12_800 }]
/** From the first to the last sample of speech, counted from the start of the slice. */
const whole = { fromMs: 320, toMs: 9920 }

const judged: {
  title: string
  words: number
  heard: { fromMs: number; toMs: number; end?: DecodingEnd }
  speech?: Speech[]
  loses: boolean
}[] = [
  { title: 'words all over the speech', words: 30, heard: whole, loses: false },
  { title: 'no words', words: 0, heard: whole, loses: true },
  { title: 'a loop', words: 30, heard: { ...whole, end: 'looped' }, loses: true },
  { title: 'more tokens than speech can hold', words: 30, heard: { ...whole, end: 'capped' }, loses: true },
  {
    title: '2 s of speech behind the last word',
    words: 30,
    heard: { fromMs: 320, toMs: 7920 },
    loses: false,
  },
  {
    title: 'more than 2 s of speech behind the last word',
    words: 30,
    heard: { fromMs: 320, toMs: 7850 },
    loses: true,
  },
  { title: '1.25 tokens a second', words: 12, heard: whole, loses: false },
  { title: 'less than 1.2 tokens a second', words: 11, heard: whole, loses: true },
  {
    title: 'silence behind the last word',
    words: 12,
    heard: { fromMs: 320, toMs: 4000 },
    speech: [{ fromMs: 3200, toMs: 6880 }],
    loses: false,
  },
  {
    title: 'one word in 2 s of speech',
    words: 1,
    heard: whole,
    speech: [{ fromMs: 3200, toMs: 5184 }],
    loses: false,
  },
]

for (const { title, words, heard, speech = throughout, loses } of judged) {
  test(`${title}: speech ${loses ? 'was lost' : 'was heard'}`, () => {
    const activity = voiceActivity(20_000, speech)
    assert.equal(losesSpeech(hypothesis(many(words), heard), segment, activity), loses)
  })
}

test('coverage is the share of speech within half a second of a word', () => {
  const activity = voiceActivity(20_000, throughout)
  const share = (fromMs: number, toMs: number) => {
    const { words } = hypothesis('word', { fromMs, toMs })
    return coverage(words, segment, activity)
  }
  assert.equal(share(3700, 12_300), 1)
  assert.equal(coverage([], segment, activity), 0)
  assert.ok(Math.abs(share(3200, 7500) - 0.5) < 0.01)
  assert.ok(Math.abs(share(7000, 8000) - 2000 / 9600) < 0.01)
  assert.equal(coverage([], segment, voiceActivity(20_000, [])), 1)
})

test('words get the time of the recording', () => {
  const placed = placeWords(hypothesis('one two', whole), segment, voiceActivity(20_000, throughout))
  assert.deepEqual(
    placed.map(({ text, startMs, endMs }) => [text, startMs, endMs]),
    [
      ['one', 3200, 8000],
      ['two', 8000, 12_800],
    ],
  )
})

const trimmed: { title: string; speech: Speech[]; word: [number, number]; placed: [number, number] }[] = [
  {
    title: 'a word that begins in the padding starts with the speech',
    speech: throughout,
    word: [0, 1320],
    placed: [3200, 4200],
  },
  {
    title: 'a word that ends in silence ends with the speech',
    speech: [{ fromMs: 3200, toMs: 4800 }],
    word: [1320, 3320],
    placed: [4200, 4800],
  },
  {
    title: 'a word all in silence keeps its last 50 ms',
    speech: [],
    word: [1320, 2320],
    placed: [5150, 5200],
  },
  {
    title: 'speech inside a word leaves it alone',
    speech: [
      { fromMs: 3200, toMs: 4000 },
      { fromMs: 4800, toMs: 6400 },
    ],
    word: [320, 3520],
    placed: [3200, 6400],
  },
  {
    title: 'a word of one encoder frame is not made longer',
    speech: throughout,
    word: [9896, 9920],
    placed: [12_776, 12_800],
  },
]

for (const {
  title,
  speech,
  word: [fromMs, toMs],
  placed,
} of trimmed) {
  test(`places: ${title}`, () => {
    const [word] = placeWords(hypothesis('word', { fromMs, toMs }), segment, voiceActivity(20_000, speech))
    assert.deepEqual([word!.startMs, word!.endMs], placed)
  })
}

test('whatever was heard: starts never go back, ends lie behind starts, nothing leaves the slice', () => {
  const random = seededRandom(81)
  const sliceEndMs = (segment.firstSample + segment.sampleCount) / 16
  for (let round = 0; round < 300; round++) {
    const speech = Array.from({ length: 6 }, () => {
      const fromMs = random.integer(80, 420) * 32
      return { fromMs, toMs: fromMs + random.integer(1, 60) * 32 }
    })
    // What alignment gives: whole encoder frames, in order, overlapping at times.
    let frame = 0
    const words = Array.from({ length: 20 }, () => {
      const first = Math.min(frame, 424)
      const last = Math.min(first + random.integer(0, 30), 424)
      frame = random.pick([first, last, last + 1, last + 9])
      return { text: 'w', startMs: first * 24, endMs: (last + 1) * 24, confidence: 0.9 }
    })
    const heard = { words, confidence: 0.9, tokenCount: 20, end: 'eos' as const }
    const placed = placeWords(heard, segment, voiceActivity(20_000, speech))
    for (const [at, { startMs, endMs }] of placed.entries()) {
      assert.ok(endMs > startMs, `round ${round}`)
      assert.ok(startMs >= (placed[at - 1]?.startMs ?? segment.firstSample / 16), `round ${round}`)
      assert.ok(endMs <= sliceEndMs, `round ${round}: ${endMs} of ${sliceEndMs}`)
    }
  }
})

for (const [what, lengthMs, confidence, doubtful] of [
  ['a sure reading is taken as it is', 9600, 0.9, false],
  ['an unsure one is checked', 9600, 0.87, true],
  ['an unsure one of two seconds is checked', 2016, 0.6, true],
  ['a shorter one is not: its halves would say less', 1984, 0.6, false],
] as const) {
  test(what, () => {
    const spoken = segmentOf(3200, 3200 + lengthMs)
    const activity = voiceActivity(20_000, [{ fromMs: 3200, toMs: 3200 + lengthMs }])
    const heard = hypothesis(many(20), { fromMs: 320, toMs: 320 + lengthMs, confidence })
    assert.equal(losesSpeech(heard, spoken, activity), false)
    assert.equal(isDoubtful(heard, spoken, activity), doubtful)
  })
}

test('a word ends where the next one starts', () => {
  const spoken = segmentOf(3200, 12_800)
  const activity = voiceActivity(20_000, throughout)
  const heard = hypothesis('one two three', whole)
  const overlapping = heard.words.map((word) => ({ ...word, endMs: word.endMs + 24 }))
  const words = placeWords({ ...heard, words: overlapping }, spoken, activity)
  for (const [at, word] of words.entries()) {
    assert.ok(word.endMs <= (words[at + 1]?.startMs ?? Number.POSITIVE_INFINITY))
  }
})
