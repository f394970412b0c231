import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { createDecoder, type DecoderOptions } from './decoder.ts'
import { amplified, chunk, flacPieces, mp3Frame, pcm16, sine, wavFile } from './recording-fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'decoder-'))
const decoder = createDecoder()
after(async () => {
  await decoder.close()
  rmSync(folder, { recursive: true })
})

let fileCount = 0

function requestFor(bytes: Uint8Array, maxSeconds = 60) {
  const path = join(folder, `file-${++fileCount}`)
  const spoolDir = join(folder, `spools-${fileCount}`)
  writeFileSync(path, bytes)
  mkdirSync(spoolDir)
  return { path, spoolDir, maxSeconds }
}

/** A WAVE file of so much silence, sparse on disk, that decoding it takes seconds. */
function longRequest() {
  const request = requestFor(
    wavFile({ data: Buffer.alloc(0), claimedBytes: 0xffff_ffff, channelCount: 2 }),
    1e6,
  )
  truncateSync(request.path, 400_000_000)
  return request
}

function samplesOf(path: string): Int16Array {
  const bytes = readFileSync(path)
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
}

const fails = (key: string) => (error: unknown) => error instanceof VerbatimError && error.key === key

test('a stereo WAVE file becomes two private spools at 16 kHz', async () => {
  const [left, right] = [sine(300, 8000, 8001), amplified(sine(500, 8000, 8001), 0.5)]
  const request = requestFor(wavFile({ data: pcm16(left, right), channelCount: 2 }))
  const { channels, ...facts } = await decoder.decode(request)
  assert.deepEqual(facts, {
    container: 'wav',
    codec: 'pcm_s16le',
    sampleRateHz: 8000,
    sourceSamples: 8001,
    durationMs: 1000,
    errorCount: 0,
    filledMs: 0,
    identicalChannels: false,
    plainSamples: { encoding: 's16', bigEndian: false, firstByte: 44, sampleCount: 8001 },
  })
  for (const [index, frequencyHz] of [300, 500].entries()) {
    const { path, sampleCount } = channels[index]!
    assert.equal(sampleCount, 16_002)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    const expected = amplified(sine(frequencyHz, 16_000, sampleCount), index === 0 ? 1 : 0.5)
    const worst = samplesOf(path)
      .subarray(200, -200)
      .reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at + 200]! * 32_767)), 0)
    assert.ok(worst < 3, `channel ${index + 1} is off by ${worst}`)
  }
})

test('mono stored as stereo is reported as identical channels', async () => {
  const tone = sine(300, 8000, 8000)
  const result = await decoder.decode(requestFor(wavFile({ data: pcm16(tone, tone), channelCount: 2 })))
  assert.equal(result.identicalChannels, true)
})

test('FLAC comes out sample by sample, with a damaged frame as silence in its place', async () => {
  const channels = [7, 11].map((step) =>
    Array.from({ length: 4000 }, (_, index) => ((index * step * 1009) % 65_536) - 32_768),
  )
  const pieces = flacPieces({ rateHz: 16_000, channels, blockSamples: 500 })
  const whole = await decoder.decode(requestFor(Buffer.concat(pieces)))
  assert.deepEqual([whole.codec, whole.errorCount, whole.sourceSamples], ['flac', 0, 4000])
  for (const [index, { path }] of whole.channels.entries())
    assert.deepEqual([...samplesOf(path)], channels[index])

  pieces[3]!.fill(0x55, 20, 60)
  const damaged = await decoder.decode(requestFor(Buffer.concat(pieces)))
  assert.deepEqual([damaged.errorCount, damaged.filledMs, damaged.sourceSamples], [1, 31, 4000])
  for (const [index, { path }] of damaged.channels.entries()) {
    assert.deepEqual([...samplesOf(path)], channels[index]!.fill(0, 1000, 1500))
  }
})

test('MP3 keeps its channel count and fills damage in the middle', async () => {
  for (const mono of [true, false]) {
    const frames = new Array<Buffer>(50).fill(mp3Frame({ mono }))
    const { channels, ...result } = await decoder.decode(requestFor(Buffer.concat(frames)))
    assert.equal(channels.length, mono ? 1 : 2)
    assert.deepEqual([result.codec, result.sampleRateHz, result.errorCount], ['mp3', 8000, 0])

    frames.fill(Buffer.alloc(288, 0x33), 20, 30)
    const damaged = await decoder.decode(requestFor(Buffer.concat(frames)))
    assert.equal(damaged.durationMs, result.durationMs)
    // Ten frames of 72 ms, and the one before them, which nothing confirms any more.
    assert.deepEqual([damaged.errorCount, damaged.filledMs], [1, 792])
  }
})

