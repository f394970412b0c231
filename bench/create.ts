// Does the API stay quick while every core transcribes? Offers POST /v2/Transcripts at a fixed rate, from a
// process of its own, to a server whose recognisers are all busy, and prints latency and event-loop delay.
//   npm run bench:create -- [--rate 100] [--seconds 20]
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { LoadReport, LoadRequest } from './create-load.ts'

const { values: options } = parseArgs({
  options: { rate: { type: 'string', default: '100' }, seconds: { type: 'string', default: '20' } },
})
const account = { sid: `AC${'0'.repeat(31)}1`, token: 'bench' }
const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const app = await createApp(
  readConfig({
    DATA_DIR: dataDir,
    TWILIO_ACCOUNT_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.token,
    NETWORK_ALLOW: '127.0.0.1',
    LOG_LEVEL: 'error',
    RATE_LIMIT: 'off',
  }),
  (error) => {
    throw error
  },
)
const baseUrl = await app.http.listen({ port: 0, host: '127.0.0.1' })
while ((await fetch(`${baseUrl}/readyz`)).status !== 200) await sleep(100)

// They serve the recordings as well, so they live as long as the server.
const loads: ChildProcess[] = []

async function offer(rate: number, seconds: number): Promise<LoadReport> {
  const load = fork(new URL('./create-load.ts', import.meta.url))
  loads.push(load)
  load.send({ baseUrl, ...account, rate, seconds } satisfies LoadRequest)
  const [report] = (await once(load, 'message')) as [LoadReport]
  return report
}

// Work for the recognisers, and a warm-up of the request path.
await offer(20, 3)
await sleep(2000)
const delay = monitorEventLoopDelay({ resolution: 1 })
const cpuBefore = process.cpuUsage()
const startedMs = performance.now()
delay.enable()
const report = await offer(Number(options.rate), Number(options.seconds))
delay.disable()
const wallMs = performance.now() - startedMs
const cpu = process.cpuUsage(cpuBefore)

const ms = (value: number) => Number(value.toFixed(1))
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table({
  'offered per second': Number(options.rate),
  answered: report.answered,
  'not 202': report.refused,
  'p50 ms': ms(report.p50Ms),
  'p99 ms': ms(report.p99Ms),
  'max ms': ms(report.maxMs),
  'event loop p99 ms': ms(delay.percentile(99) / 1e6),
  'event loop max ms': ms(delay.max / 1e6),
  'cores in use by the server': ms((cpu.user + cpu.system) / 1000 / wallMs),
})
await app.close(0)
for (const load of loads) load.kill()
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
