// Real recordings through the real decoder and the real encoder.
import assert from 'node:assert/strict'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { MPEGDecoder } from 'mpg123-decoder'
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import { VerbatimError } from '../../domain/errors.ts'
import type { RenditionRequest } from '../../ports/renditions.ts'
import { decodeSampleCall, sampleCallPath } from '../../testing/sample-call.ts'
import { decodedAudio, scriptedDecoder } from '../../testing/scripted-decoder.ts'
import { createDecoder } from '../decoder-native/decoder.ts'
import { createRenditions } from './renditions.ts'

const root = mkdtempSync(join(tmpdir(), 'renditions-'))
const decoder = createDecoder()
const renditions = createRenditions({ decoder })
after(async () => {
  await renditions.close()
  await decoder.close()
  rmSync(root, { recursive: true })
})

const spoolFolder = mkdtempSync(join(root, 'sample-'))
const spools = (await decodeSampleCall(spoolFolder)).channels.map(({ path }) => samplesIn(readFileSync(path)))
const [left, right] = [spools[0]!, spools[1]!]
const average = left.map((value, index) => Math.round((value + right[index]!) / 2))

function samplesIn(bytes: Buffer): Int16Array {
  return new Int16Array(new Uint8Array(bytes).buffer)
}

/** A request for the sample call with a folder of its own. */
function requestFor(over: Partial<RenditionRequest> = {}): RenditionRequest {
  const workDir = mkdtempSync(join(root, 'work-'))
  const toPath = join(workDir, 'out')
  return { path: sampleCallPath, toPath, format: 'wav', channels: null, workDir, maxSeconds: 60, ...over }
}

/** The sample call mixed down: a mono recording. */
const monoPath = requestFor().toPath
await renditions.render(requestFor({ channels: 1, toPath: monoPath }))

/** Nearly an hour, mostly of silence and sparse on disk, that takes its time to decode and to encode. */
const longPath = requestFor().toPath
const longBytes = readFileSync(monoPath)
longBytes.writeUInt32LE(0xffff_ffff, 40)
writeFileSync(longPath, longBytes)
truncateSync(longPath, 100_000_000)

const fails = (key: string) => (error: unknown) => error instanceof VerbatimError && error.key === key

/** The rendition and nothing else, or nothing at all: no spools stay behind. */
function assertOnly(request: RenditionRequest, files: string[]) {
  assert.deepEqual(readdirSync(request.workDir), files)
}

async function decodeMp3(path: string) {
  const mp3 = new MPEGDecoder({ enableGapless: false })
  await mp3.ready
  const decoded = mp3.decode(new Uint8Array(readFileSync(path)))
  mp3.free()
  return decoded
}

/** Best correlation of `heard` with `original` over delays up to a tenth of a second, and that delay in samples. */
function bestMatch(original: Int16Array, heard: Float32Array) {
  let best = { correlation: -1, delay: 0 }
  for (let delay = 0; delay < SPOOL_RATE_HZ / 10; delay++) {
    const correlation = correlate(original.subarray(0, 200_000), heard.subarray(delay, delay + 200_000))
    if (correlation > best.correlation) best = { correlation, delay }
  }
  const whole = heard.subarray(best.delay, best.delay + original.length)
  return { ...best, correlation: correlate(original, whole) }
}

function correlate(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [product, oneSquare, otherSquare] = [0, 0, 0]
  for (let index = 0; index < one.length; index++) {
    const [a, b] = [one[index]!, other[index]!]
    product += a * b
    oneSquare += a * a
    otherSquare += b * b
  }
  return product / Math.sqrt(oneSquare * otherSquare)
}

test('a WAV rendition holds both channels sample by sample behind a plain header', async () => {
  for (const channels of [null, 2] as const) {
    const request = requestFor({ channels })
    const rendition = await renditions.render(request)
    const bytes = readFileSync(request.toPath)
    assert.deepEqual(rendition, { bytes: bytes.length, channels: 2 })
    assert.equal(statSync(request.toPath).mode & 0o777, 0o600)
    assert.equal(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16), 'RIFFWAVEfmt ')
    const dataBytes = left.length * 4
    const numbers = [
      bytes.readUInt32LE(4),
      bytes.readUInt32LE(16),
      bytes.readUInt16LE(20),
      bytes.readUInt16LE(22),
    ]
    assert.deepEqual(numbers, [dataBytes + 36, 16, 1, 2])
    assert.deepEqual([bytes.readUInt32LE(24), bytes.readUInt32LE(28)], [16_000, 64_000])
    assert.deepEqual([bytes.readUInt16LE(32), bytes.readUInt16LE(34)], [4, 16])
    assert.deepEqual([bytes.toString('latin1', 36, 40), bytes.readUInt32LE(40)], ['data', dataBytes])
    const samples = samplesIn(bytes.subarray(44))
    assert.deepEqual(
      samples.filter((_, index) => index % 2 === 0),
      left,
    )
    assert.deepEqual(
      samples.filter((_, index) => index % 2 === 1),
      right,
    )
    assertOnly(request, ['out'])
  }
})

