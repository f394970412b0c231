// How quick is the search among a million sentences? Over HTTP, one request after the other: words said often and seldom,
// phrases, filters, pages; and what the index adds to saving a call. Over everything: pages of 50, every kind weighs the same.
//   npm run bench:search -- [--database embedded|postgresql] [--sentences 1000000] [--runs 40]
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../src/adapters/db-pglite/embedded.ts'
import { openPostgres } from '../src/adapters/db-postgres/postgres.ts'
import { migrate } from '../src/adapters/store-sql/migrate.ts'
import {
  hitsByWord,
  hitsWithin,
  nextTranscripts,
  type Search,
} from '../src/adapters/store-sql/search-statements.ts'
import { rowsOf, sqlBuilder } from '../src/adapters/store-sql/sql.ts'
import { createStore } from '../src/adapters/store-sql/store.ts'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { sidFrom } from '../src/domain/sid.ts'
import type { Db } from '../src/ports/db.ts'
import { aSentence, aTranscript } from '../src/testing/builders.ts'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { seededRandom } from '../src/testing/seeded-random.ts'
import { createSpeech, loadCalls, NEWEST_MS, vocabulary } from './search-data.ts'

const { values: options } = parseArgs({
  options: {
    database: { type: 'string', default: 'embedded' },
    sentences: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '40' },
  },
})
const account = { sid: sidFrom('account', '1'.repeat(32)), token: 'bench' }
const services = ['a', 'b', 'c', 'd'].map((digit) => sidFrom('service', digit.repeat(32)))
const accounts = [
  { sid: account.sid, share: 0.9 },
  { sid: sidFrom('account', '2'.repeat(32)), share: 0.1 },
]
const SAVED_CALLS = 20
const SAVED_SENTENCES = 200

// While PostgreSQL is being stopped nothing else keeps this process going.
setInterval(() => undefined, 1000)
const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const server = options.database === 'postgresql' ? await startPostgres() : null
const url = await server?.createDatabase()
try {
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${options.database}`)
  await withDb(prepare)
  await ask()
} finally {
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)

async function withDb(work: (db: Db) => Promise<void>) {
  const host = url
    ? null
    : await startEmbedded(dataDir, (error) => {
        throw error
      })
  const db = await openPostgres(host ? { stream: host.stream } : { connectionString: url! })
  await work(db)
  await db.close()
  await host?.close()
}

async function prepare(db: Db) {
  await migrate(db)
  const { rowsMs, indexMs } = await loadCalls(db, {
    sentences: Number(options.sentences),
    accounts,
    services,
  })
  // As both do by themselves in time; the embedded database keeps no statistics.
  await db.query(url ? 'vacuum analyze' : 'vacuum')
  console.log(
    `loaded ${options.sentences} sentences in ${seconds(rowsMs)} s, indexed in ${seconds(indexMs)} s`,
  )
  const { rows } = await db.query<{ part: string; mb: string }>(
    `select relname as part, (pg_relation_size(oid) >> 20)::text as mb from pg_class
    where relname ~ '^sentence' and relkind in ('r', 'i') order by 1`,
  )
  console.table(Object.fromEntries(rows.map(({ part, mb }) => [part, { MB: Number(mb) }])))
  await explain(db)
  await measureSaving(db)
}

/** Which indexes the two ways of the search use. */
async function explain(db: Db) {
  for (const query of ['account', 'velvet', '"reset manager"']) {
    const { rows } = await db.query<{ text: string }>(
      `select websearch_to_tsquery('english', $1)::text as text`,
      [query],
    )
    const search: Search = {
      account: account.sid,
      exactly: null,
      query: `(${rows[0]!.text}) & '${account.sid.slice(0, 14)}/en'`,
      view: 'redacted',
      filter: {},
      backwards: false,
    }
    const newest = await rowsOf(db, nextTranscripts(search, null, 256))
    const ways = {
      'through the newest calls': hitsWithin(search, {
        sids: newest.map(({ sid }) => sid),
        from: null,
        limit: 51,
      }),
      'through the index': hitsByWord(search, null, 51),
    }
    for (const [way, statement] of Object.entries(ways)) {
      const { sql, parameters } = statement.compile(sqlBuilder)
      const plan = await db.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) ${sql}`, parameters)
      const lines = plan.rows.map((row) => row['QUERY PLAN'])
      const scans = lines.flatMap(
        (line) =>
          line.match(/(?:Seq|Index|Index Only|Bitmap Index) Scan (?:Backward )?(?:using|on) \w+/) ?? [],
      )
      const time = lines.find((line) => line.startsWith('Execution Time'))
      console.log(`${query} ${way}: ${[...new Set(scans)].join(', ')}; ${time}`)
    }
  }
}

