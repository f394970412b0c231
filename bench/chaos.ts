// Is every transcript completed exactly once, whatever happens to the machines? One API process and three workers on
// real PostgreSQL and a slow S3, each worker's way to the database a relay of its own. At random a worker is killed and
// started again, frozen, cut off from the database (its connections break) or unheard (what is sent arrives later); the
// webhook's receiver fails now and then. With --hosts each worker is a host of its own (a network namespace; as root), and
// its cable is pulled as well: database, S3, recordings and receivers are all gone, and nobody is told. Afterwards all is
// counted; it ends with 1 when a transcript failed, was lost or doubled, or was not announced as one event.
//   npm run bench:chaos -- [--minutes 20] [--seed 1] [--every 4] [--hosts]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import twilio from 'twilio'
import { startFileServer } from '../src/testing/file-server.ts'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { startS3Server } from '../src/testing/s3-server.ts'
import { sampleCallPath } from '../src/testing/sample-call.ts'
import { seededRandom } from '../src/testing/seeded-random.ts'
import {
  type ServerProcess,
  startServerProcess,
  startWorkerProcess,
  testAccount,
} from '../src/testing/server-process.ts'
import { startWebhookReceiver } from '../src/testing/webhook-receiver.ts'
import { type Cuttable, startCuttable } from './chaos/cuttable.ts'
import { type Host, openNetwork } from './chaos/namespaces.ts'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '4' },
    hosts: { type: 'boolean', default: false },
  },
})
const WORKERS = 3
const S3_DELAY_MS = 30
/** Speech of the sample call is more, that of its first seconds less: both ways are gone. */
const FAN_OUT_SECONDS = '20'
const SHORT_S = 12
const SETTLE_MS = 600_000
const RESTART_MS = 2000

const random = seededRandom(Number(options.seed))
const dir = mkdtempSync(join(tmpdir(), 'verbatim-chaos-'))
const [postgres, files, s3] = [await startPostgres(), await startFileServer(), await startS3Server()]
const database = new URL(await postgres.createDatabase())
const socket = `${database.searchParams.get('host')}/.s.PGSQL.5432`
const network = options.hosts ? openNetwork(WORKERS) : null
/** Where workers find this process. */
const host = network?.address ?? '127.0.0.1'
const slowS3 = await relayTo(s3.settings.S3_ENDPOINT!, S3_DELAY_MS)
const hooks = await startWebhookReceiver(() => (random.integer(1, 3) === 1 ? 503 : 204))
const [hooksRelay, filesRelay] = [await relayTo(hooks.url), await relayTo(files.urlOf(sampleCallPath))]

function relayTo(url: string, delayMs = 0) {
  return startCuttable({ port: Number(new URL(url).port), host: '127.0.0.1' }, { host, delayMs })
}

/** The address by which workers have it. */
function through({ port }: Cuttable, url: string): string {
  const address = new URL(url)
  address.host = `${host}:${port}`
  return address.href
}

const env = {
  LOG_LEVEL: 'info',
  RATE_LIMIT: 'off',
  ASR_MODEL: 'moonshine-tiny',
  FAN_OUT_SECONDS,
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  MEDIA_STORE: 's3://calls/chaos',
  S3_ENDPOINT: `http://${host}:${slowS3.port}`,
  NETWORK_ALLOW: `127.0.0.1,${host}`,
  AWS_REGION: s3.settings.AWS_REGION ?? 'us-east-1',
  AWS_ACCESS_KEY_ID: s3.settings.AWS_ACCESS_KEY_ID!,
  AWS_SECRET_ACCESS_KEY: s3.settings.AWS_SECRET_ACCESS_KEY!,
}

interface Worker {
  relay: Cuttable
  host: Host | null
  process: ServerProcess | null
  start(): Promise<void>
}

async function makeWorker(n: number): Promise<Worker> {
  const relay = await startCuttable({ path: socket }, { host })
  const own = new URL(database)
  own.search = ''
  own.host = `${host}:${relay.port}`
  const machine = network?.hosts[n] ?? null
  const settings = { ...env, DATA_DIR: join(dir, `worker-${n}`), DATABASE_URL: own.href, WORKERS: '1' }
  const worker: Worker = {
    relay,
    host: machine,
    process: null,
    // One that can't reach the database ends, and is started again, as any supervisor does.
    async start() {
      while (!worker.process) {
        worker.process = await startWorkerProcess(settings, machine?.command).catch(() => null)
        if (!worker.process) await sleep(RESTART_MS)
      }
    },
  }
  return worker
}

const api = await startServerProcess({
  ...env,
  DATA_DIR: join(dir, 'api'),
  DATABASE_URL: database.href,
  WORKERS: '0',
})
const workers = await Promise.all(Array.from({ length: WORKERS }, (_, n) => makeWorker(n)))
for (const worker of workers) await worker.start()
const client = twilio(testAccount.accountSid, testAccount.authToken)
client.intelligence.baseUrl = api.baseUrl
const { transcripts, services } = client.intelligence.v2
const service = await services.create({
  uniqueName: 'chaos',
  webhookUrl: through(hooksRelay, hooks.url),
  autoRedaction: true,
})

