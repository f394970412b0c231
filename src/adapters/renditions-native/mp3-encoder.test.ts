import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMp3Encoder } from './mp3-encoder.ts'

async function encodeAll(blocks: Int16Array[][]): Promise<Buffer> {
  const encoder = await createMp3Encoder(blocks[0]!.length === 1 ? 1 : 2)
  const pieces = [encoder.start().slice()]
  for (const block of blocks) pieces.push(encoder.encode(block).slice())
  pieces.push(encoder.finish().slice())
  return Buffer.concat(pieces)
}

const noise = Int16Array.from({ length: 150_000 }, (_, index) => ((index * 7919) % 20_011) - 10_005)

test('where blocks end makes no difference to the file', async () => {
  const other = noise.map((value) => -value)
  const whole = await encodeAll([[noise, other]])
  const pieces = [0, 65_536, 131_072].map((start) =>
    [noise, other].map((samples) => samples.subarray(start, start + 65_536)),
  )
  assert.ok((await encodeAll(pieces)).equals(whole))
})

test('even a single sample makes a playable file', async () => {
  const bytes = await encodeAll([[Int16Array.of(1000)]])
  // Frame sync, MPEG-2 layer III without CRC; 64 kbit/s at 16 kHz; mono.
  assert.deepEqual([bytes[0], bytes[1], bytes[2]! & 0xfc, bytes[3]! >> 6], [0xff, 0xf3, 0x88, 3])
})

test('stereo is encoded at 96 kbit/s', async () => {
  const bytes = await encodeAll([[noise, noise]])
  assert.deepEqual([bytes[0], bytes[1], bytes[2]! & 0xfc], [0xff, 0xf3, 0xa8])
})
