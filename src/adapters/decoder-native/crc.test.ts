import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc8, crc16, crc32 } from './crc.ts'

const digits = Buffer.from('123456789')

test('checksums have the published check values of their polynomials', () => {
  assert.equal(crc8(digits), 0xf4)
  assert.equal(crc16(digits), 0xfee8)
  assert.equal(crc32(digits), 0x89a1_897f)
})

test('CRC-16 in two steps equals CRC-16 in one, and data with their own checksum give 0', () => {
  assert.equal(crc16(digits.subarray(4), crc16(digits.subarray(0, 4))), 0xfee8)
  assert.equal(crc32(digits.subarray(4), crc32(digits.subarray(0, 4))), 0x89a1_897f)
  const closed = Buffer.concat([digits, Buffer.from([0xfe, 0xe8])])
  assert.equal(crc16(closed), 0)
})
