// Captions as files: read back by parsers that are not ours, and what holds of every caption whatever was said.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import SrtParser from 'srt-parser-2'
import { parseChannel } from '../domain/channel.ts'
import { aSentence } from '../testing/builders.ts'
import { type RandomSource, seededRandom } from '../testing/seeded-random.ts'
import { type CaptionSentence, captionSource } from './caption-source.ts'
import { type Cue, composeCues } from './cues.ts'
import { toPlainText } from './plain-text.ts'
import { toSrt } from './srt.ts'
import { toVtt } from './vtt.ts'

interface VttCue {
  startTime: number
  endTime: number
  tree: { children: VttNode[] }
}
interface VttNode {
  type: 'object' | 'text'
  name?: string
  value?: string
  children?: VttNode[]
}
const { WebVTTParser } = createRequire(import.meta.url)('webvtt-parser') as {
  WebVTTParser: new (
    entities: Record<string, string>,
  ) => { parse(text: string, mode: string): { cues: VttCue[]; errors: object[] } }
}

// Its own table has them without their semicolons.
const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** What a strict parser reads: times in milliseconds, who speaks, the text. */
function readVtt(text: string) {
  const { cues, errors } = new WebVTTParser(entities).parse(text, 'subtitles/captions/descriptions')
  assert.deepEqual(errors, [])
  return cues.map(({ startTime, endTime, tree }) => {
    const [voice, ...rest] = tree.children
    assert.deepEqual([voice?.name, rest], ['v', []])
    const text = voice?.children?.map(({ value }) => value).join('')
    return {
      startMs: Math.round(startTime * 1000),
      endMs: Math.round(endTime * 1000),
      voice: voice?.value,
      text,
    }
  })
}

function readSrt(text: string) {
  return new SrtParser().fromSrt(text).map(({ id, startSeconds, endSeconds, text }) => ({
    id: Number(id),
    startMs: Math.round(startSeconds * 1000),
    endMs: Math.round(endSeconds * 1000),
    text,
  }))
}

const { participants } = parseChannel(
  '{"media_properties": {"media_url": "https://example.com/a"}, "participants": [{"channel_participant": 1, "full_name": "Ann Lee"}]}',
)

/** A sentence with a word every 300 ms. */
function spoken(text: string, { channel = 1, startMs = 0, wordMs = 300 } = {}): CaptionSentence {
  const words = text
    .split(' ')
    .map((word, at) => ({ text: word, startMs: startMs + at * wordMs, endMs: startMs + (at + 1) * wordMs }))
  return { channel, startMs, endMs: words.at(-1)!.endMs, text, words }
}
const source = (...sentences: CaptionSentence[]) => ({
  sentences,
  speakers: new Map([
    [1, 'Agent'],
    [2, 'Customer'],
  ]),
})

const call = source(
  spoken('Thank you for calling.'),
  spoken('Hi.', { channel: 2, startMs: 700 }),
  spoken('My number is 4 1 1.', { channel: 2, startMs: 1500 }),
)

test('SubRip has numbered captions in order of time, with the speaker before each sentence', () => {
  assert.equal(
    toSrt(call),
    '1\n00:00:00,000 --> 00:00:01,200\nAgent: Thank you for calling.\n\n' +
      '2\n00:00:00,700 --> 00:00:01,500\nCustomer: Hi.\n\n' +
      '3\n00:00:01,500 --> 00:00:03,300\nCustomer: My number is 4 1 1.\n',
  )
})

test('WebVTT has the speaker as a voice', () => {
  assert.equal(
    toVtt(call),
    'WEBVTT\n\n00:00:00.000 --> 00:00:01.200\n<v Agent>Thank you for calling.\n\n' +
      '00:00:00.700 --> 00:00:01.500\n<v Customer>Hi.\n\n' +
      '00:00:01.500 --> 00:00:03.300\n<v Customer>My number is 4 1 1.\n',
  )
})

test('plain text has a line for each sentence; no sentences make empty files that are valid', () => {
  assert.equal(
    toPlainText(
      source(...call.sentences, spoken(' ', { startMs: 9000 }), spoken('a\nb', { startMs: 10_000 })),
    ),
    'Agent: Thank you for calling.\nCustomer: Hi.\nCustomer: My number is 4 1 1.\nAgent: a b\n',
  )
  assert.deepEqual([toPlainText(source()), toSrt(source()), readVtt(toVtt(source()))], ['', '', []])
})

