// Commits reach the disk: fsync calls are counted in the real file system of a real database.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { openPostgres } from '../db-postgres/postgres.ts'
import { startEmbedded } from './embedded.ts'
import { FsyncNodeFS, startParams } from './fsync-fs.ts'
import { takeOwnerLock } from './owner-lock.ts'
import { proveDurable } from './pglite-worker.ts'

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-durable-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function open(t: TestContext, parameters: string[]) {
  const fs = new FsyncNodeFS(join(tempFolder(t), 'pg'))
  const database = await PGlite.create({ fs, startParams: parameters })
  t.after(() => database.close())
  return { fs, database }
}

test('with our start parameters every commit is one fsync, and the probe passes', async (t) => {
  const { fs, database } = await open(t, startParams)
  await proveDurable(database, fs)
  await database.exec('create table rows (at int)')
  for (const commits of [1, 20]) {
    const before = fs.fsyncs
    for (let at = 0; at < commits; at++) await database.query('insert into rows values ($1)', [at])
    assert.equal(fs.fsyncs - before, commits)
  }
  const before = fs.fsyncs
  await database.query('select count(*) from rows')
  assert.equal(fs.fsyncs, before, 'reading alone syncs nothing')
})

test('with the start parameters PGlite ships, commits reach no disk and the probe says so', async (t) => {
  const { fs, database } = await open(t, PGlite.defaultStartParams)
  await assert.rejects(proveDurable(database, fs), {
    message: 'durability cannot be guaranteed: a commit caused no fsync',
  })
  assert.equal(fs.fsyncs, 0)
})

test('our start parameters are the shipped ones with -F taken out and fsync put in', () => {
  assert.ok(PGlite.defaultStartParams.includes('-F'), 'the reason for all this is gone')
  assert.equal(startParams.includes('-F'), false)
  for (const kept of PGlite.defaultStartParams.filter((one) => one !== '-F'))
    assert.ok(startParams.includes(kept))
  for (const setting of ['fsync=on', 'full_page_writes=on', 'wal_sync_method=fsync']) {
    assert.equal(startParams[startParams.indexOf(setting) - 1], '-c', setting)
  }
})

test('a PGlite that offers no place for fsync is refused', async (t) => {
  const fs = new FsyncNodeFS(tempFolder(t))
  type Module = { NODEFS?: unknown }
  for (const module of [{}, { NODEFS: {} }, { NODEFS: { stream_ops: {} } }] as Module[]) {
    const { emscriptenOpts } = await fs.init({} as PGlite, {} as Parameters<typeof fs.init>[1])
    const hooks = emscriptenOpts.preRun as ((module: Module) => void)[]
    assert.throws(() => hooks[0]!(module), /durability cannot be guaranteed/)
  }
})

test('the database that is served has fsync on, and its rows outlive closing', async (t) => {
  const folder = tempFolder(t)
  for (const round of [1, 2]) {
    const embedded = await startEmbedded(folder, assert.fail)
    const db = await openPostgres({ stream: embedded.stream })
    for (const [name, value] of [
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['wal_sync_method', 'fsync'],
    ] as const) {
      assert.deepEqual((await db.query(`show ${name}`)).rows, [{ [name]: value }])
    }
    await db.query('create table if not exists kept (round int)')
    await db.query('insert into kept values ($1)', [round])
    assert.equal((await db.query('select from kept')).rows.length, round)
    await db.close()
    await embedded.close()
  }
})

test('a folder that holds no database is refused, and its lock is free again', async (t) => {
  const folder = tempFolder(t)
  mkdirSync(join(folder, 'pg'))
  writeFileSync(join(folder, 'pg', 'PG_VERSION'), 'nonsense\n')
  await assert.rejects(startEmbedded(folder, assert.fail))
  takeOwnerLock(folder).release()
})
