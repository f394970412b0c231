// A bucket that is not always there: answers that fail, connections that break, uploads that are given up. What every
// media store promises is tested in test/ports.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { anAccount } from '../../testing/builders.ts'
import { type S3Server, type SeenRequest, startS3Server, type Trouble } from '../../testing/s3-server.ts'
import type { S3Limits } from './limits.ts'
import { type S3Settings, s3LocationOf } from './location.ts'
import { createMediaS3, type MediaS3 } from './media-s3.ts'

const key = 'media/AC1/GT1/original'
const scope = { accountSid: anAccount(), customerKey: null }
/** Four parts. */
const bytes = randomBytes(200_000)
const small = randomBytes(1000)
const quick: Partial<S3Limits> = {
  backoffMs: 1,
  // Longer than any answer takes on a machine that is busy with other things.
  progressMs: 60_000,
  wholeBytes: 65_536,
  partBytes: 65_536,
  copyBytes: 65_536,
  copyPartBytes: 65_536,
}

const folder = mkdtempSync(join(tmpdir(), 'verbatim-s3-trouble-'))
const stores: MediaS3[] = []
let server: S3Server
let store: MediaS3

before(async () => {
  server = await startS3Server()
  store = openStore()
})
beforeEach(async () => {
  server.trouble = () => null
  await store.removeAll('media')
  server.requests.length = 0
})
after(async () => {
  for (const one of stores) await one.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

function openStore(settings: Partial<S3Settings> = {}, limits: Partial<S3Limits> = {}): MediaS3 {
  const location = s3LocationOf({ ...server.settings, ...settings })!
  const opened = createMediaS3({ location, workRoot: folder, limits: { ...quick, ...limits } })
  stores.push(opened)
  return opened
}

const file = join(folder, 'incoming')
async function put(content: Uint8Array, into = store) {
  writeFileSync(file, content)
  await into.take(key, file, scope)
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Brings each trouble once, in order, to the requests that `concerns` picks.
 * @returns how many of them came */
function bring(troubles: Trouble[], concerns: (request: SeenRequest) => boolean = () => true) {
  const waiting = [...troubles]
  const seen = { count: 0 }
  server.trouble = (request) => {
    if (!concerns(request)) return null
    seen.count++
    return waiting.shift() ?? null
  }
  return seen
}

const slowDown: Trouble = { status: 503, code: 'SlowDown' }
const refused: Trouble = { status: 403, code: 'AccessDenied' }
const isPart = ({ method, query }: SeenRequest) => method === 'PUT' && query.has('partNumber')
const isComplete = ({ method, query }: SeenRequest) => method === 'POST' && query.has('uploadId')
const isAbort = ({ method, query }: SeenRequest) => method === 'DELETE' && query.has('uploadId')
const isGet = ({ method, path }: SeenRequest) => method === 'GET' && path.endsWith('original')

const passingTroubles: Trouble[] = [
  { status: 500, code: 'InternalError' },
  slowDown,
  'reset',
  'silence',
  'lost answer',
  'altered body',
  { cutRequestAfter: 10 },
]
for (const trouble of passingTroubles) {
  test(`an object arrives although one try meets ${JSON.stringify(trouble)}`, async () => {
    const into = trouble === 'silence' ? openStore({}, { progressMs: 2000 }) : store
    const seen = bring([trouble])
    await put(small, into)
    assert.equal(seen.count, 2)
    assert.deepEqual(await collect(await store.read(key)), small)
  })
}

test('after a few tries it is given up, and what was to be taken stays', async () => {
  const seen = bring(Array(10).fill(slowDown))
  await assert.rejects(put(small), {
    key: 'mediaStoreUnavailable',
    retryable: true,
    message: 'The media store answered HTTP 503, SlowDown',
  })
  assert.equal(seen.count, 4)
  assert.ok(existsSync(file))
})

test('access that is refused is not asked for again', async () => {
  const seen = bring([refused, refused, refused])
  const said = { key: 'mediaStoreUnavailable', message: /refused access/ }
  await assert.rejects(put(small), said)
  await assert.rejects(store.size(key), said)
  await assert.rejects(store.read(key), said)
  assert.equal(seen.count, 3)
})

test('a wrong secret is refused; s3rver by itself takes any', async () => {
  const wrong = openStore({ AWS_SECRET_ACCESS_KEY: 'another secret' })
  await assert.rejects(put(small, wrong), { message: /refused access \(HTTP 403, SignatureDoesNotMatch\)/ })
  const direct = openStore({ AWS_SECRET_ACCESS_KEY: 'another secret', S3_ENDPOINT: server.directUrl })
  await put(small, direct)
  assert.equal(await store.size(key), small.length)
})

test('an object that is not there is gone; a bucket that is not there is an error', async () => {
  assert.equal(await store.size(key), null)
  const gone = { key: 'recordingUnavailable', retryable: false }
  await assert.rejects(store.read(key), gone)
  await assert.rejects(
    store.withFile(key, async () => undefined),
    gone,
  )
  await assert.rejects(store.copy(key, 'media/AC1/GT2/original', scope), gone)
  const elsewhere = openStore({ MEDIA_STORE: { bucket: 'nowhere', prefix: '' } })
  const unavailable = { key: 'mediaStoreUnavailable', message: /bucket of MEDIA_STORE does not exist/ }
  await assert.rejects(elsewhere.size(key), unavailable)
  await assert.rejects(elsewhere.read(key), unavailable)
  await assert.rejects(put(small, elsewhere), unavailable)
  const never = openStore({ MEDIA_STORE: { bucket: 'nowhere', prefix: '' } })
  await assert.rejects(never.copy(key, 'media/AC1/GT2/original', scope), unavailable)
})

test('parts that meet trouble are sent again, the others are not', async () => {
  const seen = bring(['reset', slowDown, 'altered body'], isPart)
  await put(bytes)
  assert.equal(seen.count, 4 + 3)
  assert.deepEqual(await collect(await store.read(key)), bytes)
  assert.equal(server.uploads.size, 0)
})

test('an upload whose part is refused is aborted; the object of before stays, and so does the file', async () => {
  await put(small)
  bring([refused], isPart)
  await assert.rejects(put(bytes), { message: /refused access/ })
  assert.equal(server.uploads.size, 0)
  assert.ok(existsSync(file))
  assert.deepEqual(await collect(await store.read(key)), small)
})

test('an upload that can not be aborted either fails for its first reason', async () => {
  server.trouble = (request) => {
    if (isPart(request)) return refused
    return isAbort(request) ? slowDown : null
  }
  await assert.rejects(put(bytes), { message: /refused access/ })
  assert.equal(server.uploads.size, 1)
})

for (const trouble of ['lost answer', { status: 200, code: 'InternalError' }] satisfies Trouble[]) {
  test(`an upload is complete although completing meets ${JSON.stringify(trouble)}`, async () => {
    bring([trouble], isComplete)
    await put(bytes)
    assert.deepEqual(await collect(await store.read(key)), bytes)
    assert.equal(server.uploads.size, 0)
  })
}

test('removal aborts uploads that nobody will finish, of this name and below it only', async () => {
  bring(Array(30).fill(refused), (request) => isPart(request) || isAbort(request))
  for (const name of [key, 'media/AC1/GT1/redacted', 'media/AC1/GT10/original']) {
    writeFileSync(file, bytes)
    await assert.rejects(store.take(name, file, scope))
  }
  assert.equal(server.uploads.size, 3)
  server.trouble = () => null
  await store.removeAll('media/AC1/GT1')
  assert.deepEqual([...server.uploads.values()], ['unit/media/AC1/GT10/original'])
})

test('a server that lists no uploads is no obstacle to removal', async () => {
  await put(small)
  bring([{ status: 501, code: 'NotImplemented' }], ({ query }) => query.has('uploads'))
  await store.removeAll(key)
  assert.equal(await store.size(key), null)
})

test('reading goes on where the connection broke, with what is left', async () => {
  await put(bytes)
  bring([{ cutAnswerAfter: 70_000 }, slowDown, { cutAnswerAfter: 20_000 }, 'reset'], isGet)
  assert.deepEqual(
    await collect(await store.read(key, { start: 1000, end: 180_000 })),
    bytes.subarray(1000, 180_001),
  )
  const asked = server.requests.filter(isGet).map(({ headers }) => headers)
  assert.equal(asked.length, 5)
  assert.equal(asked[0]!.range, 'bytes=1000-180000')
  assert.match(asked[4]!.range!, /^bytes=9\d{4}-180000$/)
  assert.ok(asked[4]!['if-match'])
})

test('reading is given up when the connection breaks again and again without a byte', async () => {
  await put(bytes)
  const seen = bring(Array(20).fill({ cutAnswerAfter: 0 }), isGet)
  await assert.rejects(collect(await store.read(key)), { key: 'mediaStoreUnavailable' })
  assert.ok(seen.count <= 5, `${seen.count}`)
})

test('an object whose length is not told is no empty one', async () => {
  await put(small)
  const said = { key: 'mediaStoreUnavailable', message: /does not tell the size of objects/ }
  server.trouble = () => 'no length'
  await assert.rejects(store.read(key), said)
  await assert.rejects(
    store.withFile(key, async () => undefined),
    said,
  )
  await assert.rejects(store.size(key), said)
  await assert.rejects(store.copy(key, 'media/AC1/GT2/original', scope), said)
  // The range tells it.
  const part = await collect(await store.read(key, { start: 10, end: 99 }))
  assert.deepEqual(part, small.subarray(10, 100))
})

test('pieces of two objects are never joined', async () => {
  await put(bytes)
  bring([{ cutAnswerAfter: 70_000 }], isGet)
  const content = (await store.read(key))[Symbol.asyncIterator]()
  await content.next()
  await put(randomBytes(bytes.length))
  const rest = async () => {
    while (!(await content.next()).done);
  }
  await assert.rejects(rest(), { message: 'The recording was replaced while it was read' })
})

test('a local copy is made whole, and removed whatever happens to the work', async () => {
  await put(bytes)
  bring([{ cutAnswerAfter: 100_000 }], isGet)
  const failed = store.withFile(key, async (path) => {
    assert.deepEqual(readFileSync(path), bytes)
    throw new Error('work failed')
  })
  await assert.rejects(failed, /work failed/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('media-')),
    [],
  )
})

test('a copy in parts goes through the server alone; parts that meet trouble are copied again', async () => {
  await put(bytes)
  server.requests.length = 0
  const seen = bring([slowDown], isPart)
  await store.copy(key, 'media/AC1/GT2/original', scope)
  assert.equal(seen.count, 4 + 1)
  assert.equal(server.requests.filter(isGet).length, 0)
  assert.deepEqual(await collect(await store.read('media/AC1/GT2/original')), bytes)
})

test('closing breaks off what runs, at once', async () => {
  const closing = openStore({}, { progressMs: 60_000, backoffMs: 60_000, longestPauseMs: 60_000 })
  const asked = new Promise<void>((resolve) => {
    server.trouble = () => {
      resolve()
      return 'silence'
    }
  })
  const size = closing.size(key)
  await asked
  await Promise.all([closing.close(), assert.rejects(size, { key: 'mediaStoreUnavailable' })])
})
