// Real WAVE files of every plain encoding, read by the real decoder: what is not muted stays as it was recorded, bit by
// bit.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Filler, MutedRange, SampleEncoding } from '../../domain/audio.ts'
import { decodeFile } from '../decoder-native/decode-file.ts'
import { writeMutedCopy } from './muted-copy.ts'
import { waveEncodings } from './sample-bytes.ts'
import { waveHeader } from './wave-header.ts'

const root = mkdtempSync(join(tmpdir(), 'muted-copy-'))
after(() => rmSync(root, { recursive: true }))

const RATE_HZ = 8000
const SAMPLES = 70_001
const encodings = Object.keys(waveEncodings) as SampleEncoding[]
/** Over the border of a block, up to a fraction of a sample, beyond the end, and on a channel that there is not. */
const mute: MutedRange[] = [
  { channel: 2, startMs: 1000, endMs: 1500.01 },
  { channel: 1, startMs: 8100, endMs: 8300 },
  { channel: 2, startMs: 8700, endMs: 99_000 },
  { channel: 3, startMs: 0, endMs: 99_000 },
]
const mutedSamples: Record<number, [from: number, to: number][]> = {
  0: [[64_800, 66_400]],
  1: [
    [8000, 12_001],
    [69_600, SAMPLES],
  ],
}
const isMuted = (channel: number, sample: number) =>
  mutedSamples[channel]?.some(([from, to]) => sample >= from && sample < to) ?? false

/** Sound that never has the value of silence, as one file. */
function makeFile(encoding: SampleEncoding, channelCount: number) {
  const { bytes, write } = waveEncodings[encoding]
  const data = new Uint8Array(SAMPLES * channelCount * bytes)
  for (let at = 0; at < SAMPLES * channelCount; at++)
    write(new DataView(data.buffer, at * bytes), (((at * 37) % 97) + 2) / 110)
  const path = join(root, `${encoding}-${channelCount}`)
  const header = waveHeader({ encoding, channelCount, sampleCount: SAMPLES, rateHz: RATE_HZ })!
  writeFileSync(path, Buffer.concat([header, data, new Uint8Array(data.length % 2)]))
  return path
}

const decode = (path: string) =>
  decodeFile({
    ...{ path, spoolDir: mkdtempSync(join(root, 'spools-')), maxSeconds: 60 },
    done: new Int32Array(1),
  })

async function muteFile(path: string, over: { filler?: Filler; mute?: MutedRange[] } = {}) {
  const toPath = join(mkdtempSync(join(root, 'out-')), 'out.wav')
  const audio = await decode(path)
  const { plainSamples, sampleRateHz: rateHz } = audio
  assert.ok(plainSamples)
  const channelCount = audio.channels.length
  const job = { path, toPath, samples: plainSamples, channelCount, rateHz, mute, filler: 'silence' as const }
  const bytes = writeMutedCopy({ ...job, ...over })
  assert.equal(bytes, statSync(toPath).size)
  assert.equal(statSync(toPath).mode & 0o777, 0o600)
  return { audio, toPath, after: await decode(toPath) }
}

const silentBytes: Partial<Record<SampleEncoding, number>> = { u8: 0x80, mulaw: 0xff, alaw: 0xd5 }

for (const encoding of encodings) {
  for (const channelCount of [1, 2]) {
    test(`${encoding} in ${channelCount} channel(s) keeps rate, encoding, length and every sample outside`, async () => {
      const path = makeFile(encoding, channelCount)
      const { audio, toPath, after } = await muteFile(path)
      assert.deepEqual(
        [after.codec, after.sampleRateHz, after.sourceSamples, after.channels.length, after.errorCount],
        [audio.codec, RATE_HZ, SAMPLES, channelCount, 0],
      )
      const size = waveEncodings[encoding].bytes
      const [before, now] = [path, toPath].map((file) => readFileSync(file))
      const start = audio.plainSamples!.firstByte
      assert.equal(after.plainSamples!.firstByte, start)
      let wrong = 0
      for (let at = 0; at < SAMPLES * channelCount * size; at++) {
        const sample = Math.floor(at / size)
        const silent = isMuted(sample % channelCount, Math.floor(sample / channelCount))
        const expected = silent ? (silentBytes[encoding] ?? 0) : before![start + at]
        if (now![start + at] !== expected) wrong++
      }
      assert.equal(wrong, 0)
    })
  }
}

test('big-endian files become little-endian ones with the same values, and nothing but sound is taken over', async () => {
  const little = makeFile('s24', 1)
  const bytes = readFileSync(little)
  const header = bytes.subarray(0, 44)
  header.write('RIFX')
  for (const at of [4, 16, 24, 28, 40]) header.subarray(at, at + 4).reverse()
  for (const at of [20, 22, 32, 34]) header.subarray(at, at + 2).reverse()
  for (let at = 44; at + 3 <= bytes.length; at += 3) bytes.subarray(at, at + 3).reverse()
  const note = Buffer.from('LIST\0\0\0\x10INFOINAM\0\0\0\x04Anne')
  const path = join(root, 'big')
  writeFileSync(path, Buffer.concat([bytes, note]))
  const [one, other] = [await muteFile(little), await muteFile(path)]
  assert.equal(other.audio.codec, 'pcm_s24be')
  assert.deepEqual(readFileSync(other.toPath), readFileSync(one.toPath))
})

test('the tone stands where silence would, in the encoding of the file', async () => {
  for (const encoding of encodings) {
    const range = { channel: 1, startMs: 1000, endMs: 3000 }
    const { after } = await muteFile(makeFile(encoding, 1), { filler: 'tone', mute: [range] })
    const bytes = readFileSync(after.channels[0]!.path)
    const spool = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2).subarray(20_000, 44_000)
    let [power, inPhase, quadrature] = [0, 0, 0]
    spool.forEach((value, at) => {
      power += value * value
      inPhase += value * Math.sin((2 * Math.PI * 1000 * at) / 16_000)
      quadrature += value * Math.cos((2 * Math.PI * 1000 * at) / 16_000)
    })
    const share = (2 * (inPhase ** 2 + quadrature ** 2)) / spool.length / power
    assert.ok(share > 0.98, `${encoding}: ${share} of the power is at 1 kHz`)
    assert.ok(Math.abs(Math.sqrt((2 * power) / spool.length) / 32_768 - 0.2) < 0.01, encoding)
  }
})

test('a file that shrank since it was decoded is an error', async () => {
  const path = makeFile('s16', 1)
  const { plainSamples: samples } = await decode(path)
  writeFileSync(path, readFileSync(path).subarray(0, 50_000))
  const job = { path, toPath: join(root, 'x'), samples: samples!, channelCount: 1, rateHz: RATE_HZ, mute }
  assert.throws(() => writeMutedCopy({ ...job, filler: 'silence' }), /fewer samples/)
})
