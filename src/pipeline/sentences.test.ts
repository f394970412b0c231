// Words to sentences: where they close, how channels interleave, what is dropped.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Word } from '../domain/sentence.ts'
import type { HeardSegment, SpeakerTurn } from '../domain/speech.ts'
import { countingClock } from '../testing/counting-clock.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { composeSentences } from './sentences.ts'

const WORD_MS = 200
const GAP_MS = 50

interface Spoken {
  fromMs: number
  channel?: number
  cutAtEnd?: boolean
  confidence?: number
}

/** A segment of words of 200 ms, 50 ms apart; `<700>` in the text makes the pause in its place 700 ms long. */
function segmentOf(
  text: string,
  { fromMs, channel = 1, cutAtEnd = false, confidence = 0.9 }: Spoken,
): HeardSegment {
  const words: Word[] = []
  let startMs = fromMs
  for (const part of text.split(' ').filter(Boolean)) {
    const pause = /^<(\d+)>$/.exec(part)
    if (pause) startMs += Number(pause[1]) - GAP_MS
    else {
      words.push({ text: part, startMs, endMs: startMs + WORD_MS, confidence })
      startMs += WORD_MS + GAP_MS
    }
  }
  const segment = { channel, firstSample: 0, sampleCount: 0, firstFrame: 0, endFrame: 0, cutAtEnd }
  return { segment, words }
}

/** Two voices that take turns every `eachMs`. */
const turnsOf = (eachMs: number, count: number): SpeakerTurn[] =>
  Array.from({ length: count }, (_, at) => ({
    speaker: (at % 2) + 1,
    startMs: at * eachMs,
    endMs: (at + 1) * eachMs,
  }))
const endOf = ({ words }: HeardSegment) => words.at(-1)!.endMs
const compose = (...heard: HeardSegment[]) => composeSentences(heard, { clock: countingClock() })
const texts = (...heard: HeardSegment[]) => compose(...heard).sentences.map(({ text }) => text)

const cases: [title: string, text: string, sentences: string[]][] = [
  ['nothing', '', []],
  [
    'full stop, question and exclamation mark',
    'I see. Do you? Yes! Good',
    ['I see.', 'Do you?', 'Yes!', 'Good'],
  ],
  ['marks inside quotes and brackets', 'He said "no." (Why?) Then', ['He said "no."', '(Why?)', 'Then']],
  ['commas and colons do not close', 'one, two; three: four', ['one, two; three: four']],
  [
    'abbreviations',
    'Mr. Ray, Mrs. Ray, Ms. Ray, Dr. Ray. St. Ives vs. Hove. So',
    ['Mr. Ray, Mrs. Ray, Ms. Ray, Dr. Ray.', 'St. Ives vs. Hove.', 'So'],
  ],
  ['abbreviations in any case', 'mr. Ray and DR. Ray.', ['mr. Ray and DR. Ray.']],
  ['single capitals', 'J. Smith and plan B. I know.', ['J. Smith and plan B. I know.']],
  ['a single letter that is no capital', 'plan b. I know.', ['plan b.', 'I know.']],
  [
    'a number before a small letter',
    'It was 5. something and 1,000. maybe.',
    ['It was 5. something and 1,000. maybe.'],
  ],
  ['a number before a capital', 'It was 5. Something else.', ['It was 5.', 'Something else.']],
  ['a number at the end', 'It was 5.', ['It was 5.']],
  ['a pause of 0.8 s does not close', 'so <800> there we are.', ['so there we are.']],
  ['a longer pause does', 'so <801> there we are.', ['so', 'there we are.']],
  ['a pause closes after an abbreviation too', 'ask Mr. <900> Ray.', ['ask Mr.', 'Ray.']],
  ['in a segment without punctuation 0.6 s do not close', 'so <600> there we are', ['so there we are']],
  ['but more does', 'so <601> there we are', ['so', 'there we are']],
]

for (const [title, text, sentences] of cases) {
  test(`sentences: ${title}`, () => assert.deepEqual(texts(segmentOf(text, { fromMs: 0 })), sentences))
}

const seams: [title: string, cutAtEnd: boolean, pauseMs: number, joined: boolean][] = [
  ['a segment that ends with a pause of 0.4 s closes', false, 400, false],
  ['one followed at once does not', false, 399, true],
  ['one that was cut does not', true, 400, true],
  ['one that was cut and is followed by a long pause does', true, 801, false],
]

for (const [title, cutAtEnd, pauseMs, joined] of seams) {
  test(`sentences: ${title}`, () => {
    const first = segmentOf('Well. I went', { fromMs: 0, cutAtEnd })
    const second = segmentOf('home late.', { fromMs: endOf(first) + pauseMs })
    const expected = joined ? ['Well.', 'I went home late.'] : ['Well.', 'I went', 'home late.']
    assert.deepEqual(texts(first, second), expected)
  })
}

