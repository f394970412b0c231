import assert from 'node:assert/strict'
import { test } from 'node:test'
import { id3v2Bytes, rangeWithoutTags } from './id3.ts'
import { memoryFile } from './recording-fixtures.ts'

const sound = Buffer.alloc(300, 0x5a)

function id3v2(bodyBytes: number, flags = 0): Buffer {
  const size = [bodyBytes >> 21, (bodyBytes >> 14) & 127, (bodyBytes >> 7) & 127, bodyBytes & 127]
  const footer = flags & 0x10 ? 10 : 0
  return Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 4, 0, flags, ...size]),
    Buffer.alloc(bodyBytes + footer),
  ])
}

function ape(bodyBytes: number, hasHeader: boolean): Buffer {
  const footer = Buffer.alloc(32)
  footer.write('APETAGEX')
  footer.writeUInt32LE(bodyBytes + 32, 12)
  footer.writeUInt32LE(hasHeader ? 0x8000_0000 : 0, 20)
  return Buffer.concat([Buffer.alloc(bodyBytes + (hasHeader ? 32 : 0)), footer])
}

const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)])

function range(...parts: Buffer[]) {
  return rangeWithoutTags(memoryFile(Buffer.concat(parts)))
}

test('the length of an ID3v2 tag counts 7 bits a byte, and its footer', () => {
  assert.equal(id3v2Bytes(id3v2(1000)), 1010)
  assert.equal(id3v2Bytes(id3v2(1000, 0x10)), 1020)
  assert.equal(id3v2Bytes(Buffer.from('ID3\x04\0\0\xff\0\0\0', 'latin1')), 0)
  assert.equal(id3v2Bytes(Buffer.from('ID3\x04')), 0)
})

test('a file without tags is all sound', () => {
  assert.deepEqual(range(sound), { startByte: 0, endByte: 300 })
})

test('leading and trailing tags of all kinds are left out', () => {
  assert.deepEqual(range(id3v2(50), id3v2(20), sound), { startByte: 90, endByte: 390 })
  assert.deepEqual(range(sound, id3v1), { startByte: 0, endByte: 300 })
  assert.deepEqual(range(id3v2(50), sound, ape(40, true), id3v1), { startByte: 60, endByte: 360 })
  assert.deepEqual(range(sound, ape(40, false)), { startByte: 0, endByte: 300 })
})

test('tags that claim more than the file leave nothing, and never a negative range', () => {
  const huge = Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f')
  assert.deepEqual(range(huge, sound), { startByte: 310, endByte: 310 })
  const hugeApe = ape(0, false)
  hugeApe.writeUInt32LE(0xffff_ff00, 12)
  assert.deepEqual(range(sound, hugeApe), { startByte: 0, endByte: 332 })
  assert.deepEqual(range(id3v2(200), ape(100, false).subarray(90)), { startByte: 210, endByte: 210 })
})
