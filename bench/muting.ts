// How much of the personal data in a recording is muted, and how much of the other speech goes with it? Transcribes the
// labelled files of a manifest with text and media redaction, reads each report, and prints a row per file.
//   npm run bench:muting -- --manifest FILE [--only ID,ID]
// The manifest is JSON, an array of { id, path, channels, pii: [{ start, end, channel }], and turns: [{ channel, start,
// end, words: [{ start, end }] }] or word_times: [{ start, end }] }, in seconds; paths are relative to it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startFileServer } from '../src/testing/file-server.ts'
import { startServerProcess, testAccount } from '../src/testing/server-process.ts'

const { values: options } = parseArgs({
  options: { manifest: { type: 'string' }, only: { type: 'string' } },
})
if (!options.manifest) throw new Error('--manifest FILE is missing')

/** Seconds; without a channel on channel 1. */
interface Range {
  start: number
  end: number
  channel?: number
}
interface Item {
  id: string
  path: string
  pii?: Range[]
  turns?: (Range & { words?: Range[] })[]
  word_times?: Range[]
}
interface Report {
  media: { channels: { media_channel: number; muted: { start_time: number; end_time: number }[] }[] }
  recheck: { rounds: number; left: { type: string }[] }
}

const all = JSON.parse(readFileSync(options.manifest, 'utf8')) as Item[]
const only = options.only?.split(',')
const items = all.filter(({ id, pii }) => (only ? only.includes(id) : (pii?.length ?? 0) > 0))
const folder = dirname(options.manifest)
const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const files = await startFileServer()
const server = await startServerProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'error', RATE_LIMIT: 'off' })
const authorization = `Basic ${btoa(`${testAccount.accountSid}:${testAccount.authToken}`)}`

async function ask<T>(path: string, form?: Record<string, string>): Promise<T> {
  const sent = form && { method: 'POST', body: new URLSearchParams(form) }
  const answer = await fetch(server.baseUrl + path, { ...sent, headers: { authorization } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

const service = await ask<{ sid: string }>('/v2/Services', {
  ...{ UniqueName: 'muting', AutoRedaction: 'true', MediaRedaction: 'true' },
})

async function reportOn(path: string): Promise<Report> {
  const Channel = JSON.stringify({ media_properties: { media_url: files.urlOf(path) } })
  const { sid } = await ask<{ sid: string }>('/v2/Transcripts', { ServiceSid: service.sid, Channel })
  for (;;) {
    const { status } = await ask<{ status: string }>(`/v2/Transcripts/${sid}`)
    if (status === 'completed') return ask<Report>(`/x/v1/Transcripts/${sid}/RedactionReport`)
    if (status === 'failed') throw new Error(`${path} failed`)
    await sleep(200)
  }
}

const STEP_S = 0.005

/** Seconds of `ranges`, and of them within `others`; in steps of five milliseconds. */
function within(ranges: readonly Range[], others: readonly Range[]): { allS: number; insideS: number } {
  const sum = { allS: 0, insideS: 0 }
  for (const { start, end, channel = 1 } of ranges) {
    const own = others.filter((one) => (one.channel ?? 1) === channel)
    for (let at = start; at < end; at += STEP_S) {
      sum.allS += STEP_S
      if (own.some((one) => one.start <= at && at < one.end)) sum.insideS += STEP_S
    }
  }
  return sum
}

const percent = (part: number, whole: number) => (whole > 0 ? Number(((100 * part) / whole).toFixed(1)) : '')
const rows: Record<string, Record<string, unknown>> = {}
const sums = { piiS: 0, mutedS: 0, otherS: 0, lostS: 0 }
for (const { id, path, pii = [], turns = [], word_times = [] } of items) {
  const { media, recheck } = await reportOn(join(folder, path))
  const muted = media.channels.flatMap(({ media_channel: channel, muted: ranges }) =>
    ranges.map(({ start_time: start, end_time: end }) => ({ channel, start, end })),
  )
  const spoken: Range[] = [
    ...word_times,
    ...turns.flatMap(({ channel = 1, words = [] }) => words.map((word) => ({ ...word, channel }))),
  ]
  const isPii = (word: Range) =>
    pii.some(
      (one) => (one.channel ?? 1) === (word.channel ?? 1) && one.start < word.end && word.start < one.end,
    )
  const personal = within(pii, muted)
  const other = within(
    spoken.filter((word) => !isPii(word)),
    muted,
  )
  rows[id] = {
    'personal data s': Number(personal.allS.toFixed(1)),
    'muted %': percent(personal.insideS, personal.allS),
    'other words s': Number(other.allS.toFixed(1)),
    'of them muted %': percent(other.insideS, other.allS),
    rounds: recheck.rounds,
    left: recheck.left.map(({ type }) => type).join(' '),
  }
  sums.piiS += personal.allS
  sums.mutedS += personal.insideS
  sums.otherS += other.allS
  sums.lostS += other.insideS
}
rows.together = {
  'personal data s': Number(sums.piiS.toFixed(1)),
  'muted %': percent(sums.mutedS, sums.piiS),
  'other words s': Number(sums.otherS.toFixed(1)),
  'of them muted %': percent(sums.lostS, sums.otherS),
}
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(rows)
await server.end('SIGTERM')
files.close()
rmSync(dataDir, { recursive: true })