test('times go beyond an hour', () => {
  const late = source(spoken('Good night.', { startMs: 100 * 3_600_000 + 61_007 }))
  assert.match(toSrt(late), /^1\n100:01:01,007 --> 100:01:02,007\n/)
  assert.deepEqual(readVtt(toVtt(late)), [
    { startMs: 360_061_007, endMs: 360_062_007, voice: 'Agent', text: 'Good night.' },
  ])
})

test('a long sentence is cut at a comma, not in the middle of a phrase', () => {
  const text =
    'I would like to change the address on my account please, because we moved to another town last week and I forgot.'
  const cues = composeCues([spoken(text)])
  assert.deepEqual(
    cues.map(({ lines }) => lines),
    [
      ['I would like to change', 'the address on my account please,'],
      ['because we moved to another', 'town last week and I forgot.'],
    ],
  )
  assert.deepEqual(
    cues.map(({ startMs, endMs, opens }) => [startMs, endMs, opens]),
    [
      [0, 3300, true],
      [3300, 6600, false],
    ],
  )
})

test('slow words are cut by time; a single long word stays whole', () => {
  const slow = composeCues([spoken('one two three four five', { wordMs: 2500 })])
  assert.deepEqual(
    slow.map(({ lines }) => lines.join(' ')),
    ['one two', 'three', 'four five'],
  )
  assert.deepEqual(
    composeCues([spoken('Mmmm', { wordMs: 9000 })]).map(({ endMs }) => endMs),
    [9000],
  )
})

test('a short caption stays for a second, but not into the next one of its channel', () => {
  const cues = composeCues([
    spoken('Yes.'),
    spoken('No.', { startMs: 400 }),
    spoken('Oh.', { startMs: 400 }),
    spoken('Hm.', { channel: 2, startMs: 450 }),
  ])
  assert.deepEqual(
    cues.map(({ channel, startMs, endMs }) => [channel, startMs, endMs]),
    [
      [1, 0, 400],
      [1, 400, 500],
      [2, 450, 1450],
      [1, 500, 1500],
    ],
  )
})

test('tokens with spaces are never cut, with word times or without', () => {
  const token = '[Redacted: credit card number of a customer]'
  const text = `My card is ${token}, and the code is ${token}.`
  const words = ['My', 'card', 'is', `${token},`, 'and', 'the', 'code', 'is', `${token}.`].map(
    (word, at) => ({
      text: word,
      startMs: at * 500,
      endMs: at * 500 + 400,
    }),
  )
  for (const given of [words, []]) {
    const cues = composeCues([{ channel: 1, startMs: 0, endMs: 4400, text, words: given }])
    const lines = cues.flatMap((cue) => cue.lines)
    assert.equal(lines.join(' '), text)
    assert.equal(lines.filter((line) => line.includes(token)).length, 2)
  }
})

test('what has a meaning in the file does not have it in the text or a name', () => {
  const text = 'a --> b & <i>c</i> &lt; 00:00:01.000 --> 00:00:02.000 WEBVTT NOTE'
  const hostile = { ...source(spoken(text, { wordMs: 100 })), speakers: new Map([[1, 'A>&<v "x" --> b']]) }
  // Players decode names too; this parser does not.
  const [vtt] = readVtt(toVtt(hostile))
  assert.deepEqual([vtt?.text?.replace('\n', ' '), vtt?.voice], [text, 'A&gt;&amp;&lt;v "x" --&gt; b'])
  const srt = readSrt(toSrt(hostile))
  assert.equal(srt.length, 1)
  assert.equal(srt[0]?.text.replace('\n', ' '), `A>&<v "x" → b: ${text.replaceAll('-->', '→')}`)
})

