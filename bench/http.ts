// What does an answer cost that is checked, counted and durable, against one that is made up? Create, fetch and list of
// transcripts of our server (embedded database, and real PostgreSQL with its defaults) against Stoplight Prism with our
// contract document, which stores nothing, and against a bare Fastify that answers a text of the same size from
// memory. Each server is a process of its own, without recognisers; the clients are another, the same for all. Rounds
// take turns; figures are medians over the rounds, ratios (of requests a second) medians of those within a round. CPU is
// what the server's process used for a request, its database thread included and PostgreSQL not; it holds where other
// programs take the machine's time.
//   npm run bench:http -- [--rounds 5] [--seconds 4] [--clients 50]
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../src/testing/server-process.ts'
import type { BareRoute } from './bare-server.ts'
import { installedFolder } from './installed.ts'
import type { ClientsReport, ClientsRequest } from './postgres-clients.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    clients: { type: 'string', default: '50' },
  },
})
const PRISM = '5.16.0'
const contract = join(import.meta.dirname, '../contract/intelligence-v2.json')
const authorization = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`
const work = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const quiet = { WORKERS: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'error' }

/** A request that is measured. `rows`: how many transcripts its answer lists, null when it is one. */
interface Operation {
  path: string
  form: string | null
  rows: number | null
}

/** A server, and its request for each operation that it can answer. */
interface Subject {
  baseUrl: string
  pid: number
  /** By name; the names of all subjects are the same. */
  operations: Record<string, Operation>
}

/** The requests for a server that knows this Service and this transcript. */
function operationsFor(serviceSid: string, transcriptSid: string): Record<string, Operation> {
  const list = (rows: number): Operation => ({
    path: `/v2/Transcripts?PageSize=${rows}`,
    form: null,
    rows,
  })
  return {
    create: { path: '/v2/Transcripts', form: createForm(serviceSid), rows: null },
    fetch: { path: `/v2/Transcripts/${transcriptSid}`, form: null, rows: null },
    'list, page of 1': list(1),
    'list, page of 50': list(50),
  }
}

function createForm(serviceSid: string): string {
  const channel = JSON.stringify({ media_properties: { media_url: 'https://example.com/{n}.wav' } })
  return `ServiceSid=${serviceSid}&Channel=${encodeURIComponent(channel).replace('%7Bn%7D', '{n}')}`
}

/** Sends one request and returns the text of the answer. */
async function send(url: string, form: string | null): Promise<string> {
  const answer = await fetch(url, {
    method: form ? 'POST' : 'GET',
    headers: { authorization },
    ...(form && { body: new URLSearchParams(form) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`)
  return text
}

/** Ours, with enough transcripts for a page. */
async function prepareOurs({ baseUrl, pid }: ServerProcess): Promise<Subject> {
  const made = await send(`${baseUrl}/v2/Services`, 'UniqueName=bench')
  const { sid: serviceSid } = JSON.parse(made)
  const texts: string[] = []
  for (let n = 0; n < 60; n++) {
    texts.push(await send(`${baseUrl}/v2/Transcripts`, createForm(serviceSid).replace('{n}', `${n}`)))
  }
  return { baseUrl, pid, operations: operationsFor(serviceSid, JSON.parse(texts[0]!).sid) }
}

/** Prism lists one transcript whatever the size of the page, so it has no page of 50. */
async function startPrism({ create, fetch: one, 'list, page of 1': list }: Subject['operations']) {
  const port = await freePort()
  const program = join(installedFolder('@stoplight/prism-cli', PRISM), 'dist/index.js')
  const settings = ['--host', '127.0.0.1', '--port', `${port}`, '--verboseLevel', 'silent']
  const child = spawn(process.execPath, [program, 'mock', contract, ...settings], { stdio: 'ignore' })
  const baseUrl = `http://127.0.0.1:${port}`
  const operations = { create: create!, fetch: one!, 'list, page of 1': list! }
  for (let tries = 0; ; tries++) {
    if (await fetch(baseUrl).catch(() => null))
      return { child, subject: { baseUrl, pid: child.pid!, operations } }
    if (child.exitCode !== null || tries > 300) throw new Error('Prism does not start')
    await sleep(100)
  }
}

