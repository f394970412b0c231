// ADPCM in WAVE: both kinds, their blocks, and where the sound ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { imaAdpcmFile, int16, msAdpcmFile, msPairs } from './adpcm-fixtures.ts'
import type { AudioChunk } from './audio-stream.ts'
import { chunk, memoryFile, sine, type WavSpec, wavFile } from './recording-fixtures.ts'
import { openWav } from './wav.ts'

function read(file: Uint8Array) {
  const { format, chunks } = openWav(memoryFile(file))
  const channels = Array.from({ length: format.channelCount }, () => [] as number[])
  const damage: number[] = []
  for (const piece of chunks as Iterable<AudioChunk>) {
    if (piece.kind === 'damage') damage.push(piece.lostSamples)
    else {
      for (const [index, part] of piece.channels.entries())
        channels[index]!.push(...Array.from(part, (value) => value * 32_768))
    }
  }
  return { format, channels, damage }
}

function rejects(file: Uint8Array, key: string, message = /./) {
  assert.throws(
    () => openWav(memoryFile(file)),
    (error) => error instanceof VerbatimError && error.key === key && message.test(error.message),
  )
}

/** Tones as integers, another one in each channel. */
const tones = (sampleCount: number) =>
  [300, 470].map((frequencyHz) =>
    Array.from(sine(frequencyHz, 8000, sampleCount), (value) => Math.round(value * 20_000)),
  )

function signalToNoiseDb(original: number[], decoded: number[]): number {
  let signal = 0
  let noise = 0
  for (const [index, value] of original.entries()) {
    signal += value ** 2
    noise += (value - decoded[index]!) ** 2
  }
  return 10 * Math.log10(signal / noise)
}

const pattern = Buffer.from(Array.from({ length: 16 }, (_, index) => (index * 37 + 11) & 255))
/** One stereo block each that visits every nibble and both clamps. */
const imaBlock: WavSpec = {
  data: Buffer.concat([Buffer.from([...int16(1000), 40, 0, ...int16(-2000), 88, 0]), pattern]),
  formatTag: 17,
  bits: 4,
  channelCount: 2,
  blocks: { blockBytes: 24, extension: Buffer.from(int16(17)) },
}
const msBlock: WavSpec = {
  data: Buffer.concat([Buffer.from([1, 5, ...[100, 40, 1000, -3, 900, 7].flatMap(int16)]), pattern]),
  formatTag: 2,
  bits: 4,
  channelCount: 2,
  blocks: { blockBytes: 30, extension: Buffer.from([18, 7, ...msPairs.flat()].flatMap(int16)) },
}

test('an IMA block decodes to the samples that SoX gives for it', () => {
  const { format, channels, damage } = read(wavFile(imaBlock))
  assert.deepEqual([format.codec, format.expectedSamples, damage.length], ['adpcm_ima_wav', 17, 0])
  const left = [1000, 706, 744, 778, 998, 1313, 1776, 1468, 2309, 3150, 3916, 3817, 4812, 3355, 6265, 8343]
  assert.deepEqual(channels[0], [...left, 6453])
  const low = -32_768
  const right = [-2000, low, low, 750, low, low, low, low, -28_673, 27_190, -9672, low, low, -20_482, -9310]
  assert.deepEqual(channels[1], [...right, 32_767, 32_767])
})

test('an MS block decodes to the samples that FFmpeg gives for it', () => {
  const { format, channels, damage } = read(wavFile(msBlock))
  assert.deepEqual([format.codec, format.expectedSamples, damage.length], ['adpcm_ms', 18, 0])
  const left = [900, 1000, 1100, 1467, 2229, 3873, 3403, 37, -5065, -10_167, -13_172, -13_037, -5881, -13_155]
  assert.deepEqual(channels[0], [...left, -32_768, -32_768, -27_586, -8439])
  const right = [7, -3, -211, -376, -224, -631, -1129, -879, -1992, -3775, -3940, -6940, -12_563, -14_963]
  assert.deepEqual(channels[1], [...right, -10_484, -15_169, -16_194, -3063])
})

test('what was encoded comes back, over many blocks and in mono and stereo', () => {
  for (const [encode, samplesPerBlock] of [
    [imaAdpcmFile, 249],
    [msAdpcmFile, 244],
  ] as const) {
    for (const channels of [tones(40_000), tones(40_000).slice(0, 1)]) {
      const decoded = read(encode({ channels, samplesPerBlock })).channels
      assert.equal(decoded.length, channels.length)
      for (const [index, original] of channels.entries()) {
        const quality = signalToNoiseDb(original, decoded[index]!)
        assert.ok(quality > 25, `${encode.name}, channel ${index + 1}: ${quality} dB`)
      }
    }
  }
})

