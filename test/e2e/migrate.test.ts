// `verbatim migrate` between real databases: all that is in one is in the other, or nothing is.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import twilio from 'twilio'
import { startEmbedded } from '../../src/adapters/db-pglite/embedded.ts'
import { takeOwnerLock } from '../../src/adapters/db-pglite/owner-lock.ts'
import { openPostgres } from '../../src/adapters/db-postgres/postgres.ts'
import { createQueue } from '../../src/adapters/queue-pgboss/queue.ts'
import { openVault } from '../../src/adapters/vault-file/vault.ts'
import type { AccountSid } from '../../src/domain/sid.ts'
import type { StoredMedia } from '../../src/domain/transcript.ts'
import { type Given, type Moved, moveBetween, updateConfigured } from '../../src/moving/moving.ts'
import type { Db } from '../../src/ports/db.ts'
import {
  aDelivery,
  anApiKey,
  anAuditEntry,
  anOperator,
  aPublicKey,
  aRecording,
  aResult,
  aSentence,
  aService,
  aStoredAccount,
  aTranscript,
} from '../../src/testing/builders.ts'
import { startPostgres, type TestPostgres } from '../../src/testing/postgres-server.ts'
import { placeDatabase } from '../../src/testing/prepared-database.ts'
import { startS3Server } from '../../src/testing/s3-server.ts'
import { seedDataDir } from '../../src/testing/seeded-data.ts'
import { startServerProcess, testAccount } from '../../src/testing/server-process.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'verbatim-migrate-'))
const dataDir = join(folder, 'data')
const accountSid = testAccount.accountSid as AccountSid
const service = aService({ accountSid })
const transcript = aTranscript({
  accountSid,
  serviceSid: service.sid,
  status: 'completed',
  transcribed: true,
  durationS: 9,
  media: storedMedia('GTx/original', 1000),
  redactedMedia: storedMedia('GTx/redacted', 1100),
})
const recording = aRecording({ accountSid, media: storedMedia('REx/original', 1200) })
/** What is easily lost between two databases: other scripts, quotes, backslashes, line ends. */
const hardText = `"It's" \\N, {a,b} — Grüße, 電話, 🎧\n\ttab`
const sentences = [0, 1, 2].map((index) =>
  aSentence(index, { text: index === 1 ? hardText : `Line ${index}.` }),
)
let postgres: TestPostgres

function storedMedia(name: string, bytes: number): StoredMedia {
  return { key: `media/${accountSid}/${name}`, bytes, sha256: '0'.repeat(64), contentType: 'audio/wav' }
}

