// Encrypted media: that every change to the ciphertext shows, who can read it, and what lies on the disk meanwhile.
// What every media store promises is tested in test/ports.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { MediaScope } from '../../ports/media-key-store.ts'
import type { ByteRange, MediaStore } from '../../ports/media-store.ts'
import { anAccount, aTranscript } from '../../testing/builders.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { createMediaFiles } from '../media-files/media-files.ts'
import { openVault } from '../vault-file/vault.ts'
import { createMediaSealed, type MediaSealedDeps } from './media-sealed.ts'

const key = 'media/AC1/GT1/original'
const other = 'media/AC1/GT2/original'
const scope: MediaScope = { accountSid: anAccount(), customerKey: null }
const customer: MediaScope = { ...scope, customerKey: 'a customer' }
const HEADER = 64
const PIECE = 65_536
const SEALED_PIECE = PIECE + 16
/** Two whole pieces and a short one. */
const bytes = randomBytes(2 * PIECE + 1000)

async function setUp(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'verbatim-sealed-'))
  t.after(() => rmSync(root, { recursive: true }))
  const workRoot = join(root, 'work')
  mkdirSync(workRoot)
  const { store } = createMemoryDatabase()
  await store.transcripts.insert(aTranscript(customer))
  const inner = createMediaFiles(join(root, 'media'))
  const deps = { inner, keys: store.mediaKeys, vault: openVault(root, randomBytes(32)), workRoot }
  const sealed = createMediaSealed(deps)
  const put = async (to: string, content: Uint8Array, of = scope, into: MediaStore = sealed) => {
    writeFileSync(join(root, 'incoming'), content)
    await into.take(to, join(root, 'incoming'), of)
  }
  const pathOf = (name: string) => join(root, 'media', `${name}.sealed`)
  return { root, workRoot, store, inner, deps, sealed, put, pathOf }
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const readAll = async (store: MediaStore, name = key, range?: ByteRange) =>
  collect(await store.read(name, range))

const corrupted = { key: 'mediaCorrupted', retryable: false }
const unavailable = { key: 'recordingUnavailable', retryable: false }

test('what lies on the disk is a header and as many bytes as there were, with a tag for each piece', async (t) => {
  const { root, inner, put, pathOf } = await setUp(t)
  const silence = Buffer.alloc(2 * PIECE)
  await put(key, silence)
  await put(other, silence)
  const [one, two] = [readFileSync(pathOf(key)), readFileSync(pathOf(other))]
  assert.equal(one.length, HEADER + 2 * SEALED_PIECE)
  assert.equal(one.toString('latin1', 0, 8), 'vbmedia\x01')
  assert.equal(one.readBigUInt64BE(56), 131_072n)
  // The same key, and nothing else in common; no run of bytes shows where the silence is.
  assert.deepEqual(one.subarray(8, 24), two.subarray(8, 24))
  for (let at = 64; at + 16 <= one.length; at += 16) {
    assert.notDeepEqual(one.subarray(at, at + 16), two.subarray(at, at + 16))
    assert.equal(one.indexOf(one.subarray(at, at + 16)), at)
  }
  assert.equal(statSync(pathOf(key)).mode & 0o777, 0o600)
  assert.equal(existsSync(join(root, 'media', key)), false)
  assert.equal(await inner.size(key), null)
})

const altered = (content: Buffer, at: number, bit: number) => {
  const copy = Buffer.from(content)
  copy[at]! ^= 1 << bit
  return copy
}

test('any byte of the header that is altered shows, whatever is read', async (t) => {
  const { sealed, put, pathOf } = await setUp(t)
  await put(key, bytes.subarray(0, 100))
  const intact = readFileSync(pathOf(key))
  for (let at = 0; at < HEADER; at++) {
    for (const bit of [0, 7]) {
      writeFileSync(pathOf(key), altered(intact, at, bit))
      // Where the id of the key lies a key is named that does not exist.
      const expected = at >= 8 && at < 24 ? unavailable : corrupted
      await assert.rejects(readAll(sealed), expected, `byte ${at}, bit ${bit}`)
      await assert.rejects(readAll(sealed, key, { start: 0, end: 0 }), expected)
    }
    await assert.rejects(sealed.withFile(key, async () => assert.fail('there is no file')))
  }
  writeFileSync(pathOf(key), intact)
  assert.deepEqual(await readAll(sealed), bytes.subarray(0, 100))
})

