import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import type { AudioChunk } from './audio-stream.ts'
import { chunk, memoryFile, type WavSpec, wavFile } from './recording-fixtures.ts'
import { openWav } from './wav.ts'

const samples = [0, 1000, -1000, 32_767, -32_768, 5]
const data16 = Buffer.from(Int16Array.from(samples).buffer)

async function read(file: Buffer) {
  const stream = openWav(memoryFile(file))
  const channels = Array.from({ length: stream.format.channelCount }, () => [] as number[])
  let damage = 0
  for await (const piece of stream.chunks as Iterable<AudioChunk>) {
    if (piece.kind === 'damage') damage++
    else for (const [index, part] of piece.channels.entries()) channels[index]!.push(...part)
  }
  return { format: stream.format, channels, damage }
}

async function readMono16(file: Buffer) {
  const { channels, damage } = await read(file)
  return { samples: channels[0]!.map((value) => value * 32_768), damage }
}

function rejects(file: Buffer, key: string, message?: RegExp) {
  assert.throws(
    () => openWav(memoryFile(file)),
    (error) =>
      error instanceof VerbatimError && error.key === key && (!message || message.test(error.message)),
  )
}

test('16-bit samples come back exactly, channels apart', async () => {
  const { format, channels, damage } = await read(wavFile({ data: data16, channelCount: 2, rateHz: 11_025 }))
  assert.deepEqual(format, {
    container: 'wav',
    codec: 'pcm_s16le',
    sampleRateHz: 11_025,
    channelCount: 2,
    expectedSamples: 3,
    plainSamples: { encoding: 's16', bigEndian: false, firstByte: 44, sampleCount: 3 },
  })
  assert.deepEqual(channels[0], [0, -1000 / 32_768, -1])
  assert.deepEqual(channels[1], [1000 / 32_768, 32_767 / 32_768, 5 / 32_768])
  assert.equal(damage, 0)
})

test('every sample format is scaled to the same full scale', async () => {
  const doubles = Buffer.from(Float64Array.of(0.5, -0.25, Number.NaN, Number.POSITIVE_INFINITY).buffer)
  const floats = Buffer.from(Float32Array.of(0.5, -0.25, Number.NaN, Number.NEGATIVE_INFINITY).buffer)
  const s32 = Buffer.from(Int32Array.of(1 << 30, -(1 << 29)).buffer)
  const cases: [codec: string, spec: WavSpec, expected: number[]][] = [
    ['pcm_u8', { data: Buffer.of(192, 96), bits: 8 }, [0.5, -0.25]],
    ['pcm_s24le', { data: Buffer.of(0, 0, 0x40, 0, 0, 0xe0), bits: 24 }, [0.5, -0.25]],
    ['pcm_s24le', { data: Buffer.of(0, 0, 0x40, 0, 0, 0xe0), bits: 20 }, [0.5, -0.25]],
    ['pcm_s32le', { data: s32, bits: 32 }, [0.5, -0.25]],
    ['pcm_f32le', { data: floats, bits: 32, formatTag: 3 }, [0.5, -0.25, 0, 0]],
    ['pcm_f64le', { data: doubles, bits: 64, formatTag: 3 }, [0.5, -0.25, 0, 0]],
    ['pcm_alaw', { data: Buffer.of(0xaa, 0x55), bits: 8, formatTag: 6 }, [32_256 / 32_768, -8 / 32_768]],
    ['pcm_mulaw', { data: Buffer.of(0x80, 0x7e), bits: 0, formatTag: 7 }, [32_124 / 32_768, -8 / 32_768]],
  ]
  for (const [codec, spec, expected] of cases) {
    const { format, channels } = await read(wavFile(spec))
    assert.equal(format.codec, codec)
    assert.deepEqual(channels, [expected], codec)
  }
})

test('an extensible header means what its GUID says', async () => {
  const { format } = await read(wavFile({ data: Buffer.of(0xff, 0xff), bits: 8, subFormat: 7 }))
  assert.equal(format.codec, 'pcm_mulaw')
})

