import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { type AudioChunk, checkFormat, type StreamFormat } from './audio-stream.ts'
import { createRecording } from './recording.ts'
import { sine } from './recording-fixtures.ts'

const spoolDir = mkdtempSync(join(tmpdir(), 'recording-'))
after(() => rmSync(spoolDir, { recursive: true }))

const mono: StreamFormat = {
  container: 'wav',
  codec: 'pcm_s16le',
  sampleRateHz: 16_000,
  channelCount: 1,
  expectedSamples: null,
}
const second = sine(440, 16_000, 16_000)
const sound: AudioChunk = { kind: 'samples', channels: [second] }
const damage = (lostSamples: number): AudioChunk => ({ kind: 'damage', lostSamples })

function record(chunks: AudioChunk[], { format = mono, maxSeconds = 10 } = {}) {
  const recording = createRecording(format, { spoolDir, maxSeconds })
  try {
    for (const chunk of chunks) recording.add(chunk)
    return recording.finish()
  } finally {
    recording.close()
  }
}

const fails = (key: string) => (error: unknown) => error instanceof VerbatimError && error.key === key

test('damage between sound becomes silence of its length, so that later sound keeps its time', () => {
  const result = record([sound, damage(20_000), sound, sound])
  assert.equal(result.sourceSamples, 68_000)
  assert.equal(result.durationMs, 4250)
  assert.equal(result.errorCount, 1)
  assert.equal(result.filledMs, 1250)
  const spool = readFileSync(result.channels[0]!.path)
  assert.equal(spool.length, 68_000 * 2)
  assert.ok(spool.subarray(16_000 * 2, 36_000 * 2).every((byte) => byte === 0))
  assert.deepEqual(spool.subarray(36_000 * 2, 52_000 * 2), spool.subarray(0, 16_000 * 2))
})

test('damage at the end is counted but adds no silence', () => {
  const result = record([sound, damage(8000), damage(0)])
  assert.deepEqual([result.sourceSamples, result.errorCount, result.filledMs], [16_000, 2, 0])
})

test('a stream shorter than promised is a defect, not a loss', () => {
  const result = record([sound], { format: { ...mono, expectedSamples: 100_000 } })
  assert.deepEqual([result.sourceSamples, result.errorCount], [16_000, 1])
})

test('more than half lost is corrupted, half is not', () => {
  assert.equal(record([sound, damage(16_000)]).sourceSamples, 16_000)
  assert.throws(() => record([sound, damage(16_001)]), fails('mediaCorrupted'))
  assert.throws(() => record([sound, damage(40_000), sound]), fails('mediaCorrupted'))
})

test('no samples is empty media, unless damage or a promise says that there were some', () => {
  assert.throws(() => record([]), fails('mediaEmpty'))
  assert.throws(() => record([damage(0)]), fails('mediaCorrupted'))
  assert.throws(() => record([], { format: { ...mono, expectedSamples: 5 } }), fails('mediaCorrupted'))
})

test('the length limit holds for samples, for silence filled in, and for what the container promises', () => {
  assert.equal(record([sound, sound], { maxSeconds: 2 }).durationMs, 2000)
  const one: AudioChunk = { kind: 'samples', channels: [new Float32Array(1)] }
  assert.throws(() => record([sound, sound, one], { maxSeconds: 2 }), fails('mediaTooLong'))
  assert.throws(() => record([sound, damage(2 ** 40), sound], { maxSeconds: 2 }), fails('mediaTooLong'))
  const format = { ...mono, expectedSamples: 32_001 }
  assert.throws(() => createRecording(format, { spoolDir, maxSeconds: 2 }), fails('mediaTooLong'))
})

test('channels become separate spools of equal length at 16 kHz', () => {
  const format = { ...mono, sampleRateHz: 44_100, channelCount: 2 }
  const left = sine(440, 44_100, 44_100)
  const right = sine(700, 44_100, 44_100)
  const result = record([{ kind: 'samples', channels: [left, right] }], { format })
  assert.deepEqual(
    result.channels.map(({ sampleCount }) => sampleCount),
    [16_000, 16_000],
  )
  assert.equal(result.identicalChannels, false)
  assert.notDeepEqual(...(result.channels.map(({ path }) => readFileSync(path)) as [Buffer, Buffer]))
  const twice = record([{ kind: 'samples', channels: [left, left.slice()] }], { format })
  assert.equal(twice.identicalChannels, true)
})

test('formats outside the limits are refused before decoding', () => {
  const check = (change: Partial<StreamFormat>) => () => checkFormat({ ...mono, ...change })
  assert.doesNotThrow(check({ sampleRateHz: 8000, channelCount: 2 }))
  assert.throws(check({ sampleRateHz: 7999 }), fails('sampleRateTooLow'))
  assert.throws(check({ sampleRateHz: 0 }), fails('mediaCorrupted'))
  assert.throws(check({ sampleRateHz: 2_147_483_647 }), fails('mediaCorrupted'))
  assert.throws(check({ channelCount: 3 }), fails('tooManyChannels'))
  assert.throws(check({ channelCount: 0 }), fails('mediaCorrupted'))
})
