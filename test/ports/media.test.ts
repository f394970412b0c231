// The media suite on every media store, and once on one that breaks its promises.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { createMediaFiles } from '../../src/adapters/media-files/media-files.ts'
import { s3LocationOf } from '../../src/adapters/media-s3/location.ts'
import { createMediaS3 } from '../../src/adapters/media-s3/media-s3.ts'
import { createMediaSealed } from '../../src/adapters/media-sealed/media-sealed.ts'
import { openVault } from '../../src/adapters/vault-file/vault.ts'
import type { MediaStore } from '../../src/ports/media-store.ts'
import { aTranscript } from '../../src/testing/builders.ts'
import { createMemoryDatabase } from '../../src/testing/memory-database.ts'
import { type S3Server, startS3Server } from '../../src/testing/s3-server.ts'
import { brokenPromises } from './check.ts'
import { type MediaSubject, mediaChecks } from './media-checks.ts'

const stores: Record<string, (folder: string, subject: Omit<MediaSubject, 'media'>) => Promise<MediaStore>> =
  {
    'media-files': async (folder) => createMediaFiles(join(folder, 'media')),
    'media-sealed': (folder, subject) =>
      seal(createMediaFiles(join(folder, 'media')), { ...subject, folder }),
    'media-s3': async (folder) => openS3(folder),
    'media-sealed over media-s3': (folder, subject) => seal(openS3(folder), subject),
  }

let server: S3Server
before(async () => {
  server = await startS3Server()
})
after(() => server.close())

/** A part of the bucket for one test alone. Parts of 64 KiB, so that most objects are sent in several. */
function openS3(folder: string): MediaStore {
  const location = s3LocationOf({
    ...server.settings,
    MEDIA_STORE: { bucket: 'calls', prefix: basename(folder) },
  })!
  const limits = { wholeBytes: 100_000, partBytes: 65_536, copyBytes: 50_000, copyPartBytes: 65_536 }
  const store = createMediaS3({ location, workRoot: folder, limits })
  opened.push(store.close)
  return store
}
const opened: (() => Promise<void>)[] = []
after(() => Promise.all(opened.map((close) => close())))

async function seal(inner: MediaStore, { folder, scopes }: Omit<MediaSubject, 'media'>): Promise<MediaStore> {
  const { store } = createMemoryDatabase()
  for (const scope of scopes) await store.transcripts.insert(aTranscript(scope))
  const workRoot = join(folder, 'work')
  mkdirSync(workRoot)
  return createMediaSealed({
    inner,
    keys: store.mediaKeys,
    vault: openVault(folder, randomBytes(32)),
    workRoot,
  })
}

async function subjectOf(t: TestContext, open: (typeof stores)[string]): Promise<MediaSubject> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-media-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const { accountSid } = aTranscript()
  const scopes = [
    { accountSid, customerKey: null },
    { accountSid, customerKey: 'a customer' },
  ] as const
  return { folder, scopes, media: await open(folder, { folder, scopes }) }
}

/** Thousands of requests, which say nothing that the two stores do not say by themselves. */
const leftOut: Record<string, string> = { 'media-sealed over media-s3': 'every part can be read by itself' }

for (const [name, open] of Object.entries(stores)) {
  describe(name, () => {
    for (const { promises, run } of mediaChecks.filter((check) => check.promises !== leftOut[name]))
      test(promises, async (t) => run(await subjectOf(t, open)))
  })
}

test('what is left out is a promise', () => {
  const promises = mediaChecks.map((check) => check.promises)
  for (const one of Object.values(leftOut)) assert.ok(promises.includes(one))
})

/** Cuts off the last byte, forgets where parts begin, keeps what was there, and removes and finds too little. */
function breakMedia(media: MediaStore): MediaStore {
  return {
    ...media,
    async take(key, path, scope) {
      if ((await media.size(key)) !== null) return
      writeFileSync(path, readFileSync(path).subarray(0, -1))
      await media.take(key, path, scope)
    },
    size: async (key) => (await media.size(key)) ?? 0,
    read: (key, range) => media.read(key, range && { start: 0, end: range.end }),
    copy: async () => undefined,
    removeAll: async () => undefined,
  }
}

test('a store that breaks its promises is found out, each of them', async (t) => {
  const open = stores['media-files']!
  const subjects = await Promise.all(mediaChecks.map(() => subjectOf(t, open)))
  const found = await brokenPromises(mediaChecks, () => {
    const subject = subjects.pop()!
    return { ...subject, media: breakMedia(subject.media) }
  })
  assert.deepEqual(
    found,
    mediaChecks.map(({ promises }) => promises),
  )
})

for (const sealing of [false, true]) {
  test(`${sealing ? 'sealed ' : ''}files that another tool copied into the bucket are objects of it`, async (t) => {
    const { folder, scopes } = await subjectOf(t, async (within) => createMediaFiles(within))
    const files = join(folder, 'media')
    const inner = { ...createMediaFiles(files) }
    const store = sealing ? await seal(inner, { folder, scopes }) : inner
    const bytes = randomBytes(100_000)
    writeFileSync(join(folder, 'incoming'), bytes)
    await store.take('media/AC1/GT1/original', join(folder, 'incoming'), scopes[1])
    const paths = globSync('**/original*', { cwd: files })
    assert.equal(paths.length, 1)
    for (const path of paths) {
      const url = `${server.directUrl}/calls/${basename(folder)}/${path}`
      const { status } = await fetch(url, { method: 'PUT', body: readFileSync(join(files, path)) })
      assert.equal(status, 200)
    }
    rmSync(files, { recursive: true })
    Object.assign(inner, openS3(folder))
    const pieces: Uint8Array[] = []
    for await (const piece of await store.read('media/AC1/GT1/original')) pieces.push(piece)
    assert.deepEqual(Buffer.concat(pieces), bytes)
  })
}
