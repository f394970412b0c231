import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createByteReader } from './byte-reader.ts'
import { type OggPageSpec, oggPage } from './ogg-fixtures.ts'
import { createPacketAssembly } from './ogg-packets.ts'
import { OGG_PEEK_BYTES, scanOggPages } from './ogg-pages.ts'
import { memoryFile } from './recording-fixtures.ts'

/** Packets as their length, `gap` where packets before were lost; one list a page, after the first page, 0. */
function assemble(...specs: OggPageSpec[]): (number | 'gap')[][] {
  const file = memoryFile(Buffer.concat(specs.map(oggPage)))
  const take = createPacketAssembly(0)
  const reader = createByteReader(file, { startByte: 0, endByte: file.sizeBytes }, OGG_PEEK_BYTES)
  const out: (number | 'gap')[][] = []
  for (const piece of scanOggPages(reader)) {
    if (piece.kind === 'junk') continue
    const { packets, gap } = take(piece.page)
    out.push([...(gap ? (['gap'] as const) : []), ...packets.map(({ length }) => length)])
  }
  return out
}

const bytes = (length: number) => Buffer.alloc(length, length)

test('several packets on a page, an empty one and one of exactly 255 bytes come apart', () => {
  assert.deepEqual(assemble({ sequence: 1, packets: [bytes(3), bytes(0), bytes(255), bytes(600)] }), [
    [3, 0, 255, 600],
  ])
})

test('a packet over three pages comes with the page that completes it, in order', () => {
  const [first, second, third] = [Buffer.alloc(255, 1), Buffer.alloc(510, 2), Buffer.alloc(7, 3)]
  const pages = [
    { sequence: 1, packets: [bytes(9), first], goesOn: true },
    { sequence: 2, packets: [second], continued: true, goesOn: true },
    { sequence: 3, packets: [third, bytes(4)], continued: true },
  ]
  assert.deepEqual(assemble(...pages), [[9], [], [772, 4]])
  const take = createPacketAssembly(0)
  const file = memoryFile(Buffer.concat(pages.map(oggPage)))
  const reader = createByteReader(file, { startByte: 0, endByte: file.sizeBytes }, OGG_PEEK_BYTES)
  const packets = [...scanOggPages(reader)].flatMap((piece) =>
    piece.kind === 'page' ? take(piece.page).packets.map((packet) => Buffer.from(packet)) : [],
  )
  assert.deepEqual(packets[1], Buffer.concat([first, second, third]))
})

test('a jump in the numbers is a gap, and what had begun before it is dropped', () => {
  assert.deepEqual(assemble({ sequence: 1, packets: [bytes(1)] }, { sequence: 3, packets: [bytes(2)] }), [
    [1],
    ['gap', 2],
  ])
  const pages = [
    { sequence: 1, packets: [bytes(255)], goesOn: true },
    { sequence: 3, packets: [bytes(8), bytes(2)], continued: true },
  ]
  assert.deepEqual(assemble(...pages), [[], ['gap', 2]])
})

test('a continuation without beginning, or a beginning without continuation, is a gap', () => {
  assert.deepEqual(assemble({ sequence: 1, packets: [bytes(8), bytes(2)], continued: true }), [['gap', 2]])
  const pages = [
    { sequence: 1, packets: [bytes(255)], goesOn: true },
    { sequence: 2, packets: [bytes(2)] },
  ]
  assert.deepEqual(assemble(...pages), [[], ['gap', 2]])
})

test('the numbers wrap around', () => {
  const file = memoryFile(oggPage({ sequence: 0, packets: [bytes(1)] }))
  const [piece] = scanOggPages(createByteReader(file, { startByte: 0, endByte: 29 }, OGG_PEEK_BYTES))
  assert.ok(piece?.kind === 'page')
  assert.equal(createPacketAssembly(0xffff_ffff)(piece.page).gap, false)
})

test('a packet longer than any sound is not kept, and what follows it is', () => {
  const page = { packets: [bytes(255 * 255)], goesOn: true }
  const pages = Array.from({ length: 40 }, (_, index) => ({
    ...page,
    sequence: index + 1,
    continued: index > 0,
  }))
  const last = { sequence: 41, packets: [bytes(3), bytes(5)], continued: true }
  assert.deepEqual(assemble(...pages, last).at(-1), [0, 5])
})
