// Measures, on this machine, what a simulation of many workers needs to know, and writes measured.json: statements and processor time
// of a real PostgreSQL for each call, and how long each stage of a call takes with one recogniser.
//   node bench/simulation/measure.ts [--calls 6] [--idle 15]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startFileServer } from '../../src/testing/file-server.ts'
import { startPostgres } from '../../src/testing/postgres-server.ts'
import { sampleCallPath } from '../../src/testing/sample-call.ts'
import { startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import { startWebhookReceiver } from '../../src/testing/webhook-receiver.ts'
import { backendMs, spentMs } from './backend-time.ts'
import { writeLongCall } from './long-call.ts'
import { timeQueue } from './queue-times.ts'
import { startWireCounter } from './wire-counter.ts'

const { values: options } = parseArgs({
  options: { calls: { type: 'string', default: '6' }, idle: { type: 'string', default: '15' } },
})
const [calls, idleS] = [Number(options.calls), Number(options.idle)]
const COPIES = 8
const CREATES = 150
const dir = mkdtempSync(join(tmpdir(), 'verbatim-measure-'))
const authorization = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`
const [postgres, files, hooks] = [
  await startPostgres(),
  await startFileServer(),
  await startWebhookReceiver(),
]
const longPath = join(dir, 'long.wav')
const longS = writeLongCall(sampleCallPath, longPath, COPIES)
const shortS = longS / COPIES
const directUrl = await postgres.createDatabase()
const pool = new pg.Pool({ connectionString: directUrl, max: 2 })
const socket = `${new URL(directUrl).searchParams.get('host')}/.s.PGSQL.5432`
const relay = await startWireCounter(socket)
const relayed = new URL(directUrl)
relayed.search = ''
relayed.host = `127.0.0.1:${relay.port}`

type Server = Awaited<ReturnType<typeof startServerProcess>>

function start(workers: number): Promise<Server> {
  return startServerProcess({
    DATA_DIR: dir,
    DATABASE_URL: relayed.href,
    WORKERS: String(workers),
    LOG_LEVEL: 'info',
    RATE_LIMIT: 'off',
  })
}

async function post(server: Server, path: string, form: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(form)
  const answer = await fetch(`${server.baseUrl}/v2/${path}`, {
    method: 'POST',
    headers: { authorization },
    body,
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { sid: string }).sid
}

function create(server: Server, serviceSid: string, mediaUrl: string) {
  const Channel = JSON.stringify({ media_properties: { media_url: mediaUrl } })
  return post(server, 'Transcripts', { ServiceSid: serviceSid, Channel })
}

type StageMs = Record<string, number>

/** Stage times of the calls a server has completed, as its log tells them. */
function completed(server: Server): StageMs[] {
  return server
    .output()
    .split('\n')
    .filter((line) => line.includes('"transcript completed"'))
    .map((line) => JSON.parse(line) as StageMs)
}

/** What passed and was computed while `work` ran. */
async function during(work: () => Promise<unknown>) {
  const [counts, times, startedMs] = [{ ...relay.counts }, await backendMs(pool), performance.now()]
  await work()
  const seconds = (performance.now() - startedMs) / 1000
  const now = relay.counts
  return {
    seconds,
    polls: now.polls - counts.polls,
    statements: now.claims + now.others - counts.claims - counts.others,
    flushes: now.flushes - counts.flushes,
    processorMs: spentMs(times, await backendMs(pool)),
  }
}

type Passed = Awaited<ReturnType<typeof during>>

/** Of `passed` what is beyond idling, for each of `count`. Looks for jobs are counted, as who is busy looks less. */
function perOne(passed: Passed, { idle, count }: { idle: Passed; count: number }) {
  const beyond = (key: 'statements' | 'flushes') =>
    (passed[key] - (idle[key] / idle.seconds) * passed.seconds) / count
  const others = (idle.statements / idle.seconds) * passed.seconds
  const idleMs = (passed.polls + others) * idleStatementMs(idle)
  return {
    statements: beyond('statements'),
    flushes: beyond('flushes'),
    processorMs: (passed.processorMs - idleMs) / count,
  }
}

function idleStatementMs({ processorMs, polls, statements }: Passed): number {
  return processorMs / Math.max(1, polls + statements)
}

/** Over so long a time sessions end, and what they computed is lost to the sum. */
function withoutProcessor({ statements, flushes }: ReturnType<typeof perOne>) {
  return { statements, flushes }
}

/** Has the server do `count` calls, webhook included.
 * @returns seconds from the first create to the last completion */
async function batch(server: Server, { serviceSid, mediaUrl }: Record<string, string>, count: number) {
  const [before, heard, startedMs] = [completed(server).length, hooks.received.length, performance.now()]
  for (let n = 0; n < count; n++) await create(server, serviceSid!, mediaUrl!)
  while (completed(server).length < before + count) await sleep(20)
  const seconds = (performance.now() - startedMs) / 1000
  while (hooks.received.length < heard + count) await sleep(20)
  await sleep(300)
  return seconds
}

const [shortUrl, longUrl] = [files.urlOf(sampleCallPath), files.urlOf(longPath)]
const one = await start(1)
const serviceSid = await post(one, 'Services', { UniqueName: 'measured', WebhookUrl: hooks.url })
const short = { serviceSid, mediaUrl: shortUrl }
await batch(one, short, 1)
await sleep(1000)
const idle = await during(() => sleep(idleS * 1000))
const connections = relay.connections()
let oneWorkerS = 0
const run = await during(async () => {
  oneWorkerS = await batch(one, short, calls)
})
const longRun = await during(() => batch(one, { serviceSid, mediaUrl: longUrl }, 3))
const stages = completed(one)
await one.end('SIGTERM')

const two = await start(2)
await batch(two, short, 2)
const twoWorkersS = await batch(two, short, calls * 2)
const stagesOfTwo = completed(two).slice(-calls)
await two.end('SIGTERM')

const api = await start(0)
for (let n = 0; n < 10; n++) await create(api, serviceSid, shortUrl)
const apiIdle = await during(() => sleep(3000))
const creating = await during(async () => {
  for (let n = 0; n < CREATES; n++) await create(api, serviceSid, shortUrl)
})
await api.end('SIGTERM')
await pool.query('truncate jobs.job')
const queue = await timeQueue(directUrl)

const stageMeans = (from: StageMs[]) => {
  const names = Object.keys(from[0]!).filter((name) => !['level', 'time', 'pid', 'attempt'].includes(name))
  const mean = (name: string) => from.reduce((sum, one) => sum + (one[name] ?? 0), 0) / from.length
  return Object.fromEntries(
    names.filter((name) => typeof from[0]![name] === 'number').map((name) => [name, mean(name)]),
  )
}
const measured = {
  machine: {
    processor: cpus()[0]!.model,
    cores: availableParallelism(),
    node: process.version,
    date: new Date().toISOString(),
    postgres: (await pool.query<{ v: string }>(`select current_setting('server_version') as v`)).rows[0]!.v,
  },
  idleProcess: {
    pollsPerS: idle.polls / idle.seconds,
    othersPerS: idle.statements / idle.seconds,
    connections,
    processorMsPerStatement: idleStatementMs(idle),
  },
  create: perOne(creating, { idle: apiIdle, count: CREATES }),
  call: perOne(run, { idle, count: calls }),
  longCall: withoutProcessor(perOne(longRun, { idle, count: 3 })),
  queue,
  stages: {
    short: { audioS: shortS, ms: stageMeans(stages.slice(1, 1 + calls)) },
    long: { audioS: longS, ms: stageMeans(stages.slice(-3)) },
    twoAtOnce: { audioS: shortS, ms: stageMeans(stagesOfTwo) },
  },
  batches: { calls, oneWorkerS, twoWorkersCalls: calls * 2, twoWorkersS },
}
const rounded = JSON.stringify(
  measured,
  (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value),
  2,
)
writeFileSync(new URL('./measured.json', import.meta.url), `${rounded}\n`)
console.log(rounded)
await pool.end()
relay.close()
files.close()
hooks.close()
const alive = setInterval(() => undefined, 1000)
await postgres.stop()
clearInterval(alive)
rmSync(dir, { recursive: true })