test('the fact chunk trims the last block and nothing else', () => {
  const channels = tones(1000)
  const spec = { channels, samplesPerBlock: 249 }
  const fact = (sampleCount: number) => chunk('fact', Buffer.from(Uint32Array.of(sampleCount).buffer))
  const lengthWith = (extra: Buffer) => {
    const { format, channels: decoded, damage } = read(imaAdpcmFile({ ...spec, extra }))
    assert.equal(format.expectedSamples, decoded[0]!.length)
    assert.equal(damage.length, 0)
    return decoded[0]!.length
  }
  const full = 5 * 249
  assert.equal(lengthWith(fact(1000)), 1000)
  assert.equal(lengthWith(fact(4 * 249 + 1)), 4 * 249 + 1)
  for (const nonsense of [0, 1, 4 * 249, full + 1, 0xffff_ffff])
    assert.equal(lengthWith(fact(nonsense)), full)
  assert.equal(lengthWith(Buffer.alloc(0)), full)
})

test('a last block that is cut off gives the samples it holds', () => {
  const cut = (spec: WavSpec, byteCount: number) =>
    read(wavFile({ ...spec, data: Buffer.concat([spec.data, spec.data.subarray(0, byteCount)]) }))
  assert.equal(cut(imaBlock, 16).channels[1]!.length, 17 + 9)
  assert.equal(cut(imaBlock, 23).channels[1]!.length, 17 + 9)
  assert.equal(cut(msBlock, 16).channels[1]!.length, 18 + 4)
  const headOnly = cut(imaBlock, 7)
  assert.deepEqual([headOnly.channels[0]!.length, headOnly.damage], [17, [0]])
})

test('data that claim to reach beyond the file are a defect', () => {
  const { channels, damage } = read(wavFile({ ...imaBlock, claimedBytes: 240 }))
  assert.deepEqual([channels[0]!.length, damage], [17, [0]])
})

test('an MS step that only grows stays finite', () => {
  const data = Buffer.concat([msBlock.data.subarray(0, 14), Buffer.alloc(2000, 0x88), Buffer.alloc(16)])
  const blocks = { blockBytes: data.length, extension: Buffer.alloc(0) }
  const { channels } = read(wavFile({ ...msBlock, data, blocks }))
  assert.ok(channels.flat().every(Number.isFinite))
})

test('an MS block with a coefficient index beyond the table is damage of its length', () => {
  const bad = Buffer.from(msBlock.data)
  bad[1] = 7
  const { channels, damage } = read(wavFile({ ...msBlock, data: Buffer.concat([msBlock.data, bad, bad]) }))
  assert.equal(channels[0]!.length, 18)
  assert.deepEqual(damage, [18, 18])
})

test('MS coefficients are those of the file, or the standard ones when it has none', () => {
  const withExtension = (numbers: number[]) => {
    const blocks = { blockBytes: 30, extension: Buffer.from(numbers.flatMap(int16)) }
    return read(wavFile({ ...msBlock, blocks }))
  }
  const standard = read(wavFile(msBlock)).channels
  assert.deepEqual(withExtension([18]).channels, standard)
  const own = withExtension([18, 6, ...Array.from({ length: 6 }, () => [0, 0]).flat()])
  assert.deepEqual(own.channels[0]!.slice(0, 3), [900, 1000, 0])
  assert.equal(withExtension([18, 2, 0, 0, 0, 0]).damage.length, 1)
})

test('an IMA step index beyond the table is taken as the last', () => {
  const data = Buffer.from(imaBlock.data)
  data[6] = 255
  assert.deepEqual(read(wavFile({ ...imaBlock, data })), read(wavFile(imaBlock)))
})

test('samples per block may not exceed what a block holds', () => {
  for (const spec of [imaBlock, msBlock]) {
    const whole = read(wavFile(spec))
    for (const claimed of [0, 0xffff]) {
      const extension = Buffer.from([...int16(claimed), ...spec.blocks!.extension.subarray(2)])
      const blocks = { ...spec.blocks!, extension }
      assert.deepEqual(read(wavFile({ ...spec, blocks })), whole)
    }
  }
})

test('blocks too short for their head, other widths and RIFX are refused', () => {
  for (const spec of [imaBlock, msBlock]) {
    const blocks = (blockBytes: number) => ({ ...spec, blocks: { ...spec.blocks!, blockBytes } })
    for (const blockBytes of [0, 7]) rejects(wavFile(blocks(blockBytes)), 'mediaCorrupted', /ADPCM blocks/)
    rejects(wavFile({ ...spec, bits: 3 }), 'mediaTypeUnsupported', /3-bit ADPCM/)
    rejects(wavFile({ ...spec, mark: 'RIFX' }), 'mediaTypeUnsupported', /big-endian/)
    rejects(wavFile({ ...spec, channelCount: 0 }), 'mediaCorrupted')
  }
})
