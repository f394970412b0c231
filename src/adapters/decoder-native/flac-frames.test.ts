import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { createByteReader } from './byte-reader.ts'
import { flacPeekBytes, scanFlacFrames } from './flac-frames.ts'
import { parseFlacFrameHeader, readFlacInfo } from './flac-header.ts'
import { renumberFlacFrame } from './flac-renumber.ts'
import { flacFrame, flacHead, flacPieces, memoryFile } from './recording-fixtures.ts'

const BLOCK = 200
const channels = [0, 1].map((channel) =>
  Array.from({ length: 5 * BLOCK }, (_, index) => ((index * 7919 + channel * 13) % 60_000) - 30_000),
)
const sound = flacPieces({ rateHz: 8000, channels, blockSamples: BLOCK })

/** Frames as their first sample, junk as `-bytes`. */
function scan(pieces: Buffer[]): number[] {
  const file = memoryFile(Buffer.concat(pieces))
  const info = readFlacInfo(file, 0)
  const range = { startByte: info.framesStart, endByte: file.sizeBytes }
  const reader = createByteReader(file, range, flacPeekBytes(info))
  return [...scanFlacFrames(reader, info)].map((piece) =>
    piece.kind === 'frame' ? piece.firstSample : -piece.byteCount,
  )
}

test('stream information is read, and metadata behind it passed over', () => {
  const head = Buffer.from(sound[0]!)
  head[4] = 0
  const file = Buffer.concat([head, Buffer.from([0x81, 0, 1, 0]), Buffer.alloc(256), ...sound.slice(1)])
  const { head: streamHead, ...info } = readFlacInfo(memoryFile(file), 0)
  assert.deepEqual(info, {
    minBlockSamples: BLOCK,
    maxBlockSamples: BLOCK,
    sampleRateHz: 8000,
    channelCount: 2,
    bitsPerSample: 16,
    totalSamples: 5 * BLOCK,
    framesStart: 42 + 4 + 256,
  })
  assert.deepEqual(Buffer.from(streamHead), sound[0])
})

test('files without stream information are refused', () => {
  for (const bytes of [
    Buffer.from('fLaC'),
    Buffer.concat([Buffer.from('fLaC\x81\0\0\x22'), Buffer.alloc(40)]),
  ]) {
    assert.throws(
      () => readFlacInfo(memoryFile(bytes), 0),
      (error) => error instanceof VerbatimError && error.key === 'mediaCorrupted',
    )
  }
})

test('a frame header counts only with its checksum and in agreement with the stream', () => {
  const info = readFlacInfo(memoryFile(Buffer.concat(sound)), 0)
  const frame = flacFrame(300, [
    [1, 2],
    [3, 4],
  ])
  assert.deepEqual(parseFlacFrameHeader(frame, 0, info), {
    headerBytes: 9,
    numberBytes: 2,
    blockSamples: 2,
    variableBlocks: false,
    codedNumber: 300,
  })
  for (let index = 0; index < 9; index++) {
    const broken = Buffer.from(frame)
    broken[index]! ^= 0x10
    assert.equal(parseFlacFrameHeader(broken, 0, info), null, `byte ${index}`)
  }
  assert.equal(parseFlacFrameHeader(flacFrame(0, [[1, 2]]), 0, info), null)
  assert.equal(parseFlacFrameHeader(flacFrame(0, [channels[0]!, channels[1]!]), 0, info), null)
})

test('whole frames come with their place in time', () => {
  assert.deepEqual(scan(sound), [0, 200, 400, 600, 800])
})

test('a damaged frame is junk of its length and the others keep their place', () => {
  const broken = Buffer.from(sound[3]!)
  broken[100]! ^= 1
  assert.deepEqual(scan([...sound.slice(0, 3), broken, ...sound.slice(4)]), [
    0,
    200,
    -broken.length,
    600,
    800,
  ])
})

test('foreign bytes between frames and a cut-off last frame are junk', () => {
  const foreign = Buffer.from('not a frame, but \xff\xf8 is in it', 'latin1')
  const pieces = [sound[0]!, sound[1]!, foreign, sound[2]!, sound[3]!.subarray(0, 50)]
  // A frame whose end is hidden by foreign bytes can't be told from damage.
  assert.deepEqual(scan(pieces), [-(sound[1]!.length + foreign.length), 200, -50])
})

test('a file made of frame starts without an end is given up', () => {
  const start = flacFrame(0, [[1], [2]]).subarray(0, 8)
  const head = flacHead({ rateHz: 8000, channelCount: 2, blockSamples: 65_535, totalSamples: 0 })
  const file = [head, ...new Array<Buffer>(300_000).fill(start)]
  assert.throws(
    () => scan(file),
    (error) => error instanceof VerbatimError && /false frame starts/.test(error.message),
  )
})

test('a renumbered frame differs in nothing but its number and checksums', () => {
  const info = readFlacInfo(memoryFile(Buffer.concat(sound)), 0)
  const frame = sound[2]!
  const header = parseFlacFrameHeader(frame, 0, info)!
  assert.equal(renumberFlacFrame(frame, header, 1), frame)
  for (const number of [0, 127, 128, 2047, 2048, 65_535]) {
    const renumbered = renumberFlacFrame(frame, header, number)
    assert.deepEqual(
      Buffer.from(renumbered),
      flacFrame(
        number,
        channels.map((c) => c.slice(BLOCK, 2 * BLOCK)),
      ),
    )
    assert.deepEqual(
      Buffer.from(renumberFlacFrame(renumbered, parseFlacFrameHeader(renumbered, 0, info)!, 1)),
      frame,
    )
  }
  for (const number of [65_536, 2 ** 21, 2 ** 26, 2 ** 31, 2 ** 36 - 1]) {
    const renumbered = renumberFlacFrame(frame, header, number)
    assert.equal(parseFlacFrameHeader(renumbered, 0, info)?.codedNumber, number)
  }
})
