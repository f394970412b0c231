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
const mutedOf = (sentences: Sentence[], warnings: Warning[] = []) =>
  mutedRanges({ sentences, warnings }).map(({ channel, startMs, endMs }) => [channel, startMs, endMs])

test('words that became tokens fall silent on their channel, with a margin on both sides', () => {
  assert.deepEqual(mutedOf([said(1, 1000, 'I am [Ann] here')]), [[1, 950, 1550]])
  assert.deepEqual(mutedOf([said(2, 5000, 'nothing to hide')]), [])
})

test('nothing begins before the recording does', () => {
  assert.deepEqual(mutedOf([said(1, 100, '[Ann] here')]), [[1, 0, 450]])
})

test('a token that stands for several words covers all of them', () => {
  const sentence = said(1, 1000, 'call [5] [5] now')
  const words = [
    { text: 'call', startMs: 1000, endMs: 1100 },
    { text: '[PhoneNumber]', startMs: 1100, endMs: 1300 },
    { text: 'now', startMs: 1300, endMs: 1400 },
  ]
  assert.deepEqual(mutedOf([{ ...sentence, redacted: { text: '', words, spans: [] } }]), [[1, 850, 1550]])
})

test('ranges that are close become one, far ones and those of other channels stay apart', () => {
  const near = mutedOf([said(1, 1000, '[Ann] a b c d e f [Bob]')])
  assert.deepEqual(near, [[1, 750, 2050]])
  const far = mutedOf([said(1, 1000, '[Ann] a b c d e f g h [Bob]')])
  assert.deepEqual(far, [
    [1, 750, 1350],
    [1, 1650, 2250],
  ])
  assert.deepEqual(mutedOf([said(2, 1000, '[Ann]'), said(1, 1050, '[Bob]')]), [
    [1, 800, 1400],
    [2, 750, 1350],
  ])
})

test('a range inside another one does not cut its end short', () => {
  const warning = { code: 'unrecognised-speech', message: '', channel: 1, startMs: 1000, endMs: 9000 }
  assert.deepEqual(mutedOf([said(1, 2000, '[Ann]')], [warning]), [[1, 750, 9250]])
})

test('speech that nobody could read falls silent; warnings without a place change nothing', () => {
  const warnings: Warning[] = [
    { code: 'unrecognised-speech', message: '', channel: 2, startMs: 3000, endMs: 4000 },
    { code: 'media-damaged', message: '' },
    { code: 'x', message: '', channel: 1 },
  ]
  assert.deepEqual(mutedOf([], warnings), [[2, 2750, 4250]])
})

test('where both channels hold the same sound, both fall silent', () => {
  const warnings: Warning[] = [{ code: 'identical-channels', message: '' }]
  assert.deepEqual(mutedOf([said(1, 1000, '[Ann]')], warnings), [
    [1, 750, 1350],
    [2, 750, 1350],
  ])
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
  await mediaStore.take(`${folder}/original`, join(workDir, 'download'))
  const media = { key: `${folder}/original`, bytes: 5, sha256: 'x', contentType: 'audio/mpeg' }
  const renditions = scriptedRenditions()
  const { signal } = new AbortController()
  const sentences = [said(1, 1000, '[Ann]')]
  const stored = await redactMedia(
    { transcript, media, sentences, warnings: [], workDir },
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
      mute: [{ channel: 1, startMs: 750, endMs: 1350 }],
      signal,
    },
  ])
})
