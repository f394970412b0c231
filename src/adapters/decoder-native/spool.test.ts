import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createSpoolWriter } from './spool.ts'

const folder = mkdtempSync(join(tmpdir(), 'spool-'))
after(() => rmSync(folder, { recursive: true }))

function readSamples(path: string): number[] {
  const bytes = readFileSync(path)
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(index * 2))
}

test('samples are rounded, clamped and cleaned', () => {
  const writer = createSpoolWriter(join(folder, 'values'))
  const step = 1 / 32_768
  writer.write(Float32Array.of(0, 1.4 * step, 1.6 * step, -1.4 * step, -1.6 * step))
  writer.write(Float32Array.of(1, -1, 5, -5, 1e30, Number.NaN))
  const { path } = writer.finish()
  writer.close()
  assert.deepEqual(readSamples(path), [0, 1, 2, -1, -2, 32_767, -32_768, 32_767, -32_768, 32_767, 0])
})

test('every 16-bit value survives the way through floats', () => {
  const values = Array.from({ length: 65_536 }, (_, index) => index - 32_768)
  const writer = createSpoolWriter(join(folder, 'all'))
  writer.write(Float32Array.from(values, (value) => value / 32_768))
  writer.finish()
  writer.close()
  assert.deepEqual(readSamples(join(folder, 'all')), values)
})

test('pieces of all sizes are joined without loss, and only the owner may read them', () => {
  const writer = createSpoolWriter(join(folder, 'long'))
  let expected: number[] = []
  for (const length of [1, 65_535, 65_536, 65_537, 3, 150_000]) {
    const values = Array.from({ length }, (_, index) => (index % 2000) - 1000)
    expected = expected.concat(values)
    writer.write(Float32Array.from(values, (value) => value / 32_768))
  }
  const spool = writer.finish()
  writer.close()
  writer.close()
  assert.equal(spool.sampleCount, expected.length)
  assert.deepEqual(readSamples(spool.path), expected)
  assert.equal(statSync(spool.path).mode & 0o777, 0o600)
})
