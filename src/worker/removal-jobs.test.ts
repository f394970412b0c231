// Jobs that remove: what they spare, and how an account goes in steps. Real files, rows and jobs in memory.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import type { AccountSid, TranscriptSid } from '../domain/sid.ts'
import { anAccount, anOperator, aPublicKey, aRecording, aService, aTranscript } from '../testing/builders.ts'
import { createMemoryDatabase } from '../testing/memory-database.ts'
import { handleAccountRemoval, handleMediaRemoval } from './removal-jobs.ts'

function place() {
  const root = mkdtempSync(join(tmpdir(), 'removal-jobs-'))
  const database = createMemoryDatabase()
  const stopped: TranscriptSid[] = []
  const running = { begin: () => assert.fail(), stop: (sid: TranscriptSid) => void stopped.push(sid) }
  const deps = { ...database, mediaStore: createMediaFiles(root), running, wake: () => undefined }
  const put = (key: string) => {
    mkdirSync(dirname(join(root, key)), { recursive: true })
    writeFileSync(join(root, key), 'sound')
  }
  const isThere = (key: string) => existsSync(join(root, key))
  const job = { id: 'job', attempt: 1, last: false, signal: new AbortController().signal }
  return {
    ...database,
    deps,
    stopped,
    put,
    isThere,
    job,
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  }
}

test('media that go only with their transcript stay as long as it is there', async () => {
  using at = place()
  const { accountSid, sid: unless, ...rest } = aTranscript()
  await at.store.transcripts.insert({ ...rest, accountSid, sid: unless })
  const prefix = `media/${accountSid}/${unless}`
  at.put(`${prefix}/original`)
  const handle = handleMediaRemoval(at.deps)
  await handle({ ...at.job, data: { prefix, unless } })
  assert.equal(at.isThere(prefix), true)
  await at.store.transcripts.remove(accountSid, unless)
  await handle({ ...at.job, data: { prefix, unless } })
  assert.equal(at.isThere(prefix), false)
})

/** More than a step of everything that an account can have. */
async function fill(account: AccountSid, { store, put }: ReturnType<typeof place>) {
  for (let count = 0; count < 25; count++) {
    const service = aService({ accountSid: account, uniqueName: `service ${count}` })
    await store.services.insert(service)
    await store.transcripts.insert(
      aTranscript({ accountSid: account, serviceSid: service.sid, status: 'completed' }),
    )
    const recording = aRecording({ accountSid: account })
    await store.recordings.insert(recording)
    put(`media/${account}/${recording.sid}/original`)
    await store.operators.insert(anOperator({ accountSid: account }))
    await store.publicKeys.insert(aPublicKey({ accountSid: account }))
  }
}

async function countOf(account: AccountSid, { store }: ReturnType<typeof place>) {
  const all = { limit: 999, cursor: null }
  const pages = await Promise.all([
    store.services.list(account, all),
    store.transcripts.list(account, {}, all),
    store.recordings.list(account, {}, all),
    store.operators.list(account, {}, all),
    store.publicKeys.list(account, all),
  ])
  return pages.map(({ items }) => items.length)
}

test('everything of an account goes, work on its transcripts is stopped, and nothing of another is touched', async () => {
  using at = place()
  const [gone, left] = [anAccount(), anAccount()]
  for (const account of [gone, left]) await fill(account, at)
  await handleAccountRemoval(at.deps)({ ...at.job, data: { accountSid: gone } })
  assert.deepEqual(await countOf(gone, at), [0, 0, 0, 0, 0])
  assert.deepEqual(await countOf(left, at), [25, 25, 25, 25, 25])
  assert.equal(at.stopped.length, 25)
  assert.deepEqual([at.isThere(`media/${gone}`), at.isThere(`media/${left}`)], [false, true])
})

test('a removal that is cut off goes on with what is left', async () => {
  using at = place()
  const account = anAccount()
  await fill(account, at)
  const stopped = AbortSignal.abort(new Error('stopping'))
  const handle = handleAccountRemoval(at.deps)
  await assert.rejects(
    async () => handle({ ...at.job, signal: stopped, data: { accountSid: account } }),
    /stopping/,
  )
  assert.equal((await countOf(account, at))[1], 5)
  await handle({ ...at.job, data: { accountSid: account } })
  assert.deepEqual(await countOf(account, at), [0, 0, 0, 0, 0])
})
