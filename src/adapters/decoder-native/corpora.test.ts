// Real recordings, when the shared corpora lie beside the checkout: every format served, and damaged files.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { createDecoder } from './decoder.ts'

interface Item {
  path: string
  codec: string | null
  container: string | null
  channels: number | null
  sample_rate: number | null
  duration_s: number | null
  expect?: string
}

const corpora = join(import.meta.dirname, '../../../../shared/corpora')
const skip = existsSync(corpora) ? false : 'the shared corpora are not beside this checkout'
const items: Item[] = skip ? [] : manifest()
const folder = mkdtempSync(join(tmpdir(), 'corpora-'))
const decoder = createDecoder()
after(async () => {
  await decoder.close()
  rmSync(folder, { recursive: true })
})

function manifest(): Item[] {
  const parsed = JSON.parse(readFileSync(join(corpora, 'manifest.json'), 'utf8'))
  return Array.isArray(parsed) ? parsed : (parsed.files ?? parsed.items)
}

function isServed({ codec, container }: Item): boolean {
  if (codec === 'mp3') return container === 'mp3' || container === 'wav'
  if (codec === 'flac') return container === 'flac' || container === 'ogg'
  if (codec === 'opus' || codec === 'vorbis') return container === 'ogg'
  return (
    container === 'wav' && /^(pcm_(u8|s16le|s24le|f32le|mulaw|alaw)|adpcm_(ms|ima_wav))$/.test(codec ?? '')
  )
}

function decode(path: string) {
  const spoolDir = mkdtempSync(join(folder, 'spools-'))
  return decoder.decode({ path: join(corpora, path), spoolDir, maxSeconds: 28_800 })
}

async function spoolsOf(path: string): Promise<Int16Array[]> {
  const { channels } = await decode(path)
  return channels.map((spool) => {
    const bytes = readFileSync(spool.path)
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  })
}

test(
  'every file in a served format has the codec, rate, channels and duration of the manifest',
  { skip },
  async () => {
    const served = items.filter((item) => isServed(item) && /^(enc|calls|nospeech)\//.test(item.path))
    assert.ok(served.length > 30)
    for (const item of served) {
      if (item.channels! > 2) continue
      const result = await decode(item.path)
      assert.equal(result.codec, item.codec, item.path)
      assert.equal(result.sampleRateHz, item.sample_rate, item.path)
      assert.equal(result.channels.length, item.channels, item.path)
      assert.equal(result.errorCount, 0, item.path)
      assert.equal(result.identicalChannels, false, item.path)
      // The manifest's MP3 and Opus durations count the encoder's padding.
      const toleranceMs = item.codec === 'mp3' ? 300 : item.codec === 'opus' ? 10 : 1
      assert.ok(
        Math.abs(result.durationMs - item.duration_s! * 1000) <= toleranceMs,
        `${item.path}: ${result.durationMs} ms`,
      )
      const expectedSpool = Math.ceil((result.sourceSamples * 16_000) / result.sampleRateHz)
      assert.deepEqual(
        result.channels.map(({ sampleCount }) => sampleCount),
        new Array(result.channels.length).fill(expectedSpool),
      )
    }
  },
)

test('formats that are not served are refused as such', { skip }, async () => {
  const others = items.filter((item) => !isServed(item) && item.path.startsWith('enc/'))
  assert.ok(others.length > 15)
  for (const { path } of others) {
    await assert.rejects(
      decode(path),
      (error) => error instanceof VerbatimError && error.key === 'mediaTypeUnsupported',
      path,
    )
  }
})

test('damaged files are decoded or refused as the manifest expects', { skip }, async () => {
  const damaged = items.filter(({ path }) => path.startsWith('corrupt/'))
  assert.ok(damaged.length > 20)
  for (const { path, expect = '' } of damaged) {
    if (expect.startsWith('decode')) {
      const { errorCount } = await decode(path)
      assert.ok(errorCount > 0, path)
    } else {
      await assert.rejects(decode(path), (error) => error instanceof VerbatimError && !error.retryable, path)
    }
  }
})

test('FLAC and PCM of the same sound give the same spool', { skip }, async () => {
  assert.deepEqual(await spoolsOf('enc/flac.flac'), await spoolsOf('enc/pcm16-16k.wav'))
})

test('lossy formats lie on the sound they were made from, without delay', { skip }, async () => {
  for (const [from, to, length] of [
    ['calls/dev-call-plain.wav', 'calls/dev-call-plain-mp3.mp3', 100_000],
    ['enc/pcm16-16k.wav', 'enc/opus.ogg', 70_000],
    ['enc/pcm16-16k.wav', 'enc/vorbis.ogg', 70_000],
    ['enc/pcm16-8k.wav', 'enc/adpcm-ima.wav', 70_000],
    ['enc/pcm16-8k.wav', 'enc/adpcm-ms.wav', 70_000],
  ] as const) {
    const [original] = await spoolsOf(from)
    const [lossy] = await spoolsOf(to)
    // The encoder of the ADPCM files filled the last block up and counted that as sound.
    const mayExceed = to.endsWith('.wav') ? 1018 : 0
    assert.ok(lossy!.length >= original!.length && lossy!.length <= original!.length + mayExceed, to)
    const likeness = (lag: number) => {
      let product = 0
      for (let index = 5000; index < length; index++) product += original![index]! * lossy![index + lag]!
      return product
    }
    const products = Array.from({ length: 201 }, (_, index) => likeness(index - 100))
    const best = products.indexOf(Math.max(...products)) - 100
    assert.ok(Math.abs(best) <= 1, `${to}: best at ${best}`)
  }
})

test('chained streams of the corpora follow each other', { skip }, async () => {
  const file = readFileSync(join(corpora, 'enc/opus.ogg'))
  const chained = join(folder, 'chained.ogg')
  writeFileSync(chained, Buffer.concat([file, file]))
  const spoolDir = mkdtempSync(join(folder, 'spools-'))
  const once = await decode('enc/opus.ogg')
  const twice = await decoder.decode({ path: chained, spoolDir, maxSeconds: 60 })
  assert.deepEqual([twice.sourceSamples, twice.errorCount], [2 * once.sourceSamples, 0])
})
