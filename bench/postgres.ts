// How many durable creates a second does the API take on PostgreSQL, how near is that to inserting the same rows by
// hand, and does it stay so up to a million transcripts? Real PostgreSQL with its defaults (fsync on), the server in a
// process of its own without recognisers, the clients in another.
//   npm run bench:postgres -- [--rows 1000000] [--seconds 15] [--clients 50]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { startServerProcess, testAccount } from '../src/testing/server-process.ts'
import type { ClientsReport, ClientsRequest } from './postgres-clients.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '15' },
    clients: { type: 'string', default: '50' },
  },
})
const [rows, seconds, clients] = [options.rows, options.seconds, options.clients].map(Number) as [
  number,
  number,
  number,
]
const { accountSid, authToken } = testAccount
const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const postgres = await startPostgres()
const url = await postgres.createDatabase()
const server = await startServerProcess({
  DATA_DIR: dataDir,
  DATABASE_URL: url,
  WORKERS: '0',
  RATE_LIMIT: 'off',
  LOG_LEVEL: 'error',
})
const pool = new pg.Pool({ connectionString: url, max: 10 })

async function load(request: Omit<ClientsRequest, 'authorization'>): Promise<ClientsReport> {
  const child = fork(new URL('./postgres-clients.ts', import.meta.url))
  child.send({ ...request, authorization } satisfies ClientsRequest)
  const [report] = (await once(child, 'message')) as [ClientsReport]
  return report
}

async function makeService(): Promise<string> {
  const answer = await fetch(`${server.baseUrl}/v2/Services`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ UniqueName: 'bench' }),
  })
  return ((await answer.json()) as { sid: string }).sid
}

const serviceSid = await makeService()

function create(forSeconds: number) {
  const channel = JSON.stringify({ media_properties: { media_url: 'https://example.com/{n}.wav' } })
  const form = `ServiceSid=${serviceSid}&Channel=${encodeURIComponent(channel).replace('%7Bn%7D', '{n}')}`
  return load({ url: `${server.baseUrl}/v2/Transcripts`, clients, seconds: forSeconds, form })
}

/** The same rows, a transcript and its job, in one transaction each, copied from the last ones of the API. */
async function bareInserts(forSeconds: number): Promise<number> {
  const transcript = await columnsOf('public', 'transcripts')
  const job = await columnsOf('jobs', 'job')
  const row = await pool.query(`select ${transcript} from transcripts order by date_created desc limit 1`)
  const jobRow = await pool.query(
    `select ${job} from jobs.job where name = 'transcript' and data ->> 'transcriptSid' = $1`,
    [row.rows[0].sid],
  )
  const insert = (table: string, value: Record<string, unknown>) => {
    const names = Object.keys(value)
    return {
      name: `bare-${table}`,
      text: `insert into ${table} (${names.map((name) => `"${name}"`)}) values (${names.map((_, at) => `$${at + 1}`)})`,
      values: Object.values(value).map((one) =>
        typeof one === 'object' && one !== null && !(one instanceof Date) ? JSON.stringify(one) : one,
      ),
    }
  }
  let done = 0
  const endMs = performance.now() + forSeconds * 1000
  const client = async () => {
    while (performance.now() < endMs) {
      const sid = `GTfffff${(done++).toString(16).padStart(27, '0')}`
      const session = await pool.connect()
      await session.query('begin')
      await session.query(insert('transcripts', { ...row.rows[0], sid, source_sid: null }))
      const id = `${sid.slice(2, 10)}-${sid.slice(10, 14)}-${sid.slice(14, 18)}-${sid.slice(18, 22)}-${sid.slice(22)}`
      await session.query(insert('jobs.job', { ...jobRow.rows[0], id, data: { transcriptSid: sid } }))
      await session.query('commit')
      session.release()
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  await pool.query(`delete from jobs.job where data ->> 'transcriptSid' like 'GTfffff%'`)
  await pool.query(`delete from transcripts where sid like 'GTfffff%'`)
  return done / forSeconds
}

async function columnsOf(schema: string, table: string): Promise<string> {
  const { rows: found } = await pool.query(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' order by ordinal_position`,
    [schema, table],
  )
  return found.map(({ name }) => name).join(', ')
}

/** Fills up to `count` transcripts, as they are once they are completed. */
async function fill(count: number) {
  await pool.query(
    `insert into transcripts (sid, account_sid, service_sid, status, channel, language_code, duration_s,
       redaction, media_redaction, transcribed, diagnostics, date_created, date_updated)
     select 'GT' || lpad(to_hex(n), 32, '0'), $1, $2, 'completed',
       '{"mediaUrl": "https://example.com/a", "sourceSid": null, "callSid": null, "participants": []}', 'en-US', 60,
       false, false, true, '{"stageMs": {}, "warnings": [], "failure": null, "attempts": 1}',
       now() - interval '400 days' + n * interval '30 seconds', now()
     from generate_series(1, $3 - (select count(*) from transcripts)) n`,
    [accountSid, serviceSid, count],
  )
  await pool.query('vacuum analyze transcripts')
}

const table: Record<string, Record<string, number>> = {}
const shown = (value: number) => Number(value.toFixed(value < 100 ? 1 : 0))
for (const count of [0, rows]) {
  if (count > 0) await fill(count)
  await create(5)
  const creates = await create(seconds)
  const bare = await bareInserts(seconds)
  const pages = await load({
    url: `${server.baseUrl}/v2/Transcripts?PageSize=50`,
    clients: 1,
    seconds: 5,
    form: null,
  })
  if (creates.refused > 0 || pages.refused > 0) throw new Error('requests were refused')
  table[`${count} rows before`] = {
    'creates/s': shown(creates.perSecond),
    'p50 ms': shown(creates.p50Ms),
    'p95 ms': shown(creates.p95Ms),
    'bare inserts/s': shown(bare),
    'of bare': shown(creates.perSecond / bare),
    'page of 50 p95 ms': shown(pages.p95Ms),
  }
}
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(table)
await pool.end()
await server.end('SIGTERM')
await postgres.stop()
rmSync(dataDir, { recursive: true, force: true })
