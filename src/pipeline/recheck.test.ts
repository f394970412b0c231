// Listening again to a redacted recording, on scripted engines: what is left is told, and what is grave is muted.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import type { MutedRange } from '../domain/audio.ts'
import { peaksKey } from '../domain/peaks.ts'
import type { RedactionReport } from '../domain/redaction-report.ts'
import { aTranscript } from '../testing/builders.ts'
import { createPipelineParts, type PipelineParts } from '../testing/pipeline-parts.ts'
import { hypothesis, scriptedAsr } from '../testing/scripted-asr.ts'
import { recheckMedia } from './recheck.ts'
import { redactedKey } from './redact-media.ts'

const root = mkdtempSync(join(tmpdir(), 'recheck-'))
after(() => rmSync(root, { recursive: true }))
let folder: string
let parts: PipelineParts
let workDir: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'parts-'))
  parts = createPipelineParts(folder)
  workDir = mkdtempSync(join(root, 'work-'))
})
const transcript = aTranscript({ redaction: true, mediaRedaction: true })
const muted: MutedRange[] = [{ channel: 1, startMs: 0, endMs: 500 }]
const report: RedactionReport = {
  ...{ recogniser: 'scripted', redactor: 'x', rules: 'y', entities: [], recheck: null },
  media: { durationMs: 9600, channelCount: 2, filler: 'silence', muted, unreadRanges: 0, keyTones: 0 },
}

/** Checks a recording whose second channel says `texts`, one after the other, each time it is listened to. */
async function check(...texts: string[]) {
  let heard = 0
  parts.asr = scriptedAsr(({ path }) => {
    const text = path.endsWith('1') ? 'Hello there.' : texts[Math.min(heard++, texts.length - 1)]!
    return hypothesis(text, { fromMs: 500, toMs: 2000 })
  })
  writeFileSync(join(workDir, 'redacted'), 'redacted sound')
  await parts.mediaStore.take(redactedKey(transcript, 1), join(workDir, 'redacted'), transcript)
  const progress: number[] = []
  const { signal } = new AbortController()
  const onProgress = (part: number) => progress.push(part)
  const deps = { ...parts, maxSeconds: 60, signal, onProgress }
  const checked = await recheckMedia({ transcript, report, workDir, run: 1 }, deps)
  return { ...checked, progress }
}
const stored = () => readFileSync(join(folder, 'media', redactedKey(transcript, 1)))

test('where nothing is left the recording stays as it is, and has peaks', async () => {
  const { report: after, media, progress } = await check('I was charged twice.')
  assert.deepEqual(after, { ...report, recheck: { rounds: 1, mutedAgain: 0, left: [] } })
  assert.equal(stored().toString(), 'redacted sound')
  assert.deepEqual(media, {
    key: redactedKey(transcript, 1),
    bytes: stored().length,
    sha256: createHash('sha256').update(stored()).digest('hex'),
    contentType: 'audio/wav',
  })
  assert.equal(parts.renditions.muted.length, 0)
  const peaks = readFileSync(join(folder, 'media', peaksKey(transcript, 'redacted')), 'utf8')
  assert.equal(JSON.parse(peaks).durationMs, 9600)
  assert.ok(progress.every((part) => part >= 0 && part <= 1))
})

test('a name that is left is told without the name, and nothing is muted for it', async () => {
  const { report: after } = await check('This is Ann.')
  const [left, ...more] = after.recheck!.left
  assert.deepEqual([left!.type, left!.channel, more], ['NAME', 2, []])
  assert.ok(left!.startMs >= 6400 && left!.endMs <= 8000)
  assert.ok(!JSON.stringify(after).includes('Ann'))
  assert.equal(parts.renditions.muted.length, 0)
})

test('a number that is left is muted, and the recording is listened to once more', async () => {
  const { report: after, media, mutedAgain } = await check('Call 5550100 please.', 'Call please.')
  assert.deepEqual(after.recheck, { rounds: 2, mutedAgain: 1, left: [] })
  assert.partialDeepStrictEqual(mutedAgain, [{ type: 'PHONE', channel: 2 }])
  const [{ mute, audio }] = parts.renditions.muted as [(typeof parts.renditions.muted)[0]]
  assert.equal(audio.channels.length, 2)
  assert.deepEqual(after.media!.muted, [...muted, ...mute])
  assert.ok(mute.length === 1 && mute[0]!.channel === 2)
  assert.deepEqual(JSON.parse(stored().toString()), { mute, filler: 'silence' })
  assert.equal(media.bytes, stored().length)
})

test('a number that never goes away is muted each time, and told in the end', async () => {
  const { report: after, mutedAgain } = await check('Call 5550100 please.')
  assert.deepEqual([after.recheck!.rounds, after.recheck!.mutedAgain, mutedAgain.length], [3, 3, 3])
  assert.equal(parts.renditions.muted.length, 3)
  assert.deepEqual(
    after.recheck!.left.map(({ type }) => type),
    ['PHONE'],
  )
})