before(async () => {
  postgres = await startPostgres()
  await seedDataDir(dataDir, async ({ db, store, putMedia }) => {
    const tokenSealed = openVault(dataDir, null).seal(testAccount.authToken)
    await store.accounts.insert(aStoredAccount({ sid: accountSid, tokenSealed }))
    await store.accounts.insertKey(anApiKey({ accountSid }))
    await store.publicKeys.insert(aPublicKey({ accountSid }))
    await store.operators.insert(anOperator({ accountSid }))
    await store.recordings.insert(recording)
    for (const media of [transcript.media!, transcript.redactedMedia!, recording.media])
      await putMedia(media.key, Buffer.alloc(media.bytes))
    await store.services.insert(service)
    await attach(db)
    await attach(db)
    await db.query('delete from operator_attachments where position = 2')
    await store.transcripts.insert(transcript)
    await store.sentences.replace(transcript.sid, sentences)
    await store.operatorResults.replace(transcript.sid, [aResult(0), aResult(1)])
    await store.deliveries.insert(aDelivery({ accountSid, transcriptSid: transcript.sid }))
    await store.auditLog.insert([anAuditEntry({ accountSid })])
    await db.query(`insert into installation values ('a fact', $1)`, [hardText])
    await db.query(`insert into rate_limits values ('a key', 3, 4)`)
    await db.query(`insert into transcript_parts values ($1, 'a plan', 0, '{}')`, [transcript.sid])
    await seedJobs(db)
  })
})
after(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** One job that waits, one in the hands of a process that died, one that is done. */
async function seedJobs(db: Db) {
  const queue = createQueue(db, assert.fail)
  await queue.start()
  for (const state of ['created', 'active', 'completed']) {
    const id = await db.transaction((session) =>
      queue
        .within(session)
        .enqueue({ name: 'transcript', data: { transcriptSid: transcript.sid }, group: accountSid }),
    )
    await db.query(
      `update jobs.job set state = $1::jobs.job_state, retry_count = 2,
         started_on = case $1 when 'created' then null else now() end where id = $2`,
      [state, id],
    )
  }
  await queue.stop(0)
}

function run(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, 'migrate', ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env },
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

const noBucket = {
  S3_ENDPOINT: null,
  AWS_REGION: null,
  AWS_ACCESS_KEY_ID: null,
  AWS_SECRET_ACCESS_KEY: null,
  AWS_SESSION_TOKEN: null,
}

const given = (over: Partial<Given['config']> = {}): Given => ({
  config: { DATA_DIR: dataDir, DATABASE_URL: null, DATA_KEY: null, MEDIA_STORE: null, ...noBucket, ...over },
  say: () => undefined,
  onFailure: (error) => {
    throw error
  },
})

/** Runs `work` on a database that nobody else has open: of a data directory, or a server's. */
async function withDb<T>(place: string, work: (db: Db) => Promise<T>): Promise<T> {
  const host = place.startsWith('postgres:') ? null : await startEmbedded(place, assert.fail)
  const db = await openPostgres(host ? { stream: host.stream } : { connectionString: place })
  try {
    return await work(db)
  } finally {
    await db.close()
    await host?.close()
  }
}

/** Every table of ours with all its rows as JSON, read by other means than those under test. */
async function contents(db: Db): Promise<Map<string, string[]>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name !~ '^(kysely|durability)'`,
  )
  const found = new Map<string, string[]>()
  for (const { name } of tables) {
    const { rows } = await db.query<{ row: object }>(`select to_jsonb(one) as row from ${name} one`)
    // Each database says for itself which version it needs.
    const moved = rows.map(({ row }) => JSON.stringify(row)).filter((row) => !row.includes('"needs"'))
    found.set(name, moved.sort())
  }
  return found
}

const jobsIn = async (db: Db) =>
  (
    await db.query(
      `select state::text, retry_count, started_on, data from jobs.job where name = 'transcript' order by state`,
    )
  ).rows

/** Attaches an operator, and says at which place. */
async function attach(db: Db): Promise<string> {
  const { rows } = await db.query<{ position: string }>(
    'insert into operator_attachments (service_sid, operator_sid) values ($1, $2) returning position',
    [service.sid, anOperator().sid],
  )
  return rows[0]!.position
}

test('everything goes to PostgreSQL, is served from there, and comes back', async () => {
  const [to, back] = [await postgres.createDatabase(), join(folder, 'back')]
  const there = run(['--to', to, '--json'])
  assert.equal(there.status, 0, there.err)
  assert.match(
    there.err,
    /Recordings are not moved: they are read from \S+data\/media\.\n3 of 3 recordings found there; 2 of 2 waveforms .*\nSet DATABASE_URL/,
  )
  assert.doesNotMatch(there.err, /warning/)
  const { copied, tables, recordings }: Moved = JSON.parse(there.out)
  assert.deepEqual([recordings?.named, recordings?.found, recordings?.missing], [3, 3, []])
  assert.ok(copied && tables.every(({ equal }) => equal))
  const rowsOf = new Map(tables.map(({ table, target }) => [table, target.rows]))
  assert.equal(rowsOf.get('jobs.job'), 2)

  const source = await withDb(dataDir, contents)
  const target = await withDb(to, contents)
  assert.deepEqual(target.get('rate_limits'), [])
  assert.deepEqual(target.get('transcript_parts'), [])
  for (const [table, rows] of source) {
    if (table === 'rate_limits' || table === 'transcript_parts') continue
    assert.deepEqual(target.get(table), rows, table)
    assert.equal(rowsOf.get(table), rows.length, table)
  }
  assert.equal(target.get('sentences')?.length, 3)
  const job = { retry_count: 2, started_on: null, data: { transcriptSid: transcript.sid } }
  assert.deepEqual(await withDb(to, jobsIn), [
    { ...job, state: 'created' },
    { ...job, state: 'retry' },
  ])

  const server = await startServerProcess({ DATA_DIR: dataDir, DATABASE_URL: to, WORKERS: '0' })
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = server.baseUrl
  const { transcripts, services } = client.intelligence.v2
  const heard = await transcripts(transcript.sid).sentences.list()
  assert.deepEqual(
    heard.map((one) => [one.sid, one.transcript]),
    sentences.map(({ sid, text }) => [sid, text]),
  )
  assert.deepEqual(
    (await transcripts.list()).map(({ sid }) => sid),
    [transcript.sid],
  )
  await services.create({ uniqueName: 'made-on-postgres' })
  assert.equal(await server.end('SIGTERM'), 0)
  assert.equal(await withDb(to, attach), '3', 'numbers go on after the highest that ever was')

  mkdirSync(back)
  await placeDatabase(back)
  const home = run(['--from', to, '--data-dir', back])
  assert.equal(home.status, 0, home.err)
  assert.match(home.out, /^services +2 {2}[0-9a-f]{16} {2}equal$/m)
  assert.match(home.err, /warning: the stored secrets were sealed under another key than that of \S+back;/)
  const lacking = `${transcript.sid}, ${recording.sid}`
  assert.match(
    home.err,
    RegExp(`\nwarning: 0 of 3 recordings found there; the first that lack one: ${lacking}\n`),
  )
  assert.match(home.err, /\nCopy the folder media of the data directory that has them to \S+back\/media, or/)
  assert.match(home.err, /\nUnset DATABASE_URL/)
  assert.ok(!existsSync(join(back, 'secrets.json')), 'no key was made')
  const [onServer, atHome] = [await withDb(to, contents), await withDb(back, contents)]
  onServer.set('rate_limits', []).set('transcript_parts', [])
  assert.deepEqual(atHome, onServer)
})

test('a table that differs is named, and nothing is kept', async () => {
  const to = await postgres.createDatabase()
  await updateConfigured(given({ DATABASE_URL: to }))
  await withDb(to, async (db) => {
    await db.query(`create function change() returns trigger language plpgsql
      as $$ begin new.unique_name = new.unique_name || '!'; return new; end $$`)
    await db.query('create trigger change before insert on services for each row execute function change()')
    await db.query(`create function lose() returns trigger language plpgsql
      as $$ begin if new.sentence_index = 2 then return null; end if; return new; end $$`)
    await db.query('create trigger lose before insert on sentences for each row execute function lose()')
  })
  const { status, out, err } = run(['--to', to])
  assert.equal(status, 1, err)
  const side = (name: string, rows: number, end: string) => `${name} +${rows} {2}[0-9a-f]{16} {2}${end}\n`
  for (const [table, there] of [
    ['services', 1],
    ['sentences', 2],
  ] as const) {
    const here = table === 'services' ? 1 : 3
    assert.match(out, RegExp(`^${side(table, here, 'source')}${side('', there, 'target: DIFFERENT')}`, 'm'))
  }
  assert.equal(out.match(/DIFFERENT/g)?.length, 2)
  assert.match(err, /what was copied differs; nothing of it was kept/)
  assert.doesNotMatch(err, /DATABASE_URL/)
  for (const [table, rows] of await withDb(to, contents)) assert.deepEqual(rows, [], table)
})

test('a target that holds something is refused as it is', async () => {
  const [to, empty] = [await postgres.createDatabase(), await postgres.createDatabase()]
  await updateConfigured(given({ DATABASE_URL: to }))
  await withDb(to, async (db) => {
    await db.query(`insert into installation values ('own', 'value')`)
    await db.query('drop table rate_limits')
    await db.query(`delete from kysely_migration where name >= '0010'`)
  })
  const before = await withDb(to, contents)
  await assert.rejects(moveBetween({ to }, given()), {
    message: /^PostgreSQL \S+ is not empty \(installation\); nothing was copied$/,
  })
  assert.deepEqual(await withDb(to, contents), before)

  await updateConfigured(given({ DATABASE_URL: empty }))
  await assert.rejects(moveBetween({ from: empty, force: false }, given()), {
    message: /^the embedded database in \S+ is not empty \(.*services.*\); nothing was copied$/,
  })
})

test('recordings that the bucket lacks are counted, with what brings them', async () => {
  const s3 = await startS3Server()
  try {
    const move = async (over: Partial<Given['config']> = {}) =>
      moveBetween({ to: await postgres.createDatabase() }, given({ ...s3.settings, ...over }))
    const before = await move()
    assert.deepEqual(before.advice.slice(0, 3), [
      'Recordings are not moved: they are read from s3://calls/unit.',
      `warning: 0 of 3 recordings found there; the first that lack one: ${transcript.sid}, ${recording.sid}`,
      `3 of those 3 are in ${dataDir}/media; bring them with: aws s3 sync ${dataDir}/media s3://calls/unit --endpoint-url ${s3.settings.S3_ENDPOINT}`,
    ])
    for (const { key } of [transcript.media!, transcript.redactedMedia!, recording.media]) {
      const body = readFileSync(join(dataDir, 'media', key))
      assert.ok((await fetch(`${s3.directUrl}/calls/unit/${key}`, { method: 'PUT', body })).ok)
    }
    const after = await move()
    assert.match(after.advice[1]!, /^3 of 3 recordings found there/)
    s3.trouble = () => ({ status: 403, code: 'AccessDenied' })
    const unseen = await move()
    assert.deepEqual([unseen.copied, unseen.recordings], [true, null])
    assert.match(unseen.advice[1]!, /^warning: they could not be looked for: The media store refused access/)
  } finally {
    await s3.close()
  }
})

