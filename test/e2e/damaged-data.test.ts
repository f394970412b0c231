// Data that can not be used: unwritable, damaged, of a newer version. The start is refused with a message that says
// which folder and why, and nothing is written over.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '../../src/adapters/db-pglite/embedded.ts'
import { openPostgres } from '../../src/adapters/db-postgres/postgres.ts'
import type { Db } from '../../src/ports/db.ts'
import { aService } from '../../src/testing/builders.ts'
import { eventually } from '../../src/testing/eventually.ts'
import { seedDataDir } from '../../src/testing/seeded-data.ts'
import { startServerProcess } from '../../src/testing/server-process.ts'
import { mountSmallDisk } from '../../src/testing/small-disk.ts'

const root = mkdtempSync(join(tmpdir(), 'verbatim-damaged-'))
const whole = join(root, 'whole')
const service = aService({ uniqueName: 'kept' })
before(async () => {
  mkdirSync(whole)
  await seedDataDir(whole, ({ store }) => store.services.insert(service))
})
after(() => rmSync(root, { recursive: true, force: true }))

/** A data directory of this test alone, with a database in it. */
function copyOf(t: TestContext): string {
  const dataDir = mkdtempSync(join(root, 'copy-'))
  cpSync(whole, dataDir, { recursive: true })
  t.after(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** What a start says that is refused. */
async function refusalOf(t: TestContext, dataDir: string): Promise<string> {
  try {
    const server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
    t.after(() => server.end('SIGKILL'))
  } catch (error) {
    return (error as Error).message
  }
  return assert.fail('the server started')
}

/** Files that say who holds a folder, not what is in it. */
const notData = /(owner\.lock|postmaster\.pid)(-journal)?$/

/** Every file of a folder with a hash of its bytes. */
function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !notData.test(name),
  )
  const files = names.filter((name) => statSync(join(folder, name)).isFile()).sort()
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}

describe('a data directory that can not be written to', () => {
  test('a path that leads through a file', async (t) => {
    const file = join(root, 'a-file')
    writeFileSync(file, '')
    assert.match(await refusalOf(t, join(file, 'data')), new RegExp(`${file}/data can not be written to`))
  })

  test('a folder without the right to write, with data and without', async (t) => {
    for (const filled of [true, false]) {
      const { dataDir, skip } = unwritable(t, filled)
      if (skip) return t.skip(skip)
      const before = contentOf(dataDir)
      assert.match(await refusalOf(t, dataDir), new RegExp(`${dataDir} can not be written to`))
      assert.deepEqual(contentOf(dataDir), before)
    }
    return undefined
  })
})

/** Root may write whatever the mode says, but not to a disk that is read only. */
function unwritable(t: TestContext, filled: boolean): { dataDir: string; skip: string | null } {
  const fill = (dataDir: string) => filled && cpSync(whole, dataDir, { recursive: true })
  if (process.getuid?.() !== 0) {
    const dataDir = mkdtempSync(join(root, 'mode-'))
    fill(dataDir)
    chmodSync(dataDir, 0o500)
    t.after(() => chmodSync(dataDir, 0o700))
    return { dataDir, skip: null }
  }
  try {
    const disk = mountSmallDisk(200)
    t.after(() => disk.unmount())
    fill(disk.path)
    const { status, stderr } = spawnSync('mount', ['-o', 'remount,ro', disk.path], { encoding: 'utf8' })
    return { dataDir: disk.path, skip: status === 0 ? null : stderr }
  } catch (error) {
    return { dataDir: '', skip: (error as Error).message }
  }
}