test('RIFX is read big-endian, header and samples', async () => {
  for (const [bits, bytes] of [
    [16, [0x40, 0, 0xe0, 0]],
    [24, [0x40, 0, 0, 0xe0, 0, 0]],
    [32, [0x40, 0, 0, 0, 0xe0, 0, 0, 0]],
  ] as const) {
    const { format, channels } = await read(wavFile({ data: Buffer.from(bytes), bits, mark: 'RIFX' }))
    assert.equal(format.codec, `pcm_s${bits}be`)
    assert.deepEqual(channels, [[0.5, -0.25]])
  }
})

test('RF64 takes the data size from its ds64 chunk and ignores what follows the data', async () => {
  const sizes = Buffer.alloc(28)
  sizes.writeBigUInt64LE(BigInt(data16.length), 8)
  const spec = { data: data16, mark: 'RF64', claimedBytes: 0xffff_ffff } as const
  const file = Buffer.concat([
    wavFile({ ...spec, extra: chunk('ds64', sizes) }),
    chunk('LIST', Buffer.alloc(10, 9)),
  ])
  assert.deepEqual(await readMono16(file), { samples, damage: 0 })
})

test('sizes of live recorders, 0 and all ones, mean: to the end of the file', async () => {
  for (const claimedBytes of [0, 0xffff_ffff]) {
    assert.deepEqual(await readMono16(wavFile({ data: data16, claimedBytes })), { samples, damage: 0 })
  }
})

test('a data size beyond the file gives what is there and counts a defect', async () => {
  assert.deepEqual(await readMono16(wavFile({ data: data16, claimedBytes: 9999 })), { samples, damage: 1 })
})

test('an odd byte at the end is dropped and counted', async () => {
  const file = wavFile({ data: Buffer.concat([data16, Buffer.of(7)]), claimedBytes: data16.length + 1 })
  assert.deepEqual(await readMono16(file), { samples, damage: 1 })
})

test('unknown chunks are passed over with their padding', async () => {
  const extra = Buffer.concat([chunk('LIST', Buffer.alloc(7, 1)), chunk('fact', Buffer.alloc(4))])
  assert.deepEqual(await readMono16(wavFile({ data: data16, extra })), { samples, damage: 0 })
})

test('behind a chunk of impossible size the data chunk is still found', async () => {
  const extra = chunk('LIST', Buffer.from('INFO'), { claimedBytes: 0x7fff_fff0 })
  assert.deepEqual(await readMono16(wavFile({ data: data16, extra })), { samples, damage: 1 })
})

test('a wrong block align does not matter', async () => {
  const file = wavFile({ data: data16 })
  file.writeUInt16LE(0, 32)
  assert.deepEqual(await readMono16(file), { samples, damage: 0 })
})

test('files longer than a block are read whole', async () => {
  const long = Int16Array.from({ length: 50_001 }, (_, index) => index % 30_000)
  const { samples: read } = await readMono16(wavFile({ data: Buffer.from(long.buffer) }))
  assert.deepEqual(read, [...long])
})

test('headers without the needed facts are refused as corrupted', () => {
  rejects(wavFile({ data: data16 }).subarray(0, 20), 'mediaCorrupted')
  rejects(wavFile({ data: data16 }).subarray(0, 36), 'mediaCorrupted')
  rejects(wavFile({ data: data16, bits: 0 }), 'mediaCorrupted')
  rejects(wavFile({ data: data16, channelCount: 0 }), 'mediaCorrupted')
  const noFormat = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), chunk('data', data16)])
  rejects(noFormat, 'mediaCorrupted')
})

test('a megabyte of chunks without data is refused', () => {
  const extra = chunk('junk', Buffer.alloc(1_100_000))
  rejects(wavFile({ data: data16, extra }), 'mediaCorrupted')
})

test('codecs that are not decoded are refused by name', () => {
  rejects(wavFile({ data: data16, formatTag: 0x31, bits: 0 }), 'mediaTypeUnsupported', /GSM 6.10/)
  rejects(wavFile({ data: data16, formatTag: 0x7777 }), 'mediaTypeUnsupported', /0x7777/)
  rejects(wavFile({ data: data16, bits: 64 }), 'mediaTypeUnsupported', /64-bit integer/)
})
