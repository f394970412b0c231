// What falls silent in a recording, and what becomes of the file.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Warning } from '../domain/transcript.ts'
import { aSentence, aTranscript } from '../testing/builders.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { scriptedRenditions } from '../testing/scripted-renditions.ts'
import { mutedRanges, redactMedia } from './redact-media.ts'

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
  return aSentence(0, { channel, words, redacted: { text: 'x', words: hidden, spans: [] } })
}
/** What falls silent in a recording of ten seconds, as `[startMs, endMs]`: the same on all channels. */
function mutedOf(sentences: Sentence[], unread: Warning[] = [], channelCount = 2) {
  const spool = { path: 'x', sampleCount: 160_000 }
  const audio = { channels: Array.from({ length: channelCount }, () => spool), durationMs: 10_000 }
  const ranges = mutedRanges({ sentences, unread, audio })
  const byChannel = audio.channels.map((_, at) =>
    ranges.filter(({ channel }) => channel === at + 1).map(({ startMs, endMs }) => [startMs, endMs]),
  )
  assert.equal(ranges.length, byChannel.flat().length, 'every range is on a channel that there is')
  for (const channel of byChannel) assert.deepEqual(channel, byChannel[0])
  return byChannel[0]
}

test('words that became tokens fall silent with a margin, on every channel: one voice may leak into the other', () => {
  for (const channelCount of [1, 2]) {
    assert.deepEqual(mutedOf([said(1, 1000, 'I am [Ann] here')], [], channelCount), [[950, 1550]])
  }
  assert.deepEqual(mutedOf([said(2, 5000, 'nothing to hide')]), [])
})

test('nothing begins before the recording does', () => {
  assert.deepEqual(mutedOf([said(1, 100, '[Ann] here')]), [[0, 450]])
})

test('a token that stands for several words covers all of them', () => {
  const sentence = said(1, 1000, 'call [5] [5] now')
  const words = [
    { text: 'call', startMs: 1000, endMs: 1100 },
    { text: '[PhoneNumber]', startMs: 1100, endMs: 1300 },
    { text: 'now', startMs: 1300, endMs: 1400 },
  ]
  assert.deepEqual(mutedOf([{ ...sentence, redacted: { text: '', words, spans: [] } }]), [[850, 1550]])
})

test('ranges that are close become one, also those of the two parties; far ones stay apart', () => {
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann] a b c d e f [Bob]')]), [[750, 2050]])
  const far = [
    [750, 1350],
    [1650, 2250],
  ]
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann] a b c d e f g h [Bob]')]), far)
  assert.deepEqual(mutedOf([said(2, 1900, '[Bob]'), said(1, 1000, '[Ann]')]), far)
  assert.deepEqual(mutedOf([said(2, 1050, '[Ann]'), said(1, 1000, '[Bob]')]), [[750, 1400]])
})

test('a range inside another one does not cut its end short', () => {
  const warning = { code: 'unrecognised-speech', message: '', channel: 1, startMs: 1000, endMs: 9000 }
  assert.deepEqual(mutedOf([said(1, 2000, '[Ann]')], [warning]), [[750, 9250]])
})

test('speech that nobody could read falls silent; warnings without a place change nothing', () => {
  const unread: Warning[] = [
    { code: 'unrecognised-speech', message: '', channel: 2, startMs: 3000, endMs: 4000 },
    { code: 'identical-channels', message: '' },
    { code: 'x', message: '', channel: 1 },
  ]
  assert.deepEqual(mutedOf([], unread), [[2750, 4250]])
})

test('a recording that was too short to be read falls silent as a whole', () => {
  const [[from, to] = [Number.NaN, Number.NaN], ...more] = mutedOf(
    [],
    [{ code: 'recording-too-short', message: '' }],
  )!
  assert.deepEqual([from, more], [0, []])
  assert.ok(to! >= 10_000)
})

test('a sentence without a redacted form gives no recording at all', () => {
  assert.throws(() => mutedOf([aSentence(0)]), { key: 'internal' })
})

const root = mkdtempSync(join(tmpdir(), 'redact-media-'))
after(() => rmSync(root, { recursive: true }))

test('the rendition is stored beside the original, and described as what it is', async () => {
  const mediaStore = createMediaFiles(join(root, 'media'))
  const transcript = aTranscript({ redaction: true, mediaRedaction: true })
  const folder = `media/${transcript.accountSid}/${transcript.sid}`
  const workDir = mkdtempSync(join(root, 'work-'))
  writeFileSync(join(workDir, 'download'), 'sound')
  await mediaStore.take(`${folder}/original`, join(workDir, 'download'), transcript)
  const media = { key: `${folder}/original`, bytes: 5, sha256: 'x', contentType: 'audio/mpeg' }
  const renditions = scriptedRenditions()
  const { signal } = new AbortController()
  const sentences = [said(1, 1000, '[Ann]')]
  const stored = await redactMedia(
    { transcript, media, sentences, unread: [], audio: decodedAudio(9600), workDir },
    { renditions, mediaStore, maxSeconds: 9, signal },
  )
  const content = readFileSync(join(root, 'media', folder, 'redacted'))
  assert.deepEqual(stored, {
    key: `${folder}/redacted`,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    contentType: 'audio/wav',
  })
  assert.equal(readFileSync(join(root, 'media', folder, 'original'), 'utf8'), 'sound')
  assert.deepEqual(renditions.requests, [
    {
      path: join(root, 'media', folder, 'original'),
      toPath: join(workDir, 'redacted.wav'),
      format: 'wav',
      channels: null,
      workDir,
      maxSeconds: 9,
      mute: [1, 2].map((channel) => ({ channel, startMs: 750, endMs: 1350 })),
      signal,
    },
  ])
})