test('a PostgreSQL that others have open is not copied, unless it is forced', async () => {
  const [from, none, back] = [await postgres.createDatabase(), join(folder, 'none'), join(folder, 'forced')]
  await updateConfigured(given({ DATABASE_URL: from }))
  const refused = (message: RegExp) =>
    assert.rejects(moveBetween({ from, force: false }, given({ DATA_DIR: none })), { message })
  mkdirSync(back)
  await placeDatabase(back)
  await withDb(from, async (db) => {
    await refused(
      /^one other connection uses PostgreSQL [^ ()]+: stop every server and worker first, .*--force/,
    )
    await db.query(`set application_name = 'somebody'`)
    await refused(/^one other connection uses PostgreSQL \S+ \(somebody\): stop every/)
    const forced = run(['--from', from, '--data-dir', back, '--force'])
    assert.equal(forced.status, 0, forced.err)
    assert.match(
      forced.err,
      /^warning: one other connection uses PostgreSQL \S+ \(somebody\); what they write/,
    )

    // From now on connections are those of a role that is not shown what others do.
    const name = new URL(from).pathname.slice(1)
    await db.query(`create role ${name}_few`)
    await db.query(`grant select on all tables in schema public to ${name}_few`)
    await db.query(`alter database ${name} set role = ${name}_few`)
    await refused(/^one other connection uses PostgreSQL/)
    await db.query(`alter database ${name} reset role`)
    await db.query(`drop owned by ${name}_few`)
    await db.query(`drop role ${name}_few`)
  })
  assert.ok(!existsSync(none), 'nothing was made')
  assert.equal(run(['--to', from, '--force']).status, 2)
})