test('one channel of a stereo recording is the average of both', async () => {
  const request = requestFor({ channels: 1 })
  const rendition = await renditions.render(request)
  const bytes = readFileSync(request.toPath)
  assert.deepEqual(rendition, { bytes: 44 + left.length * 2, channels: 1 })
  assert.deepEqual([bytes.readUInt16LE(22), bytes.readUInt32LE(28), bytes.readUInt16LE(32)], [1, 32_000, 2])
  assert.deepEqual(samplesIn(bytes.subarray(44)), average)
})

test('a mono recording stays as it is, and has no second channel to give', async () => {
  const path = monoPath
  for (const channels of [null, 1] as const) {
    const request = requestFor({ path, channels })
    assert.equal((await renditions.render(request)).channels, 1)
    assert.deepEqual(readFileSync(request.toPath), readFileSync(path))
  }
  const request = requestFor({ path, channels: 2 })
  await assert.rejects(renditions.render(request), fails('notFound'))
  assertOnly(request, [])
})

test('an MP3 rendition decodes to the same sound in both channels', async () => {
  const request = requestFor({ format: 'mp3' })
  const rendition = await renditions.render(request)
  assert.deepEqual(rendition, { bytes: statSync(request.toPath).size, channels: 2 })
  const { channelData, sampleRate, samplesDecoded, errors } = await decodeMp3(request.toPath)
  assert.deepEqual([channelData.length, sampleRate, errors.length], [2, 16_000, 0])
  assert.ok(samplesDecoded >= left.length && samplesDecoded < left.length + 3 * 576, `${samplesDecoded}`)
  for (const [channel, original] of [left, right].entries()) {
    const { correlation, delay } = bestMatch(original, channelData[channel]!)
    assert.ok(correlation > 0.95, `channel ${channel + 1} correlates ${correlation}`)
    assert.equal(delay, 1105)
  }
  assertOnly(request, ['out'])
})

test('an MP3 rendition of one channel is the mix, at a constant 64 kbit/s', async () => {
  const request = requestFor({ format: 'mp3', channels: 1 })
  const { bytes, channels } = await renditions.render(request)
  const { channelData, samplesDecoded } = await decodeMp3(request.toPath)
  assert.equal(channels, 1)
  // A mono stream is decoded to two equal channels.
  assert.deepEqual(channelData[0], channelData.at(-1))
  assert.equal(readFileSync(request.toPath)[3]! >> 6, 3, 'the channel mode of the first frame is mono')
  assert.ok(Math.abs(bytes / 8000 - samplesDecoded / SPOOL_RATE_HZ) < 0.1)
  const { correlation } = bestMatch(average, channelData[0]!)
  assert.ok(correlation > 0.95, `correlates ${correlation}`)
})

const muting = { mute: [{ channel: 2, startMs: 1000, endMs: 2000 }], filler: 'silence' as const }

test('muting plain samples changes the range and nothing else, and keeps rate and encoding', async () => {
  const request = requestFor()
  const audio = await decoder.decode({ path: sampleCallPath, spoolDir: spoolFolder, maxSeconds: 60 })
  const rendition = await renditions.mute({ ...request, ...muting, audio })
  const [before, after] = [readFileSync(sampleCallPath), readFileSync(request.toPath)]
  assert.deepEqual(rendition, { bytes: after.length, channels: 2 })
  const own = await decoder.decode({ path: request.toPath, spoolDir: request.workDir, maxSeconds: 60 })
  assert.deepEqual([own.codec, own.sampleRateHz, own.sourceSamples], ['pcm_mulaw', 8000, audio.sourceSamples])
  const [from, to] = [audio, own].map(({ plainSamples }) => plainSamples!.firstByte)
  const wrong = Array.from({ length: audio.sourceSamples * 2 }, (_, at) => at).filter((at) => {
    const silent = at % 2 === 1 && at >= 16_000 && at < 32_000
    return after[to! + at] !== (silent ? 0xff : before[from! + at])
  })
  assert.deepEqual(wrong, [])
})

