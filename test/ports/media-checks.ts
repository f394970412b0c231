// What every media store promises, encrypting or not.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MediaScope } from '../../src/ports/media-key-store.ts'
import type { MediaStore } from '../../src/ports/media-store.ts'
import { seededRandom } from '../../src/testing/seeded-random.ts'
import type { Check } from './check.ts'

/** A media store, a folder for files to be taken, and two scopes that media may be of. */
export interface MediaSubject {
  media: MediaStore
  folder: string
  scopes: readonly [MediaScope, MediaScope]
}

/** Sizes where a store that works in pieces of 64 KiB may go wrong. */
const sizes = [0, 1, 15, 16, 65_535, 65_536, 65_537, 131_072, 131_073, 196_608, 300_000]
const key = 'media/AC1/GT1/original'

async function put({ media, folder, scopes }: MediaSubject, to: string, bytes: Uint8Array) {
  const path = join(folder, 'incoming')
  writeFileSync(path, bytes)
  await media.take(to, path, scopes[0])
  return path
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const read = async ({ media }: MediaSubject, from: string) => collect(await media.read(from))

export const mediaChecks: Check<MediaSubject>[] = [
  {
    promises:
      'what was taken is there with its size and as a local file, whatever its size; the file was moved',
    async run(subject) {
      for (const size of sizes) {
        const bytes = randomBytes(size)
        const path = await put(subject, key, bytes)
        assert.equal(existsSync(path), false)
        assert.equal(await subject.media.size(key), size)
        assert.deepEqual(await read(subject, key), bytes)
        const seen = await subject.media.withFile(key, async (local) => readFileSync(local))
        assert.deepEqual(seen, bytes)
      }
    },
  },
  {
    promises: 'every part can be read by itself',
    async run(subject) {
      const random = seededRandom(4)
      for (const size of sizes.slice(1)) {
        const bytes = randomBytes(size)
        await put(subject, key, bytes)
        const borders = [0, 65_535, 65_536, 131_071, 131_072, size - 2, size - 1]
        const places = borders.filter((at) => at >= 0 && at < size)
        const ranges = places.flatMap((start) => places.map((end) => [start, end] as const))
        for (let count = 0; count < 20; count++) {
          ranges.push([random.integer(0, size - 1), random.integer(0, size - 1)])
        }
        for (const [start, end] of ranges.filter(([from, to]) => from <= to)) {
          const part = await collect(await subject.media.read(key, { start, end }))
          assert.ok(part.equals(bytes.subarray(start, end + 1)), `${start}-${end} of ${size}`)
        }
      }
    },
  },
  {
    promises: 'taking again replaces the object',
    async run(subject) {
      await put(subject, key, randomBytes(100_000))
      await put(subject, key, Buffer.from('new'))
      assert.equal(await subject.media.size(key), 3)
      assert.equal((await read(subject, key)).toString(), 'new')
    },
  },
  {
    promises: 'what was never stored has no size',
    async run(subject) {
      await put(subject, key, Buffer.from('one'))
      assert.equal(await subject.media.size(key), 3)
      assert.equal(await subject.media.size('media/AC1/GT1/redacted'), null)
      assert.equal(await subject.media.size('media/AC1/GT2/original'), null)
    },
  },
  {
    promises: 'a copy for another scope is an object of its own, and replaces what was there',
    async run(subject) {
      const { media, scopes } = subject
      const bytes = randomBytes(70_000)
      await put(subject, key, bytes)
      await put(subject, 'media/AC1/GT2/original', Buffer.from('old'))
      await media.copy(key, 'media/AC1/GT2/original', scopes[1])
      await media.removeAll('media/AC1/GT1')
      assert.equal(await media.size('media/AC1/GT2/original'), bytes.length)
      assert.deepEqual(await read(subject, 'media/AC1/GT2/original'), bytes)
    },
  },
  {
    promises: 'removal takes one object or all under a prefix, nothing beside it, and may be done again',
    async run(subject) {
      const { media } = subject
      const beside = ['media/AC1/GT2/original', 'media/AC2/GT1/original', 'media/AC1/GT10/original']
      const others = ['media/AC1/GT1/redacted', 'media/AC1/GT1/peaks']
      for (const one of [key, ...others, ...beside]) await put(subject, one, Buffer.from(one))
      await media.removeAll(others[1]!)
      assert.deepEqual([await media.size(others[1]!), await media.size(key)], [null, key.length])
      for (let round = 0; round < 2; round++) {
        await media.removeAll('media/AC1/GT1')
        for (const one of [key, ...others]) assert.equal(await media.size(one), null)
        for (const one of beside) assert.equal(await media.size(one), one.length)
      }
    },
  },
]
