// How long until a started server is ready, how much memory does it hold, and how much disk does an installation take?
// Starts it with an empty data directory and again with the same one, on the embedded database and on PostgreSQL, in
// turns; prints the medians over the rounds, then the largest packages of node_modules. Memory is what the system counts
// as resident for the server's process: idle, after one call was transcribed, and at most; PostgreSQL's own is not in it.
//   npm run bench:start -- [--rounds 3] [--installation FOLDER]
// The folder is where the package was installed (`npm install ./verbatim-….tgz`); without it the checkout is measured.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import twilio from 'twilio'
import { startFileServer } from '../src/testing/file-server.ts'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { sampleCallPath } from '../src/testing/sample-call.ts'
import { startServerProcess, testAccount } from '../src/testing/server-process.ts'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, installation: { type: 'string' } },
})
const checkout = join(import.meta.dirname, '..')
const root = options.installation ?? checkout
const launcher = join(root, options.installation ? 'node_modules/verbatim' : '', 'bin/verbatim.mjs')
const MIB = 1024 ** 2
/** What has settled by then stays. */
const SETTLE_MS = 3000
const PACKAGES = 10

interface Start {
  readyS: number
  idleMiB: number
  afterCallMiB: number
  mostMiB: number
}

const recordings = await startFileServer()
const mediaUrl = recordings.urlOf(sampleCallPath)
const postgres = await startPostgres()

/** Starts a server, has it transcribe one call, and ends it. */
async function start(env: Record<string, string>): Promise<Start> {
  const startedMs = performance.now()
  const server = await startServerProcess({ LOG_LEVEL: 'error', ...env }, launcher)
  while ((await fetch(`${server.baseUrl}/readyz`)).status !== 200) await sleep(10)
  const readyS = (performance.now() - startedMs) / 1000
  await sleep(SETTLE_MS)
  const idleMiB = memory(server.pid).now
  await transcribe(server.baseUrl)
  await sleep(SETTLE_MS)
  const { now, most } = memory(server.pid)
  await server.end('SIGTERM')
  return { readyS, idleMiB, afterCallMiB: now, mostMiB: most }
}

/** Resident memory of a process in MiB, as Linux tells it. */
function memory(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)![1]) / 1024
  return { now: read('VmRSS'), most: read('VmHWM') }
}

async function transcribe(baseUrl: string) {
  const client = twilio(testAccount.accountSid, testAccount.authToken)
  client.intelligence.baseUrl = baseUrl
  const { services, transcripts } = client.intelligence.v2
  const [known] = await services.list({ limit: 1 })
  const service = known ?? (await services.create({ uniqueName: 'bench' }))
  const channel = { media_properties: { media_url: mediaUrl } }
  const { sid } = await transcripts.create({ serviceSid: service.sid, channel })
  for (;;) {
    const { status } = await transcripts(sid).fetch()
    if (status === 'completed') return
    if (status === 'failed') throw new Error('the call was not transcribed')
    await sleep(100)
  }
}

/** Bytes of all files below `folder`. */
function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}

/** Name → MiB of each package in node_modules, what lies within it included; largest first. */
function packageSizes(): [string, number][] {
  const modules = join(root, 'node_modules')
  const names = readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    )
  return names
    .map((name): [string, number] => [name, bytesOf(join(modules, name)) / MIB])
    .sort(([, a], [, b]) => b - a)
}

const starts = new Map<string, Start[]>()
const note = (name: string, one: Start) => starts.set(name, [...(starts.get(name) ?? []), one])
for (let round = 0; round < Number(options.rounds); round++) {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
  const embedded = { DATA_DIR: join(dataDir, 'embedded') }
  note('embedded, first start', await start(embedded))
  note('embedded, second start', await start(embedded))
  const shared = { DATA_DIR: join(dataDir, 'postgres'), DATABASE_URL: await postgres.createDatabase() }
  note('PostgreSQL, first start', await start(shared))
  note('PostgreSQL, second start', await start(shared))
  rmSync(dataDir, { recursive: true })
}
await postgres.stop()
recordings.close()

const sizes = packageSizes()
const shown = (value: number) => Number(value.toFixed(value < 10 ? 2 : 0))
function middle(all: readonly Start[], of: (one: Start) => number): number {
  return shown(all.map(of).toSorted((a, b) => a - b)[all.length >> 1]!)
}
const ofDisk = (name: string, mib: number) => [name, { 'disk MiB': shown(mib) }] as const
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(
  Object.fromEntries([
    ...[...starts].map(
      ([name, all]) =>
        [
          name,
          {
            'ready s': middle(all, ({ readyS }) => readyS),
            'idle MiB': middle(all, ({ idleMiB }) => idleMiB),
            'after a call MiB': middle(all, ({ afterCallMiB }) => afterCallMiB),
            'most MiB': middle(all, ({ mostMiB }) => mostMiB),
          },
        ] as const,
    ),
    ofDisk(
      `node_modules, ${sizes.length} packages`,
      sizes.reduce((sum, [, mib]) => sum + mib, 0),
    ),
    ...sizes.slice(0, PACKAGES).map(([name, mib]) => ofDisk(name, mib)),
  ]),
)