test('whether a segment is bare is asked of each by itself', () => {
  const bare = segmentOf('so <700> then', { fromMs: 0 })
  const punctuated = segmentOf('so <700> then. Yes.', { fromMs: 9000 })
  assert.deepEqual(texts(bare, punctuated), ['so', 'then', 'so then.', 'Yes.'])
})

test('a sentence is closed at 60 words', () => {
  const words = Array.from({ length: 130 }, (_, n) => `w${n}`)
  const counts = texts(segmentOf(words.join(' '), { fromMs: 0 })).map((text) => text.split(' ').length)
  assert.deepEqual(counts, [60, 60, 10])
})

test('a sentence is closed at 30 s', () => {
  const slow = Array.from({ length: 50 }, (_, n) => `w${n}`).join(' <790> ')
  const { sentences } = compose(segmentOf(`${slow} end.`, { fromMs: 500 }))
  assert.ok(sentences.length >= 2)
  for (const { startMs, endMs } of sentences.slice(0, -1)) {
    assert.ok(endMs - startMs >= 30_000 && endMs - startMs < 31_000, `${endMs - startMs}`)
  }
})

test('channels are interleaved by time and numbered together, channel 1 first of two that begin at once', () => {
  const { sentences } = compose(
    segmentOf('Hello. Who?', { fromMs: 0 }),
    segmentOf('Fine.', { fromMs: 5000 }),
    segmentOf('Hi. Me.', { fromMs: 100, channel: 2 }),
    segmentOf('Both.', { fromMs: 5000, channel: 2 }),
  )
  assert.deepEqual(
    sentences.map(({ index, channel, text }) => `${index} ${channel} ${text}`),
    ['0 1 Hello.', '1 2 Hi.', '2 1 Who?', '3 2 Me.', '4 1 Fine.', '5 2 Both.'],
  )
})

test('the other channel never splits a sentence', () => {
  const heard = [segmentOf('one two three.', { fromMs: 0 }), segmentOf('yes.', { fromMs: 300, channel: 2 })]
  assert.deepEqual(texts(...heard), ['one two three.', 'yes.'])
})

test('times are whole milliseconds, from the first word to the last end, and every sentence has its own sid', () => {
  const segment = segmentOf('one two. three', { fromMs: 100.4 })
  const { sentences } = compose(segment)
  assert.deepEqual(
    sentences.map(({ startMs, endMs, words }) => [
      startMs,
      endMs,
      words.map((word) => [word.startMs, word.endMs]),
    ]),
    [
      [
        100,
        550,
        [
          [100, 300],
          [350, 550],
        ],
      ],
      [600, 800, [[600, 800]]],
    ],
  )
  assert.deepEqual(Object.keys(sentences[0]!.words[0]!), ['text', 'startMs', 'endMs'])
  assert.deepEqual(
    sentences.map(({ sid }) => sid),
    [`GX${'1'.padStart(32, '0')}`, `GX${'2'.padStart(32, '0')}`],
  )
})

test('confidence is the mean over the words', () => {
  const [sure, unsure] = [
    segmentOf('one', { fromMs: 0, confidence: 1 }),
    segmentOf('two', { fromMs: 300, confidence: 0.25 }),
  ]
  const { sentences } = compose(sure, unsure)
  assert.deepEqual(
    sentences.map(({ confidence }) => confidence),
    [0.625],
  )
})

const EIGHT = 'this is what the machine says too often.'

/** Pieces of one stretch of speech, each right after the one before it. */
const cutIntoPieces = (texts: string[], pauseMs = 50) => {
  let fromMs = 0
  return texts.map((text, at) => {
    const piece = segmentOf(text, { fromMs, cutAtEnd: at < texts.length - 1 })
    fromMs = endOf(piece) + pauseMs
    return piece
  })
}

