// Databases as they are found: the embedded one from outside, and what a PostgreSQL says of itself.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { seedDataDir } from '../testing/seeded-data.ts'
import { askPostgres, checkDatabase, type DatabaseFinding } from './check-database.ts'

const root = mkdtempSync(join(tmpdir(), 'doctor-'))
after(() => rmSync(root, { recursive: true }))

async function embedded(version: string | null) {
  const DATA_DIR = mkdtempSync(join(root, 'data-'))
  if (version !== null) {
    mkdirSync(join(DATA_DIR, 'pg'))
    writeFileSync(join(DATA_DIR, 'pg', 'PG_VERSION'), `${version}\n`)
  }
  const { finding } = await checkDatabase({ DATABASE_URL: null, DATA_DIR })
  const files = readdirSync(DATA_DIR)
  assert.deepEqual(files, version === null ? [] : ['pg'], 'something was written')
  return finding
}

test('the embedded one is looked at from outside: whether it can be read, and who wrote it', async () => {
  assert.match((await embedded(null)).detail, /the first start makes it/)
  assert.equal((await embedded('18')).status, 'ok')
  const old = await embedded('17')
  assert.deepEqual([old.status, /written by PostgreSQL 17/.test(old.detail)], ['problem', true])
})

test('a PostgreSQL that can not be reached is a problem; the address is not repeated', async () => {
  const DATABASE_URL = 'postgres://user:hidden@127.0.0.1:1/db'
  const { finding, clock } = await checkDatabase({ DATABASE_URL, DATA_DIR: root })
  assert.deepEqual([finding.status, clock], ['problem', null])
  assert.match(finding.detail, /ECONNREFUSED/)
  assert.ok(!JSON.stringify(finding).includes('hidden'))
})

test('tables of this version are fine, those of an older one are to be changed, those of a newer one are a problem', async () => {
  const said: DatabaseFinding[] = []
  await seedDataDir(join(root, 'real'), async ({ db }) => {
    said.push(await askPostgres(db))
    await db.query(`update kysely_migration set name = '9999-later' where name = '0001-first-tables'`)
    said.push(await askPostgres(db))
    await db.query(`delete from kysely_migration where name = '9999-later'`)
    said.push(await askPostgres(db))
    await db.query('drop table kysely_migration')
    said.push(await askPostgres(db))
  })
  assert.deepEqual(
    said.map(({ finding }) => finding.status),
    ['ok', 'problem', 'warning', 'ok'],
  )
  const [now, newer, older, empty] = said.map(({ finding }) => finding.detail)
  assert.match(now!, /^PostgreSQL \d+, tables up to date$/)
  assert.match(newer!, /newer version .*9999-later/)
  assert.match(older!, /0001-first-tables is still to come/)
  assert.match(empty!, /the first start makes the tables/)
  const { theirMs, ourMs } = said[0]!.clock!
  assert.ok(Math.abs(theirMs - ourMs) < 60_000, 'the same machine has the same time')
})