test('the redacted view has neither the words nor the names', () => {
  const sentence = aSentence(0, {
    text: 'I am Bob.',
    words: [],
    redacted: { text: 'I am [Name].', words: [], spans: [{ start: 5, end: 8, type: 'NAME' }] },
  })
  assert.equal(
    toPlainText(captionSource([sentence], { participants, redacted: true })),
    'Agent: I am [Name].\n',
  )
  assert.equal(
    toPlainText(captionSource([sentence], { participants, redacted: false })),
    'Ann Lee: I am Bob.\n',
  )
  assert.throws(() => captionSource([{ ...sentence, redacted: null }], { participants, redacted: true }), {
    key: 'internal',
  })
  const unnamed = { ...participants[1], role: ' \n ' }
  const second = captionSource([{ ...sentence, channel: 2 }], { participants: [unnamed], redacted: true })
  assert.equal(toPlainText(second), 'Channel 2: I am [Name].\n')
})

const vocabulary = [
  'a',
  'the',
  'and',
  'number',
  '42',
  'please,',
  'thanks.',
  '[Name]',
  '[Credit card]',
  '-->',
  '<b>',
  'Überweisung',
  'x'.repeat(50),
]

/** A call of both channels that talk over each other; some sentences have no word times, some no time at all. */
function anyCall(random: RandomSource): CaptionSentence[] {
  const starts = [0, 0]
  return Array.from({ length: random.integer(0, 12) }, () => {
    const side = random.integer(0, 1)
    const startMs = starts[side]! + random.integer(0, 1500) + 0.25
    let at = startMs
    const words = Array.from({ length: random.integer(1, 60) }, () => {
      const word = { text: random.pick(vocabulary), startMs: at, endMs: at + random.integer(0, 700) }
      at = word.endMs + random.pick([0, 0, 0, 500])
      return word
    })
    const endMs = words.at(-1)!.endMs
    starts[side] = endMs - random.pick([0, 0, 200])
    const text = words.map(({ text }) => text).join(' ')
    return { channel: side + 1, startMs, endMs, text, words: random.integer(0, 3) === 0 ? [] : words }
  })
}

const isToken = /^\[.*\]$/
for (let seed = 1; seed <= 40; seed++) {
  test(`whatever is said, captions are short, apart, in order and complete (seed ${seed})`, () => {
    const sentences = anyCall(seededRandom(seed))
    const cues = composeCues(sentences)
    for (const [at, { startMs, endMs, lines }] of cues.entries()) {
      assert.ok(Number.isInteger(startMs) && Number.isInteger(endMs) && endMs - startMs >= 100)
      assert.ok(startMs >= (cues[at - 1]?.startMs ?? 0))
      assert.ok(lines.length >= 1 && lines.length <= 2)
      for (const line of lines) assert.ok(line.length <= 42 || line === 'x'.repeat(50), line)
      assert.ok(endMs - startMs <= 7000 || lines.length === 1)
    }
    for (const channel of [1, 2]) {
      const own = cues.filter((cue) => cue.channel === channel)
      for (const [at, cue] of own.slice(1).entries()) assert.ok(cue.startMs >= own[at]!.endMs)
      const said = sentences.filter((one) => one.channel === channel).map(({ text }) => text)
      assert.equal(own.flatMap(({ lines }) => lines).join(' '), said.join(' '))
    }
    for (const { lines } of cues)
      for (const word of lines.flatMap((line) => line.match(/\[[^\]]*\]?|[^\s[]*\]/g) ?? []))
        assert.match(word, isToken)
    assertFiles(sentences, cues)
  })
}

/** The files hold these captions. Those of SubRip may be cut otherwise, for the names. */
function assertFiles(sentences: readonly CaptionSentence[], cues: readonly Cue[]) {
  const vtt = readVtt(toVtt(source(...sentences)))
  assert.deepEqual(
    vtt,
    cues.map(({ channel, startMs, endMs, lines }) => ({
      startMs,
      endMs,
      voice: channel === 1 ? 'Agent' : 'Customer',
      text: lines.join('\n'),
    })),
  )
  const text = toSrt(source(...sentences))
  const srt = readSrt(text)
  assert.deepEqual(
    srt.map(({ id }) => id),
    srt.map((_, at) => at + 1),
  )
  assert.equal(srt.length, text.match(/-->/g)?.length ?? 0)
  for (const [at, one] of srt.entries())
    assert.ok(one.startMs >= (srt[at - 1]?.startMs ?? 0) && one.endMs > one.startMs)
  for (const line of srt.flatMap((one) => one.text.split('\n')))
    assert.ok(line.length <= 42 || line.includes('x'.repeat(50)), line)
}