test('any byte of a piece or its tag that is altered shows, and nothing of that piece is given out', async (t) => {
  const { sealed, put, pathOf, workRoot } = await setUp(t)
  await put(key, bytes)
  const intact = readFileSync(pathOf(key))
  const starts = [0, 1, 2].map((piece) => HEADER + piece * SEALED_PIECE)
  const ends = [...starts.slice(1), intact.length]
  for (const [piece, start] of starts.entries()) {
    const end = ends[piece]!
    for (const at of [start, start + 1, (start + end) >> 1, end - 17, end - 16, end - 1]) {
      writeFileSync(pathOf(key), altered(intact, at, at % 8))
      const given: Uint8Array[] = []
      await assert.rejects(async () => {
        for await (const chunk of await sealed.read(key)) given.push(chunk)
      }, corrupted)
      assert.deepEqual(Buffer.concat(given), bytes.subarray(0, piece * PIECE))
      const inside = { start: piece * PIECE + 7, end: piece * PIECE + 8 }
      await assert.rejects(readAll(sealed, key, inside), corrupted)
      const elsewhere = ((piece + 1) % 3) * PIECE
      assert.deepEqual(
        await readAll(sealed, key, { start: elsewhere, end: elsewhere + 9 }),
        bytes.subarray(elsewhere, elsewhere + 10),
      )
      await assert.rejects(
        sealed.withFile(key, async () => assert.fail('there is no file')),
        corrupted,
      )
      assert.deepEqual(readdirSync(workRoot), [])
    }
  }
})

test('an object that was cut off or grew shows, whatever is read', async (t) => {
  const { sealed, put, pathOf } = await setUp(t)
  await put(key, bytes)
  const intact = readFileSync(pathOf(key))
  const borders = [0, 1, 2].map((piece) => HEADER + piece * SEALED_PIECE)
  const lengths = [0, 1, 32, ...borders.flatMap((at) => [at - 1, at, at + 1, at + 16]), intact.length - 1]
  const lastPiece = intact.subarray(borders[2])
  const contents = [
    ...lengths.map((length) => intact.subarray(0, length)),
    Buffer.concat([intact, Buffer.alloc(1)]),
    Buffer.concat([intact, lastPiece]),
    Buffer.concat([intact, intact.subarray(borders[0], borders[1])]),
  ]
  for (const content of contents) {
    writeFileSync(pathOf(key), content)
    await assert.rejects(sealed.size(key), corrupted, `${content.length} bytes`)
    await assert.rejects(readAll(sealed), corrupted)
    await assert.rejects(readAll(sealed, key, { start: 0, end: 0 }), corrupted)
  }
})

test('an object cut off at a piece whose header was made to fit shows', async (t) => {
  const { sealed, put, pathOf } = await setUp(t)
  await put(key, bytes)
  const intact = readFileSync(pathOf(key))
  for (const pieces of [1, 2]) {
    const shorter = Buffer.from(intact.subarray(0, HEADER + pieces * SEALED_PIECE))
    shorter.writeBigUInt64BE(BigInt(pieces * PIECE), 56)
    writeFileSync(pathOf(key), shorter)
    await assert.rejects(readAll(sealed), corrupted)
    await assert.rejects(readAll(sealed, key, { start: 0, end: 0 }), corrupted)
  }
})

test('pieces in another order, or of another object, show', async (t) => {
  const { sealed, put, pathOf } = await setUp(t)
  await put(key, bytes)
  const before = readFileSync(pathOf(key))
  // The same name, scope, size and content: only the salt tells them apart.
  await put(key, bytes)
  const intact = readFileSync(pathOf(key))
  const piece = (of: Buffer, at: number) =>
    of.subarray(HEADER + at * SEALED_PIECE, HEADER + (at + 1) * SEALED_PIECE)
  const header = (of: Buffer) => of.subarray(0, HEADER)
  const mixed = [
    [header(intact), piece(intact, 1), piece(intact, 0), piece(intact, 2)],
    [header(intact), piece(intact, 0), piece(intact, 0), piece(intact, 2)],
    [header(intact), piece(before, 0), piece(intact, 1), piece(intact, 2)],
    [header(intact), piece(intact, 0), piece(before, 1), piece(intact, 2)],
    [header(intact), piece(intact, 0), piece(intact, 1), piece(before, 2)],
    [header(before), piece(intact, 0), piece(intact, 1), piece(intact, 2)],
  ]
  for (const parts of mixed) {
    writeFileSync(pathOf(key), Buffer.concat(parts))
    await assert.rejects(readAll(sealed), corrupted)
  }
  writeFileSync(pathOf(key), before)
  assert.deepEqual(await readAll(sealed), bytes)
})