const doubled: { title: string; heard: HeardSegment[]; kept: number; warned: number }[] = [
  {
    title: 'eight words twice in one segment: once',
    heard: [segmentOf(`${EIGHT} ${EIGHT}`, { fromMs: 0 })],
    kept: 1,
    warned: 1,
  },
  {
    title: 'three times in one segment: once',
    heard: [segmentOf(`${EIGHT} ${EIGHT} ${EIGHT}`, { fromMs: 0 })],
    kept: 1,
    warned: 2,
  },
  {
    title: 'on both sides of a cut: once',
    heard: cutIntoPieces([EIGHT, EIGHT], 300),
    kept: 1,
    warned: 1,
  },
  {
    title: 'on both sides of a cut with a pause: both',
    heard: cutIntoPieces([EIGHT, EIGHT], 301),
    kept: 2,
    warned: 0,
  },
  {
    title: 'in one segment with a pause: both',
    heard: [segmentOf(`${EIGHT} <301> ${EIGHT}`, { fromMs: 0 })],
    kept: 2,
    warned: 0,
  },
  {
    title: 'in two segments that are close: both',
    heard: [segmentOf(EIGHT, { fromMs: 0 }), segmentOf(EIGHT, { fromMs: 2100 })],
    kept: 2,
    warned: 0,
  },
  {
    title: 'an announcement that comes again after ten seconds: both',
    heard: [segmentOf(EIGHT, { fromMs: 0 }), segmentOf(EIGHT, { fromMs: 12_000 })],
    kept: 2,
    warned: 0,
  },
  {
    title: 'an announcement that comes again after the other party spoke: both',
    heard: [
      segmentOf(EIGHT, { fromMs: 0 }),
      segmentOf('No.', { fromMs: 4000, channel: 2 }),
      segmentOf(EIGHT, { fromMs: 6000 }),
    ],
    kept: 3,
    warned: 0,
  },
  {
    title: 'seven words twice: both',
    heard: [segmentOf('this is what the machine says often. '.repeat(2), { fromMs: 0 })],
    kept: 2,
    warned: 0,
  },
  {
    title: 'on two channels: both',
    heard: [1, 2].map((channel) => segmentOf(EIGHT, { fromMs: channel * 2000, channel })),
    kept: 2,
    warned: 0,
  },
  {
    title: 'with another sentence between: both',
    heard: [segmentOf(`${EIGHT} No. ${EIGHT}`, { fromMs: 0 })],
    kept: 3,
    warned: 0,
  },
]

for (const { title, heard, kept, warned } of doubled) {
  test(`doubled sentences, ${title}`, () => {
    const { sentences, warnings } = compose(...heard)
    assert.equal(sentences.length, kept)
    assert.deepEqual(
      sentences.map(({ index }) => index),
      [...sentences.keys()],
    )
    assert.deepEqual(
      warnings.map(({ code, channel }) => [code, channel]),
      Array.from({ length: warned }, () => ['sentence-doubled', 1]),
    )
  })
}

test('whatever was heard: all words, in order, indexes without a gap, sentences sorted by start', () => {
  const random = seededRandom(91)
  for (let round = 0; round < 200; round++) {
    const heard = [1, 2].flatMap((channel) => {
      let fromMs = random.integer(0, 3000)
      return Array.from({ length: random.integer(0, 6) }, (_, s) => {
        const parts = Array.from(
          { length: random.integer(1, 80) },
          (_, w) => `${channel}-${s}-${w}${random.pick(['', '', '', ',', '.', '?', ' <900>'])}`,
        )
        const segment = segmentOf(parts.join(' '), { fromMs, channel, cutAtEnd: random.pick([true, false]) })
        fromMs = endOf(segment) + random.integer(0, 1500)
        return segment
      })
    })
    const { sentences, warnings } = compose(...heard)
    assert.deepEqual(warnings, [])
    assert.deepEqual(
      sentences.map(({ index }) => index),
      [...sentences.keys()],
    )
    for (const channel of [1, 2]) {
      const said = heard
        .filter(({ segment }) => segment.channel === channel)
        .flatMap(({ words }) => words.map(({ text }) => text))
      const own = sentences.filter((sentence) => sentence.channel === channel)
      assert.deepEqual(
        own.flatMap(({ words }) => words.map(({ text }) => text)),
        said,
      )
    }
    assert.ok(sentences.every(({ startMs }, at) => at === 0 || startMs >= sentences[at - 1]!.startMs))
    assert.ok(sentences.every(({ words, startMs, endMs }) => words.length <= 60 && endMs > startMs))
  }
})

test('a sentence ends where the voice changes, and tells whose it is; without turns it tells nothing', () => {
  const heard = segmentOf('are you there yes I am here now. Good', { fromMs: 0 })
  const voices = (turns: SpeakerTurn[]) =>
    composeSentences([heard], { clock: countingClock(), turns }).sentences.map(
      ({ speaker, channel, text }) => [speaker, channel, text],
    )
  assert.deepEqual(voices(turnsOf(750, 3)), [
    [1, 1, 'are you there'],
    [2, 1, 'yes I am'],
    [1, 1, 'here now.'],
    [1, 1, 'Good'],
  ])
  assert.deepEqual(voices([]), [
    [undefined, 1, 'are you there yes I am here now.'],
    [undefined, 1, 'Good'],
  ])
  const [first] = compose(heard).sentences
  assert.equal('speaker' in first!, false)
})

test('what one voice says after another in the same words is kept', () => {
  const text = 'my number is five five five one two three.'
  const both = segmentOf(`${text} ${text}`, { fromMs: 0 })
  assert.equal(compose(both).sentences.length, 1)
  const turns = turnsOf(2250, 2)
  const { sentences, warnings } = composeSentences([both], { clock: countingClock(), turns })
  assert.deepEqual([sentences.map(({ speaker }) => speaker), warnings], [[1, 2], []])
})
