// What is left of a recording or of peaks whose process dies before a row names them: real files, rows and jobs in
// memory.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createMediaFiles } from '../../adapters/media-files/media-files.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { aStoredAccount } from '../../testing/builders.ts'
import { countingClock } from '../../testing/counting-clock.ts'
import { createMemoryDatabase } from '../../testing/memory-database.ts'
import { createMemoryQueue } from '../../testing/memory-queue.ts'
import { decodedAudio, scriptedDecoder } from '../../testing/scripted-decoder.ts'
import { handleMediaRemoval } from '../../worker/removal-jobs.ts'
import { storeRecording } from './service.ts'

/** A place for recordings, and a way to store one there; `unitOfWork` is what the storing process has. */
async function place(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'leftovers-'))
  t.after(() => rmSync(root, { recursive: true }))
  const database = createMemoryDatabase()
  const account = aStoredAccount()
  await database.store.accounts.insert(account)
  const mediaStore = createMediaFiles(join(root, 'media'))
  const workDir = join(root, 'work')
  mkdirSync(workDir)
  const path = join(workDir, 'upload')
  const store = (unitOfWork: UnitOfWork) => {
    writeFileSync(path, 'a recording')
    const upload = { path, bytes: 11, sha256: 'abc', callSid: null, startTime: null }
    const deps = {
      ...database,
      unitOfWork,
      mediaStore,
      uploadDecoder: scriptedDecoder(decodedAudio(9600)),
      clock: countingClock(),
      limits: { maxBytes: 1e9, maxSeconds: 60 },
      workRoot: workDir,
      wake: () => undefined,
    }
    return storeRecording(account.sid, { upload, workDir }, deps)
  }
  const folder = join(root, 'media', 'media', account.sid)
  const kept = () => (existsSync(folder) ? readdirSync(folder) : [])
  /** The next process does its jobs. */
  const nextProcess = async () => {
    const queue = createMemoryQueue(database)
    await queue.start()
    const running = { begin: assert.fail, stop: () => undefined }
    const removal = handleMediaRemoval({ ...database, mediaStore, running, wake: queue.wake })
    await queue.work('media-removal', 1, removal)
    await queue.settled()
    await queue.stop(1000)
  }
  return { database, account, store, kept, nextProcess }
}

test('a recording that was stored stays, and its note is gone', async (t) => {
  const { database, store, kept, nextProcess } = await place(t)
  const { sid } = await store(database.unitOfWork)
  assert.deepEqual(database.jobs(), [])
  await nextProcess()
  assert.deepEqual(kept(), [sid])
})

test('a process that dies between file and row leaves nothing behind the next start', async (t) => {
  const { database, store, kept, nextProcess } = await place(t)
  const reached = Promise.withResolvers<void>()
  let units = 0
  void store((work) => {
    if (++units === 1) return database.unitOfWork(work)
    reached.resolve()
    return new Promise(() => undefined)
  })
  await reached.promise
  assert.equal(kept().length, 1)
  await nextProcess()
  assert.deepEqual(kept(), [])
})

test('a row that can not be written leaves neither file nor note', async (t) => {
  const { database, store, kept } = await place(t)
  let units = 0
  const failing = store((work) =>
    ++units === 2 ? Promise.reject(new Error('full')) : database.unitOfWork(work),
  )
  await assert.rejects(failing, /full/)
  assert.deepEqual([kept(), database.jobs()], [[], []])
})

test('a recording that was taken for a leftover meanwhile is refused, not named by a row without a file', async (t) => {
  const { database, account, store, kept, nextProcess } = await place(t)
  let units = 0
  const late = store(async (work) => {
    if (++units === 2) await nextProcess()
    return database.unitOfWork(work)
  })
  await assert.rejects(late, { key: 'mediaStoreUnavailable' })
  const rows = await database.store.recordings.list(account.sid, {}, { limit: 9, cursor: null })
  assert.deepEqual([kept(), rows.items], [[], []])
})

test('an account that is deleted during an upload gets no recording any more', async (t) => {
  const { database, account, store, kept } = await place(t)
  let units = 0
  const late = store(async (work) => {
    if (++units === 2) await database.store.accounts.remove(account.sid)
    return database.unitOfWork(work)
  })
  await assert.rejects(late, { key: 'unauthenticated' })
  assert.deepEqual(kept(), [])
})