test('an object under the name of another shows', async (t) => {
  const { sealed, put, pathOf } = await setUp(t)
  await put(key, bytes)
  await put(other, bytes)
  copyFileSync(pathOf(key), pathOf(other))
  await assert.rejects(readAll(sealed, other), corrupted)
  assert.deepEqual(await readAll(sealed, key), bytes)
})

test('a plain file in the place of an encrypted one is not given out', async (t) => {
  const { sealed, put, pathOf } = await setUp(t)
  await put(key, bytes)
  writeFileSync(pathOf(key), bytes)
  await assert.rejects(readAll(sealed), corrupted)
})

test('another key opens nothing', async (t) => {
  const { root, deps, put } = await setUp(t)
  await put(key, bytes)
  const stranger = createMediaSealed({ ...deps, vault: openVault(root, randomBytes(32)) })
  await assert.rejects(readAll(stranger), /sealed under another key/)
})

test('without its scope key an object is as if it were not there, also when it is put back; others stay', async (t) => {
  const { store, sealed, put, pathOf } = await setUp(t)
  await put(key, bytes, customer)
  await put(other, bytes)
  const backup = readFileSync(pathOf(key))
  assert.equal(await store.mediaKeys.remove(customer), true)
  for (let round = 0; round < 2; round++) {
    assert.equal(await sealed.size(key), null)
    await assert.rejects(readAll(sealed), unavailable)
    await assert.rejects(readAll(sealed, key, { start: 0, end: 9 }), unavailable)
    await assert.rejects(
      sealed.withFile(key, async () => assert.fail('there is no file')),
      unavailable,
    )
    await assert.rejects(sealed.copy(key, 'media/AC1/GT3/original', scope), unavailable)
    assert.deepEqual(await readAll(sealed, other), bytes)
    // The customer comes back with a new key, which is not the old one.
    await put(key, Buffer.from('new'), customer)
    assert.deepEqual(await readAll(sealed), Buffer.from('new'))
    writeFileSync(pathOf(key), backup)
  }
})

test('an object that is removed while it is looked at is not there; one that can not be read is no such object', async (t) => {
  const { deps, put, pathOf } = await setUp(t)
  await put(key, bytes)
  let before = () => {}
  const read: MediaStore['read'] = async (name, range) => {
    before()
    return deps.inner.read(name, range)
  }
  const sealed = createMediaSealed({ ...deps, inner: { ...deps.inner, read } })
  before = () => {
    throw new Error('the disk is broken')
  }
  await assert.rejects(sealed.size(key), /the disk is broken/)
  before = () => rmSync(pathOf(key))
  assert.equal(await sealed.size(key), null)
  await put(key, bytes)
  await assert.rejects(readAll(sealed), unavailable)
})

test('nothing is stored for a customer who was erased meanwhile', async (t) => {
  const { sealed, put, pathOf, workRoot } = await setUp(t)
  await assert.rejects(put(key, bytes, { ...scope, customerKey: 'gone' }), unavailable)
  assert.equal(await sealed.size(key), null)
  assert.equal(existsSync(pathOf(key)), false)
  assert.deepEqual(readdirSync(workRoot), [])
})

test('objects from before there was a key are read as they are; what is made of them is encrypted', async (t) => {
  const { root, inner, sealed, put, pathOf } = await setUp(t)
  await put(key, bytes, scope, inner)
  assert.equal(await sealed.size(key), bytes.length)
  assert.deepEqual(await readAll(sealed), bytes)
  assert.deepEqual(await readAll(sealed, key, { start: 70_000, end: 70_009 }), bytes.subarray(70_000, 70_010))
  const path = await sealed.withFile(key, async (local) => local)
  assert.equal(path, join(root, 'media', key))
  await sealed.copy(key, other, customer)
  assert.deepEqual(await readAll(sealed, other), bytes)
  assert.equal(readFileSync(pathOf(other)).includes(bytes.subarray(0, 64)), false)
  // Taking anew leaves no plain one beside it.
  await put(key, Buffer.from('new'))
  assert.equal(await inner.size(key), null)
  assert.deepEqual(await readAll(sealed), Buffer.from('new'))
})