/** Answers what `ours` answers now. */
async function startBare({ baseUrl, operations }: Subject) {
  const routes: BareRoute[] = []
  const own: Record<string, Operation> = {}
  for (const [name, { path, form, rows }] of Object.entries(operations)) {
    const body = await send(baseUrl + path, form)
    // A path for each: it can not tell pages apart.
    const url = rows === null ? path : `/v2/Transcripts/of${rows}`
    routes.push({ method: form ? 'POST' : 'GET', url, status: form ? 202 : 200, body })
    own[name] = { path: url, form, rows }
  }
  const child = fork(new URL('./bare-server.ts', import.meta.url))
  child.send(routes)
  const [address] = (await once(child, 'message')) as [string]
  return { child, subject: { baseUrl: address, pid: child.pid!, operations: own } }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** That a server answers what is asked, before it is measured. */
async function check({ baseUrl, operations }: Subject) {
  for (const { path, form, rows } of Object.values(operations)) {
    const answer = JSON.parse(await send(baseUrl + path, form))
    const right = rows === null ? typeof answer.sid === 'string' : answer.transcripts.length === rows
    if (!right) throw new Error(`${baseUrl}${path} answers ${JSON.stringify(answer)}`)
  }
}

interface Load extends ClientsReport {
  /** Milliseconds of processor time of the server, a request. */
  cpuMs: number
}

async function load({ baseUrl, pid, operations }: Subject, name: string, seconds: number): Promise<Load> {
  const { path, form } = operations[name]!
  const child = fork(new URL('./postgres-clients.ts', import.meta.url))
  const clients = Number(options.clients)
  const cpuBeforeMs = cpuOf(pid)
  child.send({ url: baseUrl + path, authorization, clients, seconds, form } satisfies ClientsRequest)
  const [report] = (await once(child, 'message')) as [ClientsReport]
  const cpuMs = (cpuOf(pid) - cpuBeforeMs) / report.answered
  if (report.refused > 0) throw new Error(`${baseUrl}${path}: ${report.refused} requests were refused`)
  return { ...report, cpuMs }
}

/** Processor time that a process has used so far, in milliseconds, as Linux counts it: in hundredths of a second. */
function cpuOf(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return (Number(afterName[11]) + Number(afterName[12])) * 10
}

const postgres = await startPostgres()
const servers = [
  await startServerProcess({ ...quiet, DATA_DIR: join(work, 'embedded') }),
  await startServerProcess({
    ...quiet,
    DATA_DIR: join(work, 'postgres'),
    DATABASE_URL: await postgres.createDatabase(),
  }),
]
const embedded = await prepareOurs(servers[0]!)
const onPostgres = await prepareOurs(servers[1]!)
const prism = await startPrism(embedded.operations)
const bare = await startBare(embedded)
const others: ChildProcess[] = [prism.child, bare.child]
const subjects: Record<string, Subject> = {
  'ours, embedded': embedded,
  'ours, PostgreSQL': onPostgres,
  Prism: prism.subject,
  'bare Fastify': bare.subject,
}
const names = Object.keys(embedded.operations)
const reports = new Map<string, Load[]>()
const reportsOf = (name: string, who: string) => reports.get(`${name}: ${who}`) ?? []

for (const subject of Object.values(subjects)) {
  await check(subject)
  for (const name of Object.keys(subject.operations)) await load(subject, name, 1)
}
for (let round = 0; round < Number(options.rounds); round++) {
  for (const name of names) {
    for (const [who, subject] of Object.entries(subjects)) {
      if (!subject.operations[name]) continue
      const report = await load(subject, name, Number(options.seconds))
      reports.set(`${name}: ${who}`, [...reportsOf(name, who), report])
    }
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const shown = (value: number) => Number(value.toFixed(value < 100 ? 2 : 0))
function ratio(name: string, who: string, to: string): number | string {
  const reference = reportsOf(name, to)
  if (reference.length === 0) return '–'
  return shown(
    median(reportsOf(name, who).map(({ perSecond }, round) => perSecond / reference[round]!.perSecond)),
  )
}

console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(
  Object.fromEntries(
    names.flatMap((name) =>
      Object.keys(subjects)
        .filter((who) => reportsOf(name, who).length > 0)
        .map((who) => [
          `${name}: ${who}`,
          {
            'requests/s': shown(median(reportsOf(name, who).map(({ perSecond }) => perSecond))),
            'p95 ms': shown(median(reportsOf(name, who).map(({ p95Ms }) => p95Ms))),
            'CPU ms': shown(median(reportsOf(name, who).map(({ cpuMs }) => cpuMs))),
            'to Prism': ratio(name, who, 'Prism'),
            'to bare Fastify': ratio(name, who, 'bare Fastify'),
          },
        ]),
    ),
  ),
)
for (const server of servers) await server.end('SIGTERM')
await postgres.stop()
for (const child of others) child.kill()
rmSync(work, { recursive: true, force: true })
process.exit(0)
