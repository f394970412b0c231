// What is removed by age: everything that is older, once, whatever its status, and by several sweeps at once as well.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databases } from '../../test/ports/databases.ts'
import { createQueue } from '../adapters/queue-pgboss/queue.ts'
import { createRunningMemory } from '../adapters/running-memory/running-memory.ts'
import { createStore } from '../adapters/store-sql/store.ts'
import type { Transcript, TranscriptStatus } from '../domain/transcript.ts'
import type { JobName } from '../ports/queue.ts'
import { UnwantedWork } from '../ports/running-work.ts'
import type { Store, UnitOfWork } from '../ports/unit-of-work.ts'
import {
  aDelivery,
  anAccount,
  anAuditEntry,
  aRecording,
  aSentence,
  aTranscript,
} from '../testing/builders.ts'
import { createPipelineParts, type PipelineParts } from '../testing/pipeline-parts.ts'
import { recordedLog } from '../testing/recorded-log.ts'
import { type RetentionDeps, removeOlder, startRetention } from './retention.ts'

const root = mkdtempSync(join(tmpdir(), 'retention-'))
after(() => rmSync(root, { recursive: true }))
let parts: PipelineParts
let log: ReturnType<typeof recordedLog>
let woken: JobName[]
beforeEach(() => {
  parts = createPipelineParts(mkdtempSync(join(root, 'parts-')))
  log = recordedLog()
  woken = []
})

const limit = new Date('2026-01-02T03:04:05.678Z')
const ms = (offset: number) => ({ dateCreated: new Date(limit.getTime() + offset) })
const deps = (over: Partial<RetentionDeps> = {}): RetentionDeps => ({
  ...parts,
  log,
  wake: (name) => void woken.push(name),
  ...over,
})

async function store(rows: readonly Transcript[], into: Store = parts.store) {
  for (const row of rows) await into.transcripts.insert(row)
  return rows
}
const isLeft = async ({ sid }: Transcript) => (await parts.store.transcripts.load(sid)) !== null
const prefixes = (delayed = false) =>
  parts
    .jobs()
    .filter(({ name, dueMs }) => name === 'media-removal' && (dueMs !== undefined) === delayed)
    .map(({ data }) => (data as { prefix: string }).prefix)

test('transcripts of all accounts and statuses go when they are older, and no others', async () => {
  const statuses: TranscriptStatus[] = ['queued', 'in-progress', 'completed', 'failed', 'canceled']
  const old = await store(statuses.map((status, i) => aTranscript({ status, ...ms(-1 - i) })))
  const young = await store([0, 1, 5].map((offset) => aTranscript(ms(offset))))
  await removeOlder(limit, deps())
  for (const row of old) assert.equal(await isLeft(row), false, row.status)
  for (const row of young) assert.equal(await isLeft(row), true)
  assert.deepEqual(prefixes().sort(), old.map(({ accountSid, sid }) => `media/${accountSid}/${sid}`).sort())
  // What a run may still store, and its process not live to remove.
  const underWay = old.filter(({ status }) => status === 'in-progress')
  assert.deepEqual(
    prefixes(true),
    underWay.map(({ accountSid, sid }) => `media/${accountSid}/${sid}`),
  )
  assert.deepEqual(new Set(woken), new Set(['media-removal']))
  assert.deepEqual(
    log.lines.map(({ level, fields }) => [level, fields]),
    [['info', { transcripts: 5 }]],
  )
})

test('entries of the audit log go by their own date, not with their transcript', async () => {
  const [old] = await store([aTranscript(ms(-1))])
  const { accountSid, sid: transcriptSid } = old!
  const entries = [-1, 0, 5].map((offset) => anAuditEntry({ accountSid, transcriptSid, ...ms(offset) }))
  await parts.store.auditLog.insert(entries)
  await removeOlder(limit, deps())
  const left = await parts.store.auditLog.list(accountSid, {}, { limit: 9, cursor: null })
  assert.deepEqual(left.items, [entries[2], entries[1]])
  assert.deepEqual(
    log.lines.map(({ fields }) => fields),
    [{ transcripts: 1 }, { auditEntries: 1 }],
  )
})

test('what hangs on them goes with them: sentences, attempts of webhooks, jobs', async () => {
  const [old] = await store([aTranscript(ms(-1))])
  const { sid, accountSid } = old!
  await parts.unitOfWork(async (unit) => {
    await unit.sentences.replace(sid, [aSentence(0)])
    await unit.deliveries.insert(aDelivery({ accountSid, transcriptSid: sid }))
    await unit.enqueue({ name: 'transcript', data: { transcriptSid: sid }, group: accountSid })
  })
  await removeOlder(limit, deps())
  const all = { limit: 9, cursor: null }
  assert.deepEqual((await parts.store.sentences.list(sid, all)).items, [])
  assert.deepEqual((await parts.store.deliveries.list(accountSid, {}, all)).items, [])
  assert.deepEqual(
    parts.jobs().map(({ name }) => name),
    ['media-removal'],
  )
})