test('the local file is private and gone afterwards, also when the work fails', async (t) => {
  const { sealed, put, workRoot } = await setUp(t)
  await put(key, bytes)
  const look = async (path: string) => {
    assert.equal(join(workRoot, readdirSync(workRoot)[0]!), path)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(readFileSync(path), bytes)
    return 'seen'
  }
  assert.equal(await sealed.withFile(key, look), 'seen')
  assert.deepEqual(readdirSync(workRoot), [])
  const fails = async (path: string) => {
    await look(path)
    throw new Error('the work failed')
  }
  await assert.rejects(sealed.withFile(key, fails), /the work failed/)
  assert.deepEqual(readdirSync(workRoot), [])
})

test('a take that fails leaves nothing behind, and the file where it was', async (t) => {
  const { root, deps, sealed, put, workRoot } = await setUp(t)
  const full = { ...deps.inner, take: () => Promise.reject(new Error('no space left')) }
  const failing = createMediaSealed({ ...deps, inner: full })
  await assert.rejects(put(key, bytes, scope, failing), /no space left/)
  assert.deepEqual(readdirSync(workRoot), [])
  assert.deepEqual(readFileSync(join(root, 'incoming')), bytes)
  assert.equal(await sealed.size(key), null)
})

test('a file that changes while it is encrypted is not stored', async (t) => {
  const { inner, deps, sealed, put, workRoot } = await setUp(t)
  await put(key, bytes, scope, inner)
  for (const size of [bytes.length - 1, bytes.length + 1, 0]) {
    const lying = createMediaSealed({
      ...deps,
      inner: { ...inner, size: async (name) => (name === key ? size : null) },
    })
    await assert.rejects(lying.copy(key, other, scope), /changed while it was encrypted/)
    assert.equal(await sealed.size(other), null)
    assert.deepEqual(readdirSync(workRoot), [])
  }
})

test('a part costs its pieces only, and whoever stops reading closes the file', async (t) => {
  const { deps, put } = await setUp(t)
  await put(key, bytes)
  const asked: (ByteRange | undefined)[] = []
  const streams: Readable[] = []
  const watched: MediaStore = {
    ...deps.inner,
    async read(name, range) {
      asked.push(range)
      const content = await deps.inner.read(name, range)
      assert.ok(content instanceof Readable)
      streams.push(content)
      return content
    },
  }
  const sealed = createMediaSealed({ ...deps, inner: watched })
  await readAll(sealed, key, { start: PIECE + 5, end: PIECE + 6 })
  const second = HEADER + SEALED_PIECE
  assert.deepEqual(asked, [
    { start: 0, end: HEADER - 1 },
    { start: second, end: second + SEALED_PIECE - 1 },
  ])
  for await (const _ of Readable.from(await sealed.read(key))) break
  assert.equal(streams.length, 4)
  await Promise.all(streams.map((one) => one.closed || new Promise((done) => one.once('close', done))))
})

/** Files of `folder` that this process has open. */
function openFilesIn(folder: string): string[] {
  const paths = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(join('/proc/self/fd', fd))
    } catch {
      return '' // closed meanwhile
    }
  })
  return paths.filter((path) => path.startsWith(folder))
}

test(
  'nothing stays open of what no key is given for',
  { skip: existsSync('/proc/self/fd') ? false : 'needs /proc to tell which files are open' },
  async (t) => {
    const { root, deps, put, inner } = await setUp(t)
    await put(other, bytes, scope, inner)
    const erased: MediaSealedDeps['keys'] = {
      ...deps.keys,
      async obtain() {
        // Time for a file to be opened.
        await delay(20)
        return null
      },
    }
    const sealed = createMediaSealed({ ...deps, keys: erased })
    await assert.rejects(put(key, bytes, customer, sealed), unavailable)
    await assert.rejects(sealed.copy(other, key, customer), unavailable)
    // What is closed is so a moment after the call has failed.
    for (let looks = 0; openFilesIn(root).length > 0 && looks < 1500; looks++) await delay(20)
    assert.deepEqual(openFilesIn(root), [])
  },
)
