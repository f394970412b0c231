// How much sooner is a batch of calls done with two recognisers than with one? Starts the server with each in turn, has
// it transcribe the same recordings, and prints the time until the last one is completed, and the ratio within a round.
// Beside it the same by bare processes that only decode and recognise: the ratio that the machine's memory lets through.
// With --processes each recogniser is a `verbatim worker` of its own, on one PostgreSQL, beside a server without any.
//   npm run bench:workers -- [FILE...] [--copies 12] [--rounds 3] [--workers 2] [--processes]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import twilio from 'twilio'
import { startFileServer } from '../src/testing/file-server.ts'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { sampleCallPath } from '../src/testing/sample-call.ts'
import {
  type ServerProcess,
  startServerProcess,
  startWorkerProcess,
  testAccount,
} from '../src/testing/server-process.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    copies: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    processes: { type: 'boolean', default: false },
  },
})
const files = positionals.length > 0 ? positionals : [sampleCallPath]
const recordings = await startFileServer()
const mediaUrls = files.flatMap((file) =>
  Array.from({ length: Number(options.copies) }, () => recordings.urlOf(file)),
)

/** A server with so many recognisers, in its own process or in others. */
async function startRecognisers(count: number, dataDir: string) {
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'error', WORKERS: String(options.processes ? 0 : count) }
  if (!options.processes) {
    const server = await startServerProcess(env)
    return { server, end: () => server.end('SIGTERM') }
  }
  const postgres = await startPostgres()
  const shared = { ...env, DATABASE_URL: await postgres.createDatabase() }
  const server = await startServerProcess(shared)
  const others: ServerProcess[] = []
  for (let n = 0; n < count; n++) others.push(await startWorkerProcess({ ...shared, WORKERS: '1' }))
  for (const { baseUrl } of others) while ((await fetch(`${baseUrl}/readyz`)).status !== 200) await sleep(100)
  const end = async () => {
    for (const one of [...others, server]) await one.end('SIGTERM')
    await postgres.stop()
  }
  return { server, end }
}

/** Seconds from the first create to the last completion. */
async function batchSeconds(workers: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
  const { server, end } = await startRecognisers(workers, dataDir)
  const { accountSid, authToken } = testAccount
  const client = twilio(accountSid, authToken)
  client.intelligence.baseUrl = server.baseUrl
  while ((await fetch(`${server.baseUrl}/readyz`)).status !== 200) await sleep(100)
  const service = await client.intelligence.v2.services.create({ uniqueName: 'bench' })
  const transcribe = (mediaUrl: string) =>
    client.intelligence.v2.transcripts.create({
      serviceSid: service.sid,
      channel: { media_properties: { media_url: mediaUrl } },
    })
  const open = async () => {
    const all = await client.intelligence.v2.transcripts.list({ pageSize: 1000 })
    if (all.some(({ status }) => status === 'failed')) throw new Error('a transcript failed')
    return all.filter(({ status }) => status !== 'completed').length
  }
  // Warm before anything counts.
  await transcribe(mediaUrls[0]!)
  while ((await open()) > 0) await sleep(200)
  const startedMs = performance.now()
  await Promise.all(mediaUrls.map(transcribe))
  while ((await open()) > 0) await sleep(200)
  const seconds = (performance.now() - startedMs) / 1000
  await end()
  rmSync(dataDir, { recursive: true })
  return seconds
}

/** Seconds that so many bare recognisers take together for the first file's copies. */
async function bareSeconds(count: number): Promise<number> {
  const child = new URL('./workers/recogniser.ts', import.meta.url)
  const all = Array.from({ length: count }, () =>
    fork(child, [files[0]!, String(Number(options.copies) / count)]),
  )
  const ended = all.map((one) => once(one, 'exit'))
  const each = (work: (one: (typeof all)[number]) => Promise<unknown>) => Promise.all(all.map(work))
  await each((one) => once(one, 'message'))
  const startedMs = performance.now()
  await each((one) => {
    one.send('begin')
    return once(one, 'message')
  })
  const seconds = (performance.now() - startedMs) / 1000
  await Promise.all(ended)
  return seconds
}

const rows = []
for (let round = 1; round <= Number(options.rounds); round++) {
  const one = await batchSeconds(1)
  const several = await batchSeconds(Number(options.workers))
  const seconds = (value: number) => Number(value.toFixed(2))
  rows.push({
    '1 worker, s': seconds(one),
    [`${options.workers} workers, s`]: seconds(several),
    ratio: seconds(one / several),
    'bare recognisers': seconds((await bareSeconds(1)) / (await bareSeconds(Number(options.workers)))),
  })
}
recordings.close()
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(rows)