test('MP3 inside WAVE is decoded as MP3', async () => {
  const data = Buffer.concat(new Array<Buffer>(20).fill(mp3Frame({ mono: true })))
  const request = requestFor(
    Buffer.concat([wavFile({ data, formatTag: 0x55, bits: 0 }), chunk('LIST', data)]),
  )
  const result = await decoder.decode(request)
  assert.deepEqual([result.container, result.codec, result.errorCount], ['wav', 'mp3', 0])
  assert.ok(result.sourceSamples <= 20 * 576, 'what follows the data chunk is not sound')
})

test('each kind of unusable file has its own error', async () => {
  const data = Buffer.alloc(16_000)
  const cases: [key: string, bytes: Uint8Array][] = [
    ['mediaEmpty', Buffer.alloc(0)],
    ['mediaEmpty', wavFile({ data: Buffer.alloc(0) })],
    ['mediaTypeUnsupported', Buffer.from('<html></html>')],
    ['mediaTypeUnsupported', Buffer.from('OggS')],
    ['mediaCorrupted', wavFile({ data }).subarray(0, 30)],
    ['mediaCorrupted', wavFile({ data, rateHz: 2 ** 32 - 1 })],
    ['sampleRateTooLow', wavFile({ data, rateHz: 6000 })],
    ['tooManyChannels', wavFile({ data, channelCount: 8 })],
    ['tooManyChannels', wavFile({ data, channelCount: 65_535 })],
  ]
  for (const [key, bytes] of cases) await assert.rejects(decoder.decode(requestFor(bytes)), fails(key), key)
})

test('a recording may be as long as the limit and not a sample longer', async () => {
  const request = (sampleCount: number) => requestFor(wavFile({ data: Buffer.alloc(sampleCount * 2) }), 2)
  assert.equal((await decoder.decode(request(16_000))).durationMs, 2000)
  await assert.rejects(decoder.decode(request(16_001)), fails('mediaTooLong'))
})

test('a small FLAC file that expands to hours stops at the limit', async () => {
  const silence = new Array<number>(65_000 * 40).fill(0)
  const pieces = flacPieces({
    rateHz: 8000,
    channels: [silence, silence],
    blockSamples: 65_000,
    totalSamples: 0,
  })
  const bomb = Buffer.concat(pieces)
  assert.ok(bomb.length < 1000)
  await assert.rejects(decoder.decode(requestFor(bomb, 60)), fails('mediaTooLong'))
})

test('a missing file is an ordinary error, not a fault of the media', async () => {
  const request = { ...requestFor(Buffer.alloc(0)), path: join(folder, 'missing') }
  await assert.rejects(decoder.decode(request), /ENOENT/)
})

test('the calling thread goes on while a file is decoded, and an abort ends it', async () => {
  const abort = new AbortController()
  let turns = 0
  const clock = setInterval(() => {
    if (++turns === 10) abort.abort(new Error('changed my mind'))
  }, 5)
  try {
    await assert.rejects(decoder.decode({ ...longRequest(), signal: abort.signal }), /changed my mind/)
  } finally {
    clearInterval(clock)
  }
  assert.ok(turns >= 10)
})

test('who watches is told how much of the file is decoded', async () => {
  const watching = new AbortController()
  const parts: number[] = []
  const onProgress = (part: number) => {
    parts.push(part)
    if (part > 0.01) watching.abort(new Error('seen enough'))
  }
  const request = { ...longRequest(), signal: watching.signal, onProgress }
  await assert.rejects(decoder.decode(request), /seen enough/)
  assert.deepEqual(parts, parts.toSorted())
  assert.ok(parts.at(-1)! > 0.01 && parts.at(-1)! < 1)
})

test('an abort before the start decodes nothing', async () => {
  const request = {
    ...requestFor(wavFile({ data: Buffer.alloc(100) })),
    signal: AbortSignal.abort(new Error('early')),
  }
  await assert.rejects(decoder.decode(request), /early/)
})

test('a decode beyond the time limit is ended and may be tried again', async () => {
  const options: DecoderOptions = { timeLimitMs: () => 20 }
  const hasty = createDecoder(options)
  await assert.rejects(
    hasty.decode(longRequest()),
    (error) => fails('mediaCorrupted')(error) && (error as VerbatimError).retryable,
  )
})

test('closing ends what runs and refuses what comes later', async () => {
  const closing = createDecoder()
  const running = assert.rejects(closing.decode(longRequest()))
  await closing.close()
  await running
  await assert.rejects(closing.decode(longRequest()), /closed/)
})
