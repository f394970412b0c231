import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createByteReader } from './byte-reader.ts'
import { findMp3Start, MP3_PEEK_BYTES, scanMp3Frames } from './mp3-frames.ts'
import { parseMp3Header } from './mp3-header.ts'
import { MP3_FRAME_BYTES, memoryFile, mp3Frame } from './recording-fixtures.ts'

function frames(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => mp3Frame()))
}

/** Bytes that look like no header. */
function garbage(length: number): Buffer {
  return Buffer.alloc(length, 0x5a)
}

function startOf(bytes: Buffer) {
  return findMp3Start(memoryFile(bytes), { startByte: 0, endByte: bytes.length })?.startByte ?? null
}

/** Frames as `F`, junk as its byte count. */
function pieces(bytes: Buffer): (string | number)[] {
  const file = memoryFile(bytes)
  const range = { startByte: 0, endByte: bytes.length }
  const reader = createByteReader(file, range, MP3_PEEK_BYTES)
  const stream = parseMp3Header(mp3Frame(), 0)!
  return [...scanMp3Frames(reader, stream)].map((piece) => (piece.kind === 'frame' ? 'F' : piece.byteCount))
}

test('headers of all versions give rate, channels and frame length', () => {
  const header = (...bytes: number[]) => parseMp3Header(Uint8Array.from(bytes), 0)
  assert.deepEqual(header(0xff, 0xfb, 0x90, 0x64), {
    sampleRateHz: 44_100,
    channelCount: 2,
    frameBytes: 417,
    samplesPerFrame: 1152,
  })
  assert.equal(header(0xff, 0xfb, 0x92, 0x64)?.frameBytes, 418)
  assert.deepEqual(header(0xff, 0xf3, 0x88, 0xc4), {
    sampleRateHz: 16_000,
    channelCount: 1,
    frameBytes: 288,
    samplesPerFrame: 576,
  })
  assert.equal(parseMp3Header(mp3Frame(), 0)?.sampleRateHz, 8000)
  assert.equal(parseMp3Header(mp3Frame(), 0)?.frameBytes, MP3_FRAME_BYTES)
})

test('reserved versions, layers, bit rates and rates are no headers', () => {
  const illegal = [
    [0xff, 0xeb, 0x90, 0x64],
    [0xff, 0xfd, 0x90, 0x64],
    [0xff, 0xf9, 0x90, 0x64],
    [0xff, 0xfb, 0xf0, 0x64],
    [0xff, 0xfb, 0x00, 0x64],
    [0xff, 0xfb, 0x9c, 0x64],
    [0xfe, 0xfb, 0x90, 0x64],
    [0xff, 0xfb, 0x90],
  ]
  for (const bytes of illegal) assert.equal(parseMp3Header(Uint8Array.from(bytes), 0), null, bytes.join())
})

test('a start needs three consistent frames in a row, or fewer right up to the end', () => {
  assert.equal(startOf(frames(5)), 0)
  assert.equal(startOf(frames(1)), 0)
  assert.equal(startOf(Buffer.concat([frames(1), garbage(500)])), null)
  assert.equal(startOf(Buffer.concat([frames(2), garbage(500)])), null)
  assert.equal(startOf(Buffer.concat([frames(3), garbage(500)])), 0)
  assert.equal(startOf(Buffer.concat([mp3Frame(), mp3Frame({ mono: true }), frames(1), garbage(500)])), null)
})

test('a start behind garbage and a lone header needs six frames', () => {
  const prefix = Buffer.concat([garbage(1000), mp3Frame().subarray(0, 100), garbage(50)])
  assert.equal(startOf(Buffer.concat([prefix, frames(6), garbage(500)])), 1150)
  assert.equal(startOf(Buffer.concat([prefix, frames(5), garbage(500)])), null)
  assert.equal(startOf(Buffer.concat([prefix, frames(2)])), 1150)
})

test('a start is searched in the first 64 KiB', () => {
  assert.equal(startOf(Buffer.concat([garbage(65_535), frames(9)])), 65_535)
  assert.equal(startOf(Buffer.concat([garbage(65_536), frames(9)])), null)
})

test('an undamaged stream is all frames', () => {
  assert.deepEqual(pieces(frames(4)), ['F', 'F', 'F', 'F'])
})

test('bytes between frames are junk of their length', () => {
  assert.deepEqual(pieces(Buffer.concat([frames(2), garbage(700), frames(2)])), ['F', 288 + 700, 'F', 'F'])
  assert.deepEqual(pieces(Buffer.concat([garbage(3), frames(2), garbage(5)])), [3, 'F', 288 + 5])
})

test('a frame cut off by the end is junk, and so is a stream that changes its channel count', () => {
  assert.deepEqual(pieces(Buffer.concat([frames(2), mp3Frame().subarray(0, 200)])), ['F', 'F', 200])
  const changed = Buffer.concat([frames(2), mp3Frame({ mono: true }), mp3Frame({ mono: true })])
  assert.deepEqual(pieces(changed), ['F', 3 * MP3_FRAME_BYTES])
})

test('a tag between joined files is passed over', () => {
  const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x00'), garbage(128)])
  assert.deepEqual(pieces(Buffer.concat([frames(2), tag, frames(1)])), ['F', 'F', 'F'])
})
