// Versions side by side on one database: which may go on, and which is told to wait or to stop.
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { Db } from '../../ports/db.ts'
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