test('a source of another version is refused, an older one with what to do', async () => {
  const from = await postgres.createDatabase()
  const none = join(folder, 'none')
  const refused = (message: RegExp) =>
    assert.rejects(moveBetween({ from, force: false }, given({ DATA_DIR: none })), { message })
  await refused(/^PostgreSQL \S+ holds nothing of verbatim$/)
  await updateConfigured(given({ DATABASE_URL: from }))
  await withDb(from, (db) =>
    db.query(`insert into kysely_migration (name, timestamp) values ('9999-later', '')`),
  )
  await refused(/was written by a newer version of verbatim \(9999-later\)$/)
  await withDb(from, (db) => db.query(`delete from kysely_migration where name >= '0010'`))
  await refused(
    /lacks 0010-several-machines.*: bring it up to date first, with verbatim migrate and nothing else$/,
  )
  assert.ok(!existsSync(none), 'nothing was made')
})

test('a data directory that is in use, or has no database, is refused', async () => {
  const to = await postgres.createDatabase()
  const lock = takeOwnerLock(dataDir)
  const { status, err } = run(['--to', to])
  lock.release()
  assert.equal(status, 1)
  assert.match(err, /data directory \S+ is in use by another verbatim process/)
  await assert.rejects(moveBetween({ to }, given({ DATA_DIR: join(folder, 'nothing') })), {
    message: /^there is no embedded database in /,
  })
  assert.ok(!existsSync(join(folder, 'nothing')))
})

test('without an option the configured database is brought up to date', async () => {
  const url = await postgres.createDatabase()
  const first = run([], { DATABASE_URL: url })
  assert.equal(first.status, 0, first.err)
  assert.match(first.out, /^PostgreSQL \S+\n {2}tables {2}made, 0\d\d\d-\S+\n {2}queues {2}made, \d+\n$/)
  assert.ok(!first.out.includes('postgres@'), 'no credentials')
  const { tables, jobs } = await updateConfigured(given({ DATABASE_URL: url }))
  assert.ok(tables.to && tables.from === tables.to && jobs.to && jobs.from === jobs.to)
})

test('wrong usage is 2, a server that is not there 3', () => {
  const url = 'postgres://nobody:secret@127.0.0.1:1/none'
  assert.equal(run(['--to', url, '--from', url]).status, 2)
  assert.equal(run(['--to', 'mysql://host/db']).status, 2)
  const away = run(['--to', url])
  assert.equal(away.status, 3)
  assert.match(away.err, /^verbatim: PostgreSQL 127\.0\.0\.1:1\/none can not be opened: /)
  assert.ok(!away.err.includes('secret'))
})
