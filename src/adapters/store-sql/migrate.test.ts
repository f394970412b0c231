// Versions side by side on one database: which may go on, and which is told to wait or to stop.
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { Db } from '../../ports/db.ts'
import { eventually } from '../../testing/eventually.ts'
import { startPostgres } from '../../testing/postgres-server.ts'
import { openPostgres } from '../db-postgres/postgres.ts'
import { doneMigrations, migrate, migrationNames, missingMigrations } from './migrate.ts'

const server = await startPostgres()
let db: Db
beforeEach(async () => {
  await db?.close()
  db = await openPostgres({ connectionString: await server.createDatabase() })
})
after(async () => {
  await db.close()
  await server.stop()
})

/** As a newer version would leave it, whose oldest companion is the version of migration `needs`. */
async function becomeNewer(needs: string) {
  await db.query(`insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`)
  await db.query(`update installation set value = $1 where name = 'needs'`, [needs])
}
const newer = /written by a newer version/

test('a database without tables lacks all migrations, one that was brought up to date none', async () => {
  assert.deepEqual(await missingMigrations(db), migrationNames)
  await Promise.all([migrate(db), migrate(db)])
  assert.deepEqual(await doneMigrations(db), migrationNames)
  assert.deepEqual(await missingMigrations(db), [])
})

test('tables of a newer version that only adds are used as they are', async () => {
  await migrate(db)
  await becomeNewer(migrationNames.at(-1)!)
  await migrate(db)
  assert.deepEqual(await missingMigrations(db), [])
  assert.deepEqual(await doneMigrations(db), [...migrationNames, '9999-later'])
})

test('tables of a version that took something away are not', async () => {
  await migrate(db)
  await becomeNewer('9999-later')
  await assert.rejects(migrate(db), newer)
  await assert.rejects(missingMigrations(db), newer)
})

test('a database that only one process can open is not used by an older version at all', async () => {
  await migrate(db)
  await becomeNewer(migrationNames.at(-1)!)
  await assert.rejects(migrate({ ...db, exclusive: true }), newer)
})

/** As the version before the last migration left it, while somebody reads for long in one transaction. */
async function behindReader() {
  await migrate(db)
  await db.query(`delete from kysely_migration where name = '0011-speakers'`)
  await db.query('alter table sentences drop column speaker')
  const reader = await db.connect()
  await reader.query('begin; select from sentences')
  return reader
}

test('behind somebody who reads for long a migration waits, and whoever comes meanwhile is served', async () => {
  const reader = await behindReader()
  const told: string[] = []
  // Servers that start together.
  const migrating = Promise.all([1, 2, 3].map(() => migrate(db, (waitsFor) => told.push(waitsFor))))
  const migrated = migrating.then(() => true)
  const waits = async () => {
    const { rows } = await db.query(
      `select from pg_locks where relation = 'sentences'::regclass and not granted`,
    )
    return rows.length > 0
  }
  for (let times = 0; times < 3; times++) {
    await eventually(waits, 'the migration waits for the table')
    await db.query('select from sentences')
    // What takes long in it goes on as well.
    await reader.query('select from sentences')
  }
  assert.equal(await Promise.race([migrated, waits().then(() => false)]), false)
  assert.ok(
    told.length > 0 && told.every((one) => /^process \d+, user .+, for \d+ s/.test(one)),
    told.join('\n'),
  )
  assert.deepEqual(await missingMigrations(db), ['0011-speakers'])
  await reader.query('commit')
  reader.release()
  await migrated
  assert.deepEqual(await doneMigrations(db), migrationNames)
  assert.deepEqual((await db.query('select speaker from sentences')).rows, [])
  const { rows } = await db.query(`select current_setting('lock_timeout') as ms`)
  assert.deepEqual(rows, [{ ms: '0' }], 'the limit ends with the migration')
})