/** The beginning of the sample call, as a file of its own. */
function shortRecording(): string {
  const call = readFileSync(sampleCallPath)
  const data = call.indexOf('data') + 8
  const short = Buffer.from(call.subarray(0, data + SHORT_S * call.readUInt32LE(28)))
  short.writeUInt32LE(short.length - 8, 4)
  short.writeUInt32LE(short.length - data, data - 4)
  const path = join(dir, 'short.wav')
  writeFileSync(path, short)
  return path
}

const urlOf = (path: string) => through(filesRelay, files.urlOf(path))
const mediaUrls = { short: urlOf(shortRecording()), long: urlOf(sampleCallPath) }
const created = new Map<string, keyof typeof mediaUrls>()
let refused = 0
const happened = { killed: 0, frozen: 0, cut: 0, unheard: 0, unplugged: 0 }
const harms = (['killed', 'frozen', 'cut', 'unheard', 'unplugged'] as const).slice(0, network ? 5 : 4)
const endMs = performance.now() + Number(options.minutes) * 60_000

/** Notes that the API did not answer as it should, and why. */
function refuse(error: unknown) {
  refused++
  const told = api
    .output()
    .split('\n')
    .filter((line) => /"level":50/.test(line))
  console.error(String(error), told.at(-1))
  return null
}

/** Asks until there is an answer. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(refuse)
    if (answer !== null) return answer
    await sleep(RESTART_MS)
  }
}

async function create() {
  for (let n = 0; performance.now() < endMs; n++) {
    const kind = n % 3 === 0 ? 'long' : 'short'
    const channel = { media_properties: { media_url: mediaUrls[kind] } }
    const made = await transcripts.create({ serviceSid: service.sid, channel }).catch(refuse)
    if (made) created.set(made.sid, kind)
    await sleep(Number(options.every) * 1000)
  }
}

async function harm() {
  while (performance.now() < endMs) {
    await sleep(random.integer(3000, 15_000))
    const worker = random.pick(workers)
    if (!worker.process) continue
    const kind = random.pick(harms)
    happened[kind]++
    if (kind === 'killed') {
      const { process: dying } = worker
      worker.process = null
      await dying.end('SIGKILL')
      void sleep(random.integer(1000, 10_000)).then(worker.start)
    } else if (kind === 'frozen') {
      const { pid } = worker.process
      process.kill(pid, 'SIGSTOP')
      void sleep(random.integer(1000, 80_000)).then(() => wake(pid))
    } else if (kind === 'cut') worker.relay.cut(random.integer(1000, 60_000))
    else if (kind === 'unheard') worker.relay.hold(random.integer(1000, 80_000))
    else worker.host?.unplug(random.integer(1000, 80_000))
  }
}

function wake(pid: number) {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // It was killed meanwhile.
  }
}

const textOf = async (sid: string) =>
  (await answered(() => transcripts(sid).sentences.list())).map(
    ({ sentenceIndex, mediaChannel, transcript }) => `${sentenceIndex} ${mediaChannel} ${transcript}`,
  )

await Promise.all([create(), harm()])
const tokensOf = () => {
  const tokens = new Map<string, Set<string>>()
  for (const { body, headers } of hooks.received) {
    const sid = JSON.parse(body).transcript_sid as string
    tokens.set(sid, (tokens.get(sid) ?? new Set()).add(String(headers['i-twilio-idempotency-token'])))
  }
  return tokens
}
const all = () => answered(() => transcripts.list({ pageSize: 1000 }))
const open = async () =>
  (await all()).some(({ status }) => status !== 'completed' && status !== 'failed') ||
  [...created.keys()].some((sid) => !tokensOf().has(sid))
for (const settledMs = performance.now() + SETTLE_MS; performance.now() < settledMs && (await open()); )
  await sleep(1000)
const found = await all()
const texts = new Map<string, string[]>()
for (const { sid } of found) texts.set(sid, await textOf(sid))
const doubled = [...texts].filter(
  ([, lines]) => new Set(lines.map((line) => line.split(' ')[0])).size < lines.length,
)
const lengths = (kind: string) =>
  [...created].filter(([, one]) => one === kind).map(([sid]) => texts.get(sid)?.length ?? 0)
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
const faults = {
  failed: found.filter(({ status }) => status === 'failed').length,
  'not ended': found.filter(({ status }) => status === 'queued' || status === 'in-progress').length,
  lost: [...created.keys()].filter((sid) => !texts.has(sid)).length,
  'with doubled sentences': doubled.length,
  'without webhook yet': [...created.keys()].filter((sid) => !tokensOf().has(sid)).length,
  'announced as two events': [...tokensOf().values()].filter(({ size }) => size > 1).length,
}
console.table({
  ...happened,
  created: created.size,
  refused,
  completed: found.filter(({ status }) => status === 'completed').length,
  ...faults,
  'sentences of short ones': [...new Set(lengths('short'))].join(' or '),
  'sentences of long ones': [...new Set(lengths('long'))].join(' or '),
  'calls of the receiver': hooks.received.length,
})
for (const { process: one, relay } of workers) {
  if (one) wake(one.pid)
  await one?.end('SIGKILL')
  relay.close()
}
await api.end('SIGKILL')
for (const one of [slowS3, hooksRelay, filesRelay]) one.close()
await s3.close()
hooks.close()
files.close()
network?.close()
rmSync(dir, { recursive: true, force: true })
process.exit(Object.values(faults).some((count) => count > 0) ? 1 : 0)