test('work on an old transcript stops, work on a young one goes on', async () => {
  const [old, young] = await store([aTranscript(ms(-1)), aTranscript(ms(1))])
  const runs = [parts.running.begin(old!.sid), parts.running.begin(young!.sid)]
  await removeOlder(limit, deps())
  assert.ok(runs[0]!.signal.reason instanceof UnwantedWork)
  assert.equal(runs[1]!.signal.aborted, false)
})

test('stored recordings go when they are older, and no others', async () => {
  const [old, edge] = [aRecording(ms(-1)), aRecording(ms(0))]
  for (const row of [old, edge]) await parts.store.recordings.insert(row)
  await removeOlder(limit, deps())
  assert.equal(await parts.store.recordings.find(old.accountSid, old.sid), null)
  assert.deepEqual(await parts.store.recordings.find(edge.accountSid, edge.sid), edge)
  assert.deepEqual(prefixes(), [`media/${old.accountSid}/${old.sid}`])
})

test('many go in steps, and rows that can not be removed hold up no others', async () => {
  const [good, bad] = [anAccount(), anAccount()]
  const rows = await store(
    Array.from({ length: 95 }, (_, i) => aTranscript({ accountSid: i % 2 ? good : bad, ...ms(i - 1000) })),
  )
  await parts.store.recordings.insert(aRecording({ accountSid: good, ...ms(-1) }))
  const broken = new Error('a broken row')
  const unitOfWork: UnitOfWork = (work) =>
    parts.unitOfWork((unit) =>
      work({
        ...unit,
        transcripts: {
          ...unit.transcripts,
          remove: async (account, sid) => {
            if (account === bad) throw broken
            return unit.transcripts.remove(account, sid)
          },
        },
      }),
    )
  await assert.rejects(removeOlder(limit, deps({ unitOfWork })), broken)
  for (const row of rows) assert.equal(await isLeft(row), row.accountSid === bad)
  assert.deepEqual((await parts.store.recordings.list(good, {}, { limit: 9, cursor: null })).items, [])
})

test('a sweep comes at the start and again later; a failure only costs its own; after the stop none comes', async () => {
  const now = { value: limit }
  const clock = { ...parts.clock, now: () => now.value }
  let failures = 1
  const transcripts = {
    ...parts.store.transcripts,
    listOlder: (query: Parameters<Store['transcripts']['listOlder']>[0]) =>
      failures-- > 0 ? Promise.reject(new Error('no database')) : parts.store.transcripts.listOlder(query),
  }
  const retention = startRetention(0.00001, deps({ clock, store: { ...parts.store, transcripts } }))
  // 0.864 s are kept.
  const [old, young] = await store([aTranscript(ms(-865)), aTranscript(ms(-863))])
  while (await isLeft(old!)) await sleep(20)
  assert.equal(await isLeft(young!), true)
  now.value = ms(10).dateCreated
  while (await isLeft(young!)) await sleep(20)
  await retention.stop()
  const [late] = await store([aTranscript(ms(-9000))])
  assert.equal(await isLeft(late!), true)
  assert.deepEqual(
    log.lines.map(({ level, message }) => [level, message]),
    [
      ['error', 'expired data could not be removed'],
      ['info', 'expired data removed'],
      ['info', 'expired data removed'],
    ],
  )
})

for (const [name, open] of Object.entries(databases)) {
  describe(`on ${name}`, () => {
    test('sweeps of several processes at once remove everything once', async (t) => {
      const database = await open()
      t.after(() => database.close())
      const { db } = database
      const queue = createQueue(db, (error) => log.error({ err: error }, 'queue'))
      await queue.start()
      t.after(() => queue.stop(0))
      const unitOfWork: UnitOfWork = (work) =>
        db.transaction((session) => work({ ...createStore(session), ...queue.within(session) }))
      const rowStore = createStore(db)
      const accounts = [anAccount(), anAccount()]
      const rows = await store(
        Array.from({ length: 50 }, (_, i) =>
          aTranscript({ accountSid: accounts[i % 2]!, ...ms(Math.floor(i / 10) - 100) }),
        ),
        rowStore,
      )
      const [kept] = await store([aTranscript(ms(1))], rowStore)
      for (const { sid, accountSid: group } of rows) {
        await unitOfWork((unit) => unit.enqueue({ name: 'transcript', data: { transcriptSid: sid }, group }))
      }
      const sweeper = () => deps({ store: rowStore, unitOfWork, running: createRunningMemory() })
      await Promise.all([1, 2, 3].map(() => removeOlder(limit, sweeper())))
      for (const { sid } of rows) assert.equal(await rowStore.transcripts.load(sid), null)
      assert.deepEqual(await rowStore.transcripts.load(kept!.sid), kept)
      const jobs = await db.query<{ name: string; prefix: string }>(
        `select name, data ->> 'prefix' as prefix from jobs.job order by 2`,
      )
      assert.deepEqual(
        jobs.rows,
        rows
          .map(({ accountSid, sid }) => ({ name: 'media-removal', prefix: `media/${accountSid}/${sid}` }))
          .sort((a, b) => (a.prefix < b.prefix ? -1 : 1)),
      )
      const removed = log.lines.map(({ fields }) => Number(fields.transcripts))
      assert.equal(
        removed.reduce((sum, count) => sum + count, 0),
        rows.length,
      )
    })
  })
}
