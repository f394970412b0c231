// A real database whose rows come and go, with a clock of our own.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { FsyncNodeFS, startParams } from './fsync-fs.ts'
import { createVacuum } from './vacuum.ts'

const folder = mkdtempSync(join(tmpdir(), 'verbatim-vacuum-'))
let database: PGlite
before(async () => {
  database = await PGlite.create({ fs: new FsyncNodeFS(join(folder, 'pg')), startParams })
  await database.exec('create table calls (id int primary key, said text); create table "Odd name" (id int)')
})
after(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const size = async () =>
  (await database.query<{ size: number }>(`select pg_relation_size('calls')::int as size`)).rows[0]!.size
/** How often `text` stands in the files of the database. */
async function traces(text: string): Promise<number> {
  await database.exec('checkpoint')
  const base = join(folder, 'pg', 'base')
  const files = readdirSync(base, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const of = (file: string) => readFileSync(file, 'latin1').split(text).length - 1
  return files.reduce((sum, { parentPath, name }) => sum + of(join(parentPath, name)), 0)
}
const speak = (from: number, many: number) =>
  database.query(`insert into calls select g, 'a secret word' from generate_series($1::int, $2::int) g`, [
    from,
    from + many - 1,
  ])

/** A vacuum and how to let it look a minute later, until it has nothing to do. */
function createWatched(patienceS?: number) {
  let now = 0
  const vacuumed: string[] = []
  const watched = {
    query: database.query.bind(database),
    exec(statement: string) {
      vacuumed.push(statement)
      return database.exec(statement)
    },
  } as Pick<PGlite, 'exec' | 'query'>
  const vacuum = createVacuum(watched, { nowMs: () => now, ...(patienceS !== undefined && { patienceS }) })
  return async () => {
    now += 60_000
    for (let looks = 0; looks < 10; looks++) await vacuum.look()
    return vacuumed.splice(0)
  }
}

test('rows that were deleted leave the disk with their text, and their space is used again', async () => {
  const look = createWatched()
  await speak(1, 2000)
  const full = await size()
  await database.exec('delete from calls')
  assert.ok((await traces('a secret word')) >= 2000)
  assert.deepEqual(await look(), ['vacuum public.calls'])
  assert.equal(await traces('a secret word'), 0)
  for (let round = 0; round < 3; round++) {
    await speak(1, 2000)
    await database.exec('delete from calls')
    await look()
  }
  await speak(1, 2000)
  assert.ok((await size()) <= full)
  assert.deepEqual(await look(), [])
})

test('few dead rows wait for an hour; so does a table of which nothing is known', async () => {
  await database.exec('delete from calls where id <= 3')
  assert.deepEqual(await createWatched()(), [])
  const look = createWatched(0)
  assert.deepEqual((await look()).sort(), ['vacuum public."Odd name"', 'vacuum public.calls'])
  assert.deepEqual(await look(), [])
})

test('between two looks nothing is asked', async () => {
  let asked = 0
  const query = () => {
    asked++
    return Promise.resolve({ rows: [] })
  }
  const counted = { query, exec: query } as unknown as Pick<PGlite, 'exec' | 'query'>
  const vacuum = createVacuum(counted, { nowMs: () => 5 })
  for (let i = 0; i < 10; i++) await vacuum.look()
  assert.equal(asked, 0)
})
