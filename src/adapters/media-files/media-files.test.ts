// Recordings as files in a temporary folder.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { anAccount } from '../../testing/builders.ts'
import { createMediaFiles } from './media-files.ts'

const key = 'media/AC1/GT1/original'
const scope = { accountSid: anAccount(), customerKey: null }
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251))

function makeStore(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'verbatim-media-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const store = createMediaFiles(join(root, 'media'))
  const put = async (to: string, content: Uint8Array = bytes) => {
    const from = join(root, 'download')
    writeFileSync(from, content)
    await store.take(to, from, scope)
    assert.equal(existsSync(from), false, 'the file was moved')
  }
  return { root, store, put }
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('what was taken is there, with its size, whole and in part', async (t) => {
  const { store, put } = makeStore(t)
  await put(key)
  assert.equal(await store.size(key), bytes.length)
  assert.deepEqual(await collect(await store.read(key)), bytes)
  for (const [start, end] of [
    [0, 0],
    [0, bytes.length - 1],
    [1000, 70_000],
    [bytes.length - 1, bytes.length - 1],
  ] as const) {
    const part = await collect(await store.read(key, { start, end }))
    assert.deepEqual(part, bytes.subarray(start, end + 1), `${start}-${end}`)
  }
})

test('withFile gives a local path and the value of the work', async (t) => {
  const { store, put } = makeStore(t)
  await put(key)
  assert.equal(await store.withFile(key, async (path) => readFileSync(path).length), bytes.length)
})

test('taking again replaces the object', async (t) => {
  const { store, put } = makeStore(t)
  await put(key)
  await put(key, Buffer.from('new'))
  assert.equal(await store.size(key), 3)
  assert.equal((await collect(await store.read(key))).toString(), 'new')
})

test('what was never stored has no size', async (t) => {
  const { store, put } = makeStore(t)
  assert.equal(await store.size(key), null)
  await put(key)
  assert.equal(await store.size('media/AC1/GT2/original'), null)
})

test('reading what is not there fails before anything is given out', async (t) => {
  const { store } = makeStore(t)
  await assert.rejects(async () => store.read(key), { code: 'ENOENT' })
})

test('removal takes everything under the prefix, nothing beside it, and may be done again', async (t) => {
  const { store, put } = makeStore(t)
  const beside = ['media/AC1/GT2/original', 'media/AC2/GT1/original']
  for (const one of [key, 'media/AC1/GT1/redacted', ...beside]) await put(one)
  for (let round = 0; round < 2; round++) {
    await store.removeAll('media/AC1/GT1')
    assert.equal(await store.size(key), null)
    assert.equal(await store.size('media/AC1/GT1/redacted'), null)
    for (const one of beside) assert.equal(await store.size(one), bytes.length)
  }
})

test('files and folders are private, whatever the mode of what was brought', async (t) => {
  const { root, put } = makeStore(t)
  await put(key)
  assert.equal(statSync(join(root, 'media', key)).mode & 0o777, 0o600)
  for (const folder of ['media', 'media/media', 'media/media/AC1', 'media/media/AC1/GT1']) {
    assert.equal(statSync(join(root, folder)).mode & 0o777, 0o700, folder)
  }
})

for (const outside of [
  '../secrets.json',
  'media/../../secrets.json',
  '',
  '.',
  'media/..',
  '../media-other/x',
]) {
  test(`the key ${JSON.stringify(outside)} leads out of the folder and is refused`, async (t) => {
    const { root, store } = makeStore(t)
    const bait = join(root, 'secrets.json')
    writeFileSync(bait, 'bait')
    await assert.rejects(async () => store.take(outside, bait, scope), RangeError)
    await assert.rejects(async () => store.size(outside), RangeError)
    await assert.rejects(async () => store.read(outside), RangeError)
    await assert.rejects(async () => store.withFile(outside, async () => undefined), RangeError)
    await assert.rejects(async () => store.removeAll(outside), RangeError)
    assert.equal(readFileSync(bait, 'utf8'), 'bait')
  })
}

test(
  'a take reaches the disk: the file and every folder made for it are synced',
  {
    skip: existsSync('/proc/self/fd') ? false : 'needs /proc to tell which file a handle belongs to',
  },
  async (t) => {
    const { root, put } = makeStore(t)
    const synced: string[] = []
    const handle = await open(import.meta.filename)
    const prototype: FileHandle = Object.getPrototypeOf(handle)
    await handle.close()
    const { sync } = prototype
    prototype.sync = function (this: FileHandle) {
      synced.push(readlinkSync(`/proc/self/fd/${this.fd}`))
      return sync.call(this)
    }
    t.after(() => {
      prototype.sync = sync
    })
    await put(key)
    const expected = ['download', 'media/media/AC1/GT1', 'media/media/AC1', 'media/media', 'media', '']
    for (const path of expected) {
      const whole = join(root, path).replace(/\/$/, '')
      assert.ok(synced.includes(whole), `${whole} is among ${synced.join(', ')}`)
    }
  },
)
