// Does a server that works for hours keep its memory and finish everything? Sends a call every few seconds, reads what
// comes of it, deletes all but the newest, and prints a line per interval; at the end how memory moved.
//   npm run bench:soak -- [--minutes 60] [--every 10] [--keep 100] [--report 300]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import twilio from 'twilio'
import { startFileServer } from '../src/testing/file-server.ts'
import { sampleCallPath } from '../src/testing/sample-call.ts'
import { startServerProcess, testAccount } from '../src/testing/server-process.ts'
import { startWebhookReceiver } from '../src/testing/webhook-receiver.ts'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    every: { type: 'string', default: '10' },
    keep: { type: 'string', default: '100' },
    report: { type: 'string', default: '300' },
  },
})
/** How long the last calls may take to end, and by how much memory may be more in the second half. */
const LATE_MS = 300_000
const MOST_GROWTH = 0.1
const [everyMs, reportMs] = [Number(options.every) * 1000, Number(options.report) * 1000]
const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-soak-'))
const [files, hooks] = [await startFileServer(), await startWebhookReceiver()]
const server = await startServerProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'error', RATE_LIMIT: 'off' })
const client = twilio(testAccount.accountSid, testAccount.authToken)
client.intelligence.baseUrl = server.baseUrl
const { services, transcripts } = client.intelligence.v2
const { sid: serviceSid } = await services.create({
  uniqueName: 'soak',
  webhookUrl: hooks.url,
  autoRedaction: true,
  mediaRedaction: true,
})
const channel = { media_properties: { media_url: files.urlOf(sampleCallPath) } }

/** Transcripts that were created and not yet deleted, oldest first. */
const alive: { sid: string; createdMs: number; status: string; read: boolean }[] = []
const counts = { created: 0, completed: 0, failed: 0, deleted: 0 }

async function follow(one: (typeof alive)[number]) {
  const context = transcripts(one.sid)
  while (one.status !== 'completed' && one.status !== 'failed') {
    await sleep(500)
    one.status = (await context.fetch()).status
  }
  counts[one.status === 'completed' ? 'completed' : 'failed']++
  const sentences = await context.sentences.list()
  if (sentences.length === 0) counts.failed++
  const { mediaUrl } = await context.media().fetch()
  await (await fetch(mediaUrl)).arrayBuffer()
  one.read = true
}

/** Sends one call and deletes what is too old; comes back before the call is finished. */
async function step() {
  const { sid, status } = await transcripts.create({ serviceSid, channel })
  counts.created++
  const one = { sid, createdMs: Date.now(), status, read: false }
  alive.push(one)
  const finished = follow(one)
  while (alive.length > Number(options.keep) && alive[0]!.read) {
    await transcripts(alive.shift()!.sid).remove()
    counts.deleted++
  }
  return { finished }
}

function residentMB(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)![1]) / 1024)
}

const beganMs = Date.now()
const endMs = beganMs + Number(options.minutes) * 60_000
const rows: Record<string, number>[] = []
const followed: Promise<void>[] = []
let nextReportMs = beganMs + reportMs
while (Date.now() < endMs) {
  followed.push((await step()).finished)
  if (Date.now() >= nextReportMs) {
    nextReportMs += reportMs
    const open = alive.filter(({ status }) => status !== 'completed' && status !== 'failed')
    const oldestMs = Math.min(Date.now(), ...open.map(({ createdMs }) => createdMs))
    const row = {
      minute: Math.round((Date.now() - beganMs) / 60_000),
      ...counts,
      open: open.length,
      'oldest open, s': Math.round((Date.now() - oldestMs) / 1000),
      webhooks: hooks.received.length,
      'resident MB': residentMB(),
    }
    rows.push(row)
    console.log(JSON.stringify(row))
  }
  await sleep(everyMs)
}
await Promise.race([Promise.all(followed), sleep(LATE_MS)])
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(rows)
const [early, half] = [rows.slice(0, rows.length >> 1), rows.slice(rows.length >> 1)].map((some) =>
  some.map((row) => row['resident MB']!),
) as [number[], number[]]
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const growth = mean(half) / mean(early) - 1
const unfinished = counts.created - counts.completed - counts.failed
console.log(
  `second half: ${Math.min(...half)} to ${Math.max(...half)} MB, ${(growth * 100).toFixed(1)} % over the first; ` +
    `unfinished: ${unfinished} of ${counts.created}`,
)
process.exitCode = unfinished > 0 || counts.failed > 0 || growth > MOST_GROWTH ? 1 : 0
await server.end('SIGTERM')
files.close()
hooks.close()
rmSync(dataDir, { recursive: true })
