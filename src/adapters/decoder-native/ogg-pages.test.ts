import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { createByteReader } from './byte-reader.ts'
import { oggFixture, oggPage, pagesOf, sealed } from './ogg-fixtures.ts'
import { OGG_PEEK_BYTES, scanOggPages } from './ogg-pages.ts'
import { memoryFile } from './recording-fixtures.ts'

/** Pages as their sequence number, junk as `-bytes`. */
function scan(...parts: Uint8Array[]): number[] {
  const file = memoryFile(Buffer.concat(parts))
  const reader = createByteReader(file, { startByte: 0, endByte: file.sizeBytes }, OGG_PEEK_BYTES)
  return [...scanOggPages(reader)].map((piece) =>
    piece.kind === 'page' ? piece.page.sequence : -piece.byteCount,
  )
}

const body = Buffer.from('sound')
const page = (sequence: number) => oggPage({ sequence, packets: [body] })

test('a page is read in all its parts', () => {
  const file = memoryFile(
    oggPage({ serial: 7, sequence: 9, granule: 2 ** 40, continued: true, last: true, packets: [body, body] }),
  )
  const reader = createByteReader(file, { startByte: 0, endByte: file.sizeBytes }, OGG_PEEK_BYTES)
  const [piece] = scanOggPages(reader)
  assert.equal(piece?.kind, 'page')
  if (piece?.kind !== 'page') return
  const { segments, body: bytes, ...facts } = piece.page
  assert.deepEqual(facts, {
    serial: 7,
    sequence: 9,
    granule: 2 ** 40,
    continued: true,
    first: false,
    last: true,
  })
  assert.deepEqual([...segments], [5, 5])
  assert.equal(Buffer.from(bytes).toString(), 'soundsound')
})

test('a position of -1 is none', () => {
  const file = memoryFile(oggPage({ granule: -1 }))
  const [piece] = scanOggPages(createByteReader(file, { startByte: 0, endByte: 27 }, OGG_PEEK_BYTES))
  assert.equal(piece?.kind === 'page' && piece.page.granule, null)
})

test('the pages of an encoder have true checksums', () => {
  const file = oggFixture('opus-mono')
  assert.deepEqual(
    scan(file),
    pagesOf(file).map((_, index) => index),
  )
})

test('any flipped bit makes a page junk, and the next one is still found', () => {
  const whole = page(1)
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const broken = Buffer.from(whole)
    broken[bit >> 3]! ^= 1 << (bit & 7)
    assert.deepEqual(scan(page(0), broken, page(2)), [0, -whole.length, 2], `bit ${bit}`)
  }
})

test('foreign bytes and pages cut off are junk of their length', () => {
  assert.deepEqual(scan(Buffer.from('Ogg'), page(0), Buffer.from('OggS and more'), page(1)), [-3, 0, -13, 1])
  assert.deepEqual(scan(page(0), page(1).subarray(0, 30)), [0, -30])
  assert.deepEqual(scan(page(0), page(1).subarray(0, 10)), [0, -10])
})

test('a page of another version is junk', () => {
  const other = page(0)
  other[4] = 1
  assert.deepEqual(scan(sealed(other), page(1)), [-other.length, 1])
})

test('the longest page fits', () => {
  const long = oggPage({ sequence: 3, packets: [Buffer.alloc(255 * 255, 1)], goesOn: true })
  assert.equal(long.length, OGG_PEEK_BYTES)
  assert.deepEqual(scan(page(2), long, page(4)), [2, 3, 4])
})

test('a file made of page starts with false checksums is given up', () => {
  const start = Buffer.alloc(27 + 255, 255)
  start.write('OggS\0')
  const file = Buffer.concat(new Array<Buffer>(20_000).fill(start))
  assert.throws(
    () => scan(file),
    (error) => error instanceof VerbatimError && /false page starts/.test(error.message),
  )
})