/** Saves calls that are searchable, and such as are not: those that are encrypted. */
async function measureSaving(db: Db) {
  const speech = createSpeech()
  const took: Record<string, number> = {}
  for (const searchable of [false, true, false, true]) {
    let ms = 0
    for (let call = 0; call < SAVED_CALLS; call++) {
      const encryptionCredentialSid = searchable ? null : sidFrom('publicKey', '0'.repeat(32))
      const transcript = aTranscript({ encryptionCredentialSid })
      const sentences = Array.from({ length: SAVED_SENTENCES }, (_, index) =>
        aSentence(index, { text: speech() }),
      )
      await createStore(db).transcripts.insert(transcript)
      const startedMs = performance.now()
      await db.transaction((session) => createStore(session).sentences.replace(transcript.sid, sentences))
      ms += performance.now() - startedMs
      await createStore(db).transcripts.remove(transcript.accountSid, transcript.sid)
    }
    took[searchable ? 'searchable' : 'not searchable'] = ms / SAVED_CALLS
  }
  for (const [what, ms] of Object.entries(took))
    console.log(`saving ${SAVED_SENTENCES} sentences, ${what}: ${ms.toFixed(1)} ms`)
}

/** Questions of one kind: parameters by the number of the question. */
type Kind = (number: number) => Record<string, string>

function kinds(): Record<string, Kind> {
  const random = seededRandom(7)
  const words = vocabulary()
  const speech = createSpeech()
  const said = Array.from({ length: 5000 }, () => speech().slice(0, -1).split(' '))
  const [often, seldom] = [
    () => words[random.integer(0, 19)]!,
    () => words[random.integer(5000, words.length - 1)]!,
  ]
  const between = () => words[random.integer(60, 600)]!
  const phrase = (length: number) => {
    const sentence = random.pick(said.filter((one) => one.length > length))
    const at = random.integer(0, sentence.length - length)
    return `"${sentence.slice(at, at + length).join(' ')}"`
  }
  const day = (before: number) => new Date(NEWEST_MS - before * 86_400_000).toISOString()
  return {
    'a word said often': () => ({ Query: often() }),
    'a word in between': () => ({ Query: between() }),
    'a word said seldom': () => ({ Query: seldom() }),
    'a word of nobody': (number) => ({ Query: `nobody${number}` }),
    'two words said often': () => ({ Query: `${often()} ${often()}` }),
    'three words': () => ({ Query: `${often()} ${between()} ${often()}` }),
    'either of two, not a third': () => ({ Query: `${between()} or ${seldom()} -${often()}` }),
    'a phrase of two words': () => ({ Query: phrase(2) }),
    'a phrase of three words': () => ({ Query: phrase(3) }),
    'as spoken': () => ({ Query: between(), Redacted: 'false' }),
    'of a service': (number) => ({ Query: often(), ServiceSid: services[number % 4]! }),
    'of a customer': (number) => ({ Query: between(), CustomerKey: `customer-${number}` }),
    'by the agent': () => ({ Query: between(), Speaker: 'Agent' }),
    'of a week long ago': () => ({ Query: between(), AfterDateCreated: day(60), BeforeDateCreated: day(53) }),
    'a thousand at once': () => ({ Query: often(), PageSize: '1000' }),
  }
}

async function ask() {
  const app = await createApp(
    readConfig({
      DATA_DIR: dataDir,
      ...(url && { DATABASE_URL: url }),
      WORKERS: '0',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: 'off',
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.token,
    }),
    (error) => {
      throw error
    },
  )
  const address = await app.http.listen({ port: 0, host: '127.0.0.1' })
  const report: Record<string, object> = {}
  const all: number[] = []
  for (const [kind, question] of Object.entries(kinds())) {
    const times: number[] = []
    let [results, slowest, mostMs] = [0, '', 0]
    for (let number = 0; number < Number(options.runs); number++) {
      const asked = question(number)
      const { ms, found } = await timeOf(`${address}/x/v1/Search?${new URLSearchParams(asked)}`)
      times.push(ms)
      if (ms > mostMs) [slowest, mostMs] = [asked.Query!, ms]
      results += found / Number(options.runs)
    }
    report[kind] = { ...figures(times), 'results a page': Math.round(results), slowest }
    if (!question(0).PageSize) all.push(...times)
  }
  report['second to tenth page'] = figures(await timesOfPages(`${address}/x/v1/Search?Query=refund`))
  report.everything = figures(all)
  console.table(report)
  await app.close(0)
}

async function timesOfPages(first: string): Promise<number[]> {
  const times: number[] = []
  let next = (await timeOf(first)).next
  while (next && times.length < 9) {
    const page = await timeOf(next)
    times.push(page.ms)
    next = page.next
  }
  return times
}

async function timeOf(address: string) {
  const headers = { authorization: `Basic ${btoa(`${account.sid}:${account.token}`)}` }
  const startedMs = performance.now()
  const response = await fetch(address, { headers })
  const body = (await response.json()) as { results: unknown[]; meta: { next_page_url: string | null } }
  const ms = performance.now() - startedMs
  if (response.status !== 200) throw new Error(JSON.stringify(body))
  return { ms, found: body.results.length, next: body.meta.next_page_url }
}

function figures(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(1))
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'max ms': at(1) }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
