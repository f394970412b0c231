// What becomes of the file, and what is told about it.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { aSentence, aTranscript } from '../testing/builders.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { scriptedRenditions } from '../testing/scripted-renditions.ts'
import { voiceActivity } from '../testing/scripted-vad.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { redactMedia } from './redact-media.ts'

const root = mkdtempSync(join(tmpdir(), 'redact-media-'))
after(() => rmSync(root, { recursive: true }))

test('the muted recording is stored beside the original; what was muted and why is told', async () => {
  const mediaStore = createMediaFiles(join(root, 'media'))
  const transcript = aTranscript({ redaction: true, mediaRedaction: true })
  const folder = `media/${transcript.accountSid}/${transcript.sid}`
  const workDir = mkdtempSync(join(root, 'work-'))
  writeFileSync(join(workDir, 'download'), 'sound')
  await mediaStore.take(`${folder}/original`, join(workDir, 'download'), transcript)
  const media = { key: `${folder}/original`, bytes: 5, sha256: 'x', contentType: 'audio/mpeg' }
  const renditions = scriptedRenditions()
  const { signal } = new AbortController()
  const audio = decodedAudio(9600)
  const named = aSentence(0, {
    channel: 1,
    words: [{ text: 'Ann', startMs: 1000, endMs: 1100 }],
    redacted: { text: '[Name]', words: [{ text: '[Name]', startMs: 1000, endMs: 1100 }], spans: [] },
  })
  const asked = { text: 'And your phone number?', startMs: 2000, endMs: 3000, words: [], channel: 1 }
  const mumbled = { startMs: 4000, endMs: 5000, words: [], channel: 2, confidence: 0.1 }
  const plain = { redacted: { text: '', words: [], spans: [] } }
  const warnings = [
    { code: 'unrecognised-speech', message: '', channel: 1, startMs: 7000, endMs: 7500 },
    { code: 'sentence-doubled', message: '' },
  ]
  const keyTones = [{ channel: 2, startMs: 8000, endMs: 8100 }]
  const redacted = await redactMedia(
    {
      ...{ transcript, media, audio, warnings, keyTones, workDir, run: 1 },
      sentences: [named, aSentence(1, { ...asked, ...plain }), aSentence(2, { ...mumbled, ...plain })],
      activity: [voiceActivity(9600, []), voiceActivity(9600, [])],
    },
    { renditions, mediaStore, redactAudio: 'tone', maxSeconds: 9, signal },
  )
  const muted = [
    { channel: 1, startMs: 750, endMs: 1350 },
    { channel: 1, startMs: 6750, endMs: 7750 },
    { channel: 2, startMs: 3750, endMs: 5250 },
    { channel: 2, startMs: 7750, endMs: 8350 },
  ]
  const { redaction } = redacted
  assert.deepEqual(redaction, {
    ...{ key: `${folder}/redacted`, durationMs: 9600, channelCount: 2, filler: 'tone', muted },
    ...{ unreadRanges: 2, keyTones: 1 },
  })
  assert.deepEqual(
    redacted.warnings.map(({ code, channel, startMs }) => [code, channel, startMs]),
    [['unsure-speech', 2, 4000]],
  )
  const stored = readFileSync(join(root, 'media', folder, 'redacted'), 'utf8')
  assert.deepEqual(JSON.parse(stored), { mute: muted, filler: 'tone' })
  assert.equal(readFileSync(join(root, 'media', folder, 'original'), 'utf8'), 'sound')
  const [{ mute: _, ...request }] = renditions.muted as [(typeof renditions.muted)[0]]
  assert.deepEqual(request, {
    path: join(root, 'media', folder, 'original'),
    toPath: join(workDir, 'redacted.wav'),
    ...{ audio, filler: 'tone', workDir, maxSeconds: 9, signal },
  })
})

test('where a party is heard on the other channel both are muted, and a warning of its own says so', async () => {
  const mediaStore = createMediaFiles(join(root, 'leaking'))
  const transcript = aTranscript({ redaction: true, mediaRedaction: true })
  const key = `media/${transcript.accountSid}/${transcript.sid}/original`
  const workDir = mkdtempSync(join(root, 'work-'))
  writeFileSync(join(workDir, 'download'), 'sound')
  await mediaStore.take(key, join(workDir, 'download'), transcript)
  const random = seededRandom(7)
  const power = Float32Array.from({ length: 300 }, () => 0.001 * 10 ** (random.integer(0, 200) / 100))
  const activity = [power, power.map((one) => one / 100)].map((one) => ({
    probability: new Float32Array(one.length).fill(0.9),
    power: one,
  }))
  const named = aSentence(0, {
    channel: 1,
    words: [{ text: 'Ann', startMs: 1000, endMs: 1100 }],
    redacted: { text: '[Name]', words: [{ text: '[Name]', startMs: 1000, endMs: 1100 }], spans: [] },
  })
  const media = { key, bytes: 5, sha256: 'x', contentType: 'audio/mpeg' }
  const { redaction, warnings } = await redactMedia(
    {
      ...{ transcript, media, audio: decodedAudio(9600), warnings: [], keyTones: [], workDir, run: 1 },
      ...{ sentences: [named], activity },
    },
    {
      ...{ renditions: scriptedRenditions(), mediaStore, redactAudio: 'silence', maxSeconds: 9 },
      signal: new AbortController().signal,
    },
  )
  assert.deepEqual(
    redaction.muted.map(({ channel, startMs }) => [channel, startMs]),
    [1, 2].map((channel) => [channel, 750]),
  )
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['muted-on-both'],
  )
})