function overwrite(path: string, from: number, bytes: Buffer) {
  const content = readFileSync(path)
  bytes.copy(content, from)
  writeFileSync(path, content)
}
const noise = Buffer.from(Array.from({ length: 512 }, (_, at) => (at * 37 + 11) % 256))
const log = (pg: string) =>
  readdirSync(join(pg, 'pg_wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .map((name) => join(pg, 'pg_wal', name))

const damages: [what: string, damage: (pg: string) => void][] = [
  ['pg_control is noise', (pg) => overwrite(join(pg, 'global', 'pg_control'), 0, noise)],
  ['pg_control is zero', (pg) => overwrite(join(pg, 'global', 'pg_control'), 0, Buffer.alloc(512))],
  ['pg_control is cut', (pg) => truncateSync(join(pg, 'global', 'pg_control'), 100)],
  ['pg_control is gone', (pg) => rmSync(join(pg, 'global', 'pg_control'))],
  ['the tables are gone', (pg) => rmSync(join(pg, 'base'), { recursive: true })],
  ['the log is gone', (pg) => rmSync(join(pg, 'pg_wal'), { recursive: true })],
  ['the pieces of the log are gone', (pg) => void log(pg).map((path) => rmSync(path))],
  ['the log is zero', (pg) => void log(pg).map((path) => writeFileSync(path, Buffer.alloc(16 << 20)))],
  ['PG_VERSION is gone', (pg) => rmSync(join(pg, 'PG_VERSION'))],
  ['PG_VERSION is of another version', (pg) => writeFileSync(join(pg, 'PG_VERSION'), '9.6\n')],
  [
    'everything but one table is gone',
    (pg) => {
      for (const name of readdirSync(pg)) if (name !== 'base') rmSync(join(pg, name), { recursive: true })
    },
  ],
]

describe('a damaged database', () => {
  for (const [what, damage] of damages) {
    test(what, async (t) => {
      const dataDir = copyOf(t)
      const pg = join(dataDir, 'pg')
      damage(pg)
      const before = contentOf(pg)
      const message = await refusalOf(t, dataDir)
      assert.ok(message.includes(pg) && /damaged/.test(message), message)
      assert.deepEqual(contentOf(pg), before)
      assert.equal(/postgres:\/\/|password/i.test(message), false)
    })
  }

  test('the map of files is noise: the tables stay as they are, and with the map put back they are read', async (t) => {
    const dataDir = copyOf(t)
    const pg = join(dataDir, 'pg')
    const map = join(pg, 'global', 'pg_filenode.map')
    const intact = readFileSync(map)
    overwrite(map, 100, noise.subarray(0, 300))
    // PostgreSQL finds out only after it has noted its start and dropped its caches.
    const tables = () =>
      Object.fromEntries(
        Object.entries(contentOf(pg)).filter(([name]) => !/pg_control|pg_wal|pg_internal/.test(name)),
      )
    const before = tables()
    const message = await refusalOf(t, dataDir)
    assert.ok(message.includes(pg) && /damaged/.test(message), message)
    assert.deepEqual(tables(), before)
    writeFileSync(map, intact)
    let found: unknown
    await seedDataDir(dataDir, async ({ db }) => {
      found = (await db.query('select unique_name from services')).rows
    })
    assert.deepEqual(found, [{ unique_name: 'kept' }])
  })

  test('an undamaged copy starts, so that it is the damage that is refused', async (t) => {
    const server = await startServerProcess({ DATA_DIR: copyOf(t), WORKERS: '0' })
    assert.equal(await server.end('SIGTERM'), 0)
  })
})

test('a first start that broke off is begun again', async (t) => {
  const dataDir = mkdtempSync(join(root, 'unfinished-'))
  mkdirSync(join(dataDir, 'pg'))
  writeFileSync(join(dataDir, 'pg.unfinished'), '')
  writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '18\n')
  const server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
  t.after(() => server.end('SIGKILL'))
  assert.equal(readdirSync(dataDir).includes('pg.unfinished'), false)
})

test('a folder that was made beforehand is used', async (t) => {
  const dataDir = mkdtempSync(join(root, 'beforehand-'))
  mkdirSync(join(dataDir, 'pg'))
  const server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
  t.after(() => server.end('SIGKILL'))
  assert.ok(existsSync(join(dataDir, 'pg', 'PG_VERSION')))
})

test('a first start that is killed while it makes the database leaves nothing that is taken for one', async (t) => {
  const dataDir = mkdtempSync(join(root, 'killed-'))
  const making = () => readdirSync(dataDir).filter((name) => name.startsWith('pg.making-'))
  const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', WORKERS: '0' }
  const killed = spawn(process.execPath, [launcher, 'serve'], { env, stdio: 'ignore' })
  await eventually(() => making().length > 0, 'the database is being made', { everyMs: 10 })
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  assert.equal(existsSync(join(dataDir, 'pg')), false)
  const start = () => startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
  let server = await start()
  t.after(() => server.end('SIGKILL'))
  assert.equal((await fetch(`${server.baseUrl}/readyz`)).status, 200)
  // The process that made it may have written there for a moment longer; that goes with a later start.
  for (let starts = 1; making().length > 0 && starts < 5; starts++) {
    assert.equal(await server.end('SIGTERM'), 0)
    server = await start()
  }
  assert.deepEqual(making(), [])
})

test('a database of a newer version is refused, and stays as it is', async (t) => {
  const dataDir = copyOf(t)
  type Row = { name: string }
  const read = async (db: Db) => ({
    migrations: (await db.query<Row>('select name from kysely_migration order by name')).rows,
    services: (await db.query<object>('select * from services')).rows,
  })
  let before: Awaited<ReturnType<typeof read>> | undefined
  await seedDataDir(dataDir, async ({ db }) => {
    await db.query(`insert into kysely_migration values ('9999-of-the-future', '2099-01-01T00:00:00Z')`)
    before = await read(db)
  })
  assert.equal(before?.services.length, 1)
  assert.match(await refusalOf(t, dataDir), /written by a newer version of verbatim/)

  const embedded = await startEmbedded(dataDir, assert.fail)
  const db = await openPostgres({ stream: embedded.stream })
  assert.deepEqual(await read(db), before)
  await db.close()
  await embedded.close()
})
