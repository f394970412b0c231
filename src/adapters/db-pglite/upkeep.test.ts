// A real database whose disk is said to be full or not, and whose log is looked after.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { FsyncNodeFS, startParams } from './fsync-fs.ts'
import { AGAIN_FREE_BYTES, createUpkeep, freeBytes, LEAST_FREE_BYTES } from './upkeep.ts'

const folder = mkdtempSync(join(tmpdir(), 'verbatim-upkeep-'))
let database: PGlite
before(async () => {
  database = await PGlite.create({ fs: new FsyncNodeFS(join(folder, 'pg')), startParams })
  await database.exec('create table rows (at int)')
})
after(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function createWatched() {
  const seen = { now: 0, free: LEAST_FREE_BYTES }
  const internals = { nowMs: () => seen.now, free: () => seen.free }
  const upkeep = createUpkeep(database, join(folder, 'pg'), internals)
  const look = (free: number) => {
    Object.assign(seen, { free, now: seen.now + 1000 })
    return upkeep.look()
  }
  return { upkeep, look, seen }
}
const write = () => database.exec('insert into rows values (1)')
const refused = { code: '25006' }

test('with too little room nothing is written any more and everything is read; with enough it is written again', async () => {
  const { look } = createWatched()
  await look(LEAST_FREE_BYTES)
  await write()
  await look(LEAST_FREE_BYTES - 1)
  await assert.rejects(write(), refused)
  assert.equal((await database.query('select * from rows')).rows.length, 1)
  await look(AGAIN_FREE_BYTES - 1)
  await assert.rejects(write(), refused, 'a little more room is not enough')
  await look(AGAIN_FREE_BYTES)
  await write()
})

test('a session that was reset is looked at anew', async () => {
  const { look, upkeep, seen } = createWatched()
  await look(0)
  await database.exec('discard all')
  await write()
  upkeep.reset()
  await upkeep.look()
  await assert.rejects(write(), refused)
  assert.equal(seen.free, 0)
  await look(AGAIN_FREE_BYTES)
})

test('between two looks at the disk nothing is asked of it', async () => {
  let asked = 0
  const free = () => {
    asked++
    return AGAIN_FREE_BYTES
  }
  const upkeep = createUpkeep(database, join(folder, 'pg'), { nowMs: () => 5, free })
  for (let i = 0; i < 10; i++) await upkeep.look()
  assert.equal(asked, 1)
})

test('the log does not grow for ever: checkpoints let its pieces be used again', async () => {
  const { look } = createWatched()
  const pieces = () =>
    readdirSync(join(folder, 'pg', 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length
  const writeLog = async (mib: number) => {
    for (let at = 0; at < mib; at++)
      await database.query(`select pg_logical_emit_message(false, 'x', repeat('y', 1048576))::text`)
  }
  for (let round = 0; round < 4; round++) {
    await writeLog(96)
    for (let i = 0; i < 31; i++) await look(AGAIN_FREE_BYTES)
  }
  assert.ok(pieces() <= 16, `${pieces()} pieces after 384 MiB`)
})

test('the free bytes of a folder are those of its disk', () => {
  assert.ok(freeBytes(folder) > LEAST_FREE_BYTES)
})
