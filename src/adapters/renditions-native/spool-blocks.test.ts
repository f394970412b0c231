import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Spool } from '../../domain/audio.ts'
import { readBlocks } from './spool-blocks.ts'

const folder = mkdtempSync(join(tmpdir(), 'spool-blocks-'))
after(() => rmSync(folder, { recursive: true }))

function spoolOf(name: string, samples: Int16Array): Spool {
  const path = join(folder, name)
  writeFileSync(path, samples)
  return { path, sampleCount: samples.length }
}

/** Everything that comes out, put together per spool, and the largest block. */
function readAll(spools: Spool[]) {
  const channels: number[][] = spools.map(() => [])
  let largest = 0
  for (const block of readBlocks(spools)) {
    assert.equal(new Set(block.map(({ length }) => length)).size, 1)
    largest = Math.max(largest, block[0]!.length)
    for (const [index, samples] of block.entries()) channels[index]!.push(...samples)
  }
  return { channels, largest }
}

test('spools come out whole, in blocks of bounded size', () => {
  for (const sampleCount of [1, 65_536, 200_001]) {
    const one = Int16Array.from({ length: sampleCount }, (_, index) => index * 7)
    const two = one.map((value) => value ^ 0x55)
    const { channels, largest } = readAll([spoolOf('one', one), spoolOf('two', two)])
    assert.deepEqual(channels, [[...one], [...two]])
    assert.ok(largest <= 65_536)
  }
})

test('a spool that ends early goes on as silence, with nothing left over of an earlier block', () => {
  const long = new Int16Array(140_000).fill(1)
  const short = new Int16Array(65_540).fill(2)
  const [whole, filled] = readAll([spoolOf('long', long), spoolOf('short', short)]).channels
  assert.equal(whole!.length, 140_000)
  assert.deepEqual([filled!.indexOf(0), filled!.lastIndexOf(2)], [65_540, 65_539])
  assert.equal(filled!.length, 140_000)
})

test('a file that holds less than its spool says is an error, not silence', () => {
  const spool = spoolOf('cut', new Int16Array(10))
  assert.throws(() => readAll([{ ...spool, sampleCount: 11 }]), /fewer samples/)
})
