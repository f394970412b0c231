// Files damaged in every way that comes to mind, the same ones in every run, through both tiers: each is decoded
// or refused by the catalogue, in time, and neither thread nor memory suffers.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createMp3Encoder } from 'wasm-media-encoders'
import { VerbatimError } from '../../domain/errors.ts'
import { flacPieces, pcm16, sine, wavFile } from '../decoder-native/recording-fixtures.ts'
import { findFfmpeg } from './find-ffmpeg.ts'
import { createTestNative } from './test-native.ts'
import { createTieredDecoder } from './tiered-decoder.ts'

const MAX_SECONDS = 30
const MAX_FILE_MS = 30_000
const MAX_GROWTH_BYTES = 400_000_000
const RATE_HZ = 16_000

const ffmpeg = await findFfmpeg(undefined)
const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
const native = createTestNative()
const decoder = createTieredDecoder({ native, ffmpeg })
after(async () => {
  await decoder.close()
  await native.close()
  rmSync(folder, { recursive: true })
})

type Random = (below: number) => number

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) % below
  }
}

const mutations: ((bytes: Buffer, random: Random) => Buffer)[] = [
  function truncated(bytes, random) {
    return bytes.subarray(0, random(bytes.length))
  },
  function garbageInTheHead(bytes, random) {
    for (let count = 0; count < 12; count++) bytes[random(Math.min(96, bytes.length))] = random(256)
    return bytes
  },
  function strewn(bytes, random) {
    for (let count = bytes.length / 200; count > 0; count--) bytes[random(bytes.length)] = random(256)
    return bytes
  },
  function hugeFields(bytes, random) {
    for (let count = 0; count < 3; count++) {
      const at = random(Math.min(200, bytes.length)) & ~3
      bytes.fill(0xff, at, at + 4)
    }
    return bytes
  },
  function cut(bytes, random) {
    const at = random(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(bytes.length - at))])
  },
  function flippedBits(bytes, random) {
    for (let count = 0; count < 20; count++) bytes[random(bytes.length)]! ^= 1 << random(8)
    return bytes
  },
  function zeroed(bytes, random) {
    const at = random(bytes.length)
    return bytes.fill(0, at, at + random(bytes.length - at))
  },
  function behindGarbage(bytes, random) {
    return Buffer.concat([Buffer.from(Array.from({ length: 1 + random(3000) }, () => random(256))), bytes])
  },
  function twice(bytes, random) {
    return Buffer.concat([bytes.subarray(random(bytes.length)), bytes])
  },
  function swapped(bytes, random) {
    const at = random(bytes.length)
    return Buffer.concat([bytes.subarray(0, 40), bytes.subarray(at), bytes.subarray(40, at)])
  },
]

const sound = [sine(300, RATE_HZ, 2 * RATE_HZ), sine(500, RATE_HZ, 2 * RATE_HZ)]
const wav = wavFile({ data: pcm16(...sound), rateHz: RATE_HZ, channelCount: 2 })
writeFileSync(join(folder, 'sound'), wav)

async function mp3(): Promise<Buffer> {
  const encoder = await createMp3Encoder()
  encoder.configure({ channels: 2, sampleRate: RATE_HZ, bitrate: 64 })
  return Buffer.concat([Buffer.from(encoder.encode(sound)), Buffer.from(encoder.finalize())])
}

function flac(): Buffer {
  const channels = sound.map((samples) => Array.from(samples, (value) => Math.round(value * 32_767)))
  return Buffer.concat(flacPieces({ rateHz: RATE_HZ, channels, blockSamples: 1024 }))
}

/** Frames of the highest mode (3GPP TS 26.101) with whatever bits: any are sound to a decoder. */
function amr(): Buffer {
  const random = randomOf(1)
  const frames = Array.from({ length: 100 }, () => [0x3c, ...Array.from({ length: 31 }, () => random(256))])
  return Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from(frames.flat())])
}

function encoded(format: string, codec: string): Buffer {
  const path = join(folder, format)
  execFileSync(ffmpeg!.path, [
    ...['-nostdin', '-v', 'error', '-i', join(folder, 'sound')],
    ...['-c:a', codec, '-strict', '-2', '-f', format, path],
  ])
  return readFileSync(path)
}

interface Suite {
  name: string
  make(): Buffer | Promise<Buffer>
  fileCount: number
  needsFfmpeg?: boolean
}

const suites: Suite[] = [
  { name: 'WAVE', make: () => Buffer.from(wav), fileCount: 60 },
  { name: 'MP3', make: mp3, fileCount: 130 },
  { name: 'FLAC', make: flac, fileCount: 70 },
  { name: 'M4A', make: () => encoded('ipod', 'aac'), fileCount: 15, needsFfmpeg: true },
  { name: 'AMR', make: amr, fileCount: 15, needsFfmpeg: true },
  { name: 'WebM', make: () => encoded('webm', 'opus'), fileCount: 15, needsFfmpeg: true },
]

for (const { name, make, fileCount, needsFfmpeg = false } of suites) {
  const skip = needsFfmpeg && !ffmpeg ? 'there is no ffmpeg on PATH' : false
  test(`${fileCount} damaged ${name} files are each decoded or refused`, { skip }, async (t) => {
    const whole = await make()
    const path = join(folder, 'file')
    writeFileSync(path, whole)
    assert.equal(await outcomeOf(path), 'decoded', 'the file before any damage')
    const startBytes = process.memoryUsage.rss()
    const outcomes: Record<string, number> = {}
    for (let index = 0; index < fileCount; index++) {
      const mutate = mutations[index % mutations.length]!
      writeFileSync(path, mutate(Buffer.from(whole), randomOf(index + 1)))
      const outcome = await outcomeOf(path)
      assert.ok(native.isAlive(), `${mutate.name} ${index} brought the thread down: ${outcome}`)
      assert.doesNotMatch(outcome, /^not /, `${mutate.name} ${index}`)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    const growthBytes = process.memoryUsage.rss() - startBytes
    t.diagnostic(`${JSON.stringify(outcomes)}, ${Math.round(growthBytes / 1e6)} MB more`)
    assert.ok(growthBytes < MAX_GROWTH_BYTES, `${growthBytes} bytes more`)
    assert.ok((outcomes.decoded ?? 0) + (outcomes['decoded with errors'] ?? 0) > 0, 'none was decoded')
    assert.ok(
      Object.keys(outcomes).some((outcome) => outcome.startsWith('media')),
      'none was refused',
    )
  })
}

/** How decoding `path` ends; `not …` for what must not happen. */
async function outcomeOf(path: string): Promise<string> {
  const spoolDir = mkdtempSync(join(folder, 'spools-'))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, MAX_FILE_MS, 'not in time')
  })
  const decoded = decoder.decode({ path, spoolDir, maxSeconds: MAX_SECONDS }).then(
    ({ durationMs, errorCount, channels }) => {
      if (durationMs > MAX_SECONDS * 1000 || channels.length > 2) return 'not within the limits'
      return errorCount > 0 ? 'decoded with errors' : 'decoded'
    },
    (error: unknown) => (error instanceof VerbatimError ? error.key : `not a catalogue fault: ${error}`),
  )
  try {
    return await Promise.race([decoded, late])
  } finally {
    clearTimeout(timer)
    rmSync(spoolDir, { recursive: true, force: true })
  }
}