test('muting anything else gives a 16-bit WAVE file with its rate, length and channels', async () => {
  const mp3 = requestFor({ format: 'mp3' })
  await renditions.render(mp3)
  const path = mp3.toPath
  const request = requestFor({ path })
  const audio = await decoder.decode({ path, spoolDir: mp3.workDir, maxSeconds: 60 })
  assert.equal(audio.plainSamples, undefined)
  assert.equal((await renditions.mute({ ...request, ...muting, audio })).channels, 2)
  assertOnly(request, ['out'])
  const own = await decoder.decode({ path: request.toPath, spoolDir: request.workDir, maxSeconds: 60 })
  assert.deepEqual([own.codec, own.sampleRateHz], ['pcm_s16le', audio.sampleRateHz])
  assert.equal(own.sourceSamples, audio.sourceSamples)
  const heard = own.channels.map((spool) => samplesIn(readFileSync(spool.path)))
  const was = audio.channels.map((spool) => samplesIn(readFileSync(spool.path)))
  was[1]!.fill(0, SPOOL_RATE_HZ, 2 * SPOOL_RATE_HZ)
  assert.deepEqual(heard, was)
})

test('sound that would not fit at its own rate is muted at the rate of spools', async () => {
  const rates: (boolean | undefined)[] = []
  const watching = createRenditions({
    decoder: {
      decode(one) {
        rates.push(one.keepRate)
        return decoder.decode({ ...one, keepRate: false })
      },
    },
  })
  const { plainSamples: _, ...audio } = await decoder.decode({ ...requestFor(), spoolDir: spoolFolder })
  for (const sourceSamples of [audio.sourceSamples, 2 ** 30])
    await watching.mute({ ...requestFor(), ...muting, audio: { ...audio, sourceSamples } })
  assert.deepEqual(rates, [true, false])
  await watching.close()
})

test('what the decoder refuses is refused, and leaves nothing behind', async () => {
  const path = join(root, 'page.html')
  writeFileSync(path, '<html></html>')
  const refused = requestFor({ path })
  await assert.rejects(renditions.render(refused), fails('mediaTypeUnsupported'))
  assertOnly(refused, [])
  const long = requestFor({ maxSeconds: 10 })
  await assert.rejects(renditions.render(long), fails('mediaTooLong'))
  assertOnly(long, [])
})

test('more sound than fits into a WAV file is refused before anything is written', async () => {
  const audio = decodedAudio((0xffff_ffff / 64) * 1.01)
  const endless = createRenditions({ decoder: scriptedDecoder(audio) })
  const request = requestFor()
  await assert.rejects(endless.render(request), /4 GiB/)
  assertOnly(request, [])
})

test('a file that can not be written to the end is removed', async () => {
  // The spools that this decoder reports do not exist, which the thread finds after it made the file.
  const broken = createRenditions({ decoder: scriptedDecoder(decodedAudio(1000)) })
  const request = requestFor()
  await assert.rejects(broken.render(request), /ENOENT/)
  assertOnly(request, [])
})

test('an abort while decoding ends it and leaves nothing behind', async () => {
  const abort = new AbortController()
  const request = requestFor({ path: longPath, maxSeconds: 1e6, signal: abort.signal })
  const call = assert.rejects(renditions.render(request), /changed my mind/)
  while (readdirSync(request.workDir).length === 0) await sleep(1)
  abort.abort(new Error('changed my mind'))
  await call
  assertOnly(request, [])
})

test('an abort while encoding removes the file', async () => {
  const abort = new AbortController()
  const request = requestFor({ path: longPath, maxSeconds: 1e6, format: 'mp3', signal: abort.signal })
  const call = assert.rejects(renditions.render(request), /changed my mind/)
  while (!existsSync(request.toPath) || statSync(request.toPath).size === 0) await sleep(1)
  abort.abort(new Error('changed my mind'))
  await call
  assertOnly(request, [])
})

test('closing ends what runs and what waits, and refuses what comes later', async () => {
  const closing = createRenditions({ decoder, atOnce: 1 })
  const requests = [1, 2].map(() => requestFor({ path: longPath, maxSeconds: 1e6 }))
  const calls = requests.map((request) => assert.rejects(closing.render(request), /closed/))
  await closing.close()
  await Promise.all(calls)
  await assert.rejects(closing.render(requestFor()), /closed/)
  for (const request of requests) assertOnly(request, [])
})
