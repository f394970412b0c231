// The media suite on every media store, and once on one that breaks its promises.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { createMediaFiles } from '../../src/adapters/media-files/media-files.ts'
import { createMediaSealed } from '../../src/adapters/media-sealed/media-sealed.ts'
import { openVault } from '../../src/adapters/vault-file/vault.ts'
import type { MediaStore } from '../../src/ports/media-store.ts'
import { aTranscript } from '../../src/testing/builders.ts'
import { createMemoryDatabase } from '../../src/testing/memory-database.ts'
import { brokenPromises } from './check.ts'
import { type MediaSubject, mediaChecks } from './media-checks.ts'

const stores: Record<string, (folder: string, subject: Omit<MediaSubject, 'media'>) => Promise<MediaStore>> =
  {
    'media-files': async (folder) => createMediaFiles(join(folder, 'media')),
    async 'media-sealed'(folder, { scopes }) {
      const { store } = createMemoryDatabase()
      for (const scope of scopes) await store.transcripts.insert(aTranscript(scope))
      const inner = createMediaFiles(join(folder, 'media'))
      const vault = openVault(folder, randomBytes(32))
      const workRoot = join(folder, 'work')
      mkdirSync(workRoot)
      return createMediaSealed({ inner, keys: store.mediaKeys, vault, workRoot })
    },
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

for (const [name, open] of Object.entries(stores)) {
  describe(name, () => {
    for (const { promises, run } of mediaChecks) test(promises, async (t) => run(await subjectOf(t, open)))
  })
}

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
